// Routes that list a class's query, and whether something pages them.

import Facts
import SourceText

/// The query of a class that a library lists without pages.
package struct OpenListing: Sendable {
  /// The class that is registered.
  package let view: ClassRef
  /// The query, where the class says it.
  package let place: SourcePlace
  package let function: FunctionRef
  /// The model, as the source names it.
  package let subject: String
  /// Whether the query selects among the rows.
  package let isFiltered: Bool
}

extension Evaluator {
  /// The listings of routes that nothing pages.
  mutating func listings(of routes: [Route]) -> [ClassRef: OpenListing] {
    guard let settings = index.libraries.lazy.compactMap(\.settings).first else { return [:] }
    let types = Set(routes.compactMap(\.listing))
    guard !types.isEmpty else { return [:] }
    let isPagedByDefault = pagesByDefault(settings)
    var result: [ClassRef: OpenListing] = [:]
    for type in types.sorted() {
      let lineage = lineage(of: type)
      // The settings are the REST framework's: plain views of lists have none.
      let isPage = lineage.answers.contains { $0.isListing && $0.methods.contains("dispatch") }
      if isPagedByDefault && !isPage && !declaresNoPages(lineage, settings) { continue }
      guard !isPaged(lineage, settings) else { continue }
      if let query = query(of: lineage) { result[type] = query }
    }
    return result
  }

  /// Whether the settings page every listing: `REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": …}`.
  private mutating func pagesByDefault(_ settings: SettingsRule) -> Bool {
    for unit in units.indices where units[unit].isRunning && units[unit].facts.language == .python {
      let facts = units[unit].facts
      for export in facts.exports where facts.names.isText(settings.paging.dictionary, export.name)
      {
        let object = ValueRef(unit: unit, id: export.value)
        guard let value = option(settings.paging.key, of: object, .none) else { continue }
        if units[value.unitIndex].facts.values[value.id.index].kind != .null { return true }
      }
    }
    return false
  }

  /// Whether a class or one above it has a member that pages.
  private func isPaged(_ lineage: Lineage, _ settings: SettingsRule) -> Bool {
    refusesPages(lineage, settings) == false
  }

  private func declaresNoPages(_ lineage: Lineage, _ settings: SettingsRule) -> Bool {
    refusesPages(lineage, settings) == true
  }

  /// Whether the nearest member that pages says that nothing does (`pagination_class = None`); `nil` where there is none.
  private func refusesPages(_ lineage: Lineage, _ settings: SettingsRule) -> Bool? {
    for type in lineage.classes {
      let facts = units[type.unitIndex].facts
      for member in units[type.unitIndex].members(of: type.id)
      where settings.pagers.contains(where: { facts.names.isText($0, member.name) }) {
        return member.value.isPresent && facts.values[member.value.index].kind == .null
      }
    }
    return nil
  }

  private mutating func query(of lineage: Lineage) -> OpenListing? {
    let own = methods(["get_queryset"], in: lineage).first
    if let own {
      let index = units[own.unitIndex].index
      let results = index.results(of: units[own.unitIndex].facts.functions[own.id.index])
      guard results.count == 1, let only = results.first else { return nil }
      let value = ValueRef(unit: own.unitIndex, id: index.result(at: only))
      return listing(value, in: own, lineage)
    }
    if let rows = field("queryset", of: lineage) {
      return listing(rows, in: FunctionRef(unit: rows.unitIndex, id: FileFacts.module), lineage)
    }
    return field("model", of: lineage).flatMap { everything(of: $0, lineage) }
  }

  /// `model = Order` lists all of its rows.
  private func everything(of model: ValueRef, _ lineage: Lineage) -> OpenListing? {
    let facts = units[model.unitIndex].facts
    let value = facts.values[model.id.index]
    guard value.kind == .symbol, let view = lineage.classes.first else { return nil }
    return OpenListing(
      view: view,
      place: SourcePlace(unit: model.unitIndex, span: value.span),
      function: FunctionRef(unit: model.unitIndex, id: FileFacts.module),
      subject: facts.names.string(facts.symbols[Int(value.a)].name),
      isFiltered: false
    )
  }

  private func field(_ name: String, of lineage: Lineage) -> ValueRef? {
    for type in lineage.classes {
      let facts = units[type.unitIndex].facts
      for member in units[type.unitIndex].members(of: type.id)
      where member.value.isPresent && facts.names.isText(name, member.name) {
        return ValueRef(unit: type.unitIndex, id: member.value)
      }
    }
    return nil
  }

  private static let selecting: Set<String> = ["filter", "exclude"]
  private static let passing: Set<String> = [
    "all", "order_by", "select_related", "prefetch_related", "annotate", "distinct", "only",
    "defer",
    "reverse", "using", "get_queryset", "alias",
  ]

  /// What a chain on a model's manager lists; `nil` where it is bounded, or something else.
  private mutating func listing(
    _ ref: ValueRef,
    in function: FunctionRef,
    _ lineage: Lineage
  ) -> OpenListing? {
    var next = followed(ref, .none)
    var isFiltered = false
    for _ in 0..<24 {
      let facts = units[next.unitIndex].facts
      let value = facts.values[next.id.index]
      switch value.kind {
      case .result:
        let step = facts.instructions[Int(value.a)]
        let callee = facts.values[Int(step.a)]
        guard callee.kind == .member else { return nil }
        let name = facts.names.string(NameID(callee.b))
        if Self.selecting.contains(name) {
          isFiltered = true
        } else if !Self.passing.contains(name) {
          return nil
        }
        if facts.values[Int(callee.a)].kind == .super {
          guard let field = field("queryset", of: lineage) else { return nil }
          next = followed(field, .none)
        } else {
          next = ValueRef(unit: next.unitIndex, id: ValueID(callee.a))
        }
      case .member:
        guard facts.names.isText("objects", NameID(value.b)) else { return nil }
        let model = facts.values[Int(value.a)]
        guard model.kind == .symbol, let view = lineage.classes.first else { return nil }
        let subject = facts.names.string(facts.symbols[Int(model.a)].name)
        let span = units[ref.unitIndex].facts.values[ref.id.index].span
        return OpenListing(
          view: view,
          place: SourcePlace(unit: ref.unitIndex, span: span),
          function: function,
          subject: subject,
          isFiltered: isFiltered
        )
      default: return nil
      }
    }
    return nil
  }
}

extension Program {
  /// The listings that nothing pages, each with the routes that give it.
  package var openListings: [(listing: OpenListing, routes: [Route])] {
    var found: [ClassRef: [Route]] = [:]
    for route in routes where isServed(route) {
      guard let type = route.listing, listings[type] != nil else { continue }
      found[type, default: []].append(route)
    }
    return found.keys.sorted().compactMap { type in
      listings[type].map { ($0, found[type] ?? []) }
    }
  }
}
