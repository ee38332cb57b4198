// Values that are computed from what was read.

import Facts
import SourceText

extension RaceFinder {
  func isSum(_ detail: UInt16) -> Bool {
    detail == Operator.add.rawValue || detail == Operator.subtract.rawValue
  }

  /// Whether a value is a sum or difference of a field of what was read, or the list there with a change, through
  /// names.
  mutating func computes(_ id: ValueID, from field: String, _ read: Access, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      guard isSum(value.detail) else { return false }
      return mentions(ValueID(value.a), field, read, 0)
        || mentions(ValueID(value.b), field, read, 0)
    case .symbol: return computes(symbol: SymbolID(value.a), from: field, read, depth)
    case .choice:
      for word in facts.list(ListID(value.a))
      where computes(ValueID(word), from: field, read, depth + 1) {
        return true
      }
      return false
    case .array:
      // `[...row.tags, tag]`
      for word in facts.list(ListID(value.a)) {
        let element = facts.values[Int(word)]
        if element.kind == .spread, mentions(ValueID(element.a), field, read, 0) { return true }
      }
      return false
    case .awaited, .spread: return computes(ValueID(value.a), from: field, read, depth + 1)
    case .result: return computes(call: Int(value.a), from: field, read, depth)
    default: return false
    }
  }

  private mutating func computes(call: Int, from field: String, _ read: Access, _ depth: Int)
    -> Bool
  {
    let step = facts.instructions[call]
    let callee = facts.values[Int(step.a)]
    // `row.tags.filter(…)`, `row.tags.concat(tag)`
    if callee.kind == .member,
      ["filter", "concat"].contains(facts.names.string(NameID(callee.b))),
      mentions(ValueID(callee.a), field, read, 0)
    {
      return true
    }
    // `Number(row.count) + 1` stands inside; `Math.max(0, row.count - 1)` holds it.
    for word in facts.list(ListID(step.b))
    where computes(ValueID(word), from: field, read, depth + 1) {
      return true
    }
    return false
  }

  private mutating func computes(
    symbol id: SymbolID,
    from field: String,
    _ read: Access,
    _ depth: Int
  ) -> Bool {
    let symbol = facts.symbols[id.index]
    guard symbol.function == function.id else { return false }
    if computes(symbol.value, from: field, read, depth + 1) { return true }
    guard symbol.flags.contains(.reassigned) else { return false }
    for position in flow.assignments(of: id) {
      let step = facts.instructions[position]
      if step.flags.contains(.compound), isSum(UInt16(step.detail)),
        mentions(symbol.value, field, read, 0)
      {
        return true
      }
      if !step.flags.contains(.declares), computes(ValueID(step.b), from: field, read, depth + 1) {
        return true
      }
    }
    return false
  }

  /// Whether a value is a field of what was read: `stock.quantity`, `Number(stock.quantity)`, a name for it.
  mutating func mentions(_ id: ValueID, _ field: String, _ read: Access, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      let name = facts.names.string(NameID(value.b))
      guard RaceNames.isSame(name, field) else { return false }
      return sources(of: ValueID(value.a)).contains(read.position)
    case .symbol:
      // What a function of the project gave may be the field itself.
      let symbol = facts.symbols[Int(value.a)]
      if isScalar(symbol.value, of: read) { return true }
      return mentions(symbol.value, field, read, depth + 1)
    case .result:
      for word in facts.list(ListID(facts.instructions[Int(value.a)].b))
      where mentions(ValueID(word), field, read, depth + 1) {
        return true
      }
      return false
    case .binary:
      return mentions(ValueID(value.a), field, read, depth + 1)
        || mentions(ValueID(value.b), field, read, depth + 1)
    case .choice:
      for word in facts.list(ListID(value.a))
      where mentions(ValueID(word), field, read, depth + 1) {
        return true
      }
      return false
    case .awaited, .unary: return mentions(ValueID(value.a), field, read, depth + 1)
    default: return false
    }
  }

  /// Whether a value is the number that the read gave itself.
  func isScalar(_ id: ValueID, of read: Access) -> Bool {
    guard id.isPresent, !read.isOwn || read.read?.verb == .count else {
      return false
    }
    var value = facts.values[id.index]
    for _ in 0..<4 {
      switch value.kind {
      case .awaited: value = facts.values[Int(value.a)]
      case .result: return Int(value.a) == read.position
      default: return false
      }
    }
    return false
  }

  // MARK: Rows that are made

  /// The table of the row that a write makes; nil where it makes none.
  mutating func insertedTable(by write: Access) -> String? {
    if let use = write.writes(.insert), write.writes(.update) == nil, write.writes(.save) == nil {
      return use.table
    }
    guard let use = write.writes(.save) else { return nil }
    let step = facts.instructions[write.position]
    let callee = facts.values[Int(step.a)]
    guard write.isOwn else {
      // `user.save()`, where the class itself says `db.session.add(self)`.
      if callee.kind == .member, use.table.isEmpty { return madeTable(ValueID(callee.a), 0) }
      return innerInsertedTable(of: write)
    }
    let arguments = facts.valueList(ListID(step.b))
    for argument in arguments.prefix(2) {
      // `row.save(update_fields=["stock"])` names options, not a row.
      if facts.values[argument.index].flags.contains(.keywords) { continue }
      if let made = madeTable(argument, 0) { return made.isEmpty ? use.table : made }
      let id = resolved(argument)
      if facts.values[id.index].kind == .object, arguments.count == 1,
        !hasKey(id, isSpreadKey: true), !holdsOptionsOfSave(id)
      {
        return use.table
      }
    }
    guard callee.kind == .member else { return nil }
    return madeTable(ValueID(callee.a), 0)
  }

  /// `order.save({ transaction })`, `user.save({ validateBeforeSave: false })`: an instance is told how to save itself.
  private func holdsOptionsOfSave(_ id: ValueID) -> Bool {
    let words = Array(facts.list(ListID(facts.values[id.index].a)))
    let keys = stride(from: 0, to: words.count - 1, by: 2).map { NameID(words[$0]) }
    return !keys.isEmpty
      && keys.allSatisfy { $0 != .any && Self.saveOptions.contains(facts.names.string($0)) }
  }

  private static let saveOptions: Set<String> = [
    "transaction", "session", "validateBeforeSave", "validateModifiedOnly", "timestamps", "hooks",
    "validate", "logging", "silent", "returning", "fields",
  ]

  private func hasKey(_ id: ValueID, isSpreadKey: Bool) -> Bool {
    let words = Array(facts.list(ListID(facts.values[id.index].a)))
    return stride(from: 0, to: words.count - 1, by: 2).contains { position in
      let name = NameID(words[position])
      return name == .any ? isSpreadKey : ["id", "_id", "uuid"].contains(facts.names.string(name))
    }
  }

  private static let makers: Set<String> = [
    "create", "build", "new", "model_validate", "from_orm", "merge", "parse_obj", "fromJson",
  ]

  /// The class of an object that was just made; empty where a repository made it.
  private func madeTable(_ id: ValueID, _ depth: Int) -> String? {
    guard id.isPresent, depth < 5 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id else { return nil }
      if let made = madeTable(symbol.value, depth + 1) { return made }
      guard symbol.flags.contains(.reassigned) else { return nil }
      return flow.assignments(of: SymbolID(value.a)).lazy
        .compactMap { madeTable(ValueID(facts.instructions[$0].b), depth + 1) }.first
    case .awaited: return nil
    case .choice:
      return facts.valueList(ListID(value.a)).lazy.compactMap { madeTable($0, depth + 1) }.first
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      let name = program.calledName(callee, facts) ?? ""
      if callee.kind == .member, Self.makers.contains(name) {
        // With its key it is a row that is there.
        if let first = facts.valueList(ListID(step.b)).first,
          facts.values[first.index].kind == .object, hasKey(first, isSpreadKey: false)
        {
          return nil
        }
        let base = program.calledName(facts.values[Int(callee.a)], facts) ?? ""
        return RaceNames.isClass(base) ? Program.foldedTable(base) : ""
      }
      let isConstruction = step.operation == .construct || RaceNames.isClass(name)
      return isConstruction ? Program.foldedTable(name) : nil
    default: return nil
    }
  }

  private static let placing: Set<String> = [
    "order", "position", "sort", "index", "depth", "level", "rank", "priority", "displayorder",
    "sortorder", "orderindex", "weight", "page", "ordering", "attempts", "attempt",
  ]

  /// The field of a new row that is the count or the last number plus one.
  mutating func numbered(_ read: Access, _ write: Access) -> String? {
    guard let asked = read.read, asked.verb == .count || isLatest(read.site) else { return nil }
    guard sources(of: write).contains(read.position) else { return nil }
    var pending = facts.valueList(ListID(facts.instructions[write.position].b)).map { ("", $0) }
    if let root = write.site.root { pending.append(("", facts.symbols[root.index].value)) }
    for argument in facts.valueList(ListID(facts.instructions[write.position].b)) {
      let value = facts.values[argument.index]
      if value.kind == .symbol { pending.append(("", facts.symbols[Int(value.a)].value)) }
    }
    var steps = 0
    while let (name, id) = pending.popLast(), steps < 200 {
      steps += 1
      let value = facts.values[id.index]
      switch value.kind {
      case .object:
        let words = Array(facts.list(ListID(value.a)))
        for position in stride(from: 0, to: words.count - 1, by: 2) {
          let key = NameID(words[position])
          pending.append(
            (key == .any ? name : facts.names.string(key), ValueID(words[position + 1]))
          )
        }
      case .array, .template:
        pending += facts.valueList(ListID(value.a)).map { (name, $0) }
      case .result where name.isEmpty:
        // `new Invoice({ … })`
        pending += facts.valueList(ListID(facts.instructions[Int(value.a)].b)).map { ("", $0) }
      case .awaited: pending.append((name, ValueID(value.a)))
      default:
        if !Self.placing.contains(UniqueKeys.folded(name)), counts(id, read, 0) {
          return name.isEmpty ? "number" : name
        }
      }
    }
    return nil
  }

  /// Whether a value is something of the read plus one, as a number or inside a text.
  private mutating func counts(_ id: ValueID, _ read: Access, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 10 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary where value.detail == Operator.add.rawValue:
      let sides = [ValueID(value.a), ValueID(value.b)]
      let hasNumber = sides.contains { facts.values[$0.index].kind == .number }
      if hasNumber, sides.contains(where: { sources(of: $0).contains(read.position) }) {
        return true
      }
      return sides.contains { counts($0, read, depth + 1) }
    case .template, .choice:
      return facts.valueList(ListID(value.a)).contains { counts($0, read, depth + 1) }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id else { return false }
      if counts(symbol.value, read, depth + 1) { return true }
      return symbol.flags.contains(.reassigned)
        && flow.assignments(of: SymbolID(value.a)).contains {
          counts(ValueID(facts.instructions[$0].b), read, depth + 1)
        }
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      if callee.kind == .member, counts(ValueID(callee.a), read, depth + 1) { return true }
      return facts.valueList(ListID(step.b)).contains { counts($0, read, depth + 1) }
    case .awaited, .unary: return counts(ValueID(value.a), read, depth + 1)
    default: return false
    }
  }

  /// Whether a read asks for the last row of all.
  private func isLatest(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    for argument in facts.valueList(ListID(site.instruction.b)) {
      let id = resolved(argument)
      let value = facts.values[id.index]
      if value.kind == .object, site.unit === program.units[function.unitIndex] {
        for word in facts.list(ListID(value.a)).enumerated().filter({ $0.offset % 2 == 0 }) {
          let name = NameID(word.element)
          if name != .any, ["orderBy", "order", "sort"].contains(facts.names.string(name)) {
            return true
          }
        }
      }
      if let text = facts.statementText(argument)?.lowercased(), text.contains("order by") {
        return true
      }
    }
    var next = facts.values[Int(site.instruction.a)]
    for _ in 0..<16 {
      switch next.kind {
      case .member:
        if ["sort", "orderBy", "order_by", "latest"].contains(facts.names.string(NameID(next.b))) {
          return true
        }
        next = facts.values[Int(next.a)]
      case .result: next = facts.values[Int(facts.instructions[Int(next.a)].a)]
      default: return false
      }
    }
    return false
  }
}

/// How names are compared.
enum RaceNames {
  /// Whether a name begins with a capital letter and is no constant.
  static func isClass(_ name: String) -> Bool {
    guard let first = name.utf8.first, first >= 65, first <= 90 else { return false }
    return name.utf8.dropFirst().contains { $0 >= 97 && $0 <= 122 }
  }

  /// One name in two styles: `newBalance` is not `balance`, `user_id` is `userId`.
  static func isSame(_ left: String, _ right: String) -> Bool {
    left == right || UniqueKeys.folded(left) == UniqueKeys.folded(right)
  }
}
