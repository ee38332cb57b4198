// Arithmetic on relative paths with forward slashes, without touching the disk.

/// Paths are relative to the root; the root itself is the empty path.
enum PathText {
  /// The folder that holds a path; empty for what lies in the root.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  /// The last segment.
  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// A folder and a path below it, not normalised.
  static func appending(_ name: String, to folder: String) -> String {
    folder.isEmpty ? name : name.isEmpty ? folder : folder + "/" + name
  }

  /// The path that a relative reference means from a folder; nil when it leaves the root.
  static func join(_ folder: String, _ reference: String) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(folder.utf8.count + reference.utf8.count + 1)
    result.append(contentsOf: folder.utf8)
    for segment in reference.utf8.split(separator: UInt8(ascii: "/")) {
      if isDot(segment) { continue }
      if isDotDot(segment) {
        if result.isEmpty { return nil }
        result.removeSubrange((result.lastIndex(of: UInt8(ascii: "/")) ?? 0)...)
      } else {
        if !result.isEmpty { result.append(UInt8(ascii: "/")) }
        result.append(contentsOf: segment)
      }
    }
    return String(decoding: result, as: UTF8.self)
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
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  private static func isDot(_ segment: Substring.UTF8View.SubSequence) -> Bool {
    segment.count == 1 && segment.first == UInt8(ascii: ".")
  }

  private static func isDotDot(_ segment: Substring.UTF8View.SubSequence) -> Bool {
    segment.count == 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
  }
}
