// Reads which related rows a statement brings along.

import Facts
import Queries
import SemanticModel

/// Reads relations: `["items", "items.menuItem"]`, `{ items: true }`, `{ path: "courses" }`, `[{ model: Item }]`.
struct LookupReading {
  let values: SourceValues

  init(_ values: SourceValues) { self.values = values }

  /// The relations that an option or argument names; `selects` where plain columns stand among them.
  func lookups(_ ref: ValueRef, selects: Bool = false, depth: Int = 0) -> [QueryLookup] {
    guard ref.id.isPresent, depth < 8 else { return [] }
    let value = values.value(ref)
    switch value.kind {
    case .string: return text(ref)
    case .array: return values.elements(ref).flatMap { lookups($0, depth: depth + 1) }
    case .object: return object(ref, selects, depth)
    case .choice:
      return values.elements(ref).flatMap { lookups($0, selects: selects, depth: depth + 1) }
    case .symbol:
      let symbol = values.facts(ref.unitIndex).symbols[Int(value.a)]
      guard symbol.value.isPresent else { return [] }
      let inner = ValueRef(unit: ref.unitIndex, id: symbol.value)
      // A class in Sequelize's `include: [Item]`.
      if [.class, .result].contains(values.value(inner).kind) || symbol.kind == .import
        || symbol.kind == .class
      {
        return values.name(ref).map { [QueryLookup([$0], place: values.place(ref))] } ?? []
      }
      return lookups(inner, selects: selects, depth: depth + 1)
    case .parameter:
      return values.handedSites(to: value, in: ref.unitIndex).flatMap { site, handed in
        let names = values.arguments(of: values.at(site)).compactMap(values.name)
        return lookups(handed, selects: selects, depth: depth + 1).map { lookup in
          var lookup = lookup
          if lookup.models == nil, !names.isEmpty { lookup.models = Set(names) }
          return lookup
        }
      }
    case .member:
      let found = values.properties(values.name(ref) ?? "", of: values.base(ref))
      return found.flatMap { lookups($0, selects: selects, depth: depth + 1) }
    default: return []
    }
  }

  private func text(_ ref: ValueRef) -> [QueryLookup] {
    (values.text(ref) ?? "").split(separator: " ").map { word in
      let steps = word.split(separator: ".").flatMap { $0.split(separator: "__") }.map(String.init)
      return QueryLookup(steps, place: values.place(ref))
    }
  }

  private func object(_ ref: ValueRef, _ selects: Bool, _ depth: Int) -> [QueryLookup] {
    let entries = values.entries(ref)
    func entry(_ names: String...) -> ValueRef? {
      entries.first { $0.key.map(names.contains) ?? false }?.value
    }
    // `{ path: "courses", populate: … }`, `{ model: Item, as: "items", include: […] }`
    if let named = entry("path", "association", "as") ?? entry("model"), isName(named) {
      let own = lookups(named, depth: depth + 1)
      let inner = entry("populate", "include").map { lookups($0, depth: depth + 1) } ?? []
      return own
        + own.prefix(1).flatMap { first in
          inner.map { QueryLookup(first.path + $0.path, place: $0.place) }
        }
    }
    return entries.flatMap { key, value -> [QueryLookup] in
      guard let key else {
        return values.value(value).kind == .spread
          ? lookups(values.base(value), selects: selects, depth: depth + 1) : []
      }
      return relation(key, value, selects, depth)
    }
  }

  private func isName(_ ref: ValueRef) -> Bool {
    [.string, .symbol, .member].contains(values.value(ref).kind)
  }

  private func relation(_ key: String, _ value: ValueRef, _ selects: Bool, _ depth: Int)
    -> [QueryLookup]
  {
    let shape = values.value(value)
    if key == "_count" {
      let select = values.properties("select", of: value).first
      return select.map { lookups($0, depth: depth + 1) } ?? []
    }
    guard shape.kind != .boolean || !selects && shape.a == 1, !key.hasPrefix("_") else { return [] }
    if selects, shape.kind != .object { return [] }
    let own = QueryLookup([key], place: values.place(value))
    guard shape.kind == .object else { return [own] }
    var inner: [QueryLookup] = []
    let entries = values.entries(value)
    let isOptions = entries.contains { $0.key.map(Self.options.contains) ?? false }
    for (name, nested) in entries {
      guard let name else { continue }
      switch name {
      case "include", "with", "relations": inner += lookups(nested, depth: depth + 1)
      case "select": inner += lookups(nested, selects: true, depth: depth + 1)
      default:
        // TypeORM nests relations directly.
        if !isOptions { inner += relation(name, nested, selects, depth + 1) }
      }
    }
    return [own] + inner.map { QueryLookup([key] + $0.path, place: $0.place) }
  }

  private static let options: Set<String> = [
    "include", "select", "where", "orderBy", "take", "skip", "with", "columns", "limit", "omit",
    "cursor", "distinct",
  ]
}
