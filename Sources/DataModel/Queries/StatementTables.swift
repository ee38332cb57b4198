// Which table a name of a statement means: `o.status` of `orders as o`, `User.email` of a joined model.

import Facts
import Queries
import SemanticModel

/// The tables of one statement, by the names that it gives them.
struct StatementTables {
  /// By alias: the relations from the statement's own table; none for the table itself.
  private var relations: [String: [String]] = [:]
  /// By alias: another table that is joined.
  private var joined: [String: String] = [:]
  /// The columns by which rows of other tables are joined, in the order of the joins.
  private var links: [(table: String, predicate: Predicate)] = []
  /// The relations that SQLAlchemy is told to join: `join(Product.categories)`.
  private var followed: [QueryLookup] = []

  /// Reads the name that a call gives the statement's own table: `knex("orders as o")`, `createQueryBuilder("o")`.
  mutating func name(_ call: CallRef, _ values: SourceValues) {
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
    let method = values.name(callee) ?? ""
    let arguments = values.arguments(of: call)
    switch method {
    case "createQueryBuilder":
      if let alias = arguments.last.flatMap(values.text) { relations[alias] = [] }
    case "from" where arguments.count == 2, "update" where arguments.count == 2:
      if let alias = values.text(arguments[1]) { relations[alias] = [] }
    default:
      let isSource =
        values.value(callee).kind != .member
        || ["from", "table", "selectFrom", "updateTable", "deleteFrom"].contains(method)
        || values.program.position(of: call).map(values.callsValue) ?? false
      guard isSource, let text = arguments.first.flatMap(values.text) else { return }
      let (_, alias) = Self.named(text)
      relations[alias] = []
    }
  }

  /// Reads a join; gives the relations that lead to its rows where it names them: `leftJoin("o.items", "i")`.
  mutating func join(_ arguments: [ValueRef], _ values: SourceValues) -> [String]? {
    guard let first = arguments.first else { return nil }
    let second = arguments.count > 1 ? values.text(arguments[1]) : nil
    guard let text = values.text(first) else {
      // A table or an entity: `leftJoin(items, eq(items.orderId, orders.id))`, `leftJoin(Item, "i", …)`
      guard let name = values.name(first) else { return nil }
      guard values.facts(first.unitIndex).language == .javaScript else {
        if values.value(first).kind == .member, !followed.contains(where: { $0.path == [name] }) {
          followed.append(QueryLookup([name], place: values.place(first)))
        }
        return nil
      }
      joined[second ?? name] = name
      return nil
    }
    let steps = text.split(separator: ".").map(String.init)
    if steps.count == 2, second?.utf8.contains(UInt8(ascii: ".")) != true {
      let path = (relations[steps[0]] ?? []) + [steps[1]]
      if let second { relations[second] = path }
      return path
    }
    let (table, alias) = Self.named(text)
    joined[alias] = table
    for side in arguments.dropFirst() {
      let path = (values.text(side) ?? "").split(separator: ".").map(String.init)
      guard path.count == 2, path[0] == alias else { continue }
      links.append((table, Predicate([path[1]], .equal, place: values.place(side))))
    }
    return nil
  }

  /// The table and its alias: `orders as o`.
  private static func named(_ text: String) -> (table: String, alias: String) {
    let words = text.split(separator: " ").map(String.init)
    return (words.first ?? text, words.last ?? text)
  }

  // MARK: Columns

  private enum Owner {
    case own([String])
    case other(String, [String])
  }

  private func owner(of path: [String], _ model: String, _ isPython: Bool) -> Owner {
    guard path.count > 1, let first = path.first else { return .own(path) }
    let rest = Array(path.dropFirst())
    if first == model { return .own(rest) }
    if let relation = relations[first] { return .own(relation + rest) }
    if let table = joined[first] { return .other(table, rest) }
    // A column of a table that is no class: `memberships.c.team_id`.
    if isPython, path.count == 3, path[1] == "c" {
      return .other(first.hasSuffix("_table") ? String(first.dropLast(6)) : first, [path[2]])
    }
    let isClass = first.utf8.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
    return isPython && isClass ? .other(first, rest) : .own(path)
  }

  /// The query on its own table, and those on the tables that it joins.
  func parted(_ query: Query, isPython: Bool) -> [Query] {
    var own = query
    var others: [(table: String, shape: QueryShape)] = []
    own.shapes = query.shapes.map { shape in
      var result = shape
      result.predicates = []
      var foreign: [String: [Predicate]] = [:]
      for predicate in shape.predicates {
        var predicate = predicate
        switch owner(of: predicate.path, query.model, isPython) {
        case .own(let path):
          predicate.path = path
          result.predicates.append(predicate)
        case .other(let table, let path):
          predicate.path = path
          foreign[table, default: []].append(predicate)
          // The rows may be found through those of the other table.
          if predicate.isEquality, !predicate.isOptional { result.isComplete = false }
        }
      }
      let isSelective = result.predicates.contains { $0.isEquality && !$0.isOptional }
      for (table, predicates) in foreign.sorted(by: { $0.key < $1.key }) {
        let linked = links.filter { $0.table == table }.map(\.predicate)
        // Rows that are found by the statement's own table are joined by their keys.
        guard !linked.isEmpty || !isSelective else { continue }
        if let found = searched(by: predicates, of: table) { own.lookups.append(found) }
        others.append((table, QueryShape(linked + predicates, isComplete: shape.isComplete)))
      }
      return result
    }
    own.orders = query.orders.map { order in
      var result = order
      result.keys = order.keys.prefix { key in
        if case .own = owner(of: key.path, query.model, isPython) { true } else { false }
      }
      .map { key in
        guard case .own(let path) = owner(of: key.path, query.model, isPython) else { return key }
        return SortKey(path, isDescending: key.isDescending)
      }
      return result
    }
    .filter { !$0.keys.isEmpty || $0.isOpen }
    return [own] + joinedQueries(others, of: query)
  }

  /// The relation through which the rows of a class are joined, where one value of its columns is asked for.
  private func searched(by predicates: [Predicate], of name: String) -> QueryLookup? {
    let folded = TableName.folded(name)
    let fitting = followed.filter { $0.path.last.map(TableName.folded) == folded }
    guard
      let equality = predicates.first(where: { $0.isEquality && !$0.isOptional })
        ?? predicates.first(where: \.isEquality),
      var found = fitting.count == 1 ? fitting[0] : followed.count == 1 ? followed[0] : nil
    else { return nil }
    found.isSearched = true
    found.isOptional = equality.isOptional
    return found
  }

  /// One query for each joined table, with the columns by which its rows are found.
  private func joinedQueries(_ found: [(table: String, shape: QueryShape)], of query: Query)
    -> [Query]
  {
    var order: [String] = []
    var shapes: [String: [QueryShape]] = [:]
    for (table, shape) in found {
      if shapes[table] == nil { order.append(table) }
      if shapes[table]?.contains(shape) != true { shapes[table, default: []].append(shape) }
    }
    for (table, predicate) in links where shapes[table] == nil {
      order.append(table)
      shapes[table] = [QueryShape([predicate])]
    }
    return order.map { table in
      Query(call: query.call, action: .read, model: table, shapes: shapes[table] ?? [])
    }
  }
}
