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
  /// How the query selects among the rows.
  package internal(set) var selection: Selection
  /// What cuts the rows into pages.
  package internal(set) var paging = Paging.none
  /// Whether the view says in which order it lists.
  package internal(set) var isOrdered = false
  /// Columns in which a client may look for a text.
  package internal(set) var searches: [ListingSearch] = []
  /// Columns by which a client may have the rows sorted.
  package internal(set) var orderings: [ListingSearch] = []

  package enum Selection: Sendable, Hashable, Comparable {
    /// All rows, or those that a mark of the row keeps in: what is published, what is not deleted.
    case most
    /// Those that values keep in which the code fixes.
    case share
    /// Those that something of the request picks.
    case asked
  }

  /// Whether the query selects among the rows by what a request brings.
  package var isFiltered: Bool { selection == .asked }
}

extension Evaluator {
  /// The listings of routes, with what pages them.
  mutating func listings(of routes: [Route]) -> [ClassRef: OpenListing] {
    guard let settings = index.libraries.lazy.compactMap(\.settings).first else { return [:] }
    let types = Set(routes.compactMap(\.listing))
    guard !types.isEmpty else { return [:] }
    let usual = usualPaging(settings)
    var result: [ClassRef: OpenListing] = [:]
    for type in types.sorted() {
      let lineage = lineage(of: type)
      // The settings are the REST framework's: plain views of lists have none.
      let isPage = lineage.answers.contains { $0.isListing && $0.methods.contains("dispatch") }
      let paging = paging(of: lineage, settings) ?? (isPage ? Paging.none : usual)
      guard paging != .unknown || settings.searching != nil, var listing = query(of: lineage) else {
        continue
      }
      listing.paging = paging
      // The view's own method filters what the class names.
      if !methods(["filter_queryset"], in: lineage).isEmpty { listing.selection = .asked }
      listing.isOrdered = listing.isOrdered || field("ordering", of: lineage) != nil
      listing.searches = isPage ? [] : searches(of: lineage, settings)
      listing.orderings = isPage ? [] : orderings(of: lineage, settings)
      result[type] = listing
    }
    return result
  }

  private mutating func query(of lineage: Lineage) -> OpenListing? {
    let own = methods(["get_queryset"], in: lineage).first
    if let own {
      let index = units[own.unitIndex].index
      let results = index.results(of: units[own.unitIndex].facts.functions[own.id.index])
      var found: OpenListing?
      for result in results {
        let value = ValueRef(unit: own.unitIndex, id: index.result(at: result))
        if isNothing(value) { continue }
        guard let one = listing(value, in: own, lineage) else { return nil }
        // Of several ways the one that gives the fewest rows is that of an ordinary caller.
        if found.map({ $0.selection < one.selection }) ?? true { found = one }
      }
      return found
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
      selection: .most
    )
  }

  /// The nearest value that a class, or one above it, gives a member.
  func field(_ name: String, of lineage: Lineage) -> ValueRef? {
    for type in lineage.classes {
      let facts = units[type.unitIndex].facts
      for member in units[type.unitIndex].members(of: type.id)
      where member.value.isPresent && facts.names.isText(name, member.name) {
        return ValueRef(unit: type.unitIndex, id: member.value)
      }
    }
    return nil
  }

  /// Whether a way gives no rows: `return Order.objects.none()`.
  private mutating func isNothing(_ ref: ValueRef) -> Bool {
    let end = followed(ref, .none)
    let facts = units[end.unitIndex].facts
    let value = facts.values[end.id.index]
    guard value.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    return callee.kind == .member && facts.names.isText("none", NameID(callee.b))
  }

  static let selecting: Set<String> = ["filter", "exclude"]
  static let passing: Set<String> = [
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
    var selection = OpenListing.Selection.most
    var isOrdered = false
    // Where the query stands.
    var origin = ref
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
          selection = max(selection, self.selection(by: step, in: next.unitIndex))
        } else if !Self.passing.contains(name) {
          return nil
        }
        isOrdered = isOrdered || name == "order_by"
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
        let span = units[origin.unitIndex].facts.values[origin.id.index].span
        var listing = OpenListing(
          view: view,
          place: SourcePlace(unit: origin.unitIndex, span: span),
          function: function,
          subject: subject,
          selection: selection
        )
        listing.isOrdered = isOrdered
        return listing
      case .symbol:
        guard let query = narrowed(SymbolID(value.a), in: next.unitIndex) else { return nil }
        selection = max(selection, query.selection)
        isOrdered = isOrdered || query.isOrdered
        origin = ValueRef(unit: next.unitIndex, id: query.first)
        next = followed(origin, .none)
      default: return nil
      }
    }
    return nil
  }
}

extension Evaluator {
  /// How the conditions of a call select: by marks, by other values that the code fixes, or by what a request brings.
  func selection(by step: Instruction, in unit: Int) -> OpenListing.Selection {
    let facts = units[unit].facts
    var result = OpenListing.Selection.most
    for argument in facts.valueList(ListID(step.b)) {
      let words = facts.values[argument.index]
      guard words.kind == .object, words.flags.contains(.keywords) else { return .asked }
      let entries = Array(facts.list(ListID(words.a)))
      for position in stride(from: 1, to: entries.count, by: 2) {
        switch facts.values[ValueID(entries[position]).index].kind {
        case .boolean, .null: break
        case .string, .number: result = max(result, .share)
        default: return .asked
        }
      }
    }
    return result
  }
}

extension Program {
  /// The methods that give the query of a view which a library lists by itself.
  package var listingQueries: [FunctionRef] {
    var seen: Set<ClassRef> = []
    return routes.compactMap(\.listing).filter { seen.insert($0).inserted }.sorted().compactMap {
      type in
      let facts = units[type.unitIndex].facts
      let getter = facts.members(of: type.id).last { member in
        member.function.isPresent && facts.names.isText("get_queryset", member.name)
      }
      return getter.map { FunctionRef(unit: type.unitIndex, id: $0.function) }
    }
  }

  /// The listings that nothing pages unless a request asks for it, each with the routes that give it.
  package var openListings: [(listing: OpenListing, routes: [Route])] {
    servedListings.filter { $0.listing.paging.isOpen }
  }

  /// All listings of routes that somebody may ask for, each with those routes.
  package var servedListings: [(listing: OpenListing, routes: [Route])] {
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
