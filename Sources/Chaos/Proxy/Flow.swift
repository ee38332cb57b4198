// One direction of a connection through a proxy.

import Glibc
import LoadEngine

/// What came of moving bytes.
enum FlowOutcome: Equatable {
  /// Nothing can be done until a socket or a moment says so.
  case waits
  /// There is more to do at once, and others are to have their turn.
  case hasMore
  /// The receiver was told that no more comes.
  case ended
  case closed
  case reset
}

/// Moves bytes from one socket to another, through toxics if there are any.
///
/// It reads no more than the receiver takes: what is held is bounded, and a slow receiver slows its sender.
struct Flow {
  var canRead = false
  var canWrite = false
  /// The sender closed its side, of which no event will tell again.
  var isEnding = false
  private(set) var hasEnded = false
  /// Bytes that were handed on.
  private(set) var bytes: UInt64 = 0
  private var sourceEnded = false
  /// What the receiver has not taken yet.
  private var pending: [UInt8] = []
  private var sentOfPending = 0
  private(set) var chain: ToxicChain?

  /// Bytes that toxics may hold.
  static let mostHeld = 1 << 20
  private static let mostTurns = 16

  /// Bytes that are kept here.
  var held: Int { pending.count + (chain?.held ?? 0) }

  func wake(after now: UInt64) -> UInt64 { hasEnded ? .max : chain?.wake(after: now) ?? .max }

  mutating func adopt(_ toxics: [Toxic], at now: UInt64, _ random: inout Random) {
    if chain == nil {
      guard !toxics.isEmpty else { return }
      chain = ToxicChain(toxics, at: now, &random)
      if sourceEnded { chain?.end(at: now) }
    } else {
      chain?.adopt(toxics, at: now, &random)
    }
  }

  /// Moves what can be moved now; `hasRoom` says whether toxics may hold more.
  mutating func pump(
    from source: Int32,
    to sink: Int32,
    through buffer: UnsafeMutableRawBufferPointer,
    at now: UInt64,
    hasRoom: Bool,
    _ random: inout Random
  ) -> FlowOutcome {
    if hasEnded { return .waits }
    for _ in 0..<Self.mostTurns {
      if let outcome = flush(to: sink) { return outcome }
      if chain != nil {
        let fate = chain?.advance(at: now, into: &pending, &random) ?? .open
        if fate == .reset { return .reset }
        if !pending.isEmpty { continue }
        if fate == .closed { return .closed }
        if fate == .ended { return end(sink) }
        if chain?.isIdle == true { chain = nil }
      }
      if sourceEnded, chain == nil { return end(sink) }
      let mayHold = chain == nil ? canWrite : (chain?.held ?? 0) < (hasRoom ? Self.mostHeld : 1)
      guard canRead, !sourceEnded, mayHold else { return .waits }
      let count = recv(source, buffer.baseAddress, buffer.count, 0)
      if count > 0 {
        // A read that did not fill the buffer has emptied the socket.
        if count < buffer.count, !isEnding { canRead = false }
        take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: sink, at: now, &random)
      } else if count == 0 {
        sourceEnded = true
        chain?.end(at: now)
      } else if errno == EAGAIN {
        canRead = false
      } else if errno != EINTR {
        return .closed
      }
    }
    return .hasMore
  }

  private mutating func take(
    _ piece: UnsafeRawBufferPointer,
    to sink: Int32,
    at now: UInt64,
    _ random: inout Random
  ) {
    if chain != nil { chain?.take(Array(piece), at: now, &random); return }
    let count = max(0, send(sink, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL)))
    bytes &+= UInt64(count)
    if count < piece.count { pending.append(contentsOf: piece[count...]) }
  }

  /// Sends what is pending; nil when nothing is left.
  private mutating func flush(to sink: Int32) -> FlowOutcome? {
    while sentOfPending < pending.count {
      guard canWrite else { return .waits }
      let count = pending.withUnsafeBytes { all in
        send(
          sink,
          all.baseAddress.map { $0 + sentOfPending },
          all.count - sentOfPending,
          Int32(MSG_NOSIGNAL)
        )
      }
      if count >= 0 {
        sentOfPending += count
        bytes &+= UInt64(count)
      } else if errno == EAGAIN {
        canWrite = false
      } else if errno != EINTR {
        return .closed
      }
    }
    if sentOfPending > 0 {
      pending.removeAll(keepingCapacity: pending.count <= 1 << 16)
      sentOfPending = 0
    }
    return nil
  }

  private mutating func end(_ sink: Int32) -> FlowOutcome {
    hasEnded = true
    shutdown(sink, Int32(SHUT_WR))
    return .ended
  }
}
