// Brings the names that a query uses to the columns of tables.

/// Says what queries ask of the indexes of a schema.
package struct DemandReading: Sendable {
  package let schema: Schema
  /// By table: the references to it.
  private let children: [String: [Child]]

  /// A table that refers to another, with its names as they are compared.
  private struct Child {
    let table: Table
    let key: ForeignKey
    let names: [String]
  }

  package init(_ schema: Schema) {
    self.schema = schema
    var children: [String: [Child]] = [:]
    for table in schema.tables {
      let names = ([table.name] + table.models).map(TableName.folded)
      for key in table.foreignKeys {
        guard let parent = schema.table(meaning: key.table) else { continue }
        children[parent.name, default: []].append(Child(table: table, key: key, names: names))
      }
    }
    self.children = children
  }

  /// What a query asks of its own table, one demand for each alternative, and of those that it looks into.
  package func demands(of query: Query) -> [IndexDemand] {
    guard let table = schema.table(meaning: query.model) else { return [] }
    // The reference that is compared is not named; mappers that know such questions index it.
    guard !query.isOfOwner else { return query.lookups.flatMap { demands($0, on: table) } }
    var result: [IndexDemand] = []
    var paths = Paths(table: table)
    // One row is looked for by what selects it, and who wants all rows sorts them once.
    let isPage = query.action == .read && query.isLimited && !query.isSingle
    let usual = isPage ? table.ordering : []
    let orders: [QueryOrder?] = query.orders.isEmpty ? [nil] : query.orders
    let selections = query.shapes.map { ($0, selection($0, &paths)) }
    // One arm of an OR that other tables decide makes the database read all rows: no index serves the other arms.
    let isOpenEnded = selections.contains { $0.isArm && !$1.isDirect }
    for (shape, selection) in selections {
      if isOpenEnded, shape.isArm {
        result += ([selection.own] + selection.related).compactMap(\.searchedThrough)
        continue
      }
      for order in orders {
        var own = selection.own
        own.sort = sort(order?.keys ?? usual, &paths)
        own.place = order?.keys.isEmpty == false ? order?.place : nil
        result.append(own)
        result += selection.related
      }
    }
    for lookup in query.lookups { result += demands(lookup, on: table) }
    return result
  }

  /// What a shape asks of its own table in no order, and of the tables that it looks into.
  private func selection(_ shape: QueryShape, _ paths: inout Paths)
    -> (own: IndexDemand, related: [IndexDemand], isDirect: Bool)
  {
    var own = IndexDemand(table: paths.table)
    own.isComplete = shape.isComplete
    var isDirect = false
    var isNarrowed = false
    var parents: Set<String> = []
    var others: [String: IndexDemand] = [:]
    for predicate in shape.predicates where !predicate.path.isEmpty {
      let (meaning, column) = meaning(of: predicate.path, &paths)
      switch meaning {
      case .column(let name):
        isDirect = true
        own.add(name, predicate)
        isNarrowed = isNarrowed || Self.narrows(name, predicate, paths.table)
      case .parent(let key, let parent, _):
        // The rows are found through the other table's: it is searched first, then the reference.
        var other = others.removeValue(forKey: predicate.path[0]) ?? IndexDemand(table: parent)
        if let column {
          other.add(column, predicate)
        } else if predicate.path.count > 2, predicate.isEquality,
          let further = reference(predicate.path[1], on: parent)?.0.columns.first
        {
          // What a row further away decides, narrows the rows on the way to it.
          other.joined(by: further, predicate)
        }
        others[predicate.path[0]] = other
        parents.insert(predicate.path[0])
        if let reference = key.columns.first { own.joined(by: reference, predicate) }
      case .child(let key, let child, _):
        var other = others.removeValue(forKey: predicate.path[0]) ?? IndexDemand(table: child)
        if other.relation == nil {
          other.relation = predicate.path.first
          other.equality += key.columns.map { DemandedColumn($0) }
        }
        if let column { other.add(column, predicate) }
        others[predicate.path[0]] = other
      case .unknown: own.isComplete = own.isComplete && predicate.isOptional
      }
    }
    // What a key of its own finds refers to one row, which is found by its key as well.
    if own.findsOneRow { for name in parents { others[name] = nil } }
    let related = others.sorted { $0.key < $1.key }.map(\.value).compactMap { other in
      guard other.equality.isEmpty else { return other }
      // The own rows that something selects are looked up one by one, whatever is searched in the other table.
      return isNarrowed || !shape.isComplete ? nil : other.searchedThrough
    }
    return (own, related, isDirect || !shape.isComplete)
  }

  /// Whether a condition leaves few of a table's rows on all paths.
  private static func narrows(_ column: String, _ predicate: Predicate, _ table: Table) -> Bool {
    guard !predicate.isOptional, predicate.isEquality, predicate.comparison != .null else {
      return false
    }
    return table.selectivity(of: column) <= (predicate.isConstant ? .tenant : .value)
  }

  private func sort(_ wanted: [SortKey], _ paths: inout Paths) -> [IndexKey] {
    var keys: [IndexKey] = []
    for key in wanted {
      guard case .column(let name) = meaning(of: key.path, &paths).meaning else { break }
      keys.append(IndexKey(column: name, isDescending: key.isDescending))
    }
    return keys
  }

  private func demands(_ lookup: QueryLookup, on table: Table) -> [IndexDemand] {
    var current = table
    var result: [IndexDemand] = []
    for step in lookup.path {
      if let (bridge, own, other) = bridge(step, of: current) {
        var demand = IndexDemand(table: bridge)
        let column = lookup.isSearched ? other : own
        demand.equality = [DemandedColumn(column, isOptional: lookup.isOptional)]
        demand.relation = step
        demand.place = lookup.place
        result.append(demand)
        guard let target = schema.table(meaning: target(of: other, in: bridge)) else { break }
        current = target
        continue
      }
      guard !lookup.isSearched else { break }
      if let (_, parent) = reference(step, on: current) {
        current = parent
      } else if let (key, child) = child(step, of: current), !key.columns.isEmpty {
        var demand = IndexDemand(table: child)
        demand.equality = key.columns.map { DemandedColumn($0) }
        demand.relation = step
        demand.place = lookup.place
        result.append(demand)
        current = child
      } else {
        break
      }
    }
    return result
  }

  // MARK: Names

  /// What a name of a query stands for.
  package enum Meaning {
    case column(String)
    /// The one row that the table's row refers to.
    case parent(ForeignKey, Table, rest: [String])
    /// The rows that refer to the table's row.
    case child(ForeignKey, Table, rest: [String])
    case unknown
  }

  /// What the paths of one query mean on its table: its alternatives are the same paths again and again.
  private struct Paths {
    let table: Table
    var known: [[String]: (meaning: Meaning, column: String?)] = [:]
  }

  /// What a path means; through a relation, with the column of the other table.
  private func meaning(
    of path: [String],
    _ paths: inout Paths
  ) -> (meaning: Meaning, column: String?) {
    if let known = paths.known[path] { return known }
    let found = meaning(of: path, on: paths.table)
    let column: String? =
      switch found {
      case .column(let name): name
      case .parent(_, let other, let rest), .child(_, let other, let rest): column(rest, of: other)
      case .unknown: nil
      }
    paths.known[path] = (found, column)
    return (found, column)
  }

  private func column(_ path: [String], of table: Table) -> String? {
    if case .column(let name) = meaning(of: path, on: table) { return name }
    return nil
  }

  /// What a name of a query on a table stands for.
  package func meaning(of path: [String], on table: Table, isAliased: Bool = false) -> Meaning {
    guard let first = path.first else { return .unknown }
    if let name = table.columnName(of: path.joined(separator: ".")) { return .column(name) }
    // A document inside of the document.
    let prefix = path.joined(separator: ".") + "."
    if table.dialect == .mongo, table.columns.contains(where: { $0.name.hasPrefix(prefix) }) {
      return .column(path.joined(separator: "."))
    }
    let rest = Array(path.dropFirst())
    if path.count > 1, let (key, parent) = reference(first, on: table) {
      let isKey =
        rest.count == 1
        && (parent.primaryKey == rest || key.referencedColumns == rest || Self.isKey(rest[0]))
      if isKey, let column = key.columns.first { return .column(column) }
      return .parent(key, parent, rest: rest)
    }
    if path.count > 1, let (key, child) = child(first, of: table) {
      return .child(key, child, rest: rest)
    }
    if path.count == 1, Self.isKey(first) {
      // A key of several columns is asked for as a whole, which its first one stands for.
      return .column(table.primaryKey.first ?? first)
    }
    // The alias of a builder: `o.status`.
    if path.count == 2, !isAliased { return meaning(of: rest, on: table, isAliased: true) }
    return .unknown
  }

  static func isKey(_ name: String) -> Bool { name == "id" || name == "_id" || name == "pk" }

  /// The reference to one row that a name means.
  private func reference(_ name: String, on table: Table) -> (ForeignKey, Table)? {
    let key = table.foreignKeys.first { key in
      key.property == name
        || key.columns.count == 1
          && (key.columns[0] == name || key.columns[0] == name + "Id"
            || key.columns[0] == name + "_id")
    }
    guard let key, let parent = schema.table(meaning: key.table) else { return nil }
    return (key, parent)
  }

  /// The table that a relation of many to many goes through, with its columns to the own side and to the other.
  private func bridge(_ name: String, of table: Table)
    -> (table: Table, own: String, other: String)?
  {
    guard let relation = table.bridges.first(where: { $0.property == name }),
      let between = schema.table(meaning: relation.table)
    else { return nil }
    let keys = between.foreignKeys.filter { $0.columns.count == 1 }
    let own = keys.filter { schema.table(meaning: $0.table)?.name == table.name }
    let others = keys.filter { schema.table(meaning: $0.table)?.name != table.name }
    // A table that relates rows of its own kind does not say which column is which.
    guard own.count == 1, others.count == 1 else { return nil }
    return (between, own[0].columns[0], others[0].columns[0])
  }

  private func target(of column: String, in table: Table) -> String {
    table.foreignKeys.first { $0.columns == [column] }?.table ?? ""
  }

  /// The rows that refer to a row, by the name that they go under: `items` of an order.
  private func child(_ name: String, of table: Table) -> (ForeignKey, Table)? {
    let candidates = children[table.name] ?? []
    let declared = candidates.filter { $0.key.inverse == name }
    if declared.count == 1 { return (declared[0].key, declared[0].table) }
    let folded = TableName.folded(name)
    let exact = candidates.filter { $0.names.contains(folded) }
    if exact.count == 1 { return (exact[0].key, exact[0].table) }
    let close = candidates.filter { $0.names.contains { $0.hasSuffix(folded) } }
    return exact.isEmpty && close.count == 1 ? (close[0].key, close[0].table) : nil
  }
}

