// The tables of the libraries that a program has to do with.

import Facts

/// The tables of a library, made once for a program that needs them.
struct LibraryTable: Sendable {
  let exports: [String: Member]
  let types: [String: LibraryType]
  let decorators: [String: DecoratorRule]

  init(of library: Library) {
    exports = library.exports
    types = library.types
    decorators = library.decorators
  }
}

/// The tables that a program needs: of what it imports, of what needs no import, and of the libraries whose
/// types those mention.
struct LibraryTables {
  /// By position of the library; absent where the program has nothing to do with it.
  private(set) var needed: [LibraryTable?]
  private let libraries: [Library]
  /// What was made in search of a type, and may be needed later.
  private var made: [LibraryTable?]
  private var knownTypes: Set<String> = []

  init(_ libraries: [Library], imported: Set<Int>, languages: Set<SourceLanguage>) {
    self.libraries = libraries
    needed = Array(repeating: nil, count: libraries.count)
    made = needed
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
    let table = table(position)
    needed[position] = table
    knownTypes.formUnion(table.types.keys)
    // Thousands of names share a few hundred members.
    var seen: Set<ObjectIdentifier> = []
    func note(_ member: Member) {
      if seen.insert(ObjectIdentifier(member)).inserted { member.note(&mentioned) }
    }
    table.exports.values.forEach(note)
    libraries[position].globals.values.forEach(note)
    for type in table.types.values {
      type.members.values.forEach(note)
      type.prefixes.values.forEach(note)
      if let any = type.anyMember { note(any) }
      type.call?.note(&mentioned)
      type.construct?.note(&mentioned)
      for other in [type.awaited, type.parent, type.receiver] {
        if let other { mentioned.insert(other) }
      }
    }
  }

  private mutating func table(_ position: Int) -> LibraryTable {
    if let table = made[position] { return table }
    let table = LibraryTable(of: libraries[position])
    made[position] = table
    return table
  }

  /// The library that has a type; most are named as a package of it.
  private mutating func home(of type: String) -> Int? {
    let prefix = String(type.prefix { $0 != "." })
    let named = libraries.indices.filter { position in
      libraries[position].name.hasPrefix(prefix) || libraries[position].packages.contains(prefix)
    }
    for position in named + Array(libraries.indices) where needed[position] == nil {
      if table(position).types[type] != nil { return position }
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
