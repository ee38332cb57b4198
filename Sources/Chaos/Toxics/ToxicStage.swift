// What one toxic does to one direction of one connection; time is handed in.

import LoadEngine

/// How a direction of a connection ends.
enum StreamFate: Equatable {
  case open
  /// All has passed: the receiver is told that no more comes.
  case ended
  /// The whole connection is closed.
  case closed
  /// The whole connection is reset.
  case reset
}

/// Holds chunks until they are due, cuts them, drops them, or ends the stream.
struct ToxicStage {
  private(set) var toxic: Toxic
  /// Whether this connection is one of those that the toxic is in.
  private(set) var isActive: Bool
  private var queue = ChunkQueue()
  private let began: UInt64
  /// When the next piece may begin to leave.
  private var free: UInt64 = 0
  private var lastDue: UInt64 = 0
  private var passed = 0
  private var deadline: UInt64?
  private var inputEnded = false

  init(_ toxic: Toxic, at now: UInt64, _ random: inout Random) {
    self.toxic = toxic
    began = now
    isActive = random.share() < toxic.toxicity
  }

  var held: Int { queue.bytes }

  /// Takes the toxic's new attributes; what is held already keeps its time.
  mutating func update(_ toxic: Toxic, _ random: inout Random) {
    if toxic.toxicity != self.toxic.toxicity { isActive = random.share() < toxic.toxicity }
    self.toxic = toxic
  }

  mutating func take(_ chunk: Chunk, at now: UInt64, _ random: inout Random) {
    guard isActive else { return hold(chunk, until: now) }
    switch toxic.kind {
    case .latency:
      // Two latencies in a row overlap, as in toxiproxy: both count from when the bytes came.
      hold(chunk, until: chunk.entered &+ latency(&random))
    case .bandwidth: pace(chunk, at: now)
    case .slicer: slice(chunk, at: now, &random)
    case .limitData:
      let room = max(0, toxic["bytes"] - passed)
      var part = chunk
      if chunk.bytes.count > room { part.bytes = Array(chunk.bytes.prefix(room)) }
      passed += chunk.bytes.count
      if !part.bytes.isEmpty { hold(part, until: now) }
    case .timeout: break
    case .resetPeer: deadline = deadline ?? now &+ toxic.nanoseconds("timeout")
    case .slowClose: hold(chunk, until: now)
    }
  }

  /// No more bytes will come.
  mutating func end(at now: UInt64) {
    guard !inputEnded else { return }
    inputEnded = true
    switch toxic.kind {
    case .slowClose: deadline = now &+ toxic.nanoseconds("delay")
    case .resetPeer: deadline = deadline ?? now &+ toxic.nanoseconds("timeout")
    default: break
    }
  }

  /// The next chunk whose time has come.
  mutating func next(at now: UInt64) -> Chunk? {
    guard let first = queue.first, first.due <= now else { return nil }
    return queue.popFirst()
  }

  /// What is held, for a toxic that is taken away.
  mutating func drain() -> [Chunk] { queue.drain() }

  func fate(at now: UInt64) -> StreamFate {
    let isEmpty = queue.bytes == 0
    guard isActive else { return inputEnded && isEmpty ? .ended : .open }
    switch toxic.kind {
    case .timeout:
      let time = toxic.nanoseconds("timeout")
      return inputEnded || (time > 0 && now >= began &+ time) ? .closed : .open
    case .resetPeer: return now >= deadline ?? .max ? .reset : .open
    case .limitData where isEmpty && passed > 0 && passed >= toxic["bytes"]: return .closed
    case .slowClose where inputEnded && isEmpty: return now >= deadline ?? 0 ? .ended : .open
    default: return inputEnded && isEmpty ? .ended : .open
    }
  }

  /// When something will happen by itself; what was due before `now` waits for a socket.
  func wake(after now: UInt64) -> UInt64 {
    var moments = [queue.first?.due ?? .max]
    if isActive {
      if let deadline { moments.append(deadline) }
      let time = toxic.nanoseconds("timeout")
      if toxic.kind == .timeout, time > 0 { moments.append(began &+ time) }
    }
    return moments.filter { $0 > now }.min() ?? .max
  }

  // MARK: - Pacing

  private mutating func hold(_ chunk: Chunk, until due: UInt64) {
    var chunk = chunk
    // No chunk overtakes another.
    lastDue = max(lastDue, due)
    chunk.due = lastDue
    queue.append(chunk)
  }

  private func latency(_ random: inout Random) -> UInt64 {
    let jitter = toxic.nanoseconds("jitter")
    let latency = toxic.nanoseconds("latency")
    guard jitter > 0 else { return latency }
    let offset = UInt64(random.share() * Double(2 * jitter))
    return latency &+ offset > jitter ? latency &+ offset &- jitter : 0
  }

  /// A piece leaves when it would have come through the wire as a whole.
  private mutating func pace(_ chunk: Chunk, at now: UInt64) {
    let rate = min(toxic["rate"], 1_000_000_000)
    guard rate > 0 else { return hold(chunk, until: now) }
    // 1 kB/s is a byte a millisecond; a piece takes a tenth of a second at most.
    for piece in pieces(of: chunk, size: { rate * 100 }) {
      let time = UInt64(piece.bytes.count) * 1_000_000 / UInt64(rate)
      free = max(now, free) &+ time
      hold(piece, until: free)
    }
  }

  private mutating func slice(_ chunk: Chunk, at now: UInt64, _ random: inout Random) {
    let size = toxic["average_size"]
    guard size > 0 else { return hold(chunk, until: now) }
    let variation = min(toxic["size_variation"], size - 1)
    let delay = UInt64(min(toxic["delay"], 3_600_000_000)) * 1_000
    let sizes = {
      size - variation + Int(random.share() * Double(2 * variation + 1))
    }
    for piece in pieces(of: chunk, size: sizes) {
      free = max(now, free)
      hold(piece, until: free)
      free = free &+ delay
    }
  }

  private func pieces(of chunk: Chunk, size: () -> Int) -> [Chunk] {
    var pieces: [Chunk] = []
    var rest = chunk.bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(max(1, size()))
      pieces.append(Chunk(bytes: Array(part), entered: chunk.entered, due: 0))
      rest = rest.dropFirst(part.count)
    }
    return pieces
  }
}
