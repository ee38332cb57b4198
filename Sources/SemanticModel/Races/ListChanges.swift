// Lists inside of documents that are changed by what an earlier read of the document showed.

import Facts
import Queries

/// A list of a document that a function reads, and changes by what it has read.
package struct ListChange: Sendable {
  /// The field: `likes`.
  package let field: String
  package let function: FunctionRef
  /// What looks into the list, or the read where the list is replaced.
  package let check: CallSite
  /// What changes the list.
  package let change: SourcePlace
  /// What stores it; the same call where an operator of an update does.
  package let write: CallSite
  package let kind: Kind

  package enum Kind: Sendable, Hashable {
    /// An element is added because the list did not have it.
    case added
    /// The list is replaced by what was left of it.
    case replaced
  }
}

extension Program {
  /// Lists of documents that requests change by what they have read, in order of file and place.
  package var listChanges: [ListChange] {
    let known = Set(
      races.map { "\($0.write.function.unit) \($0.write.function.id.index) \($0.subject)" }
    )
    return collectionsRead.keys.sorted().flatMap { function -> [ListChange] in
      let calls = self.calls(in: function)
      guard let first = calls.first, call(at: first).unit.isRunning,
        call(at: first).isReached(from: [EntryKinds(.request), EntryKinds(.socket)]),
        calls.count <= 400
      else { return [] }
      let reader = ListChangeReader(self, function, calls)
      return reader.changes().filter {
        !known.contains("\(function.unit) \(function.id.index) \($0.field)")
      }
    }
  }
}

/// Reads one function.
private struct ListChangeReader {
  let program: Program
  let function: FunctionRef
  let calls: Range<Int>
  let facts: FileFacts
  /// The last parts of the names of the lists that documents of the function hold.
  let lists: Set<String>

  private static let looking: Set<String> = [
    "includes", "some", "find", "findIndex", "indexOf", "every",
  ]
  private static let guarding: Set<String> = ["startSession", "withTransaction", "transaction"]

  init(_ program: Program, _ function: FunctionRef, _ calls: Range<Int>) {
    self.program = program
    self.function = function
    self.calls = calls
    facts = program.units[function.unitIndex].facts
    let read = program.collectionsRead[function] ?? []
    lists = Set(
      program.schema.tables.filter { read.contains($0.name) }.flatMap { table in
        table.columns.filter { $0.type == .array }.map { GrownArrays.last($0.name) }
      }
    )
  }

  func changes() -> [ListChange] {
    guard !lists.isEmpty else { return [] }
    let sites = calls.map { program.call(at: $0) }
    guard !sites.contains(where: { Self.guarding.contains($0.calledName) }) else { return [] }
    let added = additions(sites)
    return added + replacements(sites, besides: Set(added.map(\.field)))
  }

  // MARK: Elements that are added

  private func additions(_ sites: [CallSite]) -> [ListChange] {
    let checks = sites.filter { site in
      Self.looking.contains(site.calledName)
        && GrownArrays.field(behind: site).map(lists.contains) ?? false
    }
    guard !checks.isEmpty else { return [] }
    let flow = FunctionFlow(facts, of: function.id)
    let branches = RaceFinder.branches(of: function.id, facts)
    var seen: Set<String> = []
    return checks.compactMap { check -> ListChange? in
      guard let field = GrownArrays.field(behind: check), !seen.contains(field) else { return nil }
      let position = check.resolved.place.id.index
      let deciding = branches.filter { flow.dependencies(of: $0.subject).contains(position) }
      guard !deciding.isEmpty else { return nil }
      for site in sites where site.position > check.position {
        guard let write = write(of: field, by: site, among: sites),
          decides(deciding, over: site.resolved.place.id.index)
        else { continue }
        seen.insert(field)
        return ListChange(
          field: field,
          function: function,
          check: check,
          change: site.place,
          write: write,
          kind: .added
        )
      }
      return nil
    }
  }

  /// What stores the element that a call adds to a list; nil where it adds none, or asks again in the statement.
  private func write(of field: String, by site: CallSite, among sites: [CallSite]) -> CallSite? {
    if ["push", "unshift"].contains(site.calledName), GrownArrays.field(behind: site) == field {
      return sites.first { $0.position > site.position && $0.calledName == "save" }
    }
    let pushed = GrownArrays.fields(pushedBy: site, ["$push"]).map { GrownArrays.last($0) }
    guard pushed.contains(field) else { return nil }
    let selects = site.arguments.first?.properties.contains { GrownArrays.last($0.name) == field }
    return selects ?? false ? nil : site
  }

  private func decides(_ branches: [RaceFinder.Branch], over position: Int) -> Bool {
    branches.contains { branch in
      branch.span.contains(position) || branch.leaves && branch.span.upperBound <= position
    }
  }

  // MARK: Lists that are replaced

  private func replacements(_ sites: [CallSite], besides known: Set<String>) -> [ListChange] {
    guard sites.contains(where: { $0.calledName == "save" }) else { return [] }
    var seen = known
    let own = facts.functions[function.id.index]
    return (own.firstInstruction.index..<own.endInstruction.index).compactMap { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, case let target = facts.values[Int(step.a)],
        target.kind == .member, case let field = facts.names.string(NameID(target.b)),
        lists.contains(field), !seen.contains(field), remakes(ValueID(step.b), field, 0),
        let write = sites.first(where: {
          $0.calledName == "save" && $0.resolved.place.id.index > position
        }),
        let read = sites.last(where: { site in
          site.resolved.place.id.index < position && site.calledName.hasPrefix("find")
            && site.effects.contains { $0.kind == .query }
        })
      else { return nil }
      seen.insert(field)
      return ListChange(
        field: field,
        function: function,
        check: read,
        change: SourcePlace(unit: function.unitIndex, span: step.span),
        write: write,
        kind: .replaced
      )
    }
  }

  /// Whether a value is a part of the list itself: `post.likes.filter(…)`, `(option.votes || []).filter(…)`.
  private func remakes(_ id: ValueID, _ field: String, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    guard value.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    guard callee.kind == .member, facts.names.isText("filter", NameID(callee.b)) else {
      return false
    }
    return names(ValueID(callee.a), field, 0)
  }

  private func names(_ id: ValueID, _ field: String, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member: return facts.names.isText(field, NameID(value.b))
    case .choice:
      return facts.valueList(ListID(value.a)).contains { names($0, field, depth + 1) }
    case .binary:
      return names(ValueID(value.a), field, depth + 1) || names(ValueID(value.b), field, depth + 1)
    default: return false
    }
  }
}
