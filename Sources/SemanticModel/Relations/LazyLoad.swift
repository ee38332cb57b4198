// Relations that are read row by row although the query could have read them at once.

package import Facts

/// A relation that is asked for once for each row of a query.
package struct LazyLoad: Sendable {
  /// The call that begins the query, or the read that gives the rows where no query is known.
  package let query: CallRef
  /// The query as a whole chain: the outermost call on the rows of `query` that stands in the same expression.
  package let chain: CallRef
  /// The relations from the row of the query to what is loaded, the loaded one last.
  package let path: [Step]
  /// The reads that load, in order of file and place: positions in `Program.calls`.
  package let reads: [Int]
  /// The loop over the rows; absent where a serializer walks them.
  package let loop: Place<Region>?
  /// The calls that lead from the loop to the first read.
  package let calls: [Int]
  /// Other queries whose rows come to the same loop.
  package internal(set) var others: [CallRef] = []
  /// The query reads many rows, not one.
  package let isOfMany: Bool
  /// The query itself is not known: its rows came through a relation of a row from elsewhere.
  package let isBehindRelation: Bool
  /// The loop ends at the first hit.
  package let isSearch: Bool
  /// The framework itself hands the rows to a serializer of a view, without a call that could be seen.
  package let isServed: Bool
  /// The fields of serializers that read it.
  package let fields: [ValueRef]
  package let bounds: LoadBounds

  /// One relation on the way.
  package struct Step: Sendable, Hashable {
    /// The class that has the member, and the member.
    package let owner: String
    package let name: String
    package let isMany: Bool
    /// Rows are asked for through a manager.
    package let isAsked: Bool
    /// One row that the library asks for once, however many rows refer to it.
    package let isHeldByKey: Bool

    package init(
      owner: String,
      name: String,
      isMany: Bool,
      isAsked: Bool,
      isHeldByKey: Bool = false
    ) {
      self.owner = owner
      self.name = name
      self.isMany = isMany
      self.isAsked = isAsked
      self.isHeldByKey = isHeldByKey
    }
  }
}

/// A read of a relation of a row whose query is known.
struct RelationRead {
  let call: Int
  let row: StoredRow
  let relation: Int32
  /// The field of a serializer that reads it.
  var field: ValueRef?
  var bounds = LoadBounds()
  /// What the call does where nothing could have read the rows before: it asks for the many rows of one.
  var walk: LibraryCall?
}

/// A relation, as seen from one query.
struct LoadKey: Hashable {
  let query: ValueRef
  let path: [Int32]
}

extension Evaluator {
  /// Finds the reads that load relations, and takes back those that find what they look for in memory.
  mutating func settleLoads(_ table: inout CallTable) -> [RelationRead] {
    // From here on nobody changes what calls perform.
    defer { table.noteActing() }
    guard !relations.isEmpty else { return [] }
    var reads: [RelationRead] = []
    for position in table.calls.indices
    where units[table.calls[position].place.unitIndex].facts.language == .python {
      reads += relationReads(position, &table)
      reads += serializedReads(position, table)
    }
    reads += viewReads(table)
    reads += answerReads(table)
    guard !reads.isEmpty else { return [] }
    let queries = Set(reads.map(\.row.query))
    var plans = eagerPlans(of: queries.union(queries.compactMap { heldQueries[$0] }), table)
    for query in queries {
      if let statement = heldQueries[query] { plans[query] = plans[statement] }
    }
    addNarrowing(to: &plans)
    var isLazy = Array(repeating: false, count: reads.count)
    for (number, read) in reads.enumerated() {
      isLazy[number] = plans[read.row.query].map { !isLoaded(read, by: $0) } ?? true
    }
    let lazy = Set(reads.indices.filter { isLazy[$0] }.map { reads[$0].call })
    for read in reads where !lazy.contains(read.call) && read.field == nil {
      table.calls[read.call].operations = .none
    }
    table.effects.removeAll { effect in
      table.calls[Int(effect.call)].operations.isEmpty
    }
    returnWalks(reads, isLazy, plans, &table)
    // What comes from a relation of an unknown row is told only where nothing better is known.
    let known = Set(reads.filter { !isBehindRelation($0) }.map(\.call))
    let told = reads.indices.filter { isLazy[$0] }.map { reads[$0] }.filter { read in
      !(plans[read.row.query]?.isShort ?? false) && !isOfOneRow(read, by: plans[read.row.query])
        && !(isBehindRelation(read) && known.contains(read.call))
        && !isInOtherArm(read, table)
    }
    var result: [RelationRead] = []
    for var read in told {
      if let plan = plans[read.row.query] { read.bounds = bounds(of: read, by: plan) }
      result.append(read)
    }
    return result
  }

  /// Gives calls that walk the related rows of one row their query back: it is no load that is repeated per row, and
  /// what bounds it is asked of queries.
  private mutating func returnWalks(
    _ reads: [RelationRead],
    _ isLazy: [Bool],
    _ plans: [ValueRef: EagerPlan],
    _ table: inout CallTable
  ) {
    var ofMany: Set<Int> = []
    for (number, read) in reads.enumerated()
    where !isLazy[number]
      || isOneOfMany(read.row) && !isOfOneRow(read, by: plans[read.row.query])
    {
      ofMany.insert(read.call)
    }
    for read in reads where !ofMany.contains(read.call) {
      if let walk = read.walk { settle(read.call, as: walk, &table) }
    }
  }

