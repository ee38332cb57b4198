// Related rows that a read brings along, however many there are.

import Facts
import Queries
import SourceText

/// A relation that a read includes with no limit of its own.
package struct OpenInclude: Sendable {
  package let site: CallSite
  package let fact: ReadFact
  /// The relation, as the source names it: `orders`.
  package let relation: String
  /// What it is a relation of, where that is a relation itself: `rooms` of `include: { rooms: { include: { bookings: true } } }`.
  package var parent: String?
  /// Where it is named.
  package let place: SourcePlace
  /// Whether the model declares the relation to be one of many rows; nil where it does not say.
  package let isToMany: Bool?
  /// Whether a fixed test selects among its rows: a share of unknown size.
  package var isShare = false
  /// Whether it is named with no options of its own: `orders: true`.
  package var isPlain = false
  /// Its rows come in the statement that reads the rows, joined with those of the other relations.
  package var isJoined = false
  /// A list inside of the documents themselves, whose references are followed.
  package var isEmbedded = false
  /// The relation is the name under which the rows hold it, not that of its model.
  package var isNamed = true
}

extension Program {
  /// All relations that reads include without a limit, in order of file and place.
  package var openIncludes: [OpenInclude] { answers.openIncludes.value { allOpenIncludes } }

  private var allOpenIncludes: [OpenInclude] {
    let relations = Relations(in: units)
    let models = ModelRelations(in: units)
    return reads.flatMap { fact -> [OpenInclude] in
      let site = call(at: fact.call)
      guard !fact.rule.includesModels else { return joined(by: fact, site, models) }
      let named = included(by: fact, site) + joinedRelations(of: fact, at: site)
      return named.compactMap { named -> OpenInclude? in
        let isToMany =
          relations.isToMany(named.relation)
          ?? isToMany(named.relation, of: named.parent ?? subject(of: site))
        // Among what is selected stand columns as well.
        if named.isPlain, named.option == "select", isToMany != true { return nil }
        return OpenInclude(
          site: site,
          fact: fact,
          relation: named.relation,
          parent: named.parent,
          place: SourcePlace(unit: site.place.unit, span: named.span),
          isToMany: isToMany,
          isShare: named.isShare,
          isPlain: named.isPlain,
          isJoined: named.isJoined,
          isEmbedded: named.isEmbedded
        )
      }
    }
  }

  private func joined(by fact: ReadFact, _ site: CallSite, _ models: ModelRelations)
    -> [OpenInclude]
  {
    let owner = subject(of: site)
    return site.arguments.compactMap { $0["include"] }.flatMap { value in
      includedModels(value, of: owner, at: site, models).filter(\.isToMany).map { included in
        OpenInclude(
          site: site,
          fact: fact,
          relation: included.relation,
          place: SourcePlace(unit: site.place.unit, span: included.span),
          isToMany: true,
          isJoined: !included.isSeparate,
          isNamed: included.isNamed
        )
      }
    }
  }

  /// Whether the rows of one table point to those of another, many to one; nil where the schema does not tell.
  private func isToMany(_ relation: String, of owner: String) -> Bool? {
    guard let parent = schema.table(meaning: owner),
      !parent.foreignKeys.contains(where: { $0.property == relation }),
      let child = schema.table(meaning: relation)
    else { return nil }
    let pointing = child.foreignKeys.filter { schema.table(meaning: $0.table)?.name == parent.name }
    guard !pointing.isEmpty else { return nil }
    return pointing.contains { key in
      if case .notUnique = child.uniqueness(of: Set(key.columns)) { return true }
      return false
    }
  }

  /// The lists inside of the documents whose references a link follows: `comments` of `{ path: "comments.user" }`, also
  /// where other files keep what is followed.
  private func embedded(in link: CallSite, _ site: CallSite) -> [NamedRelation] {
    guard site.calledName == "find",
      let given = link.unit.facts.valueList(ListID(link.instruction.b)).first,
      let table = schema.table(meaning: subject(of: site)), table.dialect == .mongo,
      let span = link.arguments.first?.span
    else { return [] }
    let lists = table.columns.filter { $0.type == .array }.map(\.name)
    let isElsewhere = link.unit.facts.values[given.index].kind == .symbol
    var seen: Set<String> = []
    return followed(ValueRef(unit: link.place.unit, id: given), 0).compactMap { path in
      let list = lists.filter { path.hasPrefix("\($0).") || isElsewhere && path == $0 }
        .max { $0.utf8.count < $1.utf8.count }
      guard let list, let name = list.split(separator: ".").last.map(String.init),
        seen.insert(name).inserted
      else { return nil }
      var result = NamedRelation(name, span, under: "populate")
      result.isEmbedded = true
      return result
    }
  }

  /// The paths that a value names: a text, an object with `path`, a list of them.
  private func followed(_ ref: ValueRef, _ depth: Int) -> [String] {
    guard depth < 4 else { return [] }
    let place = traced(ref)
    guard place.id.isPresent else { return [] }
    let facts = units[place.unitIndex].facts
    let value = facts.values[place.id.index]
    switch value.kind {
    case .string: return [facts.names.string(NameID(value.a))]
    case .array:
      return facts.valueList(ListID(value.a)).prefix(16).flatMap {
        followed(ValueRef(unit: place.unitIndex, id: $0), depth + 1)
      }
    case .object:
      let operand = Operand(place.id, in: facts, depth: 0)
      guard case .text(let path)? = operand["path"]?.shape, operand["perDocumentLimit"] == nil,
        operand["options"]?["limit"] == nil
      else { return [] }
      return [path]
    default: return []
    }
  }

