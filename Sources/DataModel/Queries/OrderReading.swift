// Reads what a statement is ordered by.

import Facts
import Queries
import SemanticModel

/// Reads orders: `"-createdAt"`, `{ createdAt: "desc" }`, `[["createdAt", "DESC"]]`, `Item.created_at.desc()`.
struct OrderReading {
  let values: SourceValues
  private var depth = 0
  /// What the names that are being read held before: one may be made of itself, branch after branch.
  private var held: [Place<Symbol>: [QueryOrder]] = [:]

  init(_ values: SourceValues) { self.values = values }

  /// The orders that a value may ask for.
  mutating func orders(_ ref: ValueRef) -> [QueryOrder] {
    guard ref.id.isPresent, depth < 10 else { return [] }
    depth += 1
    defer { depth -= 1 }
    let value = values.value(ref)
    switch value.kind {
    case .string: return order(Self.keys(ofText: values.text(ref) ?? ""), ref)
    case .object, .array: return order(keys(ref), ref, isOpen: hasOpenKey(ref))
    case .choice: return values.elements(ref).flatMap { orders($0) }
    case .awaited: return orders(values.base(ref))
    case .symbol:
      let symbol = Place<Symbol>(unit: ref.unitIndex, id: SymbolID(value.a))
      if let before = held[symbol] { return before }
      held[symbol] = []
      defer { held[symbol] = nil }
      return named(SymbolID(value.a), ref)
    case .parameter:
      let handed = values.handed(to: value, in: ref.unitIndex) ?? []
      return handed.isEmpty ? requested(ref, under: nil) : handed.flatMap { orders($0) }
    case .member:
      let found = values.properties(values.name(ref) ?? "", of: values.base(ref))
      if !found.isEmpty { return found.flatMap { orders($0) } }
      return isColumn(ref) ? order(key(ref).map { [$0] } ?? [], ref) : requested(ref, under: nil)
    case .result, .unary, .template, .index:
      if let key = key(ref) { return order([key], ref) }
      let chosen = directed(ref)
      guard chosen.isEmpty else { return chosen }
      return isComputed(ref) ? [] : requested(ref, under: nil)
    default: return []
    }
  }

  /// `column.desc()`, where a name holds one of several columns.
  private mutating func directed(_ ref: ValueRef) -> [QueryOrder] {
    guard let name = values.calleeName(ref), ["asc", "desc"].contains(name),
      let call = values.call(of: ref),
      let inner = values.arguments(of: call).first ?? values.receiver(of: call),
      values.value(inner).kind == .symbol
    else { return [] }
    return orders(inner).map { order in
      var result = order
      for position in result.keys.indices {
        result.keys[position].isDescending = name == "desc"
      }
      return result
    }
  }

  private func order(_ keys: [SortKey], _ ref: ValueRef, isOpen: Bool = false) -> [QueryOrder] {
    keys.isEmpty && !isOpen
      ? [] : [QueryOrder(keys: keys, isOpen: isOpen, place: values.place(ref))]
  }

  /// What the code looks up among those that it allows, it replaces or refuses where it is none of them.
  private mutating func named(_ id: SymbolID, _ ref: ValueRef) -> [QueryOrder] {
    let found = assigned(to: id, ref)
    guard found.contains(where: \.isOpen), values.program.isLookedUp(id, before: ref) else {
      return found
    }
    return found.filter { !$0.isOpen }
  }

  /// Each assignment is one order that may be asked for.
  private mutating func assigned(to id: SymbolID, _ ref: ValueRef) -> [QueryOrder] {
    let facts = values.facts(ref.unitIndex)
    let symbol = facts.symbols[id.index]
    guard symbol.flags.contains(.reassigned) else {
      guard symbol.value.isPresent else { return [] }
      let writes = facts.memberWrites(to: id)
      let written = writes.compactMap { write in
        write.name.map {
          let value = ValueRef(unit: ref.unitIndex, id: write.value)
          return SortKey([$0], isDescending: isDescending(value))
        }
      }
      let isOpen = writes.compactMap(\.key).contains {
        isChosen(ValueRef(unit: ref.unitIndex, id: $0))
      }
      return orders(ValueRef(unit: ref.unitIndex, id: symbol.value))
        + order(written, ref, isOpen: isOpen)
    }
    let assigned = values.assignments(to: id, in: ref.unitIndex).prefix(6)
    var result: [QueryOrder] = []
    for assignment in assigned {
      let own = orders(assignment.value)
      result += own.isEmpty ? requested(assignment.value, under: assignment.region) : own
      held[Place(unit: ref.unitIndex, id: id)] = result
    }
    return result
  }

  /// An order that whoever sends the request names: directly, or where the code looks at the request to make it.
  private func requested(_ ref: ValueRef, under region: RegionID?) -> [QueryOrder] {
    let value = values.value(ref)
    guard value.kind != .string, value.kind != .null, value.kind != .undefined else { return [] }
    let program = values.program
    let provenance = program.provenance(of: ref.id, in: ref.unitIndex)
    var isOpen = provenance.isFromRequest && !provenance.isCapped
    if !isOpen, let region, region.isPresent {
      let subject = values.facts(ref.unitIndex).regions[region.index].subject
      isOpen = subject.isPresent && program.provenance(of: subject, in: ref.unitIndex).isFromRequest
    }
    return isOpen ? [QueryOrder(keys: [], isOpen: true, place: values.place(ref))] : []
  }

  // MARK: Keys

  private func keys(_ ref: ValueRef) -> [SortKey] {
    let value = values.value(ref)
    switch value.kind {
    case .object:
      return values.entries(ref).compactMap { key, value in key.flatMap { self.key([$0], value, 0) }
      }
    case .array:
      let elements = values.elements(ref)
      if let pair = pair(elements) { return [pair] }
      return elements.flatMap { element -> [SortKey] in
        let kind = values.value(element).kind
        if kind == .object || kind == .array { return keys(element) }
        return key(element).map { [$0] } ?? []
      }
    default: return []
    }
  }

