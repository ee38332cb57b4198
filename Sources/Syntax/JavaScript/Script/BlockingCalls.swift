// Which calls of a script wait, and which functions therefore have to be asynchronous.

import SyntaxTree

/// Functions of a script's libraries that wait: `k6/http` has `get`, `k6` has `sleep`.
package typealias BlockingFunctions = [String: Set<String>]

/// Colours calls that wait and the functions around them, until nothing changes.
///
/// Functions are known by their names over all modules: one call too many that is awaited does no
/// harm, one too few would not wait.
struct BlockingCalls {
  let modules: [ScriptModule]
  private let scopes: [Scope]
  /// Names of functions, and of methods and other members, that wait.
  private var names: Set<String> = []
  private var members: Set<String> = []
  /// Parameters that are functions that wait: function and name.
  private var parameters: Set<Parameter> = []
  private(set) var calls: [Set<NodeID>]
  private(set) var functions: [Set<NodeID>]
  /// Calls such as `list.map(f)` of a function that waits.
  private(set) var walks: [Set<NodeID>]
  private(set) var problem: ScriptProblem?

  private struct Parameter: Hashable {
    let module: Int
    let function: NodeID
    let name: String
  }

  static let walkers: Set = [
    "forEach", "map", "filter", "some", "every", "find", "findIndex", "reduce", "flatMap",
  ]
  /// They take a function and do not wait for it themselves.
  private static let careless: Set = ["setTimeout", "then", "catch", "finally"]

  init(modules: [ScriptModule], libraries: BlockingFunctions) {
    self.modules = modules
    scopes = modules.map { Scope(of: $0, libraries: libraries) }
    calls = Array(repeating: [], count: modules.count)
    functions = calls
    walks = calls
    var hasChanged = true
    while hasChanged, problem == nil {
      hasChanged = false
      for index in modules.indices where visit(index) { hasChanged = true }
    }
  }

  private mutating func visit(_ index: Int) -> Bool {
    var hasChanged = false
    let module = modules[index]
    for id in 1..<max(1, NodeID(module.tree.count)) where !calls[index].contains(id) {
      let node = module.tree.node(id)
      guard node.kind == .call || node.kind == .new, waits(node, in: index) else { continue }
      calls[index].insert(id)
      hasChanged = true
      colourFunction(around: node, in: index)
    }
    return hasChanged
  }

  // MARK: - Calls

  private mutating func waits(_ call: AnyNode, in index: Int) -> Bool {
    let callee = call.node(call.record.a)
    let arguments = call.list(call.record.b)
    let waiting = arguments.indices.filter { isWaitingFunction(arguments[$0], in: index) }
    if call.kind == .new { return false }
    if !waiting.isEmpty, callee.kind == .member, Self.walkers.contains(property(callee, in: index))
    {
      walks[index].insert(call.id)
      return true
    }
    for position in waiting { pass(position, to: callee, in: index) }
    if isCheck(callee, in: index), arguments.contains(where: { holdsWaiting($0, in: index) }) {
      return true
    }
    return calleeWaits(callee, in: index)
  }

  private func calleeWaits(_ callee: AnyNode, in index: Int) -> Bool {
    let scope = scopes[index]
    switch callee.kind {
    case .function, .arrow: return functions[index].contains(callee.id)
    case .identifier:
      let name = callee.text
      return scope.functions.contains(name) || names.contains(scope.aliases[name] ?? name)
        || isWaitingParameter(callee, in: index)
    case .member:
      let name = property(callee, in: index)
      let object = callee.node(callee.record.a)
      if object.kind == .identifier, let library = scope.libraries[object.text] {
        return library.contains(name)
      }
      if ["call", "apply"].contains(name), calleeWaits(object, in: index) { return true }
      let isModule = object.kind == .identifier && scope.namespaces.contains(object.text)
      return members.contains(name) || (isModule && names.contains(name))
    default: return false
    }
  }

  private func property(_ member: AnyNode, in index: Int) -> String {
    modules[index].tree.source.text(member.record.c, member.end)
  }

