// Looks through the reads and writes of one function for pairs that another request can come between.

import Facts

struct RaceFinder {
  let program: Program
  let function: FunctionRef
  let calls: Range<Int>
  let callKinds: ReachedKinds
  let reads: [Int: ReadFact]
  let facts: FileFacts
  let range: Range<Int>
  let flow: FunctionFlow
  let accesses: [Access]
  /// Branches of the function, in order.
  let branches: [Branch]
  /// `row.field = value`, in order.
  let stores: [Int]
  private var known: [ValueID: Set<Int>] = [:]

  /// A call that reads or writes, or that waits for somebody else.
  struct Access {
    let site: CallSite
    /// Of its instruction.
    let position: Int
    let kinds: EffectKinds
    let uses: [TableUse]
    /// The statement whose rows it gives back, where it sends several.
    let given: TableUse?

    /// The statement that it is, where it is no more than one, or gives back the rows of one.
    var read: TableUse? {
      guard uses.allSatisfy(\.verb.isRead) else { return nil }
      return Set(uses.map(\.table)).count == 1 ? uses.first : given
    }
    /// Whether a library sends it, not a function of the project.
    var isOwn: Bool { !site.resolved.operations.isEmpty }
    var isWrite: Bool { uses.contains { !$0.verb.isRead } }

    func writes(_ verb: TableUse.Verb) -> TableUse? { uses.first { $0.verb == verb } }
  }

  /// A block that runs by what a test says.
  struct Branch {
    let region: RegionID
    let subject: ValueID
    let span: Range<Int>
    /// A return or an exception stands in it.
    let leaves: Bool
    let isThen: Bool
  }

  init(
    _ program: Program,
    _ calls: Range<Int>,
    _ kinds: ReachedKinds,
    _ reads: [Int: ReadFact],
    _ uses: inout TableUses,
    isFile: Bool
  ) {
    let first = program.calls[calls.lowerBound]
    self.program = program
    self.calls = calls
    self.reads = reads
    callKinds = kinds
    self.isFile = isFile
    function = FunctionRef(unit: first.place.unitIndex, id: first.function)
    facts = program.units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    range = own.firstInstruction.index..<own.endInstruction.index
    accesses = calls.compactMap { position in
      let found = uses.uses(of: position, kinds[position])
      let kinds = kinds[position]
      guard !found.isEmpty || !kinds.isDisjoint(with: [.outside, .changing]) else { return nil }
      return Access(
        site: program.call(at: position),
        position: program.calls[position].place.id.index,
        kinds: kinds,
        uses: found,
        given: found.count > 1 && found.allSatisfy(\.verb.isRead) ? uses.given(by: position) : nil
      )
    }
    let isPair =
      accesses.contains { $0.isWrite } && accesses.contains { $0.read != nil }
      || Self.mayInsertAfterUpdate(accesses)
    let isCache = accesses.count { $0.kinds.contains(EffectKinds([.cache])) } > 1
    let isCarrying = Self.mayCarry(accesses, facts) || Self.maySetRows(accesses, facts, range)
    guard isPair || isCache || isFile || isCarrying, accesses.count <= 60,
      range.count <= 4_000
    else {
      flow = FunctionFlow(facts, of: FunctionID.none)
      (branches, stores) = ([], [])
      isWorthwhile = false
      return
    }
    isWorthwhile = true
    flow = FunctionFlow(facts, of: function.id)
    branches = Self.branches(of: function.id, facts)
    let tables = program.units[function.unitIndex].facts
    stores = range.filter { position in
      let step = tables.instructions[position]
      return step.operation == .assign && tables.values[Int(step.a)].kind == .member
    }
  }

  /// Reads what one function says, without looking for pairs in it.
  init(reading target: FunctionRef, for other: RaceFinder) {
    program = other.program
    calls = other.program.calls(in: target)
    callKinds = other.callKinds
    reads = other.reads
    isFile = false
    isWorthwhile = false
    function = target
    facts = other.program.units[target.unitIndex].facts
    let own = facts.functions[target.id.index]
    range = own.firstInstruction.index..<own.endInstruction.index
    accesses = []
    flow = FunctionFlow(facts, of: target.id)
    branches = Self.branches(of: target.id, facts)
    stores = []
  }

  private let isWorthwhile: Bool
  private let isFile: Bool

