// Waits that follow one another although none needs what the others give.

import Facts
import SourceText

/// Awaited reads of one block that could wait together.
package struct AwaitRun: Sendable {
  package let steps: [AwaitStep]
  /// Each only tells somebody something, or deletes.
  package var isSends = false
  /// From which step on a refusal stands before the wait: `if (!user) return …`; nil where none does.
  package var pastRefusal: Int?
  /// The last step is asked for only where a test says so, which needs nothing of the steps before.
  package var isConditional = false
}

/// One awaited read.
package struct AwaitStep: Sendable {
  /// The call that asks the database or another service.
  package let site: CallSite
  /// What is awaited, without `await`.
  package let operand: SourcePlace
  /// With `await`.
  package let whole: SourcePlace
  /// The constant that the result is stored in, where it is one plain name.
  package let name: String?
  /// What waits: a query, a request to another service.
  package let kinds: Set<EffectKind>
}

extension Program {
  /// All runs of awaited reads that do not need one another, in order of file and place.
  package var awaitRuns: [AwaitRun] {
    var result: [AwaitRun] = []
    for unit in units.indices where units[unit].isRunning {
      let facts = units[unit].facts
      for function in facts.functions.indices.dropFirst() {
        let id = FunctionID(function)
        guard facts.functions[function].flags.contains(.async) || id == FileFacts.module else {
          continue
        }
        var finder = AwaitRunFinder(program: self, function: FunctionRef(unit: unit, id: id))
        result += finder.runs()
      }
    }
    return result
  }
}

/// Looks through the waits of one function.
struct AwaitRunFinder {
  let program: Program
  let function: FunctionRef
  let facts: FileFacts
  let range: Range<Int>
  private var flow: FunctionFlow?
  private let paths: OpenPaths

  init(program: Program, function: FunctionRef) {
    self.program = program
    paths = OpenPaths(program: program)
    self.function = function
    facts = program.units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    range = own.firstInstruction.index..<own.endInstruction.index
  }

  struct Wait {
    let position: Int
    let region: RegionID
    let value: ValueID
    /// The first instruction of what is awaited.
    let start: Int
    let calls: Set<Int>
    let step: AwaitStep?
    /// Tells somebody something, or deletes, and gives nothing that is used.
    let isSend: Bool
    /// Nothing behind it may be moved in front of it.
    let isBarrier: Bool
    /// What comes behind may rest on its not having thrown.
    let isGuard: Bool
    /// A refusal stands between the wait and the one before it.
    var isPastRefusal = false
    /// It stands in an arm of the block of those before it.
    var isConditional = false

    /// As if no refusal stood before it.
    var alone: Wait {
      var result = self
      result.isPastRefusal = false
      return result
    }
  }

  mutating func runs() -> [AwaitRun] {
    let positions = range.filter { facts.instructions[$0].operation == .await }
    guard positions.count > 1, positions.count <= 200, !isInsideTransaction,
      program.reaches([.query, .external, .write], in: function)
    else { return [] }
    let flow = FunctionFlow(facts, of: function.id)
    self.flow = flow
    var open: [RegionID: [Wait]] = [:]
    var result: [AwaitRun] = []
    for position in positions {
      let wait = wait(at: position)
      if wait.isBarrier || wait.step == nil {
        if wait.isBarrier { close(&open, into: &result) }
        continue
      }
      let group = settled(open[wait.region] ?? [], before: wait, flow)
      if let next = next(wait, behind: group, flow) {
        open[wait.region] = group + [next]
      } else if let (done, rest) = parted(group), let next = next(wait, behind: rest, flow) {
        result += runs(of: done)
        open[wait.region] = rest + [next]
      } else if let (outer, next) = conditional(wait, open, flow) {
        open[outer, default: []].append(next)
      } else {
        result += runs(of: group)
        open[wait.region] = [wait]
      }
      if wait.isGuard, let group = open.removeValue(forKey: wait.region) {
        result += runs(of: group)
      }
    }
    close(&open, into: &result)
    return result.sorted { $0.steps[0].whole < $1.steps[0].whole }
  }

  private func close(_ open: inout [RegionID: [Wait]], into result: inout [AwaitRun]) {
    for region in open.keys.sorted() {
      result += runs(of: open[region] ?? [])
    }
    open = [:]
  }

  /// The wait as the next of a group, where it could have started with it.
  func next(_ wait: Wait, behind group: [Wait], _ flow: FunctionFlow) -> Wait? {
    guard let last = group.last, !last.isConditional,
      group.allSatisfy({ $0.isSend == wait.isSend && isIndependent(wait, of: $0, flow) })
    else { return nil }
    var result = wait
    let gap = Gap(from: last.position, to: wait.start, block: group[0].region)
    return isInterrupted(gap, group, flow, &result.isPastRefusal) ? nil : result
  }

