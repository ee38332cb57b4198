// Contexts whose value is another object at each render of the component that gives it.

import Facts
import SourceText
import Workspace

/// A value of a context that changes for those who do not read what has changed.
package struct SharedContext: Sendable {
  package let place: SourcePlace
  package let component: FunctionRef
  /// The state that changes.
  package let cell: StateCell
  package let cause: FrequentCause?
  /// Components that read the context and render for nothing.
  package let consumers: [SourcePlace]
  /// Whether the state is part of the value.
  package let isInside: Bool
  /// Whether the renders are felt: a reader shows a list or works itself, or there are many.
  package let isFelt: Bool
  /// The functions of the value that are made anew at each render as well.
  package let freshFunctions: [String]
}

extension Program {
  /// Values of contexts that make components render for what they do not read.
  package var sharedContexts: [SharedContext] {
    guard !contextGivers.isEmpty else { return [] }
    return react.inOrder.filter {
      !$0.cells.isEmpty && !isNeverShown($0.unit) && !isCompiled($0.unit)
    }.flatMap { file in
      file.givers(in: self).compactMap { self.shared($0, file) }
    }
  }

  /// Whether the package of a file has React's compiler, which keeps what components make until it changes.
  func isCompiled(_ unit: Int) -> Bool {
    let compiled = answers.compiledPackages.value {
      Set(
        workspace.packages.filter { package in
          package.dependencies.contains {
            ["babel-plugin-react-compiler", "react-compiler-webpack"].contains($0.name)
          }
        }.map(\.folder)
      )
    }
    return !compiled.isEmpty && compiled.contains(packageFolder(of: unit))
  }

  /// The calls by which components read a context.
  func uses(ofContext context: ValueRef) -> [CallSite] {
    calls(playing: [.contextRead]).filter { site in
      guard site.unit.isRunning,
        let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
      else { return false }
      return traced(ValueRef(unit: site.place.unit, id: first)) == context
    }.flatMap(uses(ofReader:))
  }

  /// The calls by which components read a context: the call itself, or those of the hook that wraps it.
  private func uses(ofReader site: CallSite) -> [CallSite] {
    let hook = outermost(site.function)
    let name = name(of: hook)
    guard name.hasPrefix("use"), elements(in: hook).isEmpty else { return [site] }
    return hookCalls(of: hook)
  }

  private func shared(
    _ giver: Giver,
    _ file: ReactFile
  ) -> SharedContext? {
    let uses = uses(ofContext: giver.context)
    guard uses.count > 1, let made = madeAnew(giver.value, in: giver.component) else { return nil }
    let entries = entries(of: made)
    guard !entries.isEmpty, entries.allSatisfy({ !$0.name.isEmpty }) else { return nil }
    let frequent = frequentCells
    for id in file.cellIDs {
      let cell = file.cells[id.position]
      guard cell.component == giver.component, !cell.writes.isEmpty else { continue }
      let names = entries.filter { cells(readBy: $0.value).contains(id) }.map(\.name)
      let idle = uses.filter { use in
        let taken = members(takenOf: use)
        return !taken.isEmpty && taken.isDisjoint(with: names)
      }
      // What seldom changes is felt where many read something else.
      // Who reads which of several givers, nothing tells.
      let isOnly = contextGivers[giver.context]?.count == 1
      let least =
        frequent[id] != nil ? 2 : names.isEmpty && isOnly && isSetByHand(id) ? 5 : Int.max
      guard idle.count >= least else { continue }
      return SharedContext(
        place: SourcePlace(unit: file.unit, span: value(made).span),
        component: giver.component,
        cell: cell,
        cause: frequent[id],
        consumers: idle.map(\.place),
        isInside: !names.isEmpty,
        isFelt: idle.count >= 5 || idle.contains { isCostly(outermost($0.function)) },
        freshFunctions: entries.filter { value(traced($0.value)).kind == .function }.map(\.name)
      )
    }
    return nil
  }
}

/// An element that gives a context a value.
struct Giver: Sendable {
  let context: ValueRef
  let value: ValueRef
  let component: FunctionRef
}

extension Program {
  /// By context: the elements that give it values.
  var contextGivers: [ValueRef: [Giver]] {
    answers.contextGivers.value {
      guard !calls(playing: [.context]).isEmpty else { return [:] }
      return Dictionary(grouping: react.inOrder.flatMap { $0.givers(in: self) }, by: \.context)
    }
  }

  /// What a call that reads a context gets.
  func values(readBy site: CallSite) -> [ValueRef] {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else { return [] }
    let context = traced(ValueRef(unit: site.place.unit, id: first))
    return (contextGivers[context] ?? []).map(\.value)
  }
}

extension ReactFile {
  /// The elements of a file that give contexts their values: `<Cart.Provider value={…}>`, `<Cart value={…}>`.
  fileprivate func givers(in program: Program) -> [Giver] {
    let facts = program.units[unit].facts
    return facts.instructions.compactMap { step -> Giver? in
      guard step.operation == .element, let props = facts.list(ListID(step.b)).first else {
        return nil
      }
      var tag = facts.values[Int(step.a)]
      var place = ValueRef(unit: unit, id: ValueID(step.a))
      if tag.kind == .member, facts.names.string(NameID(tag.b)) == "Provider" {
        place = ValueRef(unit: unit, id: ValueID(tag.a))
        tag = facts.values[Int(tag.a)]
      }
      guard tag.kind == .symbol,
        let value = program.entry(
          named: "value",
          of: ValueRef(unit: unit, id: ValueID(props))
        )
      else { return nil }
      let context = program.traced(place)
      let made = program.value(context)
      guard made.kind == .result,
        let call = program.table.position(
          of: CallRef(unit: context.unitIndex, id: InstructionID(made.a))
        ), program.call(at: call).plays(.context)
      else { return nil }
      return Giver(
        context: context,
        value: value,
        component: program.outermost(program.function(of: step, in: unit))
      )
    }
  }
}
