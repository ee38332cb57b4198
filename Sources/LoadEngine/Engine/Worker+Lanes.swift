// Requests over connections that they share: HTTP/2.

import CHTTP2
import Glibc

/// What an error code of HTTP/2 says.
private enum StreamCode {
  static let none: UInt32 = 0
  /// The server has done nothing with the request.
  static let refused: UInt32 = 7
}

extension Worker {
  /// Sends the slot's request as a stream, over a connection that is made first if there is none.
  mutating func joinLane(_ index: Int) {
    let number = openLane(for: index)
    slots[index].lane = number
    switch lanes[number].state {
    case .open: submit(index)
    case .connecting, .shakingHands: wait(index, for: number)
    case .closed:
      wait(index, for: number)
      connect(lane: number)
    }
  }

  /// The lane that takes the slot's requests; another if the server is leaving the last.
  private mutating func openLane(for index: Int) -> Int {
    let group = index / streams
    let current = laneOfGroup[group]
    guard lanes[current].isLeaving else { return current }
    let range = lanes[current].slots
    let free = lanes.indices.first { lanes[$0].slots == range && lanes[$0].state == .closed }
    if free == nil { lanes.append(Lane(slots: range)) }
    laneOfGroup[group] = free ?? lanes.count - 1
    return laneOfGroup[group]
  }

  private mutating func wait(_ index: Int, for number: Int) {
    slots[index].state = .connecting
    // The lane gives up for all who wait for it.
    slots[index].deadline = .max
    lanes[number].waiting.append(index)
  }

  private mutating func connect(lane number: Int) {
    lanes[number].began = clock.now()
    lanes[number].deadline = lanes[number].began &+ timeouts.connect
    lanes[number].state = .connecting
    switch Socket.open(to: endpoint) {
    case .failed(let error): broken(lane: number, error)
    case .open(let socket), .opening(let socket):
      lanes[number].wire.open(socket)
      let tag = UInt64(lanes[number].generation) << 32 | UInt64(slots.count + number)
      if !queue.watch(socket, tag: tag) { broken(lane: number, .exhausted) }
    }
  }

  mutating func handle(_ event: EventQueue.Event, lane number: Int) {
    guard lanes.indices.contains(number), lanes[number].wire.isOpen,
      lanes[number].generation == UInt32(truncatingIfNeeded: event.tag >> 32)
    else { return }
    switch lanes[number].state {
    case .closed: return
    case .connecting:
      guard event.canWrite || event.isEnding else { return }
      if let error = Socket.handshakeError(of: lanes[number].wire.socket) {
        return broken(lane: number, error)
      }
      let now = clock.now()
      recorder.connected(after: now &- lanes[number].began)
      lanes[number].state = .shakingHands
      lanes[number].began = now
      lanes[number].deadline = now &+ timeouts.handshake
      shakeHands(lane: number)
    case .shakingHands: shakeHands(lane: number)
    case .open:
      let generation = lanes[number].generation
      if event.canRead { receive(lane: number) }
      if lanes[number].generation == generation, lanes[number].state == .open { push(lane: number) }
    }
  }

  private mutating func shakeHands(lane number: Int) {
    switch lanes[number].wire.shakeHands(with: tls) {
    case .underWay: return
    case .failed(let error): return broken(lane: number, error)
    case .done: break
    }
    if tls != nil {
      let time = clock.now() &- lanes[number].began
      recorder.shookHands(after: time, isResumed: lanes[number].wire.isResumed)
    }
    guard lanes[number].begin() else { return broken(lane: number, .exhausted) }
    lanes[number].state = .open
    lanes[number].deadline = .max
    let waiting = lanes[number].waiting
    lanes[number].waiting = []
    for index in waiting where lanes[number].state == .open { submit(index, pushes: false) }
    push(lane: number)
  }

