// The walls between rooms: what a file imports, its room has declared.

import Testing

@Suite("Walls")
struct WallTests {
  /// Modules that come with the toolchain.
  static let systemModules: Set = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Swift",
    "Synchronization", "Testing",
  ]

  /// Rooms whose binary must stay small and start fast.
  static let withoutFoundation: Set = [
    "SourceText", "Facts", "SyntaxTree", "JavaScriptSyntax", "PythonSyntax",
  ]

  @Test("a room imports only what Package.swift declares for it directly")
  func directDependencies() throws {
    for room in try PackagePlan.ofThisPackage().rooms {
      let allowed = Self.systemModules.union(room.sees)
      for (file, module) in imports(of: room) {
        #expect(
          allowed.contains(module),
          "\(file.path) imports \(module), which \(room.name) may not see"
        )
      }
    }
  }

  @Test("a room needs every room that it may see")
  func noSpareDoors() throws {
    for room in try PackagePlan.ofThisPackage().rooms where !room.isTest {
      let imported = Set(imports(of: room).map(\.module))
      for door in room.sees {
        #expect(imported.contains(door), "\(room.name) may see \(door) and never imports it")
      }
    }
  }

  @Test("the parsing core does without Foundation")
  func coreWithoutFoundation() throws {
    for room in try PackagePlan.ofThisPackage().rooms
    where Self.withoutFoundation.contains(room.name) {
      for (file, module) in imports(of: room) {
        #expect(!module.hasPrefix("Foundation"), "\(file.path) imports \(module)")
      }
    }
  }

  @Test("tests stand above every room: no room imports Testing")
  func noTestsInRooms() throws {
    for room in try PackagePlan.ofThisPackage().rooms where !room.isTest {
      #expect(!imports(of: room).contains { $0.module == "Testing" }, "\(room.name)")
    }
  }

  @Test("every Swift file belongs to a room")
  func everyFileHasARoom() throws {
    let rooms = try PackagePlan.ofThisPackage().rooms
    for file in Repository.swiftFiles {
      #expect(rooms.contains { file.path.hasPrefix($0.path + "/") }, "\(file.path)")
    }
  }

  @Test(
    "an import line is read in each of its forms",
    arguments: [
      "import Facts", "package import Facts", "@testable import Facts", "import struct Facts.Flow",
      "@preconcurrency internal import Facts // for the values",
    ]
  )
  func importForms(line: String) {
    #expect(importedModule(line[...]) == "Facts")
  }

  @Test("an import within a literal is no import")
  func importInText() {
    let quotes = "\"\"\""
    let file = SourceFile(
      path: "A.swift",
      text: "import A\nlet text = \(quotes)\n  import b\n  \(quotes)\nimport C"
    )
    #expect(Self.code(of: file).compactMap(importedModule) == ["A", "C"])
  }

  @Test("a line that only speaks of importing imports nothing")
  func noImport() {
    #expect(importedModule("// import Facts") == nil)
    #expect(importedModule("important()") == nil)
  }

  private func isAttribute(_ word: Substring) -> Bool {
    word.hasPrefix("@") && !word.contains("\"")
  }

  private func imports(of room: Room) -> [(file: SourceFile, module: String)] {
    Repository.swiftFiles.filter { $0.path.hasPrefix(room.path + "/") }.flatMap { file in
      Self.code(of: file).compactMap(importedModule).map { (file, String($0)) }
    }
  }

  /// The lines of a file that are not text of a multi-line literal.
  private static func code(of file: SourceFile) -> [Substring] {
    var isText = false
    return file.lines.filter { line in
      let wasText = isText
      let quotes = line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count - 1
      if quotes % 2 == 1 { isText.toggle() }
      return !wasText
    }
  }

  /// The module that a line imports, or nil.
  private func importedModule(_ line: Substring) -> Substring? {
    var words = line.split(separator: " ")[...]
    let before: Set<Substring> = ["package", "internal", "fileprivate", "private", "public"]
    while let word = words.first, isAttribute(word) || before.contains(word) {
      words.removeFirst()
    }
    guard words.popFirst() == "import" else { return nil }
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "func", "let", "var", "typealias", "protocol",
    ]
    if let kind = words.first, kinds.contains(kind) { words.removeFirst() }
    return words.first?.split(separator: ".").first
  }
}
