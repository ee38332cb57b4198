// Arithmetic on relative paths with forward slashes, without touching the disk.

import Glibc

/// Paths are relative to the root; the root itself is the empty path.
enum PathText {
  /// The folder that holds a path; empty for what lies in the root.
  static func folder(of path: String) -> String {
    lastSlash(of: path).map { text(path.utf8.prefix($0)) } ?? ""
  }

  /// The last segment.
  static func name(of path: String) -> String {
    lastSlash(of: path).map { text(path.utf8.dropFirst($0 + 1)) } ?? path
  }

  /// The offset of the last slash, found in plain memory: the indices of a text are dear.
  private static func lastSlash(of path: String) -> Int? {
    path.utf8.withContiguousStorageIfAvailable { $0.lastIndex(of: UInt8(ascii: "/")) }
      ?? path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
        path.utf8.distance(from: path.startIndex, to: $0)
      }
  }

  /// A folder and a path below it, not normalised.
  static func appending(_ name: String, to folder: String) -> String {
    folder.isEmpty ? name : name.isEmpty ? folder : folder + "/" + name
  }

  /// The path that a relative reference means from a folder; nil when it leaves the root.
  static func join(_ folder: String, _ reference: String) -> String? {
    var reference = reference
    return reference.withUTF8 { bytes in
      var path: [UInt8] = []
      path.reserveCapacity(folder.utf8.count + bytes.count + 1)
      path.append(contentsOf: folder.utf8)
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "/") { end += 1 }
        guard enter(UnsafeBufferPointer(rebasing: bytes[start..<end]), &path) else { return nil }
        start = end + 1
      }
      return String(decoding: path, as: UTF8.self)
    }
  }

  /// Follows one segment of a reference from a path; false when it leaves the root.
  private static func enter(_ segment: UnsafeBufferPointer<UInt8>, _ path: inout [UInt8]) -> Bool {
    let isDots = segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
    if !isDots {
      if !path.isEmpty { path.append(UInt8(ascii: "/")) }
      path.append(contentsOf: segment)
    } else if segment.count == 2 {
      if path.isEmpty { return false }
      path.removeSubrange((path.lastIndex(of: UInt8(ascii: "/")) ?? 0)...)
    }
    return true
  }

  /// Whether a path is a folder or lies below it.
  static func isPath(_ path: String, within folder: String) -> Bool {
    if folder.isEmpty { return true }
    guard path.utf8.starts(with: folder.utf8) else { return false }
    let rest = path.utf8.dropFirst(folder.utf8.count)
    return rest.isEmpty || rest.first == UInt8(ascii: "/")
  }

  /// The path below a folder; nil when it does not lie there.
  static func path(_ path: String, relativeTo folder: String) -> String? {
    guard isPath(path, within: folder) else { return nil }
    if folder.isEmpty { return path }
    return String(decoding: path.utf8.dropFirst(folder.utf8.count + 1), as: UTF8.self)
  }

  /// Whether one path comes before another in the order of their bytes.
  static func precedes(_ first: String, _ second: String) -> Bool {
    let answer = first.utf8.withContiguousStorageIfAvailable { first in
      second.utf8.withContiguousStorageIfAvailable { precedes(first, $0) }
    }
    return (answer ?? nil) ?? first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  private static func precedes(
    _ first: UnsafeBufferPointer<UInt8>,
    _ second: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let count = min(first.count, second.count)
    guard count > 0, let start = first.baseAddress, let other = second.baseAddress else {
      return first.count < second.count
    }
    let order = memcmp(start, other, count)
    return order == 0 ? first.count < second.count : order < 0
  }

  /// Part of a text, cut at bytes: slicing the text itself would look for its characters first.
  static func text(_ bytes: Substring.UTF8View) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
