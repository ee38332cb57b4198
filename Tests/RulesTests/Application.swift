// The bundled applications, with what their authors expect of the rules.

import Foundation
import Testing

/// A line on which a rule must report something.
struct Mark: Hashable, Comparable, Sendable, CustomStringConvertible {
  let file: String
  let line: Int
  let rule: String

  var description: String { "\(file):\(line) \(rule)" }

  static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.rule) < (right.file, right.line, right.rule)
  }
}

/// A folder with an application that is read by tests.
struct Application: CustomTestStringConvertible, Sendable {
  /// From the root of the checkout.
  let path: String

  var testDescription: String { path }
  var folder: URL { Self.checkout.appending(path: path) }
  var folderPath: String { folder.path }

  static let checkout = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let all: [Application] =
    [Application(path: "Examples/clinic"), Application(path: "Examples/storefront")]
    + subfolders(of: "Tests/Fixtures").map { Application(path: "Tests/Fixtures/\($0)") }

  /// The texts of its code, by their paths inside the folder.
  func texts() throws -> [String: String] {
    var texts: [String: String] = [:]
    let paths = FileManager.default.enumerator(atPath: folder.path)
    while let path = paths?.nextObject() as? String {
      guard Self.isText(path) else { continue }
      texts[path] = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }
    return texts
  }

  /// What the comments `expect: RULE` announce.
  func marks() throws -> [Mark] {
    try texts().flatMap { path, text in
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .flatMap { Mark.all(in: $1, number: $0 + 1, file: path) }
    }
    .sorted()
  }

  private static func isText(_ path: String) -> Bool {
    let ending = path.split(separator: ".").last.map(String.init) ?? ""
    return !path.contains("node_modules/") && !path.contains(".venv/")
      && (textEndings.contains(ending) || path.hasSuffix(".prisma"))
  }

  private static let textEndings: Set<String> = [
    "js", "cjs", "mjs", "jsx", "ts", "tsx", "json",
    "py", "html", "txt", "sql", "yml", "ini", "Dockerfile",
  ]

  private static func subfolders(of path: String) -> [String] {
    let folder = checkout.appending(path: path)
    let items = try? FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: [.isDirectoryKey]
    )
    return (items ?? []).filter(\.hasDirectoryPath).map(\.lastPathComponent).sorted()
  }
}

extension Mark {
  /// Reads one line; marks alone on their line speak of the line below, and commas part several.
  static func all(in line: Substring, number: Int, file: String) -> [Mark] {
    let marker = openers.lazy.compactMap { line.firstRange(of: $0 + " expect: ") }.first
    guard let words = marker else { return [] }
    let isAlone = line[..<words.lowerBound].allSatisfy { $0 == " " }
    return line[words.upperBound...].split(separator: ", ").map { part in
      let rule = part.prefix { $0 != " " }
      return Mark(file: file, line: isAlone ? number + 1 : number, rule: String(rule))
    }
  }

  /// What opens a comment: in JavaScript, in Python and templates, in SQL, in markup of JavaScript.
  private static let openers = ["//", "#", "--", "{/*"]
}
