// Conditions that are named arguments: a path and, behind two underscores, how it is compared.

import Facts

extension FilterReader {
  /// `user_id=id`, `order__user=user`, `total__gte=10`: a path, and perhaps how it is compared.
  mutating func lookUp(_ key: String, _ value: ValueID, in unit: Int) -> ReadFilter {
    var steps = NameSplit.steps(of: key)
    if steps.count > 1, let last = steps.last, last == "in" || Self.lookUps.contains(last) {
      steps.removeLast()
      // That there is a value holds for most rows.
      let shape = units[unit].facts.values[value.index]
      if last == "isnull", shape.kind == .boolean, shape.a == 0 { return ReadFilter() }
      let isEqual = last == "exact" || last == "iexact"
      return single(steps.joined(separator: "."), last == "in" ? .oneOf : isEqual ? .equal : .other)
    }
    let name = steps.joined(separator: ".")
    let comparison = comparison(value, in: unit)
    // `user=request.user` names a row of another table.
    if comparison == .equal, let last = steps.last, lastName(of: value, in: unit) == last,
      !Self.isPlain(last)
    {
      let isKey = last == "id" || last == "pk" || name.hasSuffix("_id")
      return single(isKey ? name : "\(name).id", .equal)
    }
    // `organization=org` names all that a customer has, whatever the row is called here; parts of other things are few.
    if comparison == .equal, let last = steps.last, relations.contains(last),
      ReadFilter.isTenant(last)
    {
      return single("\(name).id", .equal)
    }
    // `job__manager_id=user.id` names all that is behind the rows which refer to one person.
    if comparison == .equal, steps.count > 1, steps.last?.hasSuffix("_id") ?? false {
      return single(name, .equal)
    }
    // `project__badge_key=key` names the row of another table by a column of its own.
    if comparison == .equal, steps.count > 1 {
      return single(steps.dropLast().joined(separator: ".") + ".id", .equal)
    }
    return single(name, comparison)
  }

  /// Whether a name is that of a text or number, and of no row.
  private static func isPlain(_ name: String) -> Bool {
    let last = name.split(separator: "_").last.map(String.init) ?? name
    return plain.contains(last)
  }

  private static let plain: Set<String> = [
    "at", "code", "date", "domain", "email", "hash", "identifier", "key", "kind", "name", "number",
    "on", "path", "phone", "slug", "state", "status", "string", "tag", "text", "title", "token",
    "type",
    "url", "username", "uuid", "value", "version", "year",
  ]

  private func lastName(of id: ValueID, in unit: Int) -> String {
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .member: return facts.names.string(NameID(value.b))
    case .symbol: return facts.names.string(facts.symbols[Int(value.a)].name)
    default: return ""
    }
  }

  private static let lookUps: Set<String> = [
    "exact", "iexact", "contains", "icontains", "gt", "gte", "lt", "lte", "startswith",
    "istartswith", "endswith", "iendswith", "range", "isnull", "regex", "iregex", "date", "year",
  ]
}
