// The story of reading queries: every call that asks the database, put into data.

import Facts
import Queries
import SemanticModel

/// Reads all query call sites of a program.
struct QueryReading {
  let values: SourceValues
  let models: ModelNames
  let repositories: RepositoryModels
  /// By the call where a chain begins: the calls that belong to it.
  let chains: [CallRef: [Int]]
  /// By position in `calls`: the statement's links as the evaluator found them.
  private let known: [Int: [Int]]
  /// By position in `calls`: the links of a query that functions of the project handed on.
  private let ways: [Int: QueryWay]
  private let relations: RelationOwners

  init(of program: Program) {
    values = SourceValues(of: program)
    models = ModelNames(values)
    relations = RelationOwners(values)
    repositories = RepositoryModels(values)
    var known: [Int: [Int]] = [:]
    for fact in program.reads { known[fact.call] = Array(fact.chained) }
    self.known = known
    ways = program.handedOnQueries
    var chains: [CallRef: [Int]] = [:]
    for position in program.callsOfLibraries {
      for operation in program.operations(ofCall: position) {
        guard let origin = operation.origin, let start = values.call(of: origin) else { continue }
        if chains[start]?.last != position { chains[start, default: []].append(position) }
      }
    }
    self.chains = chains
  }

  /// Every query, in the order of the calls.
  func queries() -> [Query] {
    var result: [Query] = []
    var started: Set<Int> = []
    for position in values.program.callsOfLibraries
    where values.program.units[values.at(position).unitIndex].isRunning {
      let looked = relations.lookup(readAt: position)
      if !looked.isEmpty, started.insert(position).inserted { result += looked }
      for operation in values.program.operations(ofCall: position)
      where !operation.isConstruction {
        guard let form = form(operation, position), started.insert(position).inserted else {
          continue
        }
        result += read(position, form)
      }
    }
    return result + lazyLookups(besides: started) + listedQueries(besides: started)
      + cascadeLookups()
  }

  private func form(_ operation: LibraryCall, _ position: Int) -> StatementForm? {
    let program = values.program
    guard program.libraries.asksDatabase(operation.member) else { return nil }
    let member = program.libraries[operation.member]
    guard member.library >= 0 else { return nil }
    let call = values.at(position)
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
    let method = values.name(callee) ?? ""
    return StatementForm.of(
      method,
      library: program.libraries.libraries[member.library].name,
      owner: member.owner
    )
  }

  /// The calls that belong to the statement; several lists where it may be one of several statements.
  private func links(of position: Int, _ form: StatementForm) -> [[Int]] {
    let own = chains[values.at(position)] ?? []
    var lists: [[Int]] = []
    if let way = ways[position] { return [way.links.filter { $0 != position }.sorted()] }
    switch form.chain {
    case .none: lists = [[]]
    case .starts: lists = [(known[position] ?? []) + own]
    case .ends:
      for operation in values.program.calls[position].operations {
        guard let origin = operation.origin, let start = values.call(of: origin) else { continue }
        lists.append(
          ([values.program.position(of: start)].compactMap(\.self)) + (chains[start] ?? [])
        )
      }
      if lists.isEmpty { lists = [known[position] ?? []] }
      if lists.count > 1, models.isOfNamedQuery(position) { lists = [lists.flatMap(\.self)] }
    case .handed:
      lists = statements(among: known[position] ?? [], excluding: Set(own)).map { $0 + own }
      if lists.isEmpty, let first = values.arguments(of: values.at(position)).first {
        lists = [written(in: first) + own]
      }
      lists = lists.map { $0 + inner(of: $0, before: position) }
    }
    return lists.prefix(Shapes.most).map { list in
      var seen: Set<Int> = [position]
      let others = form.chain == .ends ? Self.asking : []
      return list.filter { seen.insert($0).inserted && !isCalled($0, others) }.sorted()
    }
  }

  /// What a builder of TypeORM is asked for besides (`getCount` for the pages of a list) is another statement.
  private static let asking: Set<String> = [
    "getMany", "getManyAndCount", "getOne", "getOneOrFail", "getRawMany", "getRawOne",
    "getRawAndEntities", "getCount", "getExists",
  ]

  private func isCalled(_ position: Int, _ names: Set<String>) -> Bool {
    guard !names.isEmpty else { return false }
    let call = values.at(position)
    let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
    return values.name(callee).map(names.contains) ?? false
  }

  /// The links of each statement among those that a call may be handed.
  private func statements(among links: [Int], excluding own: Set<Int>) -> [[Int]] {
    var order: [CallRef] = []
    var byStart: [CallRef: [Int]] = [:]
    for link in links where !own.contains(link) {
      let origins = values.program.calls[link].operations.compactMap(\.origin).compactMap {
        values.call(of: $0)
      }
      for start in origins.isEmpty ? [values.at(link)] : origins {
        if byStart[start] == nil { order.append(start) }
        byStart[start, default: []].append(link)
      }
    }
    return order.compactMap { byStart[$0] }
  }

