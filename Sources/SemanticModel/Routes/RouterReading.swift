// Which router a registering call speaks to, and under which path.

import Facts

extension Evaluator {
  /// The routers that a receiver may be.
  mutating func routers(
    behind receiver: ValueRef,
    _ call: ResolvedCall,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> [RouterID] {
    guard receiver.id.isPresent else { return [] }
    let root = base(of: receiver, bound)
    let value = units[root.unitIndex].facts.values[root.id.index]
    if value.kind == .parameter, value.detail == 0 {
      let function = FunctionRef(unit: root.unitIndex, id: FunctionID(value.a))
      if sources.plugins.contains(function) { return [.plugin(function)] }
    }
    var found = routers(in: evaluate(root.id, in: root.unitIndex))
    if found.isEmpty {
      found = call.operations.compactMap { $0.origin.map { .made($0) } }
    }
    let routers = individual(
      distinct(owned(found, by: receiver, bound, sources)),
      by: root,
      bound,
      sources
    )
    // Which of several it is, is told by whoever calls; where that is not known, none of them is named.
    return routers.count > 1 ? [.made(root)] : routers
  }

  /// Routers that were made, rather than those that an annotation only mentions.
  private func distinct(_ found: [RouterID]) -> [RouterID] {
    var result: [RouterID] = []
    for router in found where !result.contains(router) { result.append(router) }
    let made = result.filter { router in
      guard case .made(let place) = router else { return true }
      return units[place.unitIndex].facts.values[place.id.index].kind != .type
    }
    return made.isEmpty ? result : made
  }

  /// The routers among what a value may be.
  mutating func routers(in set: EntitySetID) -> [RouterID] {
    var result: [RouterID] = []
    for entity in members(of: set) {
      switch entities[entity] {
      case .library(let type, let origin):
        if index.isRouter(type), let origin { result.append(.made(origin)) }
      case .instance(let type):
        // `class App(Flask)`: the class stands for the one application that is made of it.
        let parent = units[type.unitIndex].facts.classes[type.id.index].superclass
        let place = ValueRef(unit: type.unitIndex, id: parent)
        for inner in members(of: instances(of: evaluate(parent, in: type.unitIndex), origin: place))
        {
          guard case .library(let library, _) = entities[inner], index.isRouter(library) else {
            continue
          }
          result.append(.made(place))
        }
      case .exports(let unit):
        let whole = whole(of: Int(unit))
        for inner in members(of: whole) {
          guard case .library(let type, let origin) = entities[inner] else { continue }
          if index.isRouter(type), let origin { result.append(.made(origin)) }
        }
      default: continue
      }
    }
    return result
  }

  /// The router at the start of a chain: `router.route("/x").get(f).post(g)`.
  private mutating func base(of receiver: ValueRef, _ bound: Bindings) -> ValueRef {
    var ref = followed(receiver, bound)
    for _ in 0..<32 {
      guard let link = link(before: ref) else { return ref }
      ref = followed(link, bound)
    }
    return ref
  }

  /// The receiver of the call that a value is the result of.
  private func link(before ref: ValueRef) -> ValueRef? {
    let facts = units[ref.unitIndex].facts
    let value = facts.values[ref.id.index]
    guard value.kind == .result else { return nil }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    guard callee.kind == .member, facts.values[Int(callee.a)].kind != .global else { return nil }
    let base = facts.values[Int(callee.a)]
    guard base.kind != .module else { return nil }
    // `express.Router()` makes a router: its receiver is the package.
    if base.kind == .symbol {
      let symbol = facts.symbols[Int(base.a)]
      let origin = facts.values[symbol.value.index]
      if symbol.kind == .import || origin.kind == .module { return nil }
    }
    return ValueRef(unit: ref.unitIndex, id: ValueID(callee.a))
  }

  /// The path that the calls before in a chain put in front: `route("/x")`, `basePath("/x")`.
  mutating func scope(of receiver: ValueRef, _ bound: Bindings, _ sources: RouteSources) -> PathText
  {
    var scope = PathText.empty
    var ref = followed(receiver, bound)
    for _ in 0..<32 {
      let value = units[ref.unitIndex].facts.values[ref.id.index]
      guard value.kind == .result else { break }
      let call = CallRef(unit: ref.unitIndex, id: InstructionID(value.a))
      guard let position = sources.table.position(of: call) else { break }
      if sources.table.calls[position].operations.contains(where: { $0.routing(index) == .scope }) {
        let instruction = units[ref.unitIndex].facts.instructions[Int(value.a)]
        let first = units[ref.unitIndex].list(ListID(instruction.b)).first
        let own = first.map {
          text(of: ValueRef(unit: ref.unitIndex, id: ValueID($0)), bound, sources.table)
        }
        if let own { scope = scope.under(own) }
      }
      guard let link = link(before: ref) else { break }
      ref = followed(link, bound)
    }
    return scope
  }
}
