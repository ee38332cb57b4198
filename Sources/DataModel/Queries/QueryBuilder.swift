// Puts one query together from its call and the links of its chain.

import Facts
import Queries
import SemanticModel

/// Collects what one statement says, wherever it says it.
struct QueryBuilder {
  private let values: SourceValues
  private let position: Int
  private let form: StatementForm
  private let links: [Int]
  /// The links that stand on some paths only, where the whole way of the query is known.
  private let optional: Set<Int>?
  /// The statement begins under a name, in front of all that is added to it.
  private let isNamed: Bool
  private var filters: FilterReading
  private var orders: OrderReading
  private var shapes = Shapes.everything
  private var query: Query
  /// Stages that look into other collections.
  private var others: [Query] = []
  /// `where("owner")`, whose comparison the next link says.
  private var pending: [String]?
  private var tables = StatementTables()

  init(
    _ values: SourceValues,
    _ position: Int,
    _ form: StatementForm,
    _ links: [Int],
    optional: Set<Int>? = nil,
    isNamed: Bool = false
  ) {
    self.values = values
    self.optional = optional
    self.isNamed = isNamed
    self.position = position
    self.form = form
    self.links = links
    filters = FilterReading(values)
    orders = OrderReading(values)
    query = Query(call: position, action: form.action, model: "", isSingle: form.isSingle)
    for call in [position] + links { tables.name(values.at(call), values) }
    readCall()
    readEnd()
    for link in links { readLink(link) }
    query.shapes = shapes.list
  }

  /// The queries of the statement on a model.
  func queries(on model: String, among models: [String]) -> [Query] {
    var own = query
    if models.count > 1 {
      own.lookups = own.lookups.filter { $0.models?.contains(model) ?? true }
    }
    guard !form.isByKey else { return [keyed(own, model)] }
    own.model = model
    return tables.parted(own, isPython: isPython) + others
  }

  private var isPython: Bool { values.facts(values.at(position).unitIndex).language == .python }

  /// A look-up by the primary key: only what it brings along matters.
  private func keyed(_ query: Query, _ model: String) -> Query {
    var own = query
    own.model = model
    own.isSingle = true
    own.orders = []
    if own.shapes.allSatisfy(\.predicates.isEmpty) {
      own.shapes = [QueryShape([Predicate(["id"], .equal)])]
    }
    return own
  }

  // MARK: The call

  private mutating func readCall() {
    let arguments = values.arguments(of: values.at(position))
    if let filter = value(form.filter, arguments) {
      if case .stages = form.filter { stages(filter) } else { shapes = filters.filter(filter) }
    } else if case .option(let name, let argument) = form.filter, argument < arguments.count,
      !isKnown(arguments[argument], name)
    {
      shapes = .unknown
    }
    if let order = value(form.order, arguments) { query.orders = orders.orders(order) }
    query.isLimited = form.limits.contains { value($0, arguments) != nil }
    query.skips = form.offsets.contains { value($0, arguments) != nil }
    let reading = LookupReading(values)
    for place in form.includes {
      guard let include = value(place, arguments) else { continue }
      if case .option("select", _) = place {
        query.lookups += reading.lookups(include, selects: true)
      } else {
        query.lookups += reading.lookups(include)
      }
    }
  }

  /// What the call at the end of a chain says by itself: `first()` and a slice limit the rows.
  private mutating func readEnd() {
    let call = values.at(position)
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
    guard form.chain == .ends || form.chain == .handed, let method = values.name(callee) else {
      return
    }
    let plain = method.hasPrefix("a") ? String(method.dropFirst()) : method
    guard Self.limiting.contains(method) || Self.limiting.contains(plain) else { return }
    // How deep clients go into pages of a list is theirs to choose.
    let isPage = method == "page" || method == "get_page"
    limit(by: isPage ? "first" : method, values.arguments(of: call))
  }

  private static let limiting: Set<String> = [
    "first", "last", "latest", "earliest", "first_or_404", "__getitem__", "paginate", "page",
    "get_page",
  ]

  private mutating func limit(by method: String, _ arguments: [ValueRef]) {
    query.isLimited = true
    switch method {
    case "paginate", "forPage", "page": query.skips = true
    case "__getitem__":
      // A slice with a beginning: `orders[start:end]`.
      guard arguments.count > 1, let start = arguments.first else { return }
      query.skips = query.skips || values.value(start).kind != .null
    default: return
    }
  }

  /// Whether an object without an option is known to have none.
  private func isKnown(_ ref: ValueRef, _ name: String) -> Bool {
    let target = filters.resolved(ref)
    guard values.value(target).kind == .object else {
      return values.value(target).kind == .parameter
        && values.handed(to: values.value(target), in: target.unitIndex)?.isEmpty == false
    }
    return !values.entries(target).contains { $0.key == nil }
  }

  private func value(_ place: StatementForm.Place, _ arguments: [ValueRef]) -> ValueRef? {
    switch place {
    case .none, .text: return nil
    case .argument(let position), .stages(let position):
      if position == -1 { return arguments.last }
      return position < arguments.count ? arguments[position] : nil
    case .option(let name, let position):
      guard position < arguments.count else { return nil }
      let found = values.properties(name, of: arguments[position])
      return found.last
    }
  }

