// Routes that make a row each time that they are asked, whatever the request says.

import Facts

/// A route and the row that it makes.
package struct RepeatableCreation: Sendable {
  package let route: Route
  /// The call that makes the row.
  package let site: CallSite
  /// Folded.
  package let table: String
  /// Whether the code declares the table, so that its keys are known.
  package let isDeclared: Bool
}

extension Program {
  /// The POST routes that make a row without a unique key, in order of file and place.
  package var repeatableCreations: [RepeatableCreation] {
    let kinds = reachedKinds
    let keys = RowKeys(of: self)
    var search = CreationSearch(program: self, kinds: kinds, uses: TableUses(program: self))
    var seen: Set<Int> = []
    var result: [RepeatableCreation] = []
    for route in routes where route.verb == "POST" {
      guard let handler = route.handler, units[handler.unitIndex].isRunning,
        let found = search.creation(from: handler), seen.insert(found.site.position).inserted
      else { continue }
      // Whatever else is unique, the same request makes the same row.
      guard !keys.hasNaturalKey(found.table, brought: broughtColumns(to: found.site)) else {
        continue
      }
      result.append(
        RepeatableCreation(
          route: route,
          site: found.site,
          table: found.table,
          isDeclared: keys.knows(found.table)
        )
      )
    }
    return result.sorted { $0.site.place < $1.site.place }
  }
}

extension Program {
  /// The columns of a new row whose values are taken as they come: `number: input.number`.
  private func broughtColumns(to site: CallSite) -> Set<String> {
    let facts = site.unit.facts
    var result: Set<String> = []
    var pending = facts.valueList(ListID(site.instruction.b)).prefix(1).map { $0 }
    while let id = pending.popLast(), result.count < 64 {
      let value = facts.values[id.index]
      guard value.kind == .object else { continue }
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where NameID(words[position]) != .any {
        let entry = facts.values[Int(words[position + 1])]
        if entry.kind == .object { pending.append(ValueID(words[position + 1])) }
        if entry.kind == .member { result.insert(facts.names.string(NameID(words[position]))) }
      }
    }
    return result
  }
}

/// Follows handlers to the rows that they make.
private struct CreationSearch {
  let program: Program
  let kinds: ReachedKinds
  var uses: TableUses
  /// What functions make, as far as they were looked at.
  private var rows: [FunctionRef: (site: CallSite, table: String)?] = [:]

  init(program: Program, kinds: ReachedKinds, uses: TableUses) {
    self.program = program
    self.kinds = kinds
    self.uses = uses
  }

  /// Tables whose rows are a record of what happened: twice is as good as once.
  private static let records: Set<String> = [
    "log", "history", "event", "token", "session", "message", "notification", "audit", "view",
    "visit", "attempt", "activity", "metric", "outbox", "user", "refreshtoken", "otp",
  ]

  mutating func creation(from handler: FunctionRef) -> (site: CallSite, table: String)? {
    var queue: [(FunctionRef, Int)] = [(handler, 0)]
    var seen: Set<FunctionRef> = [handler]
    var head = 0
    while head < queue.count, head < 64 {
      let (function, depth) = queue[head]
      head += 1
      let calls = program.calls(in: function)
      if isGuarded(function, calls) { return nil }
      let known = rows[function] ?? made(in: function, calls)
      rows[function] = .some(known)
      if let found = known {
        return Self.records.contains { found.table.hasSuffix($0) } ? nil : found
      }
      guard depth < 4 else { continue }
      for position in calls {
        for target in program.calls[position].targets where seen.insert(target).inserted {
          queue.append((target, depth + 1))
        }
        for use in program.table.callbacks(ofCall: position)
        where seen.insert(use.function).inserted {
          queue.append((use.function, depth + 1))
        }
      }
    }
    return nil
  }

  /// Whether something in a function speaks of a request that came before.
  private func isGuarded(_ function: FunctionRef, _ calls: Range<Int>) -> Bool {
    let facts = program.units[function.unitIndex].facts
    return calls.contains { position in
      let step = facts.instructions[program.calls[position].place.id.index]
      let callee = facts.values[Int(step.a)]
      let name: NameID
      switch callee.kind {
      case .member: name = NameID(callee.b)
      case .symbol: name = facts.symbols[Int(callee.a)].name
      default: return false
      }
      return facts.names.holds("idempot", in: name) || facts.names.holds("dedup", in: name)
    }
  }

  /// The row that a function makes itself; one that it looks for before counts as a record.
  private mutating func made(in function: FunctionRef, _ calls: Range<Int>) -> (
    site: CallSite, table: String
  )? {
    guard !calls.isEmpty else { return nil }
    var finder = RaceFinder(program, calls, kinds, [:], &uses, isFile: false)
    for access in finder.accesses where access.isOwn {
      guard let table = finder.insertedTable(by: access), !table.isEmpty else { continue }
      let isChecked = finder.accesses.contains { other in
        other.position < access.position && other.read?.table == table
      }
      return isChecked ? (access.site, "log") : (access.site, table)
    }
    return nil
  }
}

extension Program {
  /// The calls that stand in a function, without those of the functions inside it.
  package func calls(in function: FunctionRef) -> Range<Int> {
    let all = table.calls(of: function.unitIndex)
    let own = units[function.unitIndex].facts.functions[function.id.index]
    func first(from instruction: InstructionID) -> Int {
      var (low, high) = (all.lowerBound, all.upperBound)
      while low < high {
        let middle = (low + high) / 2
        if calls[middle].place.id < instruction { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return first(from: own.firstInstruction)..<first(from: own.endInstruction)
  }
}
