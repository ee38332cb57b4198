// What the name of a file tells of it, in its folder.

/// One file's name, cut into what the rules ask for.
struct FileTraits {
  private let folder: FolderTraits
  /// In lower case.
  private let name: String
  /// The name without its last extension.
  private let stem: String
  /// The stem cut at its dots.
  private let words: [String]

  init(name: String, folder: FolderTraits) {
    self.folder = folder
    self.name = name.lowercased()
    let dot = self.name.utf8.lastIndex(of: UInt8(ascii: "."))
    stem = PathText.text(self.name.utf8[..<(dot ?? self.name.utf8.endIndex)])
    words = stem.utf8.split(separator: UInt8(ascii: ".")).map { PathText.text($0) }
  }

  var role: FileRole {
    if isDeclaration { return .declaration }
    if folder.isVendored || isLibrary { return .vendored }
    if folder.isGenerated || isGenerated { return .generated }
    if isTest { return .test }
    return folder.isTooling || isTooling ? .tooling : .source
  }

  /// The words after the first one: `spec` in `user.spec.ts`.
  private func hasMark(_ marks: Set<String>) -> Bool {
    words.count > 1 && words.dropFirst().contains { marks.contains($0) }
  }

  private func ends(with ending: String) -> Bool {
    name.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }

  private var isDeclaration: Bool {
    words.last == "d" && (ends(with: ".ts") || ends(with: ".mts") || ends(with: ".cts"))
  }

  private var isPython: Bool { ends(with: ".py") }

  /// Whether the file is a library that was copied in: `jquery-3.1.js`, `bootstrap.min.js`.
  private var isLibrary: Bool {
    guard folder.isServed else { return false }
    return Words.libraries.contains { library in
      guard stem.utf8.starts(with: library.utf8) else { return false }
      let rest = stem.utf8.dropFirst(library.utf8.count)
      guard let next = rest.first else { return true }
      let isVersion = rest.dropFirst().first.map { 0x30...0x39 ~= $0 } ?? false
      return next == UInt8(ascii: ".") || (next == UInt8(ascii: "-") && isVersion)
    }
  }

  private var isGenerated: Bool {
    if hasMark(Words.generatedMarks) { return true }
    return Words.generatedEndings.contains { ending in
      stem.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
  }

  private var isTest: Bool {
    if hasMark(Words.testMarks) { return true }
    guard isPython else { return folder.isTest || Words.testNames.contains(stem) }
    return folder.isPythonTest || stem == "conftest" || stem.utf8.starts(with: "test_".utf8)
      || stem.utf8.suffix(5).elementsEqual("_test".utf8)
  }

  private var isTooling: Bool {
    if name.utf8.first == UInt8(ascii: "."), ends(with: "rc.js") || ends(with: "rc.cjs") {
      return true
    }
    if Words.toolNames.contains(stem), !folder.isTrade { return true }
    if folder.isPackageLevel, Words.topToolNames.contains(stem) { return true }
    guard words.count > 1, let first = words.first else { return false }
    if hasMark(Words.toolMarks) || first == "webpack" { return true }
    guard words.dropFirst().contains("config") || words.last == "conf" else { return false }
    return Words.configuredTools.contains(first)
      || (folder.isPackageLevel && !Words.configuredServices.contains(first))
  }
}
