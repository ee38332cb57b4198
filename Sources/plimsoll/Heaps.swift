// How many heaps the C library keeps.

/// Glibc's `mallopt`, which its module map does not mention.
@_silgen_name("mallopt")
private func mallopt(_ parameter: Int32, _ value: Int32) -> Int32

enum Heaps {
  /// The number of `M_ARENA_MAX`.
  private static let mostArenas: Int32 = -8

  /// Allows so many heaps: each thread would take one of its own, and keep what it frees.
  static func limit(to count: Int) { _ = mallopt(mostArenas, Int32(clamping: count)) }
}
