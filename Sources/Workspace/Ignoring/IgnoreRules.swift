// The lines of one ignore file.

/// What a `.gitignore` or `.plimsollignore` says about the paths below its folder.
struct IgnoreRules: Sendable {
  /// The path of the file, as reports name it.
  let source: String
  /// The number of folders above the file.
  private let depth: Int
  private let lines: [Line]

  /// No honest file has more lines; those after them are not read.
  private static let mostLines = 5000
  private enum Subject: Sendable {
    /// Matched against the last name of a path, at any depth.
    case name(NamePattern)
    /// Matched against the path below the ignore file.
    case path(GlobPattern)
  }

  private struct Line: Sendable {
    let subject: Subject
    let isNegated: Bool
    let onlyFolders: Bool
  }

  /// Takes the text of an ignore file.
  ///
  /// - Parameters:
  ///   - source: The path of the file, relative to the root.
  ///   - depth: How many folders the file lies below the root.
  ///   - text: Its bytes.
  init(source: String, depth: Int, text: [UInt8]) {
    self.source = source
    self.depth = depth
    var bytes = text[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let texts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: Self.mostLines)
    lines = texts.prefix(Self.mostLines).compactMap(Self.line)
  }

  /// Takes the patterns that a configuration lists.
  init(source: String, patterns: [String]) {
    self.source = source
    depth = 0
    lines = patterns.prefix(Self.mostLines).compactMap { Self.line(Array($0.utf8)[...]) }
  }

  var isEmpty: Bool { lines.isEmpty }

  /// Whether the lines were written for this program, not for git.
  var isOfPlimsoll: Bool { source.hasSuffix(".plimsollignore") }

  /// Whether a name in a folder is ignored; nil when no line speaks of it.
  ///
  /// The folder is the path from the root, cut into its names. The last line that matches decides.
  func verdict(
    on name: ArraySlice<UInt8>,
    in folder: [ArraySlice<UInt8>],
    isFolder: Bool
  ) -> Bool? {
    guard folder.count >= depth else { return nil }
    let path = PathSegments(folder[depth...], name)
    for line in lines.reversed() {
      if line.onlyFolders, !isFolder { continue }
      let isMatch =
        switch line.subject {
        case .name(let pattern): pattern.matches(name)
        case .path(let pattern): pattern.matches(path)
        }
      if isMatch { return !line.isNegated }
    }
    return nil
  }
  private static func line(_ text: ArraySlice<UInt8>) -> Line? {
    var text = text
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    trimBlanks(&text)
    guard let first = text.first, first != UInt8(ascii: "#") else { return nil }
    let isNegated = first == UInt8(ascii: "!")
    if isNegated { text.removeFirst() }
    let onlyFolders = text.last == UInt8(ascii: "/")
    if onlyFolders { text.removeLast() }
    guard !text.isEmpty else { return nil }
    let anywhere = !text.contains(UInt8(ascii: "/"))
    // Git compares names with an empty one here, which matches nothing.
    let slash = UInt8(ascii: "/")
    if zip(text, text.dropFirst()).contains(where: { $0 == slash && $1 == slash }) { return nil }
    return Line(
      subject: anywhere ? .name(NamePattern(text)) : .path(GlobPattern(bytes: text)),
      isNegated: isNegated,
      onlyFolders: onlyFolders
    )
  }
  /// Drops blanks at the end, unless a backslash keeps them.
  private static func trimBlanks(_ text: inout ArraySlice<UInt8>) {
    while text.last == UInt8(ascii: " ") {
      let escapes = text.dropLast().reversed().prefix { $0 == UInt8(ascii: "\\") }.count
      if escapes % 2 == 1 { return }
      text.removeLast()
    }
  }
}
