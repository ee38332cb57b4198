// Bytes of scripts' requests and answers, as they come and go in pieces.

import Glibc

extension ScriptHost {
  func connectAndSend(_ index: Int) {
    if connections[index].wire.isOpen { return sendRequest(index) }
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
    connections[index].closeSocket(endedWell: false)
    failures.append((index, error, error == .tls ? TLSClient.reason : ""))
  }

  func handle(_ event: EventQueue.Event) {
    let index = Int(truncatingIfNeeded: event.tag & 0xFFFF_FFFF)
    guard connections.indices.contains(index), connections[index].wire.isOpen,
      connections[index].generation == UInt32(truncatingIfNeeded: event.tag >> 32)
    else { return }
    switch connections[index].state {
    case .idle:
      // Whatever a server says unasked, it is no answer to the next request.
      if event.canRead, connections[index].wire.isSpoilt(isEnding: event.isEnding) {
        dropIdle(index)
      }
    case .connecting:
      guard event.canWrite || event.isEnding else { return }
      if let error = Socket.handshakeError(of: connections[index].wire.socket) {
        return failed(index, error)
      }
      connected(index)
    case .shakingHands: shakeHands(index)
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
    connections[index].wire.open(socket)
    connections[index].isReused = false
    let tag = UInt64(connections[index].generation) << 32 | UInt64(index)
    return queue.watch(socket, tag: tag)
  }

  private func connected(_ index: Int) {
    let now = clock.now()
    connections[index].connectTook = now &- connections[index].connectBegan
    guard origins[connections[index].origin].tls != nil else { return sendRequest(index) }
    connections[index].state = .shakingHands
    connections[index].connectBegan = now
    shakeHands(index)
  }

  private func shakeHands(_ index: Int) {
    let tls = origins[connections[index].origin].tls
    switch connections[index].wire.shakeHands(with: tls) {
    case .underWay: return
    case .failed(let error): failSoon(index, error)
    case .done:
      connections[index].handshakeTook = clock.now() &- connections[index].connectBegan
      sendRequest(index)
    }
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
      let wire = connections[index].wire
      let start = connections[index].sentBytes
      let count = connections[index].request.withUnsafeBytes { bytes in
        wire.send(UnsafeRawBufferPointer(rebasing: bytes[start...]))
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
      let count = connections[index].wire.receive(into: buffer)
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
      if consumed < count || !keepsAlive || !isWhole || connections[index].wire.hasLeftover {
        connections[index].closeSocket(endedWell: true)
      }
      answered(index)
    }
    return false
  }

  private func serverClosed(_ index: Int) {
    switch connections[index].parser.end() {
    case .complete:
      connections[index].closeSocket(endedWell: true)
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
    while let (index, error, reason) = failures.popLast() {
      if connections[index].isBusy { failed(index, error, because: reason) }
    }
  }

  /// Gives up what takes too long.
  func giveUp(at now: UInt64) {
    for index in connections.indices
    where connections[index].isBusy && connections[index].deadline <= now {
      switch connections[index].state {
      case .connecting: failed(index, .connectTimeout)
      case .shakingHands: failed(index, .handshakeTimeout)
      case .sending, .awaiting: failed(index, .firstByteTimeout)
      case .reading: failed(index, .totalTimeout)
      case .idle: break
      }
    }
  }
}
