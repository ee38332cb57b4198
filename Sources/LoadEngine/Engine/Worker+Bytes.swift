// Connections, requests and answers as bytes that come and go in pieces.

import Glibc

extension Worker {
  /// Sends the slot's request over its connection, which is made first if there is none.
  mutating func connectAndSend(_ index: Int) {
    if streams > 0 { return joinLane(index) }
    if slots[index].wire.isOpen { return sendRequest(index) }
    slots[index].connectBegan = clock.now()
    switch Socket.open(to: endpoint) {
    case .failed(let error): fail(index, error)
    case .open(let socket):
      guard watch(index, socket) else { return fail(index, .exhausted) }
      connected(index)
    case .opening(let socket):
      slots[index].state = .connecting
      slots[index].deadline = slots[index].connectBegan &+ timeouts.connect
      guard watch(index, socket) else { return fail(index, .exhausted) }
    }
  }

  mutating func handle(_ event: EventQueue.Event) {
    let index = Int(truncatingIfNeeded: event.tag & 0xFFFF_FFFF)
    if index >= slots.count { return handle(event, lane: index - slots.count) }
    guard slots.indices.contains(index), slots[index].wire.isOpen,
      slots[index].generation == UInt32(truncatingIfNeeded: event.tag >> 32)
    else { return }
    switch slots[index].state {
    case .idle, .thinking:
      // Whatever a server says unasked, it is no answer to the next request.
      if event.canRead, slots[index].wire.isSpoilt(isEnding: event.isEnding) {
        slots[index].closeSocket()
      }
    case .connecting:
      guard event.canWrite || event.isEnding else { return }
      if let error = Socket.handshakeError(of: slots[index].wire.socket) {
        return fail(index, error)
      }
      connected(index)
    case .shakingHands: shakeHands(index)
    case .sending:
      let generation = slots[index].generation
      if event.canWrite { continueSending(index) }
      // Sending may have replaced the connection, of which the event tells nothing.
      guard slots[index].generation == generation, slots[index].isBusy else { return }
      if event.canRead { receive(index, isEnding: event.isEnding) }
    case .awaiting, .reading:
      if event.canRead { receive(index, isEnding: event.isEnding) }
    }
  }

  private mutating func watch(_ index: Int, _ socket: Int32) -> Bool {
    slots[index].wire.open(socket)
    slots[index].isReused = false
    let tag = UInt64(slots[index].generation) << 32 | UInt64(index)
    return queue.watch(socket, tag: tag)
  }

  private mutating func connected(_ index: Int) {
    let now = clock.now()
    recorder.connected(after: now &- slots[index].connectBegan)
    guard tls != nil else { return sendRequest(index) }
    slots[index].state = .shakingHands
    slots[index].connectBegan = now
    slots[index].deadline = now &+ timeouts.handshake
    shakeHands(index)
  }

  private mutating func shakeHands(_ index: Int) {
    switch slots[index].wire.shakeHands(with: tls) {
    case .underWay: return
    case .failed(let error): fail(index, error)
    case .done:
      let time = clock.now() &- slots[index].connectBegan
      recorder.shookHands(after: time, isResumed: slots[index].wire.isResumed)
      sendRequest(index)
    }
  }

  private mutating func sendRequest(_ index: Int) {
    let now = clock.now()
    let step = step(of: index)
    if slots[index].isSecondTry {
      recorder.resent()
    } else {
      recorder.sent(bytes: size(of: index))
    }
    slots[index].times.sent = now
    slots[index].sentBytes = 0
    slots[index].deadline = now &+ min(timeouts.firstByte, timeouts.total)
    slots[index].parser.reset(answersHead: step.answersHead, keeping: step.keeps)
    slots[index].state = .sending
    continueSending(index)
  }

  private mutating func continueSending(_ index: Int) {
    let size = size(of: index)
    while slots[index].sentBytes < size {
      let count = sendRest(of: index)
      if count >= 0 {
        slots[index].sentBytes += count
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        return broken(index, errno == EPIPE ? .closedWithoutAnswer : Socket.errorClass(of: errno))
      }
    }
    slots[index].state = .awaiting
  }

  /// Bytes of the slot's request.
  private func size(of index: Int) -> Int {
    slots[index].sendsRendered ? slots[index].rendered.count : step(of: index).bytes.count
  }

  /// Hands the system what is left of the request; how much it took, or -1 with `errno`.
  private func sendRest(of index: Int) -> Int {
    func sendAll(_ bytes: UnsafeRawBufferPointer) -> Int {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[slots[index].sentBytes...])
      return slots[index].wire.send(rest)
    }
    return slots[index].sendsRendered
      ? slots[index].rendered.withUnsafeBytes(sendAll) : sendAll(step(of: index).bytes)
  }

  private mutating func receive(_ index: Int, isEnding: Bool) {
    while true {
      let count = slots[index].wire.receive(into: buffer)
      if count > 0 {
        if !take(index, count: count, isEnding: isEnding) { return }
        // A read that did not fill the buffer has emptied the socket; over TLS it is one record of many.
        if count < buffer.count, !isEnding, tls == nil { return }
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
  private mutating func take(_ index: Int, count: Int, isEnding: Bool) -> Bool {
    recorder.received(bytes: count)
    if slots[index].state != .reading {
      slots[index].state = .reading
      slots[index].times.firstByte = clock.now()
      slots[index].deadline = slots[index].times.sent &+ timeouts.total
    }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    switch slots[index].parser.feed(bytes) {
    case .needsMore: return true
    case .failed(let failure): fail(index, ErrorClass(failure, hasBegun: true))
    case .complete(let consumed):
      let isLast =
        isEnding || consumed < count || !slots[index].parser.keepsAlive
        || slots[index].wire.hasLeftover
      if isLast || slots[index].sentBytes < size(of: index) {
        slots[index].closeSocket(endedWell: true)
      }
      finishRequest(index)
    }
    return false
  }

  private mutating func serverClosed(_ index: Int) {
    switch slots[index].parser.end() {
    case .complete:
      slots[index].closeSocket(endedWell: true)
      finishRequest(index)
    case .needsMore, .failed:
      let hasBegun = slots[index].parser.hasBegun
      broken(index, hasBegun ? .closedMidAnswer : .closedWithoutAnswer)
    }
  }

  /// The connection is of no use any more.
  ///
  /// A server may close an idle connection at any time; a request that crosses with that is sent
  /// again over a new one, once, where that does no harm.
  private mutating func broken(_ index: Int, _ error: ErrorClass) {
    let crossed = slots[index].isReused && !slots[index].parser.hasBegun
    guard crossed, !slots[index].isSecondTry, step(of: index).isIdempotent, phase != .over else {
      return fail(index, error)
    }
    slots[index].closeSocket()
    slots[index].isSecondTry = true
    connectAndSend(index)
  }
}