  private func isIndependent(_ later: Wait, of earlier: Wait, _ flow: FunctionFlow) -> Bool {
    // What only tells somebody something leaves its client as it was.
    let site = later.isSend ? later.step?.site : nil
    let values = site.map { facts.valueList(ListID($0.instruction.b)) } ?? [later.value]
    return values.allSatisfy {
      flow.dependencies(of: $0, before: later.position, withConditions: true)
        .isDisjoint(with: earlier.calls)
    }
  }

  /// What stands between two waits of a block.
  struct Gap {
    let from: Int
    let to: Int
    let block: RegionID
  }

  /// Whether something between two waits leaves the block, changes what others read, or decides by what was read.
  private func isInterrupted(
    _ gap: Gap,
    _ group: [Wait],
    _ flow: FunctionFlow,
    _ isPastRefusal: inout Bool
  ) -> Bool {
    let read = group.reduce(into: Set<Int>()) { $0.formUnion($1.calls) }
    var position = gap.from
    while position + 1 < gap.to {
      position += 1
      if !group[0].isSend, let end = endOfRefusal(at: position, in: gap) {
        isPastRefusal = true
        position = end - 1
        continue
      }
      let step = facts.instructions[position]
      switch step.operation {
      case .return, .throw, .break, .continue, .yield: return true
      case .assign:
        // `this.user = …` may be read by whatever is called next.
        let place = facts.values[Int(step.a)]
        if place.kind != .symbol, flow.root(of: ValueID(step.a)) == nil { return true }
      case .call, .construct:
        if group.last?.calls.contains(position) ?? false { continue }
        guard step.flags.contains(.discarded), changes(position) else { continue }
        let given = facts.valueList(ListID(step.b)).contains {
          !flow.dependencies(of: $0).isDisjoint(with: read)
        }
        if given || hasWrites(position) { return true }
      default: continue
      }
    }
    return false
  }

  /// Whether a call is more than a line in the log: it may refuse, or change something.
  private func changes(_ position: Int) -> Bool {
    guard let site = site(position) else { return false }
    if site.effects.contains(where: { $0.kind == .log }) { return false }
    // What a page does with a result is to show it.
    let isServing = site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
    guard isServing else { return hasWrites(position) }
    return site.resolved.status == .unresolved
      || site.throwsItself
      || hasWrites(position)
  }

  private func site(_ position: Int) -> CallSite? {
    program.table.position(of: CallRef(unit: function.unitIndex, id: InstructionID(position)))
      .map { program.call(at: $0) }
  }

  private func wait(at position: Int) -> Wait {
    let step = facts.instructions[position]
    let value = ValueID(step.a)
    var calls: Set<Int> = []
    collect(value, into: &calls, depth: 0)
    let sites = calls.sorted().compactMap(site)
    var kinds: Set<EffectKind> = []
    for site in sites { kinds.formUnion(self.kinds(of: site)) }
    let isDiscarded = step.flags.contains(.discarded)
    let isChange =
      !kinds.isDisjoint(with: [.write, .enqueue, .process])
      || sites.contains { sends($0) || $0.changesByName }
    let isUnknown = isDiscarded && sites.contains(where: \.mayChangeAnything)
    let weighs = !kinds.isDisjoint(with: [.query, .external, .write])
    let isFree = isDiscarded && (isNotice(sites, kinds) || isBulkDelete(sites, kinds))
    let isBarrier =
      !isFree
      && (isChange || isUnknown || isDiscarded && weighs || isDiscarded && sites.isEmpty)
    let main = sites.first { !self.kinds(of: $0).isDisjoint(with: [.query, .external, .write]) }
    let region = block(of: step.region)
    var made: AwaitStep?
    if !isBarrier, weighs, let main, !facts.isInLoop(region), !isOneByOne(sites),
      sites.contains(where: { program.costsAgain($0, paths) })
    {
      made = AwaitStep(
        site: main,
        operand: SourcePlace(unit: function.unitIndex, span: facts.values[value.index].span),
        whole: SourcePlace(unit: function.unitIndex, span: step.span),
        name: name(of: position, value),
        kinds: kinds
      )
    }
    return Wait(
      position: position,
      region: region,
      value: value,
      start: calls.min() ?? position,
      calls: calls,
      step: made,
      isSend: isFree,
      isBarrier: isBarrier,
      isGuard: sites.contains(where: refuses)
    )
  }