  private func isCheck(_ callee: AnyNode, in index: Int) -> Bool {
    callee.kind == .identifier && scopes[index].checks.contains(callee.text)
  }

  private func isWaitingFunction(_ node: AnyNode, in index: Int) -> Bool {
    switch node.kind {
    case .function, .arrow: functions[index].contains(node.id)
    case .identifier, .member: calleeWaits(node, in: index)
    default: false
    }
  }

  private func holdsWaiting(_ object: AnyNode, in index: Int) -> Bool {
    guard object.kind == .object else { return false }
    return object.list(object.record.a).contains { member in
      member.kind == .property && isWaitingFunction(member.node(member.record.b), in: index)
    }
  }

  private func isWaitingParameter(_ name: AnyNode, in index: Int) -> Bool {
    let module = modules[index]
    var function = module.function(around: name)
    while let place = function {
      let parameter = Parameter(module: index, function: place.id, name: name.text)
      if parameters.contains(parameter) { return true }
      function = module.function(around: place)
    }
    return false
  }

  /// A function that waits is handed to another, which will call it by its parameter's name.
  private mutating func pass(_ position: Int, to callee: AnyNode, in index: Int) {
    let name: String
    switch callee.kind {
    case .identifier: name = scopes[index].aliases[callee.text] ?? callee.text
    case .member: name = property(callee, in: index)
    default: return
    }
    for (number, module) in modules.enumerated() {
      for function in scopes[number].declared[name] ?? [] {
        let list = module.tree.node(function).list(module.tree.node(function).record.b)
        guard position < list.count, list[position].kind == .identifier else { continue }
        let text = list[position].text
        parameters.insert(Parameter(module: number, function: function, name: text))
      }
    }
  }

  // MARK: - Functions

  private mutating func colourFunction(around call: AnyNode, in index: Int) {
    let module = modules[index]
    guard let function = module.function(around: call) else {
      problem = ScriptProblem(
        module,
        at: call.start,
        "requests and pauses belong into functions; the init stage must not wait"
      )
      return
    }
    guard !function.has(.async), functions[index].insert(function.id).inserted else { return }
    if let place = Self.cannotWait(function, in: module) {
      problem = ScriptProblem(
        module,
        at: call.start,
        "this waits, and \(place) cannot: move it into a function"
      )
      return
    }
    for name in Scope.names(of: function, in: module) {
      names.insert(name.text)
      if name.isMember { members.insert(name.text) }
    }
    checkReceiver(of: function, in: index)
  }

  private static func cannotWait(_ function: AnyNode, in module: ScriptModule) -> String? {
    if function.kind == .field || function.kind == .staticBlock { return "a class's field" }
    if function.has(.generator) { return "a generator" }
    let holder = module.parent(of: function)
    guard holder.kind == .method || holder.kind == .property else { return nil }
    if holder.has(.getter) || holder.has(.setter) { return "a getter or setter" }
    let key = holder.node(holder.record.a)
    return holder.kind == .method && key.text == "constructor" ? "a constructor" : nil
  }

  /// A function that waits is of no use to one that knows nothing of waiting.
  private mutating func checkReceiver(of function: AnyNode, in index: Int) {
    let module = modules[index]
    let call = module.parent(of: function)
    guard call.kind == .call || call.kind == .new else { return }
    let callee = call.node(call.record.a)
    guard callee.id != function.id else { return }
    let name = callee.kind == .member ? property(callee, in: index) : callee.text
    let isKnown =
      scopes.contains { $0.declared[name] != nil } || Self.walkers.contains(name)
      || Self.careless.contains(name) || scopes[index].functions.contains(name)
      || isCheck(callee, in: index) || calleeWaits(callee, in: index)
      || scopes[index].aliases[name] != nil
    guard !isKnown else { return }
    problem = ScriptProblem(
      module,
      at: function.start,
      "this function waits, and \(name) does not wait for it: use a loop"
    )
  }
}
