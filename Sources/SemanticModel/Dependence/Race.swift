// Reads that decide over writes, where another request can come in between.

import Facts

/// A read and a write of one function, of which the second rests on the first.
package struct Race: Sendable {
  package let kind: Kind
  package let read: CallSite
  package let write: CallSite
  /// What is read and written, as the source names it: a model, or a field.
  package let subject: String
  /// What the read selects by, where that is known.
  package let filter: ReadFilter?
  /// Calls between the two that another request can overtake.
  package let between: Int
  /// A call to another service stands between them.
  package let isLong: Bool

  package enum Kind: Sendable, Hashable {
    /// Makes a row because there was none.
    case create
    /// Writes a value that was computed from the one that was read.
    case compute
    /// Changes a state that was checked before, and does something else besides.
    case advance
    /// Writes a count or sum over rows that others may change meanwhile.
    case recount
    /// Uses something up that may be used once, and gives something for it.
    case consume
  }
}

extension Program {
  /// All races of the program, in order of file and place.
  package var races: [Race] {
    var result: [Race] = []
    let facts = Dictionary(reads.map { ($0.call, $0) }, uniquingKeysWith: { first, _ in first })
    for unit in units.indices where units[unit].isRunning {
      for function in units[unit].facts.functions.indices.dropFirst(2) {
        var finder = RaceFinder(
          program: self,
          function: FunctionRef(unit: unit, id: FunctionID(function)),
          reads: facts
        )
        result += finder.races()
      }
    }
    return result
  }
}

/// Looks through the reads and writes of one function.
struct RaceFinder {
  let program: Program
  let function: FunctionRef
  let reads: [Int: ReadFact]
  let facts: FileFacts
  let range: Range<Int>

  init(program: Program, function: FunctionRef, reads: [Int: ReadFact]) {
    self.program = program
    self.function = function
    self.reads = reads
    facts = program.units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    range = own.firstInstruction.index..<own.endInstruction.index
  }

  struct Access {
    let site: CallSite
    let position: Int
    let kinds: Set<EffectKind>
  }

  /// A write rests on one of the last few reads.
  private static let nearest = 4

  mutating func races() -> [Race] {
    let accesses = range.compactMap(access)
    let writes = accesses.filter { $0.kinds.contains(.write) }
    let found = accesses.filter {
      $0.kinds.contains(.query) && !$0.kinds.contains(.write) && !isLocked($0.site)
    }
    guard !writes.isEmpty, !found.isEmpty, accesses.count <= 60, range.count <= 2_000 else {
      return []
    }
    let flow = FunctionFlow(facts, of: function.id)
    var result: [Race] = []
    var done: Set<Int> = []
    for write in writes {
      let before = found.filter { $0.position < write.position }.suffix(Self.nearest)
      for read in before.reversed() {
        guard done.insert(write.position).inserted else { break }
        if let race = race(read, write, accesses, flow) {
          result.append(race)
        } else {
          done.remove(write.position)
        }
      }
    }
    return result
  }

  private func access(_ position: Int) -> Access? {
    let step = facts.instructions[position]
    guard step.operation == .call else { return nil }
    guard
      let found = program.table.position(
        of: CallRef(unit: function.unitIndex, id: InstructionID(position))
      )
    else { return nil }
    let site = program.call(at: found)
    let kinds = site.reachedKinds
    guard !kinds.isDisjoint(with: [.query, .write, .external]) else { return nil }
    return Access(site: site, position: position, kinds: kinds)
  }

  /// Whether a read takes a lock, so that others wait for its transaction.
  private func isLocked(_ site: CallSite) -> Bool {
    if site.arguments.contains(where: { $0["lock"] != nil || $0["forUpdate"] != nil }) {
      return true
    }
    for argument in facts.valueList(ListID(site.instruction.b)) {
      if let text = facts.statementText(argument)?.lowercased(), text.contains("for update") {
        return true
      }
    }
    guard let fact = reads[site.position] else { return false }
    return fact.chained.contains { position in
      ["setLock", "forUpdate", "useTransaction"].contains(
        program.call(at: position).method?.name ?? ""
      )
    }
  }

