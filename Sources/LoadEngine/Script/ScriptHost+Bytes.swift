// Bytes of scripts' requests and answers, as they come and go in pieces.

import Glibc

extension ScriptHost {
  func connectAndSend(_ index: Int) {
    if connections[index].socket >= 0 { return sendRequest(index) }
    connections[index].connectBegan = clock.now()
    connections[index].state = .connecting
    switch Socket.open(to: origins[connections[index].origin].endpoint) {
    case .failed(let error): failSoon(index, error)
    case .open(let socket), .opening(let socket):
      guard watch(index, socket) else { return failSoon(index, .exhausted) }
    }
  }

  /// A script that has just asked is not ready for an answer: it comes with the next turn.
  private func failSoon(_ index: Int, _ error: ErrorClass) {
    connections[index].closeSocket()
    failures.append((index, error))
  }

  func handle(_ event: EventQueue.Event) {
    let index = Int(truncatingIfNeeded: event.tag & 0xFFFF_FFFF)
    guard connections.indices.contains(index), connections[index].socket >= 0,
      connections[index].generation == UInt32(truncatingIfNeeded: event.tag >> 32)
    else { return }
    switch connections[index].state {
    case .idle:
      // Whatever a server says unasked, it is no answer to the next request.
      if event.canRead { dropIdle(index) }
    case .connecting:
      guard event.canWrite || event.isEnding else { return }
      if let error = Socket.handshakeError(of: connections[index].socket) {
        return failed(index, error)
      }
      connections[index].connectTook = clock.now() &- connections[index].connectBegan
      sendRequest(index)
    case .sending:
      let generation = connections[index].generation
      if event.canWrite { continueSending(index) }
      guard connections[index].generation == generation, connections[index].isBusy else { return }
      if event.canRead { receive(index) }
    case .awaiting, .reading:
      if event.canRead { receive(index) }
    }
  }

  private func dropIdle(_ index: Int) {
    connections[index].closeSocket()
    let user = connections[index].user
    guard let place = users[user].idle.firstIndex(of: Int32(index)) else { return }
    users[user].idle.remove(at: place)
    freeConnections.append(index)
  }

  private func watch(_ index: Int, _ socket: Int32) -> Bool {
    connections[index].socket = socket
    let tag = UInt64(connections[index].generation) << 32 | UInt64(index)
    return queue.watch(socket, tag: tag)
  }

  private func sendRequest(_ index: Int) {
    connections[index].sent = clock.now()
    connections[index].sentBytes = 0
    if !connections[index].isSecondTry {
      intervals?.sent()
      metrics.add(.sent, Double(connections[index].request.count))
    }
    prepareParser(of: index)
    connections[index].state = .sending
    continueSending(index)
  }

  private func continueSending(_ index: Int) {
    let size = connections[index].request.count
    while connections[index].sentBytes < size {
      let socket = connections[index].socket
      let start = connections[index].sentBytes
      let count = connections[index].request.withUnsafeBytes { bytes in
        Glibc.send(socket, bytes.baseAddress.map { $0 + start }, size - start, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        connections[index].sentBytes += count
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        let error = errno == EPIPE ? ErrorClass.closedWithoutAnswer : Socket.errorClass(of: errno)
        return broken(index, error)
      }
    }
    connections[index].sentAll = clock.now()
    connections[index].state = .awaiting
  }

  private func receive(_ index: Int) {
    while true {
      let count = recv(connections[index].socket, buffer.baseAddress, buffer.count, 0)
      if count > 0 {
        if !take(index, count: count) { return }
      } else if count == 0 {
        return serverClosed(index)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        return broken(index, Socket.errorClass(of: errno))
      }
    }
  }

  /// Reads a piece of the answer; whether more of it is to come.
  private func take(_ index: Int, count: Int) -> Bool {
    metrics.add(.received, Double(count))
    if connections[index].state != .reading {
      // An answer may begin before the whole request was taken.
      if connections[index].state == .sending { connections[index].sentAll = clock.now() }
      connections[index].state = .reading
      connections[index].firstByte = clock.now()
    }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    switch connections[index].parser.feed(bytes) {
    case .needsMore: return true
    case .failed(let failure): failed(index, ErrorClass(failure, hasBegun: true))
    case .complete(let consumed):
      let isWhole = connections[index].sentBytes == connections[index].request.count
      let keepsAlive = connections[index].parser.keepsAlive && options.reusesConnections
      if consumed < count || !keepsAlive || !isWhole { connections[index].closeSocket() }
      answered(index)
    }
    return false
  }

  private func serverClosed(_ index: Int) {
    switch connections[index].parser.end() {
    case .complete:
      connections[index].closeSocket()
      answered(index)
    case .needsMore, .failed:
      let hasBegun = connections[index].parser.hasBegun
      broken(index, hasBegun ? .closedMidAnswer : .closedWithoutAnswer)
    }
  }

  /// A request that crossed with the server's closing of a kept connection is sent once more.
  private func broken(_ index: Int, _ error: ErrorClass) {
    let crossed = connections[index].isReused && !connections[index].parser.hasBegun
    guard crossed, !connections[index].isSecondTry, connections[index].isIdempotent else {
      return failSoon(index, error)
    }
    connections[index].closeSocket()
    connections[index].isSecondTry = true
    connectAndSend(index)
  }

  /// Tells scripts of requests that failed since the last turn.
  func tellFailures() {
    while let (index, error) = failures.popLast() {
      if connections[index].isBusy { failed(index, error) }
    }
  }

  /// Gives up what takes too long.
  func giveUp(at now: UInt64) {
    for index in connections.indices
    where connections[index].isBusy && connections[index].deadline <= now {
      switch connections[index].state {
      case .connecting: failed(index, .connectTimeout)
      case .sending, .awaiting: failed(index, .firstByteTimeout)
      case .reading: failed(index, .totalTimeout)
      case .idle: break
      }
    }
  }
}
