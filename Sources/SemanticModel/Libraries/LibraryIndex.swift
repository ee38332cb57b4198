// The libraries' tables, compiled for look-up by name.

import Facts

/// A type of a library, as a number.
@frozen
package struct TypeID: Hashable, Sendable {
  package let index: Int32
}

/// A name that a library offers, as a number: an export, a global, a member of a type.
@frozen
package struct MemberID: Hashable, Sendable {
  package let index: Int32
}

/// A member with its references to types resolved.
package struct LibraryMember: Sendable {
  package let member: Member
  /// The position of its library in `LibraryIndex.libraries`.
  package let library: Int
  /// Whose it is, and its own name; text is made of them only for the few that a report mentions.
  package let owner: String
  package let name: String
  let types: Types
  fileprivate let isPlainValue: Bool

  package var value: TypeID? { types.value }
  package var instance: TypeID? { types.instance }
  package var callReturns: TypeID? { types.callReturns }
  package var constructReturns: TypeID? { types.constructReturns }

  /// How a person writes it: `pg.Pool.query`.
  package var path: String {
    owner.isEmpty || name.isEmpty ? owner + name : "\(owner).\(name)"
  }

  /// The types that a member refers to.
  struct Types: Sendable {
    let value, instance, callReturns, constructReturns: TypeID?
    /// What calling and constructing it cost.
    let callEffects, constructEffects: EffectKinds
  }
}

/// One value a language: a dictionary of two would hash its key for each call that is resolved.
struct ByLanguage<Value: Sendable>: Sendable {
  var javaScript: Value
  var python: Value

  init(empty: Value) {
    javaScript = empty
    python = empty
  }

  subscript(_ language: SourceLanguage) -> Value {
    get {
      switch language {
      case .javaScript: javaScript
      case .python: python
      }
    }
    _modify {
      switch language {
      case .javaScript: yield &javaScript
      case .python: yield &python
      }
    }
  }
}

