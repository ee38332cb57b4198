// Files of tables and indexes that are long and hold nothing.

import Glibc

/// Gives relations their length on a server's disk without writing blocks.
///
/// A relation is a row of files of 1 GB each. The full ones are all the same empty file under many names: a name costs a
/// fifth of what a file costs, and a large table has thousands of them.
final class RelationFiles {
  private let server: EphemeralServer
  /// By path: how many blocks the relation was given.
  private var lengths: [String: Int] = [:]
  /// An empty file of 1 GB that belongs to no relation, by its folder.
  private var full: [String: String] = [:]
  /// The number of the next file that is made: higher than any that the server gives away.
  private var next: UInt32 = 3_000_000_000

  /// Blocks of a file, before the next one begins.
  private static let segment = 131_072
  private static let block = 8_192
  /// A relation of PostgreSQL cannot have more blocks.
  private static let mostBlocks = 4_294_967_294

  init(of server: EphemeralServer) { self.server = server }

  /// A number of blocks that a relation can have.
  static func possible(_ blocks: Double, atLeast least: Int) -> Int {
    blocks >= Double(mostBlocks) ? mostBlocks : max(least, Int(blocks.rounded(.up)))
  }

  /// Gives a relation's files their length.
  func extend(_ path: String, to blocks: Int) throws(DatabaseError) {
    let old = lengths[path] ?? 0
    guard old != blocks else { return }
    lengths[path] = blocks
    let last = blocks / Self.segment
    // Full files that are there stay; the one behind them is made anew.
    for number in min(last, old / Self.segment)...last {
      let rest = min(blocks - number * Self.segment, Self.segment)
      let name = number > 0 ? "\(path).\(number)" : path
      if number > 0, number <= old / Self.segment { unlink(absolute(name)) }
      if rest == Self.segment, number > 0 {
        try link(name)
      } else if rest > 0 || number == 0 {
        try make(name, blocks: rest)
      }
    }
    // Files of a larger scale.
    guard last < old / Self.segment else { return }
    for number in (last + 1)...(old / Self.segment) { unlink(absolute("\(path).\(number)")) }
  }

  /// Makes a new file for an ordered index; the number of the file.
  ///
  /// The planner reads from its first block how many levels the tree has; the old file's one may be in the server's memory.
  func tree(beside path: String, pages: Int, keyWidth: Double) throws(DatabaseError) -> UInt32 {
    let number = next
    next += 1
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let name = "\(folder)/\(number)"
    try extend(name, to: pages)
    let levels = Self.levels(pages: pages, keyWidth: keyWidth)
    let block = Self.firstBlock(levels: levels)
    let file = open(absolute(name), O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw failure(name) }
    defer { close(file) }
    guard pwrite(file, block, block.count, 0) == block.count else { throw failure(name) }
    return number
  }

  // MARK: Trees

  /// How many levels stand above the leaves: inner blocks are filled to 70 %, and hold a key and an address for each one below.
  static func levels(pages: Int, keyWidth: Double) -> UInt32 {
    let entry = ((8 + keyWidth) / 8).rounded(.up) * 8 + 4
    let fanOut = max(2, (8_152 * 0.7 / entry).rounded(.down))
    var left = Double(pages - 1)
    var levels: UInt32 = 0
    while left > 1 {
      left = (left / fanOut).rounded(.up)
      levels += 1
    }
    return levels
  }

  /// The first block of an ordered index, as all versions of PostgreSQL read it.
  private static func firstBlock(levels: UInt32) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: Self.block)
    func write(_ value: some FixedWidthInteger, at position: Int) {
      withUnsafeBytes(of: value.littleEndian) { bytes in
        block.replaceSubrange(position..<(position + bytes.count), with: bytes)
      }
    }
    // Where its free space begins and ends, where its last 16 bytes begin, and its size with the layout's version.
    write(UInt16(72), at: 12)
    write(UInt16(8_176), at: 14)
    write(UInt16(8_176), at: 16)
    write(UInt16(8_192 | 4), at: 18)
    // What it is, the version, the root and its level, and the same of the root that searches begin with.
    for (number, value) in [0x053162, 2, 1, levels, 1, levels].enumerated() {
      write(UInt32(value), at: 24 + 4 * number)
    }
    // In its last bytes: it is the first one.
    write(UInt16(8), at: 8_176 + 12)
    return block
  }

  // MARK: Files

  /// Gives the full file one more name; where the file system allows no more of them, there is another full file.
  private func link(_ name: String) throws(DatabaseError) {
    let folder = name.split(separator: "/").dropLast().joined(separator: "/")
    if let old = full[folder], Glibc.link(absolute(old), absolute(name)) == 0 { return }
    let new = "\(folder)/full.\(next)"
    next += 1
    try make(new, blocks: Self.segment)
    full[folder] = new
    if Glibc.link(absolute(new), absolute(name)) != 0 { try make(name, blocks: Self.segment) }
  }

  private func make(_ name: String, blocks: Int) throws(DatabaseError) {
    let file = open(absolute(name), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure(name) }
    defer { close(file) }
    guard ftruncate(file, off_t(blocks) * off_t(Self.block)) == 0 else { throw failure(name) }
    if let owner = server.owner { fchown(file, owner, owner) }
  }

  private func absolute(_ path: String) -> String { "\(server.folder)/data/\(path)" }

  private func failure(_ path: String) -> DatabaseError {
    DatabaseError(
      .cannotStart,
      "cannot lengthen \(path): \(String(cString: strerror(errno))); set TMPDIR to a folder on a larger file system"
    )
  }
}
