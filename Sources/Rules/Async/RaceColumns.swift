// The columns that tell a row from others, and the constraint that would keep them unique.

import SemanticModel

extension RaceJudgement {
  /// Columns with and without the ending of a reference: `project_id` holds `project`.
  static func spelled(_ columns: Set<String>) -> Set<String> {
    columns.union(
      columns.flatMap { column in
        ["_id", "Id"].contains(where: column.hasSuffix)
          ? [String(column.dropLast(column.hasSuffix("_id") ? 3 : 2))] : [column + "_id"]
      }
    )
  }

  /// Whether columns name somebody or something, or join two things that belong together once.
  static func identify(_ columns: Set<String>) -> Bool {
    let nouns = columns.map { Growth.words(of: $0) }
    if nouns.contains(where: { $0.last.map(names.contains) ?? false }) { return true }
    return nouns.count > 1
      && nouns.allSatisfy { $0.contains("id") || $0.last.map(joined.contains) ?? false }
  }

  private static let names: Set<String> = [
    "email", "mail", "username", "login", "phone", "mobile", "slug", "sku", "isbn", "barcode",
    "handle", "nickname", "key",
  ]

  /// What is joined with another row by a relation's own name.
  private static let joined: Set<String> = [
    "user", "author", "owner", "customer", "member", "student", "post", "product", "course",
    "event", "group", "follower", "following", "follow", "friend", "sender", "receiver",
  ]

  static let lists: Set<String> = ["find", "findMany", "findAll", "findBy", "getMany"]

  /// The columns that a read compares with one value: `order_id` of `order.id`, both of the key `orderId_line`.
  static func named(by filter: ReadFilter) -> Set<String> {
    var result: Set<String> = []
    for condition in filter.conditions
    where !condition.isOptional && condition.comparison != .other && !condition.name.isEmpty {
      let parts = condition.name.split(separator: ".").map(String.init)
      let both = parts.first?.split(separator: "_").map(String.init) ?? []
      if parts.count == 2, both.count > 1, both.contains(parts[1]) {
        result.formUnion(both)
      } else {
        result.insert(
          parts.count > 1 && parts.last == "id"
            ? parts.dropLast().joined(separator: ".") : condition.name
        )
      }
    }
    return result
  }

  /// The columns that a read compares with a value of the code: only such rows must be one.
  static func fixed(by filter: ReadFilter) -> Set<String> {
    Set(filter.conditions.filter { $0.comparison == .constant }.map(\.name))
  }

  static func list(_ columns: Set<String>) -> String {
    columns.sorted().map { "`\($0)`" }.joined(separator: ", ")
  }

  static func constraint(_ columns: Set<String>, fixed: Set<String>) -> String {
    let keys = columns.subtracting(fixed)
    guard !fixed.isEmpty, !keys.isEmpty else {
      return
        "Declare a unique constraint on \(list(columns)) (a partial one where some callers may make several), and take the error of the second insert for the answer, or use an upsert."
    }
    return
      "Declare a partial unique index on \(list(keys)) over the rows with the value of \(list(fixed)) that the read asks for (other rows may repeat, and a constraint that holds an absent value keeps nothing unique), and take the error of the second insert for the answer."
  }
}