  mutating func races() -> [Race] {
    guard isWorthwhile else { return [] }
    var result: [Race] = []
    for (order, write) in accesses.enumerated() where write.isWrite {
      let before = accesses[..<order].filter { $0.read != nil && !isLocked($0) }.suffix(8)
      var found: Race.Kind?
      for read in before.reversed() {
        guard found == nil || found == .create, let race = race(read, write) else { continue }
        // Each column of a new row is looked up by itself: one constraint guards one of them.
        guard found == nil || race.kind == .create else { continue }
        result.append(race)
        found = race.kind
      }
    }
    if let race = counter() { result.append(race) }
    if result.isEmpty, let race = insertAfterUpdate() { result.append(race) }
    if result.isEmpty, let race = carried() ?? carriedBySession() { result.append(race) }
    if let race = pending() { result.append(race) }
    if isFile, let race = fileRace() { result.append(race) }
    // Asked last: to look for locks costs as much as to look for races, and most functions have none.
    return result.isEmpty || isGuarded ? [] : result
  }

  static func branches(of function: FunctionID, _ facts: FileFacts) -> [Branch] {
    var result: [Branch] = []
    for position in facts.regions(of: function) {
      let region = facts.regions[position]
      guard region.kind == .then || region.kind == .otherwise, region.subject.isPresent else {
        continue
      }
      let span =
        region.firstInstruction
        .index..<max(
          region.firstInstruction.index,
          region.endInstruction.index
        )
      let leaves = span.contains {
        let step = facts.instructions[$0]
        switch step.operation {
        case .return, .throw, .continue: return true
        case .call:
          let callee = facts.values[Int(step.a)]
          let name =
            callee.kind == .global
            ? NameID(callee.a) : callee.kind == .symbol ? facts.symbols[Int(callee.a)].name : .none
          return name.isPresent
            && ["abort", "notFound", "redirect"].contains(facts.names.string(name))
        default: return false
        }
      }
      result.append(
        Branch(
          region: RegionID(position),
          subject: region.subject,
          span: span,
          leaves: leaves,
          isThen: region.kind == .then
        )
      )
    }
    return result
  }

  // MARK: What depends on what

  /// The calls that a value rests on, as positions of instructions.
  mutating func sources(of id: ValueID) -> Set<Int> {
    guard id.isPresent else { return [] }
    if let known = known[id] { return known }
    let found = flow.dependencies(of: id)
    known[id] = found
    return found
  }

  mutating func sources(of write: Access) -> Set<Int> {
    let step = facts.instructions[write.position]
    var result = sources(of: ValueID(step.a))
    for argument in facts.valueList(ListID(step.b)) { result.formUnion(sources(of: argument)) }
    return result
  }

  /// The branches that rest on a read and decide whether a write is reached.
  mutating func deciding(_ read: Access, over position: Int) -> [Branch] {
    var result: [Branch] = []
    for branch in branches
    where branch.span.lowerBound > read.position && branch.span.lowerBound <= position {
      let holds = branch.span.contains(position)
      guard holds || branch.leaves && branch.span.upperBound <= position,
        sources(of: branch.subject).contains(read.position)
      else { continue }
      result.append(branch)
    }
    return result
  }

  /// Whether the rows that were there are taken away before one is made: what is made last stands alone.
  func isReplacing(_ table: String, _ write: Access, after read: Access) -> Bool {
    if write.writes(.delete)?.table == table { return true }
    return accesses.contains { other in
      other.position > read.position && other.position < write.position && Self.isOfMany(other)
        && other.writes(.delete)?.table == table
    }
  }

  /// Whether a write takes away all that are too many: a second run finds them gone already.
  static func isOfMany(_ write: Access) -> Bool {
    ["deleteMany", "destroyAll", "bulkDelete"].contains(write.site.calleeName)
  }

  // MARK: One pair

  mutating func race(_ read: Access, _ write: Access) -> Race? {
    guard let asked = read.read else { return nil }
    let isFromRead = sources(of: write).contains(read.position)
    let inserted = insertedTable(by: write)
    if let inserted {
      // A name that holds the row that was found, or else one that was made.
      let isEither = facts.language == .python && write.isOwn && write.writes(.save) != nil
      let isSame = inserted == asked.table && !asked.table.isEmpty
      if asksRoom(read, for: inserted, over: write.position) {
        return made(.capacity, inserted, inserted, read, write)
      }
      guard isSame || isEither else { return nil }
      if isSame, let field = numbered(read, write) {
        return made(.number, field, inserted, read, write)
      }
      if isSame, asked.verb == .count, isLimited(read, over: write.position) {
        return made(.capacity, inserted, inserted, read, write)
      }
      if isSame, isExistence(read, over: write.position), !isAboutNewRow(read),
        !isReplacing(inserted, write, after: read)
      {
        let asking = read.isOwn ? read.site : program.call(at: asked.call)
        return made(.create, program.subject(of: asking), inserted, read, write)
      }
      if isSame, !isEither, let makers = makers(in: write, of: read) {
        var found =
          row(read, write, asked, isFromRead) ?? made(read, asked, write, inserted, by: makers)
        found?.isFoundOrMade = true
        return found
      }
      guard isEither else { return nil }
    }
    if asked.verb == .count {
      let table = changedTable(by: write)
      if table == asked.table, !table.isEmpty, isLimited(read, over: write.position),
        write.writes(.delete) != nil, !Self.isOfMany(write)
      {
        return made(.floor, table, table, read, write)
      }
      guard isFromRead, write.writes(.delete) == nil, isAggregate(asked),
        !isThroughService(read, write), !isOfMade(read, write)
      else { return nil }
      return made(.recount, program.subject(of: write.site), "", read, write)
    }
    return row(read, write, asked, isFromRead)
  }

