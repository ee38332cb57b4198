// The files of this repository, as the house tests read them.

import Foundation
import Testing

/// One text file of the repository.
struct SourceFile: CustomTestStringConvertible {
  /// Path from the root, with `/` between its parts.
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var name: String { String(path.split(separator: "/").last ?? "") }
  var testDescription: String { path }

  /// Whether size norms leave the file alone: tables and generated code are data.
  var isData: Bool { path.contains("/Tables/") || path.contains("/Generated/") }
}

/// The checkout that these tests were built from.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every text file that belongs to the repository, in the order of the paths.
  static let files: [SourceFile] = paths().compactMap { path in
    text(of: path).map { SourceFile(path: path, text: $0) }
  }

  /// Swift files under `Sources` and `Tests`, fixtures apart.
  static let swiftFiles = files.filter {
    $0.path.hasSuffix(".swift") && !$0.path.contains("/Fixtures/")
      && ($0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Tests/"))
  }

  /// The text of a file, or nil if it is missing or no UTF-8.
  static func text(of path: String) -> String? {
    guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
    return String(data: data, encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// Paths below the root without what builds and tools leave behind.
  private static func paths() -> [String] {
    let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var paths: [String] = []
    while let url = walk?.nextObject() as? URL {
      let name = url.lastPathComponent
      if name == ".git" || name.hasPrefix(".build") || leftovers.contains(name) {
        walk?.skipDescendants()
      } else if !url.hasDirectoryPath {
        paths.append(String(url.path.dropFirst(root.path.count)).trimmingPrefix("/").description)
      }
    }
    return paths.sorted()
  }

  private static let leftovers: Set = ["node_modules", "__pycache__", "Package.resolved"]
}