  // MARK: Links

  private mutating func readLink(_ link: Int) {
    let call = values.at(link)
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
    guard let method = values.name(callee) else { return }
    let arguments = values.arguments(of: call)
    let isConditional = optional?.contains(link) ?? isConditional(call)
    switch method {
    case "where", "andWhere", "filter", "filter_by", "match", "and", "whereRaw", "andWhereRaw",
      "find", "findOne", "get", "whereIn", "andWhereIn", "whereNull", "whereNotNull", "whereNot",
      "whereNotIn", "whereLike", "whereILike", "whereBetween", "whereExists", "whereRef", "exclude",
      "findOneAndUpdate", "countDocuments", "or", "setQuery", "merge", "whereInIds", "select_by":
      let added = conditions(method, arguments)
      shapes = shapes.and(isConditional ? added.optional : added)
    case "orWhere", "orWhereIn", "orWhereRaw", "orWhereLike", "orWhereILike":
      shapes = shapes.or(conditions(String(method.dropFirst(2)).lowercasedFirst, arguments))
    case "equals", "in", "gt", "gte", "lt", "lte", "regex", "ne", "nin", "exists":
      guard let path = pending else { return }
      pending = nil
      let comparison = FilterFunctions.operators[method] ?? (method == "equals" ? .equal : .pattern)
      shapes = shapes.and(.one(Predicate(path, comparison, isOptional: isConditional)))
    case "sort", "orderBy", "addOrderBy", "order_by", "orderByRaw", "order", "latest", "earliest":
      readOrder(arguments, method, isConditional)
    case "limit", "take", "first", "top", "slice", "__getitem__", "forPage", "page", "fetch",
      "executeTakeFirst", "executeTakeFirstOrThrow", "getOne", "one_or_none", "scalar", "one",
      "paginate":
      limit(by: method, arguments)
      if method.hasPrefix("executeTakeFirst") || method == "first" { query.isSingle = true }
    case "skip", "offset": query.skips = true
    case "populate", "prefetch_related", "withGraphFetched", "withGraphJoined":
      let reading = LookupReading(values)
      for argument in arguments.prefix(method == "populate" ? 1 : 16) {
        query.lookups += reading.lookups(argument)
      }
    case "options": arguments.forEach { loads($0) }
    case "leftJoinAndSelect", "innerJoinAndSelect", "leftJoin", "innerJoin", "join",
      "leftOuterJoin", "rightJoin", "leftJoinAndMapOne", "leftJoinAndMapMany":
      let relation = tables.join(arguments, values)
      if let relation, let first = arguments.first {
        query.lookups.append(QueryLookup(relation, place: values.place(first)))
      }
    case "select", "query", "with_entities", "with_only_columns": readColumns(arguments)
    case "lookup": arguments.first.map { lookUp($0) }
    default: readVerb(method)
    }
  }

  /// A link that says what the statement does.
  private mutating func readVerb(_ method: String) {
    switch method {
    case "count", "getCount", "countDistinct", "estimatedDocumentCount": query.action = .count
    case "group", "groupBy", "group_by": query.action = .aggregate
    case "update", "updateTable", "increment", "decrement": query.action = .update
    case "delete", "del", "deleteFrom": query.action = .delete
    case "insert", "insertInto": query.action = .insert
    default: return
    }
  }

  /// `select(func.count())` counts, `func.max(…)` gives one row.
  private mutating func readColumns(_ arguments: [ValueRef]) {
    for argument in arguments {
      switch values.calleeName(argument) {
      case "count": query.action = .count
      case "sum", "max", "min", "avg": query.action = .aggregate
      default: continue
      }
    }
  }

  private mutating func conditions(_ method: String, _ arguments: [ValueRef]) -> Shapes {
    guard let first = arguments.first else { return .everything }
    let unit = first.unitIndex
    let facts = values.facts(unit)
    if facts.language == .python {
      if method == "exclude" { return .one(Predicate([], .notEqual)) }
      return filters.all(of: filters.parts(arguments))
    }
    if method == "or" { return filters.alternatives(values.elements(filters.resolved(first))) }
    let firstKind = values.value(first).kind
    guard firstKind == .string else {
      return method.hasSuffix("Raw") ? ConditionText(first, values).shapes : filters.filter(first)
    }
    let text = values.text(first) ?? ""
    if method.hasSuffix("Raw") || text.contains(where: { $0 == " " || $0 == "=" }) {
      return ConditionText(first, values, named: patterns(arguments.dropFirst().first)).shapes
    }
    let path = text.split(separator: ".").map(String.init)
    return column(path, method, Array(arguments.dropFirst()), first)
  }

  /// How LIKE compares each named parameter of a condition: `{ text: `%${text}%` }`.
  private func patterns(_ parameters: ValueRef?) -> [String: Predicate.Comparison] {
    guard let parameters else { return [:] }
    var result: [String: Predicate.Comparison] = [:]
    for (key, value) in values.entries(filters.resolved(parameters)) {
      // What stands for a pattern may begin with anything.
      guard let key, [.string, .template].contains(values.value(filters.resolved(value)).kind)
      else { continue }
      result[key] = filters.likeness(value)
    }
    return result
  }

