// A step's bytes in memory that the worker owns.

/// A step's bytes in memory that the worker owns: shared arrays would be counted by all threads.
struct WireStep {
  let bytes: UnsafeRawBufferPointer
  let isIdempotent: Bool
  let answersHead: Bool
  /// Bytes of the body that checks need.
  let keeps: Int
  /// Where its figures and those of its first check are.
  let figure: Int
  let firstCheck: Int
  let checks: [Check]
  let template: RequestTemplate?
  let extractions: [Extraction]
  let pause: Spread?
  /// Whether the caller says himself which cookies there are.
  let hasCookies: Bool

  /// At least `least` bytes of each body are kept, and its headers although no check wants them.
  init(_ step: Step, figure: Int, firstCheck: Int, keeping least: Int = 0) {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: step.request.bytes.count,
      alignment: 16
    )
    copy.copyBytes(from: step.request.bytes)
    bytes = UnsafeRawBufferPointer(copy)
    isIdempotent = step.request.isIdempotent
    answersHead = step.request.method == "HEAD"
    let searched = step.extractions.isEmpty ? 0 : Extraction.mostBytes
    keeps = max(least, searched, step.checks.map(\.bytesOfBody).max() ?? 0)
    hasCookies = RequestEdit(step.request.bytes).has("cookie")
    self.figure = figure
    self.firstCheck = firstCheck
    checks = step.checks
    template = step.template
    extractions = step.extractions
    pause = step.pause
  }
}
