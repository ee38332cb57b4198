// The tables agree with themselves and with each other.

import SemanticModel
import Testing

@testable import Frameworks

@Suite("The tables of all libraries")
struct ConsistencyTests {
  @Test("name each library, package, type and global once")
  func namesAreUnique() {
    for isPython in [false, true] {
      let libraries = Libraries.all.filter { $0.isForPython == isPython }
      #expect(repeated(libraries.flatMap(\.packages)).isEmpty)
      #expect(repeated(libraries.flatMap { Array($0.globals.keys) }).isEmpty)
    }
    #expect(repeated(Libraries.all.flatMap { Array($0.types.keys) }).isEmpty)
    #expect(Libraries.all.allSatisfy { !$0.name.isEmpty })
  }

  @Test("say a part that a set of parts can hold")
  func rolesHaveBits() {
    let bits = Set(Role.allCases.map { RoleSet($0).rawValue })
    #expect(bits.count == Role.allCases.count && !bits.contains(0))
  }

  @Test("write type names as library.Type")
  func typeNamesHaveTheirForm() {
    for type in Libraries.all.flatMap(\.types.keys) {
      let parts = type.split(separator: ".", omittingEmptySubsequences: false)
      #expect(parts.count == 2 && parts.allSatisfy { !$0.isEmpty }, "\(type)")
      #expect(parts.last?.first?.isUppercase == true, "\(type)")
    }
  }

  @Test("mention only types that exist")
  func mentionedTypesExist() {
    let known = Set(Libraries.all.flatMap(\.types.keys))
    for entry in Libraries.all.flatMap(\.entries) {
      for type in entry.mentions { #expect(known.contains(type), "\(entry.place): \(type)") }
    }
    for (name, type) in Libraries.all.flatMap(\.types) {
      for other in [type.parent, type.awaited].compactMap(\.self) {
        #expect(known.contains(other), "\(name): \(other)")
      }
    }
  }

  @Test("let no type be its own ancestor")
  func parentsEnd() {
    let types = Libraries.all.reduce(into: [String: LibraryType]()) { all, library in
      all.merge(library.types) { first, _ in first }
    }
    for name in types.keys {
      var ancestor = types[name]?.parent
      var steps = 0
      while let current = ancestor, steps < 10 {
        ancestor = types[current]?.parent
        steps += 1
      }
      #expect(steps < 10, "\(name)")
    }
  }

  @Test("use no name that a package, member or verb cannot have")
  func namesArePlausible() {
    for library in Libraries.all {
      for package in library.packages {
        #expect(!package.isEmpty && !package.contains(" "), "\(library.name)")
      }
      for entry in library.entries {
        #expect(!entry.place.contains("  "), "\(entry.place)")
      }
    }
    for (place, operation) in allOperations {
      for effect in operation.effects { #expect(!effect.verb.isEmpty, "\(place)") }
    }
  }

  @Test("call functions at positions that a call can have")
  func callbackPositionsArePlausible() {
    for (place, operation) in allOperations {
      for callback in operation.callbacks {
        for position in callback.positions { #expect((0...4).contains(position), "\(place)") }
        for parameter in callback.parameters { #expect((0...4).contains(parameter), "\(place)") }
      }
      for position in [operation.passesThrough, operation.resultOf].compactMap(\.self) {
        #expect((Operation.receiver...3).contains(position), "\(place)")
      }
    }
  }

  @Test("give the result only of a function that is called")
  func resultsComeFromCallbacks() {
    for (place, operation) in allOperations {
      guard let position = operation.resultOf else { continue }
      #expect(operation.callbacks.contains { $0.covers(position) }, "\(place)")
    }
  }

  @Test("name at least one way to set each deadline")
  func deadlinesCanBeSet() {
    for (place, operation) in allOperations {
      guard let deadline = operation.deadline else { continue }
      let options = deadline.options + deadline.creation
      #expect(
        !options.isEmpty || !deadline.assignments.isEmpty || !deadline.chain.isEmpty,
        "\(place)"
      )
      for option in options {
        #expect(!option.keys.isEmpty && (-1...3).contains(option.argument), "\(place)")
        #expect(option.keys.allSatisfy { !$0.isEmpty && !$0.contains(" ") }, "\(place)")
      }
      #expect(deadline.defaultSeconds.map { $0 > 0 } ?? true, "\(place)")
      #expect(!deadline.what.isEmpty, "\(place)")
    }
  }

  @Test("require packages for every convention about files")
  func conventionsAskForTheirFramework() {
    for library in Libraries.all {
      for convention in library.conventions {
        #expect(!convention.requires.isEmpty && !convention.exports.isEmpty, "\(library.name)")
        #expect(!convention.folder.isEmpty || !convention.stem.isEmpty, "\(library.name)")
      }
    }
  }

  @Test("let a deadline be provided only by an export of the same library")
  func providersExist() {
    for library in Libraries.all {
      for operation in library.entries.flatMap(\.operations) {
        guard let provider = operation.deadline?.providedBy else { continue }
        #expect(library.exports[provider] != nil, "\(library.name): \(provider)")
      }
    }
  }

  @Test("say of each decorator what it starts or means")
  func decoratorsMeanSomething() {
    for library in Libraries.all {
      for (name, rule) in library.decorators {
        #expect(!rule.verb.isEmpty, "\(library.name): @\(name)")
        #expect(rule.methods.keys.allSatisfy { !$0.isEmpty }, "\(library.name): @\(name)")
      }
    }
  }

  @Test("give made-up members effects, and a name that a capital letter can follow")
  func prefixesAreUseful() {
    for (name, type) in Libraries.all.flatMap(\.types) {
      for (beginning, member) in type.prefixes {
        #expect(beginning.allSatisfy(\.isLowercase) && !beginning.isEmpty, "\(name)")
        #expect(member.call?.effects.isEmpty == false, "\(name).\(beginning)")
      }
    }
  }

  @Test("let a builder's unlisted links be free")
  func chainsAreFree() {
    for (name, type) in Libraries.all.flatMap(\.types) {
      guard let any = type.anyMember?.call, any.passesThrough == Operation.receiver else {
        continue
      }
      #expect(any.effects.isEmpty, "\(name)")
    }
  }

  private func repeated(_ names: [String]) -> [String] {
    Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }.keys.sorted()
  }
}

extension CallbackRule {
  fileprivate var positions: [Int] {
    switch arguments {
    case .at(let position), .from(let position), .propertiesOf(let position): [position]
    case .property(_, of: let position), .ofMaker(let position): [position]
    case .propertyOfMaker(_, let position): [position]
    case .last: []
    }
  }

  fileprivate var parameters: [Int] {
    receives.keys + [element, receiver].compactMap(\.self)
  }

  fileprivate func covers(_ position: Int) -> Bool {
    switch arguments {
    case .at(let own): own == position
    case .from(let first): first <= position
    case .last: true
    case .propertiesOf, .property, .ofMaker, .propertyOfMaker: false
    }
  }
}
