// Some of the program's files, asked for once per call of the program.

/// Files by their position in the program.
///
/// One flag a file: a hash of the same few numbers for each of 100,000 calls would cost more than the questions behind it.
struct UnitSet: Sendable {
  private var isMember: [Bool]

  /// None of some files.
  init(outOf count: Int) { isMember = Array(repeating: false, count: count) }

  func contains(_ unit: Int) -> Bool { isMember[unit] }

  /// Adds a file; says whether it was new.
  mutating func insert(_ unit: Int) -> Bool {
    guard !isMember[unit] else { return false }
    isMember[unit] = true
    return true
  }
}
