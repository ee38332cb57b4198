// Paths of other tools' logs, as places in the audited folder.

import Findings

/// Finds files of the audited folder among the paths that a log names.
struct ForeignPath {
  /// Files that the audit names.
  private let known: Set<String>
  /// Folders that the audited folder is, as paths with a slash behind them.
  private var roots: [String]

  init(in audit: Audit, folder: String?, paths: [String]) {
    let places = audit.findings.flatMap { [$0.location] + ($0.related ?? []) }
    known = Set(places.map(\.file) + (audit.queries ?? []).map(\.file))
      .union((audit.routes ?? []).map(\.handler.file))
    let root = Self.normal(audit.project.root).map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    roots = ([folder.map { $0.hasSuffix("/") ? $0 : $0 + "/" }, root] as [String?])
      .compactMap(\.self).filter { $0 != "/" && $0 != "./" }
    if let guess = paths.lazy.compactMap(rootAbove).first { roots.append(guess) }
  }

  /// The path below the audited folder; nil for one that lies elsewhere.
  func file(_ path: String) -> String? {
    guard let path = Self.normal(path), !path.isEmpty else { return nil }
    if known.contains(path) { return path }
    for root in roots where path.hasPrefix(root) && path.count > root.count {
      return String(path.dropFirst(root.count))
    }
    return path.hasPrefix("/") ? nil : path
  }

  /// The folder above an absolute path whose end is a file that the audit names, by its longest name.
  private func rootAbove(_ path: String) -> String? {
    guard let path = Self.normal(path), path.hasPrefix("/") else { return nil }
    var start = path.index(after: path.startIndex)
    while let slash = path[start...].firstIndex(of: "/") {
      let rest = path[path.index(after: slash)...]
      if known.contains(String(rest)) { return String(path[...slash]) }
      start = path.index(after: slash)
    }
    return nil
  }

  /// The path without `.` and `..`; nil where it climbs out of its beginning.
  private static func normal(_ path: String) -> String? {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The path that a URI reference names: of a file, or relative; nil for every other scheme.
  static func path(ofURI uri: String) -> String? {
    var rest = uri[...]
    if rest.lowercased().hasPrefix("file:") {
      rest = rest.dropFirst(5)
      if rest.hasPrefix("//") {
        rest = rest.dropFirst(2)
        // A host has no files of ours; `localhost` has.
        guard let slash = rest.firstIndex(of: "/"),
          slash == rest.startIndex || rest[..<slash].lowercased() == "localhost"
        else { return nil }
        rest = rest[slash...]
      }
    } else if let colon = rest.firstIndex(of: ":"),
      colon < (rest.firstIndex(of: "/") ?? rest.endIndex)
    {
      return nil
    }
    let path = rest.prefix { $0 != "?" && $0 != "#" }
    return decoded(path).replacing("\\", with: "/")
  }

  private static func decoded(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
        let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
      {
        result.append(UInt8(high << 4 | low))
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
