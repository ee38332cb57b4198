// When memory that only grows is full.

/// Entries that a process keeps, and the heap that they fill.
package struct MemoryGrowth: Sendable, Hashable {
  package var target: LoadTarget
  /// Entries that one request leaves behind: 1, or the share of requests that leave one.
  package var entriesPerRequest: Input
  package var bytesPerEntry: Input
  package var heapBytes: Input

  package init(
    target: LoadTarget = .standard,
    entriesPerRequest: Input = .stated(1, by: "one entry a request"),
    bytesPerEntry: Input,
    heapBytes: Input = .nodeHeap
  ) {
    self.target = target
    self.entriesPerRequest = entriesPerRequest
    self.bytesPerEntry = bytesPerEntry
    self.heapBytes = heapBytes
  }

  package var bytesPerSecond: Double {
    target.requestsPerSecond * entriesPerRequest.value * bytesPerEntry.value
  }

  package var secondsUntilFull: Double { heapBytes.value / bytesPerSecond }

  package var consequence: Consequence {
    .ofFilling(seconds: secondsUntilFull, under: target)
  }

  /// `100/s × 1 kB = 8.6 GB a day: a heap of 2 GB is full after 5.6 h; assuming …`.
  package var sentence: String {
    let rate = Figure.grouped(target.requestsPerSecond * entriesPerRequest.value)
    let size = Figure.bytes(bytesPerEntry.value)
    let day = Figure.bytes(bytesPerSecond * 86_400)
    let heap = Figure.bytes(heapBytes.value)
    let time = Figure.duration(secondsUntilFull)
    let assumed = [entriesPerRequest, bytesPerEntry, heapBytes].filter(\.isAssumed).map(\.source)
    let tail = assumed.isEmpty ? "" : "; assuming \(assumed.joined(separator: " and "))"
    return "\(rate)/s × \(size) = \(day) a day: a heap of \(heap) is full after \(time)\(tail)"
  }
}

extension Input {
  /// Bytes at which a Node process ends with "heap out of memory", where nobody set it.
  ///
  /// V8 takes its default from the machine's memory: about 2 GB on one of 8 GB, and 4 GB at most.
  package static let nodeHeap = assumed(
    2e9,
    because: "a heap of 2 GB, V8's default limit on a machine of 8 GB"
  )
}
