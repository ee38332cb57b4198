// Which template a name means: `orders/list.html`, as code and other templates write it.

import Workspace

/// The templates of a program, by their names.
struct TemplateNames: Sendable {
  private var byFileName: [String: [(path: String, number: Int)]] = [:]

  /// - Parameter paths: the paths of all files, with the numbers that answers are given in.
  init(_ paths: some Sequence<(path: String, number: Int)>) {
    for (path, number) in paths where Self.isTemplate(path) {
      byFileName[Self.last(of: path), default: []].append((path, number))
    }
  }

  var isEmpty: Bool { byFileName.isEmpty }

  /// Whether a file may be a template: it lies in a folder of templates, or its ending says so.
  static func isTemplate(_ path: String) -> Bool {
    if [".jinja", ".jinja2", ".j2"].contains(where: path.hasSuffix) { return true }
    guard [".html", ".htm", ".txt", ".xml"].contains(where: path.hasSuffix) else { return false }
    return path.hasPrefix("templates/") || path.contains("/templates/")
  }

  /// The template of a name, as seen from a file: the one that shares most folders with it.
  func template(named name: String, near path: String) -> Int? {
    let plain =
      name.hasPrefix("./") || name.hasPrefix("/")
      ? String(name.drop { $0 == "." || $0 == "/" }) : name
    let found = (byFileName[Self.last(of: plain)] ?? []).filter { file in
      file.path == plain || file.path.hasSuffix("/" + plain)
    }
    return found.max { left, right in
      (Self.shared(left.path, path), -left.path.utf8.count)
        < (Self.shared(right.path, path), -right.path.utf8.count)
    }?.number
  }

  private static func shared(_ one: String, _ other: String) -> Int {
    zip(one.utf8, other.utf8).prefix { $0 == $1 }.count
  }

  private static func last(of path: String) -> String {
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
    return String(path[(start ?? path.startIndex)...])
  }
}
