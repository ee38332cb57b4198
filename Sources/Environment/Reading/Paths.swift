// Paths of the audited folder, and what they tell of a file.

/// What a file is for, as its path tells; what matters most for production comes first.
enum Purpose: Int, Comparable, Sendable {
  case production, main, variant, example, development, test

  init(path: String) {
    let words = Paths.words(of: path)
    func has(_ some: Set<String>) -> Bool { !some.isDisjoint(with: words) }
    if has(["test", "tests", "testing", "ci", "e2e", "cypress", "playwright"]) {
      self = .test
    } else if has(["dev", "develop", "development", "local", "override", "devcontainer", "debug"]) {
      self = .development
    } else if has(["example", "examples", "sample", "samples", "template", "dist", "demo"]) {
      self = .example
    } else if has(["prod", "production", "deploy", "deployment", "live", "release"]) {
      self = .production
    } else {
      self = .main
    }
  }

  static func < (left: Purpose, right: Purpose) -> Bool { left.rawValue < right.rawValue }
}

/// Paths of the audited folder, as texts with slashes.
enum Paths {
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }

  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The words of a path in lower case, parted by whatever is no letter.
  static func words(of path: String) -> Set<String> {
    let parts = path.lowercased().utf8.split { !(0x61...0x7A ~= $0) }
    return Set(parts.map { String(Substring($0)) })
  }

  /// Whether a path lies in a folder, be it deep.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    folder.isEmpty || path == folder || path.hasPrefix(folder + "/")
  }

  /// A path that is given relative to a folder; nil where it leads out of the root.
  static func join(_ folder: String, _ relative: String) -> String? {
    var parts = folder.split(separator: "/").map(String.init)
    for part in relative.split(separator: "/") where part != "." {
      if part == ".." {
        guard !parts.isEmpty else { return nil }
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
