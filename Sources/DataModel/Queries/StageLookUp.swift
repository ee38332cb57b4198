// What a stage of an aggregation asks of another collection, for each row that comes to it.

import Facts
import Queries
import SemanticModel

/// A stage that looks into another collection: `{ from: "items", localField: "_id", foreignField: "order" }`, or one
/// with stages of its own, which compare its columns with those of the row (`$$id`).
struct StageLookUp {
  private let stage: ValueRef
  private let values: SourceValues

  init(_ stage: ValueRef, _ values: SourceValues) {
    self.stage = stage
    self.values = values
  }

  /// The question that each row asks; nil where it is not known.
  func query(by position: Int) -> Query? {
    guard let from = values.properties("from", of: stage).first.flatMap(values.text) else {
      return nil
    }
    var predicates: [Predicate] = []
    if let field = values.properties("foreignField", of: stage).first.flatMap(values.text) {
      predicates.append(Predicate(path(field), .equal, place: values.place(stage)))
    } else if let list = values.properties("pipeline", of: stage).first,
      let first = values.program.stages(list).stages.first, first.name == "$match"
    {
      predicates = columns(comparedIn: first.value, depth: 0)
    }
    guard !predicates.isEmpty else { return nil }
    return Query(call: position, action: .read, model: from, shapes: [QueryShape(predicates)])
  }

  /// The columns that a condition holds equal to something: `{ $expr: { $eq: ["$order", "$$id"] } }`.
  private func columns(comparedIn ref: ValueRef, depth: Int) -> [Predicate] {
    guard depth < 6 else { return [] }
    if values.value(ref).kind == .array {
      return values.elements(ref).flatMap { columns(comparedIn: $0, depth: depth + 1) }
    }
    return values.entries(ref).flatMap { key, value -> [Predicate] in
      switch key {
      case "$expr", "$and": return columns(comparedIn: value, depth: depth + 1)
      case "$eq":
        let texts = values.elements(value).compactMap(values.text)
        guard texts.contains(where: { $0.hasPrefix("$$") }),
          let own = texts.first(where: { $0.hasPrefix("$") && !$0.hasPrefix("$$") })
        else { return [] }
        return [Predicate(path(String(own.dropFirst())), .equal, place: values.place(value))]
      case let key? where !key.hasPrefix("$"):
        guard values.value(value).kind != .object else { return [] }
        return [Predicate(path(key), .equal, place: values.place(value))]
      default: return []
      }
    }
  }

  private func path(_ field: String) -> [String] {
    field.split(separator: ".").map(String.init)
  }
}