  /// The calls of an awaited expression; a promise that was started before and stored is not among them.
  private func collect(_ id: ValueID, into calls: inout Set<Int>, depth: Int) {
    guard id.isPresent, depth < 48 else { return }
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      guard range.contains(Int(value.a)), calls.insert(Int(value.a)).inserted else { return }
      let step = facts.instructions[Int(value.a)]
      collect(ValueID(step.a), into: &calls, depth: depth + 1)
      for word in facts.list(ListID(step.b)) {
        collect(ValueID(word), into: &calls, depth: depth + 1)
      }
    case .member, .index, .spread: collect(ValueID(value.a), into: &calls, depth: depth + 1)
    case .array, .choice:
      for word in facts.list(ListID(value.a)) {
        collect(ValueID(word), into: &calls, depth: depth + 1)
      }
    case .symbol:
      // A query that is built step by step is sent when it is awaited.
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id, symbol.value.isPresent, depth == 0 else { return }
      var built: Set<Int> = []
      collect(symbol.value, into: &built, depth: depth + 1)
      if built.sorted().compactMap(site).contains(where: isLazy) { calls.formUnion(built) }
    default: return
    }
  }

  private func isLazy(_ site: CallSite) -> Bool {
    site.resolved.operations.contains { operation in
      guard let type = program.libraries.types(of: operation.member).callReturns else {
        return false
      }
      return program.libraries.awaited(type) != nil
    }
  }

  private func name(of position: Int, _ value: ValueID) -> String? {
    guard position + 1 < range.upperBound else { return nil }
    let next = facts.instructions[position + 1]
    guard next.operation == .assign, next.flags.contains(.declares) else { return nil }
    let place = facts.values[Int(next.a)]
    let stored = facts.values[Int(next.b)]
    guard place.kind == .symbol, stored.kind == .awaited, ValueID(stored.a) == value else {
      return nil
    }
    return facts.names.string(facts.symbols[Int(place.a)].name)
  }

  // MARK: What calls do

  func kinds(of site: CallSite) -> Set<EffectKind> { site.reachedKinds }

  private func hasWrites(_ position: Int) -> Bool {
    guard let site = site(position) else { return false }
    return !kinds(of: site).isDisjoint(with: [.write, .enqueue])
  }

  /// Whether a call sends something that changes the other side.
  private func sends(_ site: CallSite) -> Bool {
    if let method = site.arguments.lazy.compactMap({ $0["method"] }).first {
      guard case .text(let verb) = method.shape else { return true }
      if !["GET", "get", "HEAD"].contains(verb) { return true }
    }
    var effects = site.effects
    for target in site.resolved.targets {
      let path = program.path(from: program.units.number(target), kinds: [.external])
      for inner in path {
        effects += inner.effects
        guard let method = inner.arguments.lazy.compactMap({ $0["method"] }).first else { continue }
        if case .text(let verb) = method.shape, ["GET", "get"].contains(verb) { continue }
        return true
      }
    }
    let asking: Set<String> = ["GET", "request", "fetch", "HEAD", "get", "HTTP"]
    return effects.contains { $0.kind == .external && !asking.contains($0.verb) }
  }

  /// Whether a call answers with an exception where something is not there or not allowed.
  private func refuses(_ site: CallSite) -> Bool {
    let name = site.method?.name ?? ""
    if name.hasSuffix("OrThrow") || name.hasSuffix("OrFail") { return true }
    return site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
      && site.throwsItself
  }

  /// The block that an instruction belongs to; a `try` whose failure is swallowed is a part of the one around it.
  func block(of region: RegionID) -> RegionID {
    var next = region
    for _ in 0..<8 {
      let fact = facts.regions[next.index]
      guard fact.kind == .try, swallows(next) else { return next }
      next = fact.parent
    }
    return next
  }

  /// Whether what follows a `try` runs however it ended.
  private func swallows(_ attempt: RegionID) -> Bool {
    let parent = facts.regions[attempt.index].parent
    var position = attempt.index + 1
    while position < facts.regions.count {
      let fact = facts.regions[position]
      if fact.function != facts.regions[attempt.index].function {
        if fact.firstInstruction.index >= range.upperBound { return false }
        position += 1
        continue
      }
      if fact.parent == parent {
        guard fact.kind == .catch else { return false }
        return
          (fact.firstInstruction
          .index..<max(
            fact.firstInstruction.index,
            fact.endInstruction.index
          )).allSatisfy { ![.return, .throw].contains(facts.instructions[$0].operation) }
      }
      if fact.firstInstruction.index >= range.upperBound { return false }
      position += 1
    }
    return false
  }

  /// Whether a call asks a single connection or session, where questions wait in line anyway.
  private func isOneByOne(_ sites: [CallSite]) -> Bool {
    sites.contains { $0.asksOneConnection || $0.mentionsTransaction || $0.asksSession }
  }

  private var isInsideTransaction: Bool { program.isInsideTransaction(function) }
}