  private func included(by fact: ReadFact, _ site: CallSite) -> [NamedRelation] {
    var result: [NamedRelation] = []
    let arguments = fact.rule.includes.isEmpty ? [] : site.arguments
    for option in fact.rule.includes {
      for argument in arguments {
        guard let value = argument[option] else { continue }
        result += NamedRelation.all(in: value, under: option, of: nil, fact.rule.includes)
      }
    }
    for position in fact.chained where fact.rule.includes.contains("populate") {
      let link = call(at: position)
      guard link.method?.name == "populate", link.place.unit == site.place.unit,
        let first = link.arguments.first
      else { continue }
      if case .text(let name) = first.shape, !name.contains(".") {
        result.append(NamedRelation(name, first.span, under: "populate"))
      }
      result += embedded(in: link, site)
      let isBounded = first["perDocumentLimit"] != nil || first["options"]?["limit"] != nil
      if let path = first["path"], case .text(let name) = path.shape, !isBounded {
        result.append(NamedRelation(name, path.span, under: "populate"))
      }
    }
    return result
  }
}

/// A relation as the options of a read name it.
struct NamedRelation {
  let relation: String
  let span: ByteSpan
  let option: String
  var parent: String?
  var isShare = false
  var isPlain = false
  var isJoined = false
  var isEmbedded = false

  init(_ relation: String, _ span: ByteSpan, under option: String) {
    self.relation = relation
    self.span = span
    self.option = option
  }

  /// The relations without a limit that an option names, those inside other relations too.
  static func all(
    in value: Operand,
    under option: String,
    of parent: String?,
    _ options: [String]
  ) -> [NamedRelation] {
    switch value.shape {
    case .array(let entries):
      return entries.compactMap { entry in
        // `"posts.comments"`
        guard case .text(let path) = entry.shape, case let steps = path.split(separator: "."),
          let last = steps.last
        else { return nil }
        var result = NamedRelation(String(last), entry.span, under: option)
        result.parent = steps.dropLast().last.map(String.init)
        return result
      }
    case .object(let properties):
      return properties.filter { !$0.name.isEmpty && !$0.name.hasPrefix("_") }.flatMap { property in
        var own = [named(property, under: option, of: parent)].compactMap(\.self)
        // TypeORM nests relations directly.
        if option == "relations", property.value.isObject {
          own += all(in: property.value, under: option, of: property.name, options)
        }
        return options.reduce(into: own) { result, inner in
          guard let nested = property.value[inner] else { return }
          result += all(in: nested, under: inner, of: property.name, options)
        }
      }
    default: return []
    }
  }

  private static func named(
    _ property: Operand.Property,
    under option: String,
    of parent: String?
  ) -> NamedRelation? {
    let value = property.value
    guard value.isObject || value.isTrue || value.isOther,
      !["take", "limit", "first"].contains(where: { value[$0] != nil }),
      value["where"]?.isFixed ?? true
    else { return nil }
    var result = NamedRelation(property.name, value.span, under: option)
    result.parent = parent
    result.isShare = value["where"] != nil
    result.isPlain = value.isTrue
    return result
  }
}

extension Operand {
  /// What no literal tells: mostly a condition that may be true.
  fileprivate var isOther: Bool {
    if case .other = shape { return true }
    return false
  }

  /// Whether it is written down whole, whoever asks.
  fileprivate var isFixed: Bool {
    switch shape {
    case .text, .number, .boolean: true
    case .array(let entries): entries.allSatisfy(\.isFixed)
    case .object(let properties): properties.allSatisfy { !$0.name.isEmpty && $0.value.isFixed }
    default: isCapital
    }
  }
}

/// Which relations the classes of the program declare, by name.
struct Relations {
  private var kinds: [String: Bool] = [:]
  private var isDisputed: Set<String> = []

  init(in units: [Unit]) {
    for unit in units {
      for member in unit.facts.members {
        for decorator in unit.facts.valueList(member.decorators) {
          let value = unit.facts.values[decorator.index]
          guard value.kind == .result else { continue }
          let callee = unit.facts.values[Int(unit.facts.instructions[Int(value.a)].a)]
          add(unit.facts.names.string(member.name), Self.name(of: callee, unit.facts))
        }
      }
    }
  }

  private mutating func add(_ name: String, _ decorator: String) {
    let isToMany: Bool
    switch decorator {
    case "OneToMany", "ManyToMany", "HasMany", "BelongsToMany": isToMany = true
    case "OneToOne", "ManyToOne", "BelongsTo", "HasOne": isToMany = false
    default: return
    }
    if let known = kinds[name], known != isToMany { isDisputed.insert(name) }
    kinds[name] = isToMany
  }

  /// Nil where no class declares it, or two differ.
  func isToMany(_ name: String) -> Bool? { isDisputed.contains(name) ? nil : kinds[name] }

  private static func name(of callee: Value, _ facts: FileFacts) -> String {
    switch callee.kind {
    case .symbol: facts.names.string(facts.symbols[Int(callee.a)].name)
    case .member: facts.names.string(NameID(callee.b))
    default: ""
    }
  }
}
