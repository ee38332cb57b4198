// Rows of SQLAlchemy that a commit expires, and that are read one by one behind it.

import Facts
import SourceText

/// Rows that a function makes, commits and then reads again.
package struct ExpiredRows: Sendable {
  /// The commit behind which the session knows nothing of its rows any more.
  package let commit: CallSite
  /// The loop over the rows, or the statement that answers with them.
  package let use: SourcePlace
  /// What the source calls the rows.
  package let name: String
  /// Whether the framework writes the rows into the answer, without a loop in the source.
  package let isAnswered: Bool
}

extension Program {
  /// All lists of new rows that requests commit and read afterwards, in order of file and place.
  package var expiredRows: [ExpiredRows] {
    guard libraries.libraries.contains(where: \.holdsUntilEnd) else { return [] }
    let python = units.indices.filter { units[$0].isRunning && units[$0].isPython }
    // A session that keeps its rows is made so in one place for all.
    guard
      !python.contains(where: { !units[$0].facts.names.ids(of: ["expire_on_commit"]).isEmpty })
    else { return [] }
    let handlers = Set(
      routes.filter { $0.framework == "FastAPI" }.flatMap { $0.handlers.prefix(1) }
    )
    return python.flatMap { unit -> [ExpiredRows] in
      guard !units[unit].facts.names.ids(of: ["commit"]).isEmpty else { return [] }
      return callsByFunction(in: unit).compactMap { calls in
        let reader = ExpiryReader(program: self, calls: calls)
        return reader.found(isHandler: handlers.contains(reader.function))
      }
    }
  }
}

/// Reads one function.
private struct ExpiryReader {
  let program: Program
  let calls: Range<Int>
  let function: FunctionRef
  private let facts: FileFacts

  init(program: Program, calls: Range<Int>) {
    self.program = program
    self.calls = calls
    function = program.call(at: calls.lowerBound).function
    facts = program.units[function.unitIndex].facts
  }

  func found(isHandler: Bool) -> ExpiredRows? {
    let lists = newRows()
    guard !lists.isEmpty, let commit = commit(behind: lists.values.min() ?? 0) else { return nil }
    let last = commit.resolved.place.id.index
    for (symbol, added) in lists.sorted(by: { $0.value < $1.value }) where added < last {
      guard let (use, isAnswered) = use(of: symbol, behind: last, isHandler),
        !isReadAgain(between: last, and: use)
      else { continue }
      return ExpiredRows(
        commit: commit,
        use: use,
        name: facts.names.string(facts.symbols[Int(symbol)].name),
        isAnswered: isAnswered
      )
    }
    return nil
  }

  private func argument(_ site: CallSite) -> UInt32? {
    guard let first = facts.valueList(ListID(site.instruction.b)).first else { return nil }
    let value = facts.values[first.index]
    return value.kind == .symbol ? value.a : nil
  }

  /// The lists whose rows the function gives to a session, each with the step that does so.
  private func newRows() -> [UInt32: Int] {
    var lists: [UInt32: Int] = [:]
    var rows: Set<UInt32> = []
    for position in calls {
      let site = program.call(at: position)
      guard site.plays(.tracksRow), let symbol = argument(site) else { continue }
      if site.isCalled("add_all") {
        lists[symbol] = site.resolved.place.id.index
      } else if site.isCalled("add") {
        rows.insert(symbol)
      }
    }
    guard !rows.isEmpty else { return lists }
    // `db.add(task)`, and `created.append(task)` beside it.
    for position in calls {
      let site = program.call(at: position)
      guard site.isCalled("append"), let symbol = argument(site), rows.contains(symbol),
        isInLoop(site.instruction.region)
      else { continue }
      let callee = facts.values[Int(site.instruction.a)]
      let list = facts.values[Int(callee.a)]
      if callee.kind == .member, list.kind == .symbol {
        lists[list.a] = site.resolved.place.id.index
      }
    }
    return lists
  }

  /// The first commit behind a step that is not one of each turn of a loop.
  private func commit(behind step: Int) -> CallSite? {
    calls.lazy.map { program.call(at: $0) }.first { site in
      // What is awaited belongs to a session that cannot read anything by itself.
      site.resolved.place.id.index > step && site.isCalled("commit")
        && site.plays(.endsTransaction) && !site.instruction.isAwaited
        && !isInLoop(site.instruction.region)
    }
  }

  private func isInLoop(_ region: RegionID) -> Bool {
    var next = region
    while next.isPresent {
      if facts.regions[next.index].kind.isLoop { return true }
      next = facts.regions[next.index].parent
    }
    return false
  }

  /// The first loop over a list behind a step, or the return that gives it to the framework.
  private func use(of symbol: UInt32, behind step: Int, _ isHandler: Bool) -> (
    place: SourcePlace, isAnswered: Bool
  )? {
    for position in facts.regions(of: function.id) {
      let region = facts.regions[position]
      guard region.kind == .forEach, region.firstInstruction.index > step,
        case let subject = facts.values[region.subject.index], subject.kind == .symbol,
        subject.a == symbol, let row = facts.list(region.bindings).first
      else { continue }
      // What is refreshed by name is told as a query of the loop.
      return reads(row, in: region) && !refreshes(in: region)
        ? (SourcePlace(unit: function.unitIndex, span: region.span), false) : nil
    }
    guard isHandler else { return nil }
    let own = facts.functions[function.id.index]
    for index in step..<max(step, own.endInstruction.index) {
      let back = facts.instructions[index]
      guard back.operation == .return, back.a != 0 else { continue }
      let value = facts.values[Int(back.a)]
      if value.kind == .symbol, value.a == symbol {
        return (SourcePlace(unit: function.unitIndex, span: back.span), true)
      }
    }
    return nil
  }

  /// Whether a turn reads a member of its row, or hands the row to what does.
  private func reads(_ row: UInt32, in region: Region) -> Bool {
    facts.values.contains { value in
      guard value.start >= region.span.start, value.start < region.span.end else { return false }
      if value.kind == .member {
        let base = facts.values[Int(value.a)]
        return base.kind == .symbol && base.a == row
      }
      return value.kind == .symbol && value.a == row && isGiven(row, in: region)
    }
  }

  private func isGiven(_ row: UInt32, in region: Region) -> Bool {
    (region.firstInstruction.index..<region.endInstruction.index).contains { index in
      let step = facts.instructions[index]
      return step.operation == .call
        && facts.valueList(ListID(step.b)).contains { id in
          facts.values[id.index].kind == .symbol && facts.values[id.index].a == row
        }
    }
  }

  private func refreshes(in region: Region) -> Bool {
    calls.contains { position in
      let site = program.call(at: position)
      return site.isCalled("refresh")
        && region.span.contains(site.instruction.span)
    }
  }

  /// Whether one statement reads rows between the commit and the loop: it may have read them all.
  private func isReadAgain(between step: Int, and use: SourcePlace) -> Bool {
    calls.contains { position in
      let site = program.call(at: position)
      return site.resolved.place.id.index > step && site.instruction.start < use.span.start
        && site.effects.contains { $0.kind == .query }
        && ["all", "scalars", "execute", "fetchall"].contains(site.calledName)
    }
  }
}