  /// The calls that made the statements whose rows are counted: `select(func.count()).select_from(query.subquery())`.
  ///
  /// What is added to them after the count belongs to the page.
  private func inner(of links: [Int], before position: Int) -> [Int] {
    links.flatMap { link -> [Int] in
      let call = values.at(link)
      let callee = ValueRef(unit: call.unitIndex, id: ValueID(values.instruction(call).a))
      guard values.name(callee) == "select_from",
        let source = values.arguments(of: call).first,
        Self.nestings.contains(values.calleeName(FilterReading(values).resolved(source)) ?? ""),
        let nesting = values.call(of: FilterReading(values).resolved(source)),
        let nested = values.program.position(of: nesting)
      else { return [] }
      let starts = values.program.calls[nested].operations.compactMap(\.origin)
        .compactMap { values.call(of: $0) }
      return starts.prefix(1).flatMap { start in
        ([values.program.position(of: start)].compactMap(\.self) + (chains[start] ?? []))
          .filter { $0 < position }
      }
    }
  }

  private static let nestings: Set<String> = ["subquery", "alias", "cte"]

  /// The calls of a statement that is written where it is handed in, or under a name.
  func written(in ref: ValueRef) -> [Int] {
    var next = FilterReading(values).resolved(ref)
    var result: [Int] = []
    while let call = values.call(of: next), result.count < 32 {
      if let position = values.program.position(of: call) { result.append(position) }
      guard let receiver = values.receiver(of: call) else { break }
      next = FilterReading(values).resolved(receiver)
    }
    return result
  }

  private func read(_ position: Int, _ form: StatementForm) -> [Query] {
    if case .text(let argument) = form.filter, let found = statement(position, argument) {
      return found
    }
    if case .text = form.filter, case .none = form.chain { return [] }
    return links(of: position, form).flatMap { all -> [Query] in
      let (links, isCut) = ownLinks(all, of: position, form)
      let isNamed = models.isOfNamedQuery(position)
      let builder = QueryBuilder(
        values,
        position,
        form,
        links,
        optional: ways[position]?.optional,
        isNamed: isNamed
      )
      // A model that is given in several ways asks several tables.
      var names = modelNames(position, links, form)
      if let member = heldModel(position, links) {
        let own = repositories.models(member.name, of: member.owner)
        if own.count == 1 { names = own }
        let asked = askedQueries(position, links, builder, of: member, own)
        if !asked.isEmpty { return asked }
      }
      let isOfOwner = models.isOfOwner(position, chain: links)
      let own = names.flatMap { builder.queries(on: $0, among: names) }.map { query in
        var query = query
        query.isOfOwner = isOfOwner
        if isCut || !isOfOwner && isNamedByVariable(query, form, position) {
          for shape in query.shapes.indices { query.shapes[shape].isComplete = false }
        }
        return query
      }
      return own + relations.lookup(by: [position] + links, sentBy: position)
    }
  }

  /// Whether only a variable's name tells what a query of Django asks, whose models have capitals: who made it may have
  /// added conditions.
  private func isNamedByVariable(_ query: Query, _ form: StatementForm, _ position: Int) -> Bool {
    guard form.chain == .ends, let first = query.model.utf8.first else { return false }
    let isSmall = first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")
    return isSmall && values.program.call(at: position).library == "Django"
  }

  private func modelNames(_ position: Int, _ links: [Int], _ form: StatementForm) -> [String] {
    models.names(of: position, chain: links, form: form)
  }

  /// A statement that is written as SQL.
  private func statement(_ position: Int, _ argument: Int) -> [Query]? {
    let arguments = values.arguments(of: values.at(position))
    guard argument < arguments.count else { return nil }
    var text = arguments[argument]
    if values.value(text).kind == .object {
      // `query({ text: "SELECT …" })`
      text =
        values.properties("text", of: text).first ?? values.properties("sql", of: text).first
        ?? text
    }
    let found = statements(in: text, sentBy: position)
    return found.isEmpty ? nil : found
  }

  /// The statements that a text may be; those who hand it to a function that sends it are asked for theirs.
  private func statements(in text: ValueRef, sentBy position: Int, depth: Int = 0) -> [Query] {
    let target = rewritten(FilterReading(values).resolved(text))
    let value = values.value(target)
    if value.kind == .parameter, depth < 3 {
      return values.handedSites(to: value, in: target.unitIndex, most: 2_000)
        .flatMap { statements(in: $0.value, sentBy: $0.site, depth: depth + 1) }
    }
    guard let bytes = StatementBytes(values).bytes(of: target),
      let reading = StatementReading(bytes, place: values.place(target))
    else { return [] }
    return reading.uses.map { use in
      Query(
        call: position,
        action: use.action,
        model: use.table,
        shapes: use.shapes.list,
        orders: use.orders,
        isLimited: use.isLimited,
        skips: use.skips
      )
    }
  }

  /// The text before a wrapper put its own marks for parameters in: `sql.replaceAll(/{{…}}/g, …)`.
  private func rewritten(_ ref: ValueRef) -> ValueRef {
    var ref = ref
    for _ in 0..<4 {
      guard values.value(ref).kind == .result, let call = values.call(of: ref),
        ["replace", "replaceAll", "trim"].contains(values.calleeName(ref) ?? ""),
        let receiver = values.receiver(of: call)
      else { break }
      ref = FilterReading(values).resolved(receiver)
    }
    return ref
  }
}