extension IndexDemand {
  fileprivate mutating func add(_ column: String, _ predicate: Predicate) {
    let demanded = DemandedColumn(
      column,
      isOptional: predicate.isOptional,
      isConstant: predicate.isConstant
    )
    switch predicate.comparison {
    case .equal, .oneOf, .element: equality.append(demanded)
    case .null:
      equality.append(
        DemandedColumn(column, isOptional: predicate.isOptional, isConstant: true, isNull: true)
      )
    case .range, .prefix: ranges.append(demanded)
    case .notEqual: return
    case .contains, .folded, .converted, .pattern, .json, .fullText, .spatial, .unknown:
      obstacles.append(
        Obstacle(
          column: column,
          comparison: predicate.comparison,
          isOptional: predicate.isOptional,
          isConstant: predicate.isConstant,
          place: predicate.place
        )
      )
    }
  }

  /// What it searches by conditions that no ordered index serves: that much stands whatever else decides.
  ///
  /// Not all that decides is known of such a search, so that it is never told as sure.
  fileprivate var searchedThrough: IndexDemand? {
    guard !obstacles.isEmpty, relation == nil else { return nil }
    var demand = IndexDemand(table: table)
    demand.obstacles = obstacles
    demand.isComplete = false
    return demand
  }

  /// The column is compared with those of rows of another table that were found first.
  fileprivate mutating func joined(by column: String, _ predicate: Predicate) {
    equality.append(DemandedColumn(column, isOptional: predicate.isOptional))
  }
}
