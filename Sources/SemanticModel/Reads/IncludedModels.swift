// Related rows that a read includes by their model: `include: [{ model: Comment, as: "comments" }]`.

import Facts
import SourceText

/// One included model, where it is written.
struct IncludedModel {
  /// The relation as the source names it: its alias, else the model.
  let relation: String
  let span: ByteSpan
  let isToMany: Bool
  /// Read by a statement of its own.
  let isSeparate: Bool
  /// It has an alias.
  let isNamed: Bool
}

extension Program {
  /// The models that an option of a read includes whole, those that they include among them; only such as the code
  /// relates to one another.
  func includedModels(
    _ value: Operand,
    of owner: String,
    at site: CallSite,
    _ relations: ModelRelations,
    depth: Int = 0
  ) -> [IncludedModel] {
    guard depth < 4 else { return [] }
    var entries = [value]
    if case .array(let several) = value.shape { entries = several }
    return entries.flatMap { entry -> [IncludedModel] in
      let model = entry["model"] ?? (entry.isObject ? nil : entry)
      guard let model, let target = ModelRelations.name(text(model, in: site)) else { return [] }
      let alias = entry["as"].flatMap { Self.text(of: $0) }
      let nested = entry["include"].map {
        includedModels($0, of: target, at: site, relations, depth: depth + 1)
      }
      let isBounded =
        ["limit", "where"].contains { entry[$0] != nil }
        || entry["attributes"].map(\.isEmptyList) ?? false
      guard !isBounded, let isToMany = relations.isToMany(from: owner, to: target, as: alias) else {
        return nested ?? []
      }
      let own = IncludedModel(
        relation: alias ?? target,
        span: entry.span,
        isToMany: isToMany,
        isSeparate: entry["separate"]?.isTrue ?? false,
        isNamed: alias != nil
      )
      return [own] + (nested ?? [])
    }
  }

  private static func text(of operand: Operand) -> String? {
    guard case .text(let text) = operand.shape else { return nil }
    return text
  }
}

extension Operand {
  /// `attributes: []` takes part in the statement and gives nothing.
  fileprivate var isEmptyList: Bool {
    guard case .array(let entries) = shape else { return false }
    return entries.isEmpty
  }
}

/// How models are related, by the calls that say so: `Post.hasMany(Comment, { as: "comments" })`.
struct ModelRelations {
  private struct Relation {
    let owner: String
    let alias: String?
    let isToMany: Bool
  }

  /// By the model at the other end.
  private var relations: [String: [Relation]] = [:]

  init(in units: [Unit]) {
    for unit in units
    where unit.isRunning && Self.words.isMentioned(in: unit.facts.names) {
      for step in unit.facts.instructions where step.operation == .call { add(step, unit.facts) }
    }
  }

  private static let kinds = [
    "hasMany": true, "belongsToMany": true, "hasOne": false, "belongsTo": false,
  ]
  private static let words = WordList(kinds.keys)

  private mutating func add(_ step: Instruction, _ facts: FileFacts) {
    let callee = facts.values[Int(step.a)]
    guard callee.kind == .member,
      let isToMany = Self.kinds[facts.names.string(NameID(callee.b))],
      let owner = Self.model(ValueID(callee.a), step, facts)
    else { return }
    let arguments = facts.valueList(ListID(step.b))
    guard let first = arguments.first, let target = Self.model(first, step, facts) else { return }
    var alias: String?
    if let options = arguments.dropFirst().first {
      alias = Operand(options, in: facts, depth: 0)["as"].flatMap { value in
        guard case .text(let text) = value.shape else { return nil }
        return text
      }
    }
    relations[target, default: []].append(
      Relation(owner: owner, alias: alias, isToMany: isToMany)
    )
  }

  /// The model that a name stands for; `this` is the class around it.
  private static func model(_ id: ValueID, _ step: Instruction, _ facts: FileFacts) -> String? {
    let value = facts.values[id.index]
    switch value.kind {
    case .this:
      let around = facts.classes.dropFirst().first { $0.span.contains(step.span) }
      return around.flatMap { name(facts.names.string($0.name)) }
    case .symbol: return name(facts.names.string(facts.symbols[Int(value.a)].name))
    case .member: return name(facts.names.string(NameID(value.b)))
    case .string: return name(facts.names.string(NameID(value.a)))
    default: return nil
    }
  }

  /// `models.OrderModel` is the model `Order`.
  static func name(_ text: String) -> String? {
    let last = text.split(separator: ".").last.map(String.init) ?? text
    let isName =
      !last.isEmpty && last.utf8.allSatisfy { $0 == 0x5F || $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
    guard isName else { return nil }
    let plain = ["Model", "Scope"].first { last.hasSuffix($0) && last != $0 }
    return plain.map { String(last.dropLast($0.utf8.count)) } ?? last
  }

  /// Whether a row of one model has many of another; nil where the code does not say, or says both.
  func isToMany(from owner: String, to target: String, as alias: String?) -> Bool? {
    let known = (relations[target] ?? []).filter { $0.alias == alias }
    let own = known.filter { $0.owner == Self.name(owner) }
    let answers = Set((own.isEmpty ? known : own).map(\.isToMany))
    return answers.count == 1 ? answers.first : nil
  }
}