  private func race(_ read: Access, _ write: Access, _ accesses: [Access], _ flow: FunctionFlow)
    -> Race?
  {
    let between = accesses.filter { $0.position > read.position && $0.position < write.position }
    func made(_ kind: Race.Kind, _ subject: String) -> Race {
      Race(
        kind: kind,
        read: read.site,
        write: write.site,
        subject: subject,
        filter: reads[read.site.position].map(program.filter),
        between: between.count,
        isLong: between.contains { $0.kinds.contains(.external) }
      )
    }
    let isFromRead = dependencies(of: write, flow).contains(read.position)
    if isFromRead, let field = computedField(read, write, flow) { return made(.compute, field) }
    if isFromRead, isRecount(read.site), write.site.method?.name != "create", !creates(write.site) {
      return made(.recount, program.subject(of: write.site))
    }
    if isFromRead, consumes(write.site),
      accesses.contains(where: { $0.position > write.position && $0.kinds.contains(.write) })
    {
      return made(.consume, program.subject(of: read.site))
    }
    if isFromRead, let state = advancedState(read, write, accesses, flow) {
      return made(.advance, state)
    }
    if !isFromRead, creates(write.site), let model = sameModel(read.site, write.site),
      isDecided(write, by: read, flow)
    {
      return made(.create, model)
    }
    return nil
  }

  private func dependencies(of access: Access, _ flow: FunctionFlow) -> Set<Int> {
    let step = facts.instructions[access.position]
    var result = flow.dependencies(of: ValueID(step.a))
    for argument in facts.valueList(ListID(step.b)) {
      result.formUnion(flow.dependencies(of: argument))
    }
    return result
  }

  private func isRecount(_ site: CallSite) -> Bool {
    site.effects.contains { $0.kind == .query && ["aggregate", "count"].contains($0.verb) }
  }

  private func consumes(_ site: CallSite) -> Bool {
    let name = site.method?.name ?? ""
    return ["remove", "delete", "destroy", "revoke", "consume", "invalidate", "redeem"]
      .contains { name.hasPrefix($0) }
  }

  // MARK: Rows that are made because there was none

  private func creates(_ site: CallSite) -> Bool {
    if site.statementVerb == "insert" { return true }
    let name = site.method?.name ?? ""
    return name == "save" || name.hasPrefix("create") || name.hasPrefix("insert")
  }

  private func sameModel(_ read: CallSite, _ write: CallSite) -> String? {
    let model = program.subject(of: read)
    guard !model.isEmpty, model != "this" else { return nil }
    if program.subject(of: write) == model { return model }
    // `const review = new Review(…); await review.save()`
    guard write.method?.name == "save", let root = write.root else { return nil }
    let value = facts.values[facts.symbols[root.index].value.index]
    guard value.kind == .result else { return nil }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    guard callee.kind == .symbol else { return nil }
    return facts.names.string(facts.symbols[Int(callee.a)].name) == model ? model : nil
  }

  /// Whether a branch that found something ends the function, or one that found nothing holds the write.
  private func isDecided(_ write: Access, by read: Access, _ flow: FunctionFlow) -> Bool {
    for region in facts.regions.indices {
      let block = facts.regions[region]
      guard block.function == function.id, block.kind == .then || block.kind == .otherwise,
        block.firstInstruction.index > read.position,
        flow.dependencies(of: block.subject).contains(read.position)
      else { continue }
      let found = saysFound(block)
      let span = block.firstInstruction.index..<block.endInstruction.index
      if span.contains(write.position), !found { return true }
      let ends = span.contains {
        [.return, .throw].contains(facts.instructions[$0].operation)
      }
      if found, ends, span.upperBound <= write.position { return true }
    }
    return false
  }

  /// Whether a block runs when the read found something.
  private func saysFound(_ block: Region) -> Bool {
    let subject = facts.values[block.subject.index]
    var isNegated = subject.kind == .unary && subject.detail == Operator.not.rawValue
    if subject.kind == .binary {
      let right = facts.values[Int(subject.b)]
      let isNothing =
        right.kind == .null || right.kind == .undefined
        || right.kind == .number && facts.numbers[Int(right.a)] == 0
      if subject.detail == Operator.equal.rawValue, isNothing { isNegated = true }
    }
    return block.kind == .then ? !isNegated : isNegated
  }
}
