// Connections that the process opens at its start, whose failure is noted and forgotten.

import Facts
import SourceText

/// The opening of a database whose failure ends nothing.
package struct SwallowedStart: Sendable {
  package let site: CallSite
  /// The handler that only notes the failure.
  package let handler: SourcePlace
}

extension Program {
  /// The openings of databases whose failure is written down at most, while the process serves all the same.
  package var swallowedStarts: [SwallowedStart] {
    let services = services.compactMap(\.listening)
    guard !services.isEmpty else { return [] }
    return calls(playing: [.databaseStart]).compactMap { site in
      guard site.unit.isRunning, site.unit.facts.language != .python,
        site.isReached(from: EntryKinds(.startup)), let handler = StartReader(self, site).handler,
        !services.contains(where: handler.decides), !services.contains(where: awaitsOpening)
      else { return nil }
      return SwallowedStart(site: site, handler: handler.place)
    }
  }
}

extension Program {
  /// Whether a port is opened by who hears that the connection is open: `connection.once("open", () => app.listen(…))`.
  private func awaitsOpening(_ listening: CallSite) -> Bool {
    let facts = units[listening.place.unit].facts
    return facts.instructions.contains { step in
      guard step.operation == .call, step.span.start <= listening.place.span.start,
        listening.place.span.end <= step.span.end
      else { return false }
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member,
        ["once", "on"].contains(where: { facts.names.isText($0, NameID(callee.b)) }),
        let event = facts.valueList(ListID(step.b)).first.map({ facts.values[$0.index] }),
        event.kind == .string
      else { return false }
      return ["open", "connected", "ready"].contains { facts.names.isText($0, NameID(event.a)) }
    }
  }
}

/// What becomes of the failure of one call.
private struct StartReader {
  let program: Program
  let site: CallSite
  let facts: FileFacts

  init(_ program: Program, _ site: CallSite) {
    self.program = program
    self.site = site
    facts = site.unit.facts
  }

  struct Handler {
    let place: SourcePlace
    /// What runs only where the call succeeds.
    let success: [ByteSpan]

    /// Whether a call is made only where the database was opened.
    func decides(_ call: CallSite) -> Bool {
      call.place.unit == place.unit
        && success.contains { $0.start <= call.place.span.start && call.place.span.end <= $0.end }
    }
  }

  /// The handler that notes the failure; nil where nothing does, or where it does more.
  var handler: Handler? { chained ?? enclosing }

  /// The handler of a chain: `connect(url).then(…).catch((error) => console.log(error))`.
  private var chained: Handler? {
    let chain = PromiseUses(facts).chain(from: site.resolved.place.id)
    guard let catcher = chain.catcher, catcher == chain.last || !chain.isAwaited else { return nil }
    let call = facts.instructions[catcher.index]
    guard let last = facts.valueList(ListID(call.b)).last, onlyNotes(last) else { return nil }
    // All that stands in the chain before the handler runs after a success.
    return Handler(
      place: SourcePlace(unit: site.place.unit, span: facts.values[last.index].span),
      success: [facts.instructions[catcher.index].span]
    )
  }

  /// The handler of a block: `try { await connect(url); } catch (error) { console.log(error); }`.
  private var enclosing: Handler? {
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == .try {
        let rest = facts.regions.indices.dropFirst(next.index + 1)
        guard site.instruction.isAwaited,
          let index = rest.first(where: {
            facts.regions[$0].kind == .catch && facts.regions[$0].parent == region.parent
          })
        else { return nil }
        let handler = facts.regions[index]
        let range =
          handler.firstInstruction
          .index..<max(
            handler.firstInstruction.index,
            handler.endInstruction.index
          )
        guard !range.isEmpty, onlyNotes(range) else { return nil }
        return Handler(
          place: SourcePlace(unit: site.place.unit, span: handler.span),
          success: [region.span]
        )
      }
      next = region.parent
    }
    return nil
  }

  /// `(error) => console.log(error)`, or `console.error`.
  private func onlyNotes(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .function: return onlyNotes(facts.steps(of: FunctionID(value.a)))
    case .member:
      let base = facts.values[Int(value.a)]
      return base.kind == .global && facts.names.isText("console", NameID(base.a))
    default: return false
    }
  }

  /// Whether some steps write lines, and nothing else.
  private func onlyNotes(_ steps: Range<Int>) -> Bool {
    steps.allSatisfy { index in
      let step = facts.instructions[index]
      switch step.operation {
      case .call:
        let place = CallRef(unit: site.place.unit, id: InstructionID(index))
        guard let position = program.table.position(of: place) else { return true }
        let call = program.call(at: position)
        return call.effects.contains { $0.kind == .log }
          || call.resolved.targets.allSatisfy { target in
            program.cost(of: target).terms.allSatisfy { $0.kind == .log }
          } && !call.resolved.targets.isEmpty
      case .throw, .await, .construct: return false
      default: return true
      }
    }
  }
}
