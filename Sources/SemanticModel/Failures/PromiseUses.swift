// What becomes of the result of each call of a file: chained, awaited, or dropped.

import Facts

/// For every step of a file, what follows its result; made in one pass.
struct PromiseUses {
  /// By instruction: the call of a method of its result, or 0.
  private var links: [Int32]
  /// By instruction: whether its result is awaited, or dropped on purpose.
  private var marks: [Marks]
  private let facts: FileFacts

  private struct Marks: OptionSet {
    let rawValue: UInt8
    static let awaited = Marks(rawValue: 1)
    /// Behind `void`, which says so.
    static let voided = Marks(rawValue: 2)
  }

  init(_ facts: FileFacts) {
    self.facts = facts
    marks = Array(repeating: [], count: facts.instructions.count)
    links = Array(repeating: 0, count: facts.instructions.count)
    for (index, step) in facts.instructions.enumerated().dropFirst()
    where step.operation == .call || step.operation == .await {
      let operand = facts.values[Int(step.a)]
      switch step.operation {
      case .call where operand.kind == .member:
        let base = facts.values[Int(operand.a)]
        guard base.kind == .result, links[Int(base.a)] == 0 else { continue }
        links[Int(base.a)] = Int32(index)
      case .await where operand.kind == .result: marks[Int(operand.a)].insert(.awaited)
      default: continue
      }
    }
    noteVoided()
  }

  private mutating func noteVoided() {
    for value in facts.values where value.kind == .unary {
      guard Operator(rawValue: value.detail) == .void else { continue }
      let operand = facts.values[Int(value.a)]
      if operand.kind == .result { marks[Int(operand.a)].insert(.voided) }
    }
  }

  /// Follows the chain behind a call.
  func chain(from start: InstructionID) -> Chain {
    var chain = Chain(last: start, isAwaited: marks[start.index].contains(.awaited))
    var steps = 0
    while links[chain.last.index] != 0, steps < 32 {
      steps += 1
      chain.last = InstructionID(Int(links[chain.last.index]))
      let link = facts.instructions[chain.last.index]
      let name = facts.names.string(NameID(facts.values[Int(link.a)].b))
      chain.methods.append(name)
      let count = facts.list(ListID(link.b)).count
      if name == "catch" || name == "then" && count > 1 {
        chain.catches = true
        chain.catcher = chain.catcher ?? chain.last
      }
      if marks[chain.last.index].contains(.awaited) { chain.isAwaited = true }
    }
    chain.isVoided = marks[chain.last.index].contains(.voided)
    // A call of Python runs to its end, and fails where it stands.
    chain.isDropped =
      facts.language != .python && facts.instructions[chain.last.index].flags.contains(.discarded)
      && !chain.isAwaited
      && !chain.isVoided
    return chain
  }

  /// A call and the calls of methods of its result.
  struct Chain {
    var last: InstructionID
    var methods: [String] = []
    var catches = false
    var isAwaited: Bool
    var isDropped = false
    /// It stands behind `void`.
    var isVoided = false
    /// The first call of the chain that catches.
    var catcher: InstructionID?
  }
}