  /// A row that is read, then changed.
  private mutating func row(_ read: Access, _ write: Access, _ asked: TableUse, _ isFromRead: Bool)
    -> Race?
  {
    let changes = changes(by: write, of: read, asked)
    let isOfTable = write.writes(.delete)?.table == asked.table
    guard isFromRead || changes.isSameRow || isOfTable, !isInSession(write) else { return nil }
    if let field = changes.fields.first(where: {
      $0.isComputed && !changes.conditions.contains($0.name)
    }) {
      return made(.compute, field.name, asked.table, read, write)
    }
    let changed = changedTable(by: write)
    if isFromRead, consumes(write.site),
      changed.isEmpty || asked.table.isEmpty || changed == asked.table || isAskedOf(read, write),
      isSomethingGiven(behind: write) || isSomethingMade(of: read, before: write)
    {
      return made(.consume, program.subject(of: read.site), asked.table, read, write)
    }
    if let field = givenBack(read, write, asked) {
      return made(.reversal, field, asked.table, read, write)
    }
    guard changes.isSameRow, !changes.isVersioned else { return nil }
    return state(read, write, asked, changes) ?? repeated(read, write, asked, changes)
  }

  /// A race of a pair.
  func made(_ kind: Race.Kind, _ subject: String, _ table: String, _ read: Access, _ write: Access)
    -> Race
  {
    let between = accesses.filter { $0.position > read.position && $0.position < write.position }
    let race = Race(
      kind: kind,
      read: read.site,
      write: write.site,
      subject: subject,
      table: table,
      filter: filter(of: read),
      mentioned: mentioned(by: read),
      sharedColumns: kind == .create ? sharedColumns(of: read, write) : [],
      picked: picked(of: read, over: write.position),
      between: between.count,
      isLong: between.contains { $0.kinds.contains(EffectKinds([.external])) }
    )
    return told(race, read, write)
  }

  /// Whether another service answers between the two, and the write stores what it said.
  private mutating func isThroughService(_ read: Access, _ write: Access) -> Bool {
    let found = sources(of: write)
    return accesses.contains { other in
      other.position > read.position && other.position < write.position
        && other.kinds.contains(EffectKinds([.external])) && found.contains(other.position)
    }
  }

  private func isAggregate(_ use: TableUse) -> Bool {
    program.call(at: use.call).effects.contains {
      $0.kind == .query && ["aggregate", "count"].contains($0.verb)
    } && !(reads[use.call].map { program.givesRows($0) } ?? false)
  }
}

extension CallSite {
  /// The last name of what is called.
  var calleeName: String {
    let value = unit.facts.values[Int(instruction.a)]
    return program.calledName(value, unit.facts) ?? ""
  }

  /// Whether what it calls goes by a name, without making a text of its own.
  func isCall(of name: String) -> Bool {
    let facts = unit.facts
    let callee = facts.values[Int(instruction.a)]
    switch callee.kind {
    case .symbol: return facts.names.isText(name, facts.symbols[Int(callee.a)].name)
    case .member: return facts.names.isText(name, NameID(callee.b))
    case .global: return facts.names.isText(name, NameID(callee.a))
    default: return false
    }
  }
}

extension FileFacts {
  /// The blocks of a function, without those of the functions inside it; positions in `regions`.
  func regions(of function: FunctionID) -> [Int] {
    let own = functions[function.index]
    guard own.body.isPresent else { return [] }
    var result: [Int] = []
    var position = own.body.index
    // Functions inside it stand between, and those behind it begin where its instructions end.
    while position < regions.count {
      let region = regions[position]
      if region.function == function {
        result.append(position)
      } else if region.firstInstruction >= own.endInstruction {
        break
      }
      position += 1
    }
    return result
  }
}
