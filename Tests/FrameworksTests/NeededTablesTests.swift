// Which tables are made for a program.

import Testing

@testable import Frameworks
@testable import SemanticModel

@Suite("The tables that a program needs")
struct NeededTablesTests {
  @Test("are those of its language alone where it imports nothing")
  func nothingImported() {
    let names = names(importing: [], for: [Library.builtins])
    #expect(names.contains(Library.builtins.name))
    for library in [Library.mongoose, .express, .flask, .pythonBuiltins] {
      #expect(!names.contains(library.name), "\(library.name)")
    }
  }

  @Test("are those of what it imports too, and of whose types that mentions")
  func importsBringTypes() {
    let names = names(importing: [Library.mongoose], for: [Library.builtins])
    #expect(names.contains(Library.mongoose.name))
    #expect(names.contains(Library.mongodb.name))
    #expect(!names.contains(Library.typeorm.name))
  }

  @Test("hold every type that they mention, whatever is imported")
  func mentionedTypesAreThere() {
    for (position, library) in Libraries.all.enumerated() {
      let tables = LibraryTables(
        Libraries.all,
        imported: [position],
        languages: [library.language]
      )
      let needed = zip(Libraries.all, tables.needed).filter { $1 != nil }.map { $0.0 }
      let known = Set(needed.flatMap { Array($0.types.keys) })
      for entry in library.entries {
        for type in entry.mentions { #expect(known.contains(type), "\(entry.place): \(type)") }
      }
    }
  }

  private func names(importing imported: [Library], for languages: [Library]) -> Set<String> {
    let positions = Libraries.all.indices.filter { position in
      imported.contains { $0.name == Libraries.all[position].name }
    }
    let tables = LibraryTables(
      Libraries.all,
      imported: Set(positions),
      languages: Set(languages.map(\.language))
    )
    return Set(zip(Libraries.all, tables.needed).filter { $1 != nil }.map { $0.0.name })
  }
}
