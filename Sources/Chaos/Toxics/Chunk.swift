// Bytes on their way through the toxics of a connection.

/// A piece of a stream.
struct Chunk {
  var bytes: [UInt8]
  /// When it came to the proxy, in nanoseconds.
  let entered: UInt64
  /// When it may leave the stage that holds it.
  var due: UInt64
}

/// Chunks in their order: what was taken is given back to memory now and then, not each time.
struct ChunkQueue {
  private var chunks: [Chunk] = []
  private var head = 0
  /// Bytes that are held.
  private(set) var bytes = 0

  var first: Chunk? { head < chunks.count ? chunks[head] : nil }

  mutating func append(_ chunk: Chunk) {
    chunks.append(chunk)
    bytes += chunk.bytes.count
  }

  mutating func popFirst() -> Chunk? {
    guard head < chunks.count else { return nil }
    let chunk = chunks[head]
    head += 1
    bytes -= chunk.bytes.count
    if head == chunks.count || head > 1_024 {
      chunks.removeFirst(head)
      head = 0
    }
    return chunk
  }

  /// All that is held.
  mutating func drain() -> [Chunk] {
    defer {
      chunks = []
      head = 0
      bytes = 0
    }
    return Array(chunks[head...])
  }
}