/// Everything that the frameworks room knows, ready to be asked.
package struct LibraryIndex: Sendable {
  package let libraries: [Library]
  /// By package: what it adds to the first load of a page.
  let bundles: [String: BundleRule]
  /// How rarely asked routes are named.
  let rareWords: RareWords
  package private(set) var members: [LibraryMember] = []
  private(set) var types: [CompiledType] = []
  private var typeIDs: [String: TypeID] = [:]
  /// What was found out about members that many names share.
  private var typesOfMembers: [ObjectIdentifier: LibraryMember.Types] = [:]
  private let packages: LibraryPackages
  private(set) var exports: [[Name: MemberID]] = []
  private var globals = ByLanguage<[Name: MemberID]>(empty: [:])
  /// Methods by name alone, for receivers of which nothing is known (`xs.map`).
  private(set) var unknownReceivers = ByLanguage<[Name: MemberID]>(empty: [:])
  /// Types of values that are handed about under a name.
  private(set) var handed = ByLanguage<[Name: TypeID]>(empty: [:])
  /// Types of routers that answer nothing until they are mounted.
  private var mountable: Set<TypeID> = []
  /// How the functions are called that declare relations between rows.
  private(set) var relationWords: Set<Name> = []
  /// Whether any type makes members up.
  private(set) var hasPrefixes = false
  private var decorators: [DecoratorKey: DecoratorRule] = [:]

  private struct DecoratorKey: Hashable {
    let library: Int
    let name: Name
  }

  struct CompiledType: Sendable {
    var name: String
    var members: [Name: MemberID]
    var anyMember: MemberID?
    var call: MemberID?
    var construct: MemberID?
    var awaited: TypeID?
    var parent: TypeID?
    var additions: (argument: Int, member: Name)?
    var receiver: TypeID?
    /// By beginning, longest first.
    var prefixes: [(beginning: String, member: MemberID)] = []
    var hooks: [Name: EntryKind] = [:]
    var answers: [ClassAnswer] = []
    /// Whether its members register routes.
    var isRouter = false
    /// Whether walking its values gives rows.
    var holdsRows = false
    var isShared = false
    var serializer: SerializerRule?
    var userBases: [String] = []
  }

  /// Compiles the tables of the libraries that a program needs; the others have no exports and no types.
  init(
    _ knowledge: FrameworkKnowledge,
    _ packages: LibraryPackages,
    _ tables: LibraryTables,
    names: inout Names
  ) {
    libraries = knowledge.libraries
    self.packages = packages
    rareWords = knowledge.rareWords
    bundles = Dictionary(knowledge.bundles.map { ($0.package, $0) }) { own, _ in own }
    for table in tables.needed {
      for name in table?.types.keys.sorted() ?? [] where typeIDs[name] == nil {
        typeIDs[name] = TypeID(index: Int32(typeIDs.count))
      }
    }
    types = Array(
      repeating: CompiledType(name: "", members: [:]),
      count: typeIDs.count
    )
    exports = Array(repeating: [:], count: libraries.count)
    for (index, table) in tables.needed.enumerated() {
      if let table { compile(libraries[index], table, index, &names) }
    }
    for (language, methods) in knowledge.methodsOfUnknownReceivers {
      for (name, operation) in methods {
        let id = add(.call(operation), library: -1, "", name)
        unknownReceivers[language][names.intern(name)] = id
      }
    }
  }

  private mutating func compile(
    _ library: Library,
    _ table: LibraryTable,
    _ index: Int,
    _ names: inout Names
  ) {
    let origin = library.packages.first ?? library.name
    exports[index].reserveCapacity(table.exports.count)
    for (name, member) in table.exports {
      let own = name == "default" ? "" : name
      exports[index][names.intern(name)] = add(member, library: index, origin, own)
      if member.called?.value.relation != nil { relationWords.insert(names.intern(name)) }
    }
    for (name, member) in library.globals {
      let id = add(member, library: index, "", name)
      globals[library.language][names.intern(name)] = id
    }
    for (name, type) in library.handedNames {
      handed[library.language][names.intern(name)] = typeIDs[type]
    }
    for (name, rule) in table.decorators {
      decorators[DecoratorKey(library: index, name: names.intern(name))] = rule
    }
    for (name, type) in table.types {
      guard let id = typeIDs[name] else { continue }
      types[Int(id.index)] = compile(type, name, index, &names)
    }
  }

  private mutating func compile(
    _ type: LibraryType,
    _ name: String,
    _ library: Int,
    _ names: inout Names
  ) -> CompiledType {
    var compiled = CompiledType(name: name, members: [:])
    compiled.members.reserveCapacity(type.members.count)
    for (key, member) in type.members {
      compiled.members[names.intern(key)] = add(member, library: library, name, key)
      if member.called?.value.relation != nil { relationWords.insert(names.intern(key)) }
    }
    if let any = type.anyMember { compiled.anyMember = add(any, library: library, name, "*") }
    if let call = type.call { compiled.call = add(.call(call), library: library, name, "") }
    if let construct = type.construct {
      compiled.construct = add(Member(construct: construct), library: library, name, "")
    }
    if let awaited = type.awaited { compiled.awaited = typeIDs[awaited] }
    if let parent = type.parent { compiled.parent = typeIDs[parent] }
    if let additions = type.additions {
      compiled.additions = (additions.argument, names.intern(additions.member))
    }
    if let receiver = type.receiver { compiled.receiver = typeIDs[receiver] }
    for (beginning, member) in type.prefixes.sorted(by: { $0.key > $1.key }) {
      hasPrefixes = true
      let made = add(member, library: library, name, "\(beginning)…")
      compiled.prefixes.append((beginning, made))
    }
    for (method, kind) in type.hooks { compiled.hooks[names.intern(method)] = kind }
    compiled.holdsRows = type.holdsRows
    compiled.isShared = type.isShared
    compiled.answers = type.answers
    compiled.serializer = type.serializer
    compiled.userBases = type.userBases
    compiled.isRouter = type.members.values.contains { member in
      member.called?.value.routing.map { !$0.makes } ?? false
    }
    return compiled
  }

  private mutating func add(
    _ member: Member,
    library: Int,
    _ owner: String,
    _ name: String
  ) -> MemberID {
    let types = types(of: member)
    members.append(
      LibraryMember(
        member: member,
        library: library,
        owner: owner,
        name: name,
        types: types,
        isPlainValue: types.value != nil && types.instance == nil && member.called == nil
          && member.constructed == nil
      )
    )
    return MemberID(index: Int32(members.count - 1))
  }

  private mutating func types(of member: Member) -> LibraryMember.Types {
    if let known = typesOfMembers[ObjectIdentifier(member)] { return known }
    for operation in [member.call, member.construct] where operation?.routing == .router {
      if let type = operation?.returns.flatMap({ typeIDs[$0] }) { mountable.insert(type) }
    }
    let types = LibraryMember.Types(
      value: member.value.flatMap { typeIDs[$0] },
      instance: member.instance.flatMap { typeIDs[$0] },
      callReturns: member.called?.value.returns.flatMap { typeIDs[$0] },
      constructReturns: member.constructed?.value.returns.flatMap { typeIDs[$0] },
      callEffects: EffectKinds(member.called?.value.effects ?? []),
      constructEffects: EffectKinds(member.constructed?.value.effects ?? [])
    )
    typesOfMembers[ObjectIdentifier(member)] = types
    return types
  }

  package subscript(_ id: MemberID) -> LibraryMember { members[Int(id.index)] }

  /// What a name means, without its texts.
  func member(_ id: MemberID) -> Member { members[Int(id.index)].member }
  func types(of id: MemberID) -> LibraryMember.Types { members[Int(id.index)].types }
  /// What declares relations, of the type that offers a class of models under another name.
  func relation(_ name: Name, besides model: Name) -> MemberID? {
    for type in types where type.members[model] != nil {
      if let found = type.members[name], member(found).called?.value.relation != nil {
        return found
      }
    }
    return nil
  }
  /// Whether calling or constructing a name does something that is known.
  func does(_ id: MemberID, constructs: Bool) -> Bool {
    let member = member(id)
    let isConstructed = member.constructed != nil
    return constructs ? isConstructed : member.called != nil || isConstructed
  }

  /// Whether calling a name sends a statement to a database.
  package func asksDatabase(_ id: MemberID) -> Bool {
    !types(of: id).callEffects.isDisjoint(with: [EffectKinds(.query), EffectKinds(.write)])
  }

  /// The kinds of effect that a call of a library has.
  func effects(of call: LibraryCall) -> EffectKinds {
    let types = types(of: call.member)
    return call.isConstruction ? types.constructEffects : types.callEffects
  }

  /// Whether a call of a library calls functions that it is handed.
  func hasCallbacks(_ call: LibraryCall) -> Bool {
    let member = member(call.member)
    let callbacks = member.operation(constructs: call.isConstruction)?.value.callbacks
    return callbacks.map { !$0.isEmpty } ?? false
  }

  /// Whether a name is a value of a type and nothing else.
  func isPlainValue(_ id: MemberID) -> Bool { members[Int(id.index)].isPlainValue }

  func additions(of type: TypeID) -> (argument: Int, member: Name)? {
    types[Int(type.index)].additions
  }
  func awaited(_ type: TypeID) -> TypeID? { types[Int(type.index)].awaited }
  func receiver(of type: TypeID) -> TypeID? { types[Int(type.index)].receiver }
  /// What calling a value of a type does, or constructing it.
  func operation(of type: TypeID, constructs: Bool) -> MemberID? {
    constructs ? types[Int(type.index)].construct : types[Int(type.index)].call
  }

  /// The name of a type (`pg.Pool`).
  package func name(of type: TypeID) -> String { types[Int(type.index)].name }

  /// A type by its full name.
  package func type(named name: String) -> TypeID? { typeIDs[name] }

  /// The library that exports a package; subpaths by their longest listed prefix.
  func library(
    exporting package: String,
    subpath: String,
    in language: SourceLanguage = .javaScript
  ) -> Int? {
    packages.library(exporting: package, subpath: subpath, in: language)
  }

  /// What a name means that no scope of a file binds.
  func global(_ name: Name, in language: SourceLanguage) -> MemberID? { globals[language][name] }

  /// What a decorator of a library means.
  func decorator(_ name: Name, of library: Int) -> DecoratorRule? {
    decorators[DecoratorKey(library: library, name: name)]
  }

  /// What a library exports under a name.
  func export(_ name: Name, of library: Int) -> MemberID? { exports[library][name] }

  /// A member of a type or of the types above it.
  func member(_ name: Name, of type: TypeID) -> MemberID? {
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      if let member = types[Int(id.index)].members[name] { return member }
      next = types[Int(id.index)].parent
      steps += 1
    }
    return nil
  }

  /// A member that a type makes up, by what its name begins with.
  func member(beginning text: String, of type: TypeID) -> MemberID? {
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      let found = types[Int(id.index)].prefixes.first { prefix in
        guard text.hasPrefix(prefix.beginning) else { return false }
        let rest = text.utf8.dropFirst(prefix.beginning.utf8.count)
        return rest.first.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") } ?? false
      }
      if let found { return found.member }
      next = types[Int(id.index)].parent
      steps += 1
    }
    return nil
  }

  /// Whether routers of a type answer nothing until they are mounted.
  func isMountable(_ type: TypeID) -> Bool { mountable.contains(type) }

  /// What stands for every member of a type that is not listed.
  func anyMember(of type: TypeID) -> MemberID? {
    var next: TypeID? = type
    var steps = 0
    while let id = next, steps < 16 {
      if let member = types[Int(id.index)].anyMember { return member }
      next = types[Int(id.index)].parent
      steps += 1
    }
    return nil
  }
}
