// The tables of the libraries that a program has to do with.

import Facts

/// The tables of a library, and the types that they mention, of whatever library those are.
struct LibraryTable: Sendable {
  let exports: [String: Member]
  let types: [String: LibraryType]
  let decorators: [String: DecoratorRule]
  let mentioned: Set<String>

  init(
    exports: [String: Member],
    types: [String: LibraryType],
    decorators: [String: DecoratorRule]
  ) {
    self.exports = exports
    self.types = types
    self.decorators = decorators
    var mentioned: Set<String> = []
    // Thousands of names share a few hundred members.
    var seen: Set<ObjectIdentifier> = []
    func note(_ member: Member) {
      if seen.insert(ObjectIdentifier(member)).inserted { member.note(&mentioned) }
    }
    exports.values.forEach(note)
    for type in types.values {
      type.members.values.forEach(note)
      type.prefixes.values.forEach(note)
      if let any = type.anyMember { note(any) }
      type.call?.note(&mentioned)
      type.construct?.note(&mentioned)
      for other in [type.awaited, type.parent, type.receiver] {
        if let other { mentioned.insert(other) }
      }
    }
    self.mentioned = mentioned
  }
}

/// The tables that a program needs: of what it imports, of what needs no import, and of the libraries whose
/// types those mention.
struct LibraryTables {
  /// By position of the library; absent where the program has nothing to do with it.
  private(set) var needed: [LibraryTable?]
  private let libraries: [Library]
  private var knownTypes: Set<String> = []

  init(_ libraries: [Library], imported: Set<Int>, languages: Set<SourceLanguage>) {
    self.libraries = libraries
    needed = Array(repeating: nil, count: libraries.count)
    var pending = libraries.indices.filter { position in
      let library = libraries[position]
      return imported.contains(position)
        || languages.contains(library.language)
          && (!library.globals.isEmpty || library.settings != nil)
    }
    while !pending.isEmpty {
      var mentioned: Set<String> = []
      for position in pending where needed[position] == nil { take(position, &mentioned) }
      pending = mentioned.subtracting(knownTypes).compactMap { home(of: $0) }
    }
  }

  private mutating func take(_ position: Int, _ mentioned: inout Set<String>) {
    let table = libraries[position].table
    needed[position] = table
    knownTypes.formUnion(table.types.keys)
    mentioned.formUnion(table.mentioned)
    libraries[position].globals.values.forEach { $0.note(&mentioned) }
  }

  /// The library that has a type; most are named as a package of it.
  private func home(of type: String) -> Int? {
    let prefix = String(type.prefix { $0 != "." })
    let named = libraries.indices.filter { position in
      libraries[position].name.hasPrefix(prefix) || libraries[position].packages.contains(prefix)
    }
    for position in named + Array(libraries.indices) where needed[position] == nil {
      if libraries[position].table.types[type] != nil { return position }
    }
    return nil
  }
}

extension Member {
  /// Adds the types that a member mentions.
  fileprivate func note(_ types: inout Set<String>) {
    if let value { types.insert(value) }
    if let instance { types.insert(instance) }
    call?.note(&types)
    construct?.note(&types)
  }
}

extension Operation {
  /// Adds the types that an operation mentions.
  fileprivate func note(_ types: inout Set<String>) {
    if let returns { types.insert(returns) }
    for callback in callbacks {
      types.formUnion(callback.receives.values)
      if let holder = callback.holder { types.insert(holder) }
    }
    if let manager = relation?.manager { types.insert(manager) }
    if let relation {
      types.formUnion(relation.asked.values)
      types.formUnion(relation.askedWrappers.values)
    }
  }
}