  private mutating func submit(_ index: Int, pushes: Bool = true) {
    let number = slots[index].lane
    // Who was left behind waits since the first connection.
    if !slots[index].isLeftBehind {
      if slots[index].isSecondTry { recorder.resent() } else { recorder.sent(bytes: 0) }
      slots[index].times.sent = clock.now()
    }
    slots[index].deadline = slots[index].times.sent &+ min(timeouts.firstByte, timeouts.total)
    let step = step(of: index)
    slots[index].parser.reset(answersHead: step.answersHead, keeping: step.keeps)
    slots[index].state = .awaiting
    let stream = ask(index)
    guard stream > 0 else { return fail(index, .malformed) }
    slots[index].stream = stream
    lanes[number].streams += 1
    if pushes { push(lane: number) }
  }

  /// Hands the request to the framing; the number of its stream, or a negative error.
  private func ask(_ index: Int) -> Int32 {
    guard let session = lanes[slots[index].lane].session else { return -1 }
    let isEncrypted = tls != nil
    func ask(_ bytes: UnsafeRawBufferPointer) -> Int32 {
      let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
      return http2_submit(session, start, bytes.count, isEncrypted, UInt32(index))
    }
    return slots[index].sendsRendered
      ? slots[index].rendered.withUnsafeBytes(ask) : ask(step(of: index).bytes)
  }

  private mutating func push(lane number: Int) {
    switch lanes[number].push() {
    case .pushed(let count):
      recorder.pushed(bytes: count)
      takeEvents(lane: number)
    case .failed(let error): broken(lane: number, error)
    }
  }

  private mutating func receive(lane number: Int) {
    let generation = lanes[number].generation
    while lanes[number].generation == generation, let session = lanes[number].session {
      let count = lanes[number].wire.receive(into: buffer)
      if count > 0 {
        recorder.received(bytes: count)
        let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let isUnderstood = http2_receive(session, start, count)
        takeEvents(lane: number)
        guard lanes[number].generation == generation else { return }
        guard isUnderstood else { return broken(lane: number, .malformed) }
        push(lane: number)
        if endIfOver(lane: number, generation) { return }
      } else if count == 0 {
        return broken(lane: number, .closedWithoutAnswer)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        return broken(lane: number, Socket.errorClass(of: errno))
      }
    }
  }

  /// What the framing has read, in its order; taking it can lead to more, also of what is taken here.
  private mutating func takeEvents(lane number: Int) {
    guard let session = lanes[number].session, !lanes[number].isTaking else { return }
    let generation = lanes[number].generation
    lanes[number].isTaking = true
    var next = 0
    while lanes[number].generation == generation, next < http2_count(session) {
      take(http2_event_at(session, next), lane: number)
      next += 1
    }
    guard lanes[number].generation == generation else { return }
    http2_forget(session)
    lanes[number].isTaking = false
  }

  private mutating func take(_ event: http2_event, lane number: Int) {
    if event.kind == http2_leaving {
      lanes[number].isLeaving = true
      return
    }
    let index = Int(event.tag)
    guard slots.indices.contains(index), slots[index].stream == event.stream,
      slots[index].lane == number
    else { return }
    if event.kind == http2_closed {
      let isUnsent = !event.is_sent && lanes[number].isLeaving
      let isEarly = event.is_early && event.code == StreamCode.refused
      return isUnsent || isEarly ? leftBehind(index) : streamEnded(index, code: event.code)
    }
    if slots[index].state != .reading {
      slots[index].state = .reading
      slots[index].times.firstByte = clock.now()
      slots[index].deadline = slots[index].times.sent &+ timeouts.total
    }
    let bytes = UnsafeRawBufferPointer(start: event.bytes, count: event.count)
    // An answer without a body is whole with its head; whatever comes behind it belongs to nobody.
    guard slots[index].stream > 0, !slots[index].isWhole else { return }
    switch slots[index].parser.feed(bytes) {
    case .needsMore: break
    case .complete: slots[index].isWhole = true
    case .failed(let failure): fail(index, ErrorClass(failure, hasBegun: true))
    }
  }

