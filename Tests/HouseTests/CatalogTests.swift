// The catalog of rules knows every rule, and the rules' pages tell what the rules say.

import Testing

@Suite("Catalog")
struct CatalogTests {
  @Test("every rule file is in the catalog, and every entry of the catalog has its file")
  func catalogIsWhole() throws {
    guard let catalog = Repository.text(of: "Sources/Rules/Catalog.swift") else { return }
    for file in Self.ruleFiles {
      let rule = String(file.name.dropLast(".swift".count))
      #expect(file.text.contains("struct \(rule): Rule"), "\(file.path) holds no rule \(rule)")
      #expect(catalog.contains("\(rule)"), "Catalog.swift does not name \(rule) of \(file.path)")
    }
  }

  @Test("every rule has its page under docs/rules, and every page its rule")
  func pages() {
    guard Repository.exists("docs/rules") else { return }
    let pages = Repository.files.filter {
      $0.path.hasPrefix("docs/rules/") && $0.name != "README.md"
    }
    let names = Self.ruleFiles.compactMap { Self.ruleName(in: $0) }
    #expect(Set(pages.map { String($0.name.dropLast(".md".count)) }) == Set(names))
  }

  /// Files one folder below the room: a folder per risk.
  private static let ruleFiles = Repository.files.filter {
    $0.path.hasPrefix("Sources/Rules/") && $0.path.split(separator: "/").count == 4
      && $0.text.contains(": Rule {")
  }

  /// The `name:` of a rule's description.
  private static func ruleName(in file: SourceFile) -> String? {
    guard let line = file.lines.first(where: { $0.trimmingSpaces.hasPrefix("name: \"") }) else {
      return nil
    }
    let parts = line.split(separator: "\"")
    return parts.count > 1 ? String(parts[1]) : nil
  }
}