  /// A column with its direction: `["createdAt", "DESC"]`.
  private func pair(_ elements: [ValueRef]) -> SortKey? {
    guard elements.count >= 2, let last = elements.last, isDirection(last),
      let column = values.text(elements[elements.count - 2])
    else { return nil }
    return SortKey(Self.steps(column), isDescending: isDescending(last))
  }

  private func key(_ path: [String], _ value: ValueRef, _ depth: Int) -> SortKey? {
    let shape = values.value(value)
    guard shape.kind == .object, depth < 4 else {
      return SortKey(path.flatMap(Self.steps), isDescending: isDescending(value))
    }
    let entries = values.entries(value)
    if let sort = entries.first(where: {
      $0.key == "sort" || $0.key == "direction" || $0.key == "order"
    }) {
      return SortKey(path, isDescending: isDescending(sort.value))
    }
    guard let first = entries.first, let name = first.key else { return nil }
    return key(path + [name], first.value, depth + 1)
  }

  private func hasOpenKey(_ ref: ValueRef) -> Bool {
    guard values.value(ref).kind == .object else { return false }
    return values.entries(ref).contains { entry in
      entry.key == nil && values.value(entry.value).kind != .spread
        && (values.program.provenance(of: entry.value.id, in: entry.value.unitIndex).isFromRequest
          || values.computedKey(of: entry.value, in: ref).map(isChosen) ?? false)
    }
  }

  /// Whether the request names a column, and no list of the code refuses any.
  private func isChosen(_ key: ValueRef) -> Bool {
    let provenance = values.program.provenance(of: key.id, in: key.unitIndex)
    guard provenance.isFromRequest, !provenance.isCapped else { return false }
    let value = values.value(key)
    return value.kind != .symbol || !values.program.isLookedUp(SymbolID(value.a), before: key)
  }

  /// One column: `desc(orders.createdAt)`, `Item.created_at.desc()`, `-created_at`.
  func key(_ ref: ValueRef) -> SortKey? {
    let value = values.value(ref)
    switch value.kind {
    case .string: return Self.keys(ofText: values.text(ref) ?? "").first
    case .member: return values.column(ref).map { SortKey($0) }
    case .unary: return key(values.base(ref)).map { SortKey($0.path, isDescending: true) }
    case .result:
      guard let call = values.call(of: ref), let name = values.calleeName(ref) else { return nil }
      let isDescending = name == "desc"
      if ["desc", "asc", "nullslast", "nullsfirst", "nulls_last", "nulls_first", "col"].contains(
        name
      ) {
        let inner = values.arguments(of: call).first ?? values.receiver(of: call)
        guard let inner, let key = key(inner) else { return nil }
        return SortKey(key.path, isDescending: key.isDescending || isDescending)
      }
      return nil
    default: return nil
    }
  }

  /// Whether the code says what is computed for each row, whatever is compared with it: `func.ts_rank(Note.words, query)`,
  /// `Note.vector.cosine_distance(wanted)`.
  private func isComputed(_ ref: ValueRef) -> Bool {
    var next = FilterReading(values).resolved(ref)
    for _ in 0..<6 {
      guard let call = values.call(of: next), let base = values.receiver(of: call) else {
        return false
      }
      if values.name(base) == "func" { return true }
      if values.value(base).kind == .member, isColumn(base) { return true }
      next = FilterReading(values).resolved(base)
    }
    return false
  }

  /// Whether a member stands for a column: of a class or table, not of a request or options.
  private func isColumn(_ ref: ValueRef) -> Bool {
    let base = values.base(ref)
    guard values.value(base).kind == .symbol, let name = values.name(base) else { return false }
    if values.ownClass(base) != nil { return true }
    let kind = values.facts(base.unitIndex).symbols[Int(values.value(base).a)].kind
    return kind == .import || kind == .class
      || name.utf8.first.map { $0 >= 65 && $0 <= 90 } ?? false
  }

  // MARK: Words

  /// The columns of a text: `-createdAt name`, `o.created_at DESC`.
  static func keys(ofText text: String) -> [SortKey] {
    var keys: [SortKey] = []
    for part in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let word = part.lowercased()
      if word == "desc" || word == "asc" || word == "nulls" || word == "last" || word == "first" {
        if word == "desc", let last = keys.popLast() {
          keys.append(SortKey(last.path, isDescending: true))
        }
        continue
      }
      let isDescending = part.hasPrefix("-")
      let name = part.drop { $0 == "-" || $0 == "+" }
      guard !name.isEmpty, name.utf8.allSatisfy(isPart) else { continue }
      keys.append(SortKey(steps(String(name)), isDescending: isDescending))
    }
    return keys
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "\"")
  }

  static func steps(_ name: String) -> [String] {
    name.split(separator: ".").map { $0.filter { $0 != "\"" && $0 != "`" } }
      .flatMap { $0.split(separator: "__").map(String.init) }
  }

  private func isDirection(_ ref: ValueRef) -> Bool {
    if let text = values.text(ref)?.lowercased() {
      return text.hasPrefix("asc") || text.hasPrefix("desc")
    }
    let kind = values.value(ref).kind
    return kind == .number || kind == .unary
  }

  func isDescending(_ ref: ValueRef) -> Bool {
    if let text = values.text(ref)?.lowercased() { return text.hasPrefix("desc") || text == "-1" }
    let value = values.value(ref)
    if value.kind == .unary { return true }
    return value.kind == .number && values.facts(ref.unitIndex).numbers[Int(value.a)] < 0
  }
}
