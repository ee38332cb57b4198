// Which function looks a caller up behind a middleware that signs in.

import Facts

/// The strategies of signing in, and the functions that ask for them by name.
struct SignIn {
  /// What each strategy calls, with the package that it comes from (`passport-jwt`).
  var verifiers: [(package: String, function: FunctionRef)] = []
  /// By function: the names of strategies that it signs in by, itself or through what it calls.
  var names: [FunctionRef: [String]] = [:]
  /// By call of such a middleware's maker: the names that it is given.
  var namesByCall: [CallRef: [String]] = [:]
}

extension Evaluator {
  /// Reads the strategies and the middlewares of the program.
  mutating func signIn(_ sources: RouteSources) -> SignIn {
    var result = SignIn()
    for call in sources.table.calls where !call.operations.isEmpty {
      for operation in call.operations {
        switch operation.routing(index) {
        case .verifies: result.verifiers += verifiers(of: call)
        case .signsIn: note(call, in: &result, sources)
        default: continue
        }
        break
      }
    }
    return result
  }

  private mutating func verifiers(of call: ResolvedCall) -> [(
    package: String, function: FunctionRef
  )] {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    let callee = followed(ValueRef(unit: unit, id: ValueID(instruction.a)), .none)
    let facts = units[callee.unitIndex].facts
    var base = facts.values[callee.id.index]
    if base.kind == .member { base = facts.values[Int(base.a)] }
    if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
    let package =
      base.kind == .module ? facts.names.string(facts.imports[Int(base.a)].specifier) : ""
    return functions(in: .last, of: instruction, in: unit).map { (package, $0.function) }
  }

  private mutating func note(
    _ call: ResolvedCall,
    in result: inout SignIn,
    _ sources: RouteSources
  ) {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    guard let first = units[unit].list(ListID(instruction.b)).first else { return }
    let found = texts(of: ValueRef(unit: unit, id: ValueID(first)), .none, sources.table)
    let names = found.filter(\.isKnown).map(\.text)
    result.namesByCall[call.place] = names
    // The middleware is a closure or two around the call.
    var level = [FunctionRef(unit: unit, id: call.function)]
    for _ in 0..<4 {
      var next: [FunctionRef] = []
      for function in level
      where function.id != FileFacts.module && result.names[function] == nil {
        result.names[function] = names
        next += sources.callers[Int(units.number(function))].map { step in
          let caller = sources.table.calls[Int(step.call)]
          return FunctionRef(unit: caller.place.unitIndex, id: caller.function)
        }
      }
      level = next
    }
  }

  /// What looks callers up behind one argument of a registration.
  mutating func verifiers(
    behind ref: ValueRef,
    _ functions: [FunctionRef],
    _ sources: RouteSources
  ) -> [FunctionRef] {
    let all = sources.signIn.verifiers
    guard !all.isEmpty else { return [] }
    var names: [String] = []
    let value = units[ref.unitIndex].facts.values[ref.id.index]
    if value.kind == .result {
      let call = CallRef(unit: ref.unitIndex, id: InstructionID(value.a))
      names += sources.signIn.namesByCall[call] ?? []
    }
    for function in functions { names += sources.signIn.names[function] ?? [] }
    guard let name = names.first else { return [] }
    if all.count == 1 { return all.map(\.function) }
    return all.filter { $0.package.contains(name) }.prefix(1).map(\.function)
  }
}
