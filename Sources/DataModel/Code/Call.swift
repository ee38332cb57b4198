// One call of the source: what is called, and with what.

import Facts
import Queries
import SemanticModel

/// A call or a construction.
struct Call {
  let code: Code
  let unit: Int
  let id: InstructionID
  /// Whether it is the call that `f.bind(owner, …)` prepares, and not that of `bind`.
  private(set) var isPrepared = false

  init(code: Code, unit: Int, id: InstructionID) {
    self.code = code
    self.unit = unit
    self.id = id
  }

  var facts: FileFacts { code.units[unit].facts }
  var step: Instruction { facts.instructions[id.index] }
  var callee: Expression {
    let written = Expression(code: code, unit: unit, id: ValueID(step.a))
    return isPrepared ? written.other(written.value.a) : written
  }
  var site: SchemaSite { code.site(step.span, in: unit) }

  /// The last name of what is called; empty for what has none.
  var name: String { callee.lastName ?? "" }

  /// The variable of the file that holds what the call gives.
  var symbolName: String? {
    facts.symbols.lazy.filter { symbol in
      guard symbol.kind == .variable, symbol.value.isPresent else { return false }
      let value = self.facts.values[symbol.value.index]
      return value.kind == .result && Int(value.a) == self.id.index
    }
    .first.map { facts.names.string($0.name) }
  }

  /// What the method is called on.
  var receiver: Expression? {
    let callee = callee
    return callee.kind == .member ? callee.other(callee.value.a) : nil
  }

  /// All arguments as they stand; Python's named ones as one object at the end.
  var arguments: [Expression] {
    facts.valueList(ListID(step.b)).dropFirst(isPrepared ? 1 : 0)
      .map { Expression(code: code, unit: unit, id: $0) }
  }

  /// The arguments that are given by position.
  var positional: [Expression] {
    arguments.filter { !$0.value.flags.contains(.keywords) }
  }

  /// The arguments that are given by name.
  var named: Expression? {
    arguments.last.flatMap { $0.value.flags.contains(.keywords) ? $0 : nil }
  }

  /// An argument that is given by name.
  subscript(_ name: String) -> Expression? { named?[name] }

  /// An argument by position, or by its name.
  func argument(_ position: Int, _ name: String) -> Expression? {
    let positional = positional
    return position < positional.count ? positional[position] : self[name]
  }

  /// `f(…)` of `f.bind(owner, …)`, which somebody else will call; nil for any other call.
  var prepared: Call? {
    guard !isPrepared, name == "bind", receiver?.kind == .member, !arguments.isEmpty else {
      return nil
    }
    var call = self
    call.isPrepared = true
    return call
  }

  /// The calls of a chain from its first: `a(1).b(2)` is `a`, `b`.
  var chain: [Call] {
    var result: [Call] = [self]
    var next = self
    for _ in 0..<32 {
      guard let inner = next.receiver?.call else { break }
      result.append(inner)
      next = inner
    }
    return result.reversed()
  }
}

extension Code {
  /// What a function gives back, in the order of its returns.
  func results(of function: FunctionRef) -> [Expression] {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    return (fact.firstInstruction.index..<fact.endInstruction.index).compactMap { position in
      let step = facts.instructions[position]
      guard step.operation == .return, step.a != 0 else { return nil }
      return Expression(code: self, unit: function.unitIndex, id: ValueID(step.a))
    }
  }
}