  /// The server has seen nothing of the request and takes no more over the connection, or could not have said in
  /// time that it takes fewer at once.
  private mutating func leftBehind(_ index: Int) {
    forgetStream(index)
    guard phase != .over, clock.now() < slots[index].deadline else {
      return fail(index, .firstByteTimeout)
    }
    slots[index].isLeftBehind = true
    joinLane(index)
  }

  private mutating func streamEnded(_ index: Int, code: UInt32) {
    let number = slots[index].lane
    forgetStream(index)
    guard code == StreamCode.none else {
      let isRefused = code == StreamCode.refused
      // A refused request was not begun: it may be sent again, whatever it asks for.
      guard isRefused, !slots[index].isSecondTry, phase != .over else {
        return fail(index, isRefused ? .streamRefused : .streamReset)
      }
      slots[index].isSecondTry = true
      slots[index].isLeftBehind = false
      return joinLane(index)
    }
    let isWhole = slots[index].isWhole
    slots[index].isWhole = false
    guard isWhole || slots[index].parser.end() == .complete(consumed: 0) else {
      let hasBegun = slots[index].parser.hasBegun
      return fail(index, hasBegun ? .closedMidAnswer : .closedWithoutAnswer)
    }
    lanes[number].hasAnswered = true
    finishRequest(index)
  }

  /// The slot has no stream any more.
  private mutating func forgetStream(_ index: Int) {
    slots[index].stream = 0
    lanes[slots[index].lane].streams -= 1
  }

  /// Takes back what the slot has asked, or waits for.
  mutating func leaveLane(_ index: Int) {
    let number = slots[index].lane
    guard lanes.indices.contains(number) else { return }
    slots[index].isWhole = false
    if slots[index].stream > 0, let session = lanes[number].session {
      http2_cancel(session, slots[index].stream)
      forgetStream(index)
      push(lane: number)
    } else {
      lanes[number].waiting.removeAll { $0 == index }
    }
  }

  /// Closes a connection over which nothing will come any more; whether it is closed.
  private mutating func endIfOver(lane number: Int, _ generation: UInt32) -> Bool {
    guard lanes[number].generation == generation, let session = lanes[number].session else {
      return true
    }
    if lanes[number].isLeaving, lanes[number].streams == 0 {
      lanes[number].close(endedWell: true)
    } else if http2_is_over(session) {
      broken(lane: number, .malformed)
    }
    return lanes[number].generation != generation
  }

  /// The connection is of no use any more, and who was on it has no answer.
  private mutating func broken(lane number: Int, _ error: ErrorClass) {
    let hasAnswered = lanes[number].hasAnswered
    var concerned = lanes[number].waiting
    for index in lanes[number].slots where slots[index].lane == number && slots[index].stream > 0 {
      concerned.append(index)
    }
    lanes[number].waiting = []
    for index in concerned where hasAnswered && slots[index].stream > 0 {
      let isSent = lanes[number].session.map { http2_is_sent($0, slots[index].stream) }
      slots[index].isLeftBehind = isSent == false
    }
    lanes[number].close(endedWell: false)
    for index in concerned {
      let hasBegun = slots[index].parser.hasBegun
      let isLeftBehind = slots[index].stream > 0 && slots[index].isLeftBehind
      slots[index].stream = 0
      slots[index].isWhole = false
      let mayRepeat = hasAnswered && !hasBegun && step(of: index).isIdempotent
      if isLeftBehind, phase != .over {
        joinLane(index)
      } else if mayRepeat, !slots[index].isSecondTry, phase != .over {
        slots[index].isLeftBehind = false
        slots[index].isSecondTry = true
        joinLane(index)
      } else {
        fail(index, hasBegun && error == .closedWithoutAnswer ? .closedMidAnswer : error)
      }
    }
  }

  /// Gives up connections that take too long.
  mutating func giveUpLanes(at now: UInt64) {
    for number in lanes.indices where lanes[number].deadline <= now {
      let isConnected = lanes[number].state == .shakingHands
      broken(lane: number, isConnected ? .handshakeTimeout : .connectTimeout)
    }
  }
}
