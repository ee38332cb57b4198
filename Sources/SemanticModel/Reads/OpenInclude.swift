// Related rows that a read brings along, however many there are.

import Facts
import SourceText

/// A relation that a read includes with no limit of its own.
package struct OpenInclude: Sendable {
  package let site: CallSite
  package let fact: ReadFact
  /// The relation, as the source names it: `orders`.
  package let relation: String
  /// Where it is named.
  package let place: SourcePlace
  /// Whether the model declares the relation to be one of many rows; nil where it does not say.
  package let isToMany: Bool?
  /// Its rows come in the statement that reads the rows, joined with those of the other relations.
  package var isJoined = false
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
      return included(by: fact, site).map { name, span in
        OpenInclude(
          site: site,
          fact: fact,
          relation: name,
          place: SourcePlace(unit: site.place.unit, span: span),
          isToMany: relations.isToMany(name)
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

  private func included(by fact: ReadFact, _ site: CallSite) -> [(String, ByteSpan)] {
    var result: [(String, ByteSpan)] = []
    let arguments = fact.rule.includes.isEmpty ? [] : site.arguments
    for option in fact.rule.includes {
      for argument in arguments {
        guard let value = argument[option] else { continue }
        result += Self.names(in: value)
      }
    }
    for position in fact.chained where fact.rule.includes.contains("populate") {
      let link = call(at: position)
      guard link.method?.name == "populate", link.place.unit == site.place.unit,
        let first = link.arguments.first
      else { continue }
      if case .text(let name) = first.shape, !name.contains(".") {
        result.append((name, first.span))
      }
      let isBounded = first["perDocumentLimit"] != nil || first["options"]?["limit"] != nil
      if let path = first["path"], case .text(let name) = path.shape, !isBounded {
        result.append((name, path.span))
      }
    }
    return result
  }

  private static func names(in value: Operand) -> [(String, ByteSpan)] {
    switch value.shape {
    case .array(let entries):
      return entries.compactMap { entry in
        guard case .text(let name) = entry.shape, !name.contains(".") else { return nil }
        return (name, entry.span)
      }
    case .object(let properties):
      return properties.compactMap { property in
        let isBounded = ["take", "limit", "where", "first"].contains { property.value[$0] != nil }
        let isRelation = property.value.isObject || property.value.isOther
        return isBounded || !isRelation || property.name.hasPrefix("_")
          ? nil : (property.name, property.value.span)
      }
    default: return []
    }
  }
}

extension Operand {
  /// `true`, mostly.
  fileprivate var isOther: Bool {
    if case .other = shape { return true }
    return false
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