  private mutating func serializedReads(_ position: Int, _ table: CallTable) -> [RelationRead] {
    guard !serializers.rules.isEmpty else { return [] }
    let place = table.calls[position].place
    let call = units[place.unitIndex].facts.instructions[place.id.index]
    guard let found = serialization(by: call, in: place.unitIndex) else { return [] }
    let isAnnotated = serializers.rules[found.serializer]?.isAnnotated ?? false
    guard !(isAnnotated && serializers.refusesLateReads) else { return [] }
    return self.reads(of: found.serializer, rows: found.rows, at: position)
  }

  func isBehindRelation(_ read: RelationRead) -> Bool {
    relations.byDeclaration[read.row.query] != nil
  }

  /// The relations that a call loads: by reading them, or by walking what a manager gives for them.
  private mutating func relationReads(_ position: Int, _ table: inout CallTable) -> [RelationRead] {
    let call = table.calls[position]
    guard !call.operations.isEmpty else { return [] }
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    let member = units[unit].facts.values[Int(instruction.a)]
    guard member.kind == .member else { return [] }
    if instruction.operation == .read, isLoad(call) {
      return reads(
        of: units[unit].name(NameID(member.b)),
        of: ValueID(member.a),
        position,
        in: unit
      )
    }
    return managed(position, instruction, member, &table)
  }

  private func isLoad(_ call: ResolvedCall) -> Bool {
    for operation in call.operations
    where index.effects(of: operation).contains(EffectKinds([EffectKind.load])) {
      return true
    }
    return false
  }

  private mutating func reads(
    of name: Name,
    of base: ValueID,
    _ position: Int,
    in unit: Int
  ) -> [RelationRead] {
    var result: [RelationRead] = []
    for id in members(of: evaluate(base, in: unit)) {
      guard case .stored(let found) = entities[id], case let row = entities[found],
        let number = relation(name, of: row.model), relations[number].load != nil,
        !leadsBack(number, from: row)
      else { continue }
      result.append(RelationRead(call: position, row: row, relation: number))
    }
    return result
  }

  /// `for item in order.items.all()` and `order.items.count()` ask for what could have been read before.
  private mutating func managed(
    _ position: Int,
    _ call: Instruction,
    _ member: Value,
    _ table: inout CallTable
  ) -> [RelationRead] {
    let unit = table.calls[position].place.unitIndex
    let facts = units[unit].facts
    guard let operation = table.calls[position].operations.first,
      index.effects(of: operation).contains(Self.query)
    else { return [] }
    let method = facts.names.string(NameID(member.b))
    var base = facts.values[Int(member.a)]
    if base.kind == .symbol {
      let symbol = facts.symbols[Int(base.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return [] }
      base = facts.values[symbol.value.index]
    }
    var manager = ValueID(member.a)
    var isNamed = false
    if base.kind == .result {
      let all = facts.instructions[Int(base.a)]
      guard all.operation == .call || all.operation == .read,
        case let callee = facts.values[Int(all.a)], callee.kind == .member,
        facts.names.string(NameID(callee.b)) == "all",
        ["__iter__", "count", "exists"].contains(method)
      else { return [] }
      manager = ValueID(callee.a)
      isNamed = all.operation == .call && isOfNamedRow(manager, facts)
    } else if !["count", "exists"].contains(method) {
      return []
    }
    var result: [RelationRead] = []
    var load: LibraryCall?
    for id in members(of: evaluate(manager, in: unit)) {
      guard case .related(let found) = entities[id], case let target = entities[found] else {
        continue
      }
      guard let number = target.path.last ?? relations.byDeclaration[target.query],
        let member = relations[number].load
      else { continue }
      load = LibraryCall(
        member: member,
        isConstruction: false,
        origin: relations[number].declaration
      )
      guard !target.path.isEmpty else { continue }
      var row = target
      row.path.removeLast()
      var read = RelationRead(call: position, row: row, relation: number)
      if method == "__iter__", isNamed { read.walk = operation }
      result.append(read)
    }
    if let load { settle(position, as: load, &table) }
    return result
  }

  /// Whether it is told whose rows a manager has: a template's names and a method's own row are known elsewhere.
  private func isOfNamedRow(_ manager: ValueID, _ facts: FileFacts) -> Bool {
    let relation = facts.values[manager.index]
    guard relation.kind == .member else { return false }
    let row = facts.values[Int(relation.a)]
    guard row.kind == .symbol else { return row.kind == .member }
    return !facts.names.isText("self", facts.symbols[Int(row.a)].name)
  }

  /// Gives a call that asks a manager the load that it is.
  private mutating func settle(_ position: Int, as load: LibraryCall, _ table: inout CallTable) {
    table.calls[position].operations = .one(load)
    if let effect = table.effects.firstIndex(where: { $0.call == Int32(position) }) {
      table.effects[effect].kinds = index.effects(of: load)
    }
  }

  private static let query = EffectKinds([EffectKind.query])

  /// Whether what a read looks for came with the rows, or is found in memory.
  private mutating func isLoaded(_ read: RelationRead, by plan: EagerPlan) -> Bool {
    if plan.isOpen || read.row.path.isEmpty && plan.parent == read.relation { return true }
    let path = (read.row.path + [read.relation]).map { relations[$0].name }
    if plan.paths.contains(path) { return true }
    // All rows that are asked for by one key refer to the same row, which is read once.
    let relation = relations[read.relation]
    guard read.row.path.isEmpty, !relation.isMany else { return false }
    // `session.query(Order, Customer).join(Customer)` has read the customer of each order already.
    if let target = relation.target, modelsAsked(by: read.row.query).contains(target) {
      return true
    }
    // `StaffId` is the key of `staff` as `staff_id` is.
    let name = UniqueKeys.folded(names.string(relation.name))
    return plan.fixedColumns.contains { column in
      let folded = UniqueKeys.folded(column)
      return folded == name || folded == name + "id"
    }
  }
}