  /// `where("status", "=", x)`, `whereIn("id", ids)`, `where("owner").equals(id)`.
  private mutating func column(
    _ path: [String],
    _ method: String,
    _ rest: [ValueRef],
    _ place: ValueRef
  ) -> Shapes {
    func one(_ comparison: Predicate.Comparison) -> Shapes {
      filters.one(path, comparison, rest.last ?? place)
    }
    switch method {
    case "whereIn", "andWhereIn": return one(.oneOf)
    case "whereNull": return one(.null)
    case "whereNot", "whereNotIn", "whereNotNull": return one(.notEqual)
    case "whereBetween": return one(.range)
    case "whereLike": return one(rest.first.map { filters.likeness($0) } ?? .contains)
    case "whereILike": return one(.contains)
    default: break
    }
    guard let last = rest.last else {
      pending = path
      return .everything
    }
    guard rest.count > 1 else { return filters.condition(path, last) }
    return filters.compared(path, by: values.text(rest[0]) ?? "", last) ?? one(.unknown)
  }

  private mutating func readOrder(_ arguments: [ValueRef], _ method: String, _ isConditional: Bool)
  {
    guard let first = arguments.first else { return }
    var found = orders.orders(first)
    if arguments.count > 1, values.facts(first.unitIndex).language == .javaScript,
      found.count == 1, found[0].keys.count == 1
    {
      found[0].keys[0].isDescending = orders.isDescending(arguments[1])
    } else {
      for argument in arguments.dropFirst() {
        let more = orders.orders(argument)
        if let key = more.first?.keys.first, let last = found.indices.last {
          found[last].keys.append(key)
        }
      }
    }
    if method == "addOrderBy", let last = query.orders.indices.last,
      let key = found.first?.keys.first
    {
      query.orders[last].keys.append(key)
    } else {
      query.orders += found
    }
  }

  /// `options(joinedload(Order.items).selectinload(Item.parts))`.
  private mutating func loads(_ argument: ValueRef) {
    var path: [String] = []
    var next: ValueRef? = filters.resolved(argument)
    while let call = next.flatMap({ values.call(of: $0) }), path.count < 8 {
      let loader = next.flatMap { values.calleeName($0) } ?? ""
      next = values.receiver(of: call)
      guard !Self.unloading.contains(loader) else { continue }
      guard let first = values.arguments(of: call).first, let name = values.name(first) else {
        return
      }
      path.insert(name, at: 0)
    }
    guard !path.isEmpty else { return }
    query.lookups.append(QueryLookup(path, place: values.place(argument)))
  }

  /// Options of SQLAlchemy that bring no related rows along.
  private static let unloading: Set<String> = [
    "lazyload", "raiseload", "noload", "defer", "undefer", "load_only", "selectin_polymorphic",
  ]

  // MARK: Stages

  private mutating func stages(_ ref: ValueRef) {
    let list = values.program.stages(ref)
    if !list.isComplete { shapes = .unknown }
    var isGrouped = false
    for stage in list.stages {
      switch stage.name {
      case "$match" where !isGrouped && !stage.isOptional:
        shapes = shapes.and(filters.filter(stage.value))
      case "$match" where !isGrouped:
        shapes = shapes.and(filters.filter(stage.value).optional)
      case "$sort" where !isGrouped: query.orders += orders.orders(stage.value)
      case "$limit" where !isGrouped: query.isLimited = true
      case "$skip" where !isGrouped: query.skips = true
      case "$group", "$bucket", "$sortByCount", "$count", "$unwind", "$facet": isGrouped = true
      case "$geoNear": shapes = shapes.and(.one(Predicate([], .spatial)))
      case "$lookup": lookUp(stage.value)
      default: continue
      }
    }
  }

  /// A link that looks into another collection: `lookup({ from: "items", … })`.
  private mutating func lookUp(_ ref: ValueRef) {
    if let query = StageLookUp(ref, values).query(by: position) { others.append(query) }
  }

  // MARK: Regions

  /// Whether a link of the chain stands under a condition that its beginning is not under.
  private func isConditional(_ call: CallRef) -> Bool {
    // A model's own query is no call: what is sent at last stands beside its beginning.
    let first = isNamed ? position : links.first.map { min($0, position) } ?? position
    let start = values.at(first)
    guard start.unitIndex == call.unitIndex else { return false }
    let regions = values.facts(call.unitIndex).regions
    var own: Set<RegionID> = []
    var next = values.instruction(start).region
    while next.isPresent, own.insert(next).inserted { next = regions[next.index].parent }
    next = values.instruction(call).region
    while next.isPresent, !own.contains(next) {
      let kind = regions[next.index].kind
      if kind == .then || kind == .otherwise || kind == .case { return true }
      next = regions[next.index].parent
    }
    return false
  }
}

extension String {
  /// `Where` as `where`.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
