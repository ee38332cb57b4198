// The toxics in one direction of a connection, one behind the other.

import LoadEngine

/// Leads bytes through every stage; what has come through waits to be sent.
struct ToxicChain {
  private var stages: [ToxicStage] = []
  /// What toxics held that are gone.
  private var released: [UInt8] = []
  private var inputEnded = false
  /// A stage has ended the connection: what is behind it may still pass.
  private var closes = false

  init(_ toxics: [Toxic], at now: UInt64, _ random: inout Random) {
    stages = toxics.map { ToxicStage($0, at: now, &random) }
  }

  /// Bytes that are held.
  var held: Int { stages.reduce(released.count) { $0 + $1.held } }
  /// Whether bytes would pass as if there were no chain.
  var isIdle: Bool { stages.isEmpty && released.isEmpty && !closes }

  /// When something will happen by itself.
  func wake(after now: UInt64) -> UInt64 { stages.map { $0.wake(after: now) }.min() ?? .max }

  mutating func take(_ bytes: [UInt8], at now: UInt64, _ random: inout Random) {
    let chunk = Chunk(bytes: bytes, entered: now, due: now)
    guard !stages.isEmpty else { return released.append(contentsOf: bytes) }
    stages[0].take(chunk, at: now, &random)
  }

  /// The sender has said that no more comes.
  mutating func end(at now: UInt64) {
    inputEnded = true
    if !stages.isEmpty { stages[0].end(at: now) }
  }

  /// Moves what is due into `output`, and tells how the stream goes on.
  mutating func advance(
    at now: UInt64,
    into output: inout [UInt8],
    _ random: inout Random
  ) -> StreamFate {
    if !released.isEmpty {
      output.append(contentsOf: released)
      released = []
    }
    for index in stages.indices {
      while let chunk = stages[index].next(at: now) {
        if index + 1 < stages.count {
          stages[index + 1].take(chunk, at: now, &random)
        } else {
          output.append(contentsOf: chunk.bytes)
        }
      }
      let fate = stages[index].fate(at: now)
      if fate == .reset { return .reset }
      if fate == .closed { closes = true }
      guard fate != .open else { continue }
      if index + 1 == stages.count { return closes ? .closed : .ended }
      stages[index + 1].end(at: now)
    }
    return stages.isEmpty && (inputEnded || closes) ? (closes ? .closed : .ended) : .open
  }

  /// Takes the proxy's toxics as they are now; what those held that are gone passes on.
  ///
  /// As in toxiproxy, connections whose bytes a `timeout` has swallowed end with it.
  mutating func adopt(_ toxics: [Toxic], at now: UInt64, _ random: inout Random) {
    var carried: [Chunk] = []
    var kept: [ToxicStage] = []
    for var stage in stages {
      if let toxic = toxics.first(where: { $0.name == stage.toxic.name }) {
        stage.update(toxic, &random)
        for chunk in carried { stage.take(chunk, at: now, &random) }
        carried = []
        kept.append(stage)
      } else {
        if stage.toxic.kind == .timeout, stage.isActive { closes = true }
        carried += stage.drain()
      }
    }
    for toxic in toxics where !kept.contains(where: { $0.toxic.name == toxic.name }) {
      kept.append(ToxicStage(toxic, at: now, &random))
    }
    for chunk in carried { released.append(contentsOf: chunk.bytes) }
    stages = kept
    if inputEnded, !stages.isEmpty { stages[0].end(at: now) }
  }
}
