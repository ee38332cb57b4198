// Which calls stand behind a test that few requests pass, or that an installation passes once.

import Facts
import SourceText
import Workspace

/// For each file: the blocks, and the rest of blocks after an early exit, that run rarely.
struct RareCalls: Sendable {
  /// By unit; empty where nothing of the kind stands in a file.
  private var blocks: [[RegionID: RareErrand]]
  private var rests: [[RegionID: [Rest]]]
  /// Classes of views with a test of their own that lets only those through who run the application.
  private(set) var testedViews: Set<ClassRef> = []

  /// What follows an early exit in a block.
  private struct Rest {
    let start: Int
    let errand: RareErrand
  }

  init(_ program: Program, _ tests: inout PrivilegeTests) {
    blocks = Array(repeating: [:], count: program.units.count)
    rests = Array(repeating: [:], count: program.units.count)
    var refusing: Set<FunctionRef> = []
    for unit in program.units.indices where program.units[unit].role == .source {
      readBlocks(of: unit, program, &tests, &refusing)
    }
    let looks = KeptLooks.calls(in: program)
    for unit in program.units.indices where program.units[unit].role == .source {
      readGuards(of: unit, program, &tests, refusing)
      if let calls = looks[unit] { readLooks(calls, of: unit, program) }
      readViews(of: unit, program, &tests)
    }
  }

  /// Why a call is made rarely, as far as its own function says.
  func errand(of call: CallRef, in units: [Unit]) -> RareErrand? {
    let unit = call.unitIndex
    guard !blocks[unit].isEmpty || !rests[unit].isEmpty else { return nil }
    let facts = units[unit].facts
    var region = facts.instructions[call.id.index].region
    var result: RareErrand?
    for _ in 0..<256 {
      if let held = blocks[unit][region] { result = rarer(result, held) }
      for rest in rests[unit][region] ?? [] where rest.start <= call.id.index {
        result = rarer(result, rest.errand)
      }
      guard region.isPresent, facts.regions[region.index].parent.isPresent else { break }
      region = facts.regions[region.index].parent
    }
    return result
  }

  /// Whether a whole function does nothing for others: its first block leaves unless one of those asks.
  func refusesOthers(_ function: FunctionRef, in units: [Unit]) -> Bool {
    let facts = units[function.unitIndex].facts
    let body = facts.functions[function.id.index].body
    return rests[function.unitIndex][body]?.contains { $0.errand == .administration } ?? false
  }

  private func rarer(_ one: RareErrand?, _ other: RareErrand) -> RareErrand {
    guard let one else { return other }
    return one.rawValue < other.rawValue ? one : other
  }

  private mutating func readBlocks(
    of unit: Int,
    _ program: Program,
    _ tests: inout PrivilegeTests,
    _ refusing: inout Set<FunctionRef>
  ) {
    let facts = program.units[unit].facts
    let verbs = DeletingTests(of: program.units[unit], light: tests.words.light)
    for (position, region) in facts.regions.enumerated()
    where region.kind == .then || region.kind == .otherwise {
      let isTrue = region.kind == .then
      let id = RegionID(position)
      if verbs.lets(region.subject, whenTrue: isTrue) { blocks[unit][id] = .deletion }
      if tests.lets(region.subject, whenTrue: isTrue, in: unit) {
        blocks[unit][id] = .administration
      }
      let leaves = Self.leaves(id, facts)
      guard leaves != .no else { continue }
      let errand: RareErrand
      if tests.lets(region.subject, whenTrue: !isTrue, in: unit) {
        errand = .administration
      } else if isTrue, SetUpTest.isSetUp(region.subject, in: unit, program) {
        errand = .setUp
      } else if verbs.lets(region.subject, whenTrue: !isTrue) {
        errand = .deletion
      } else {
        continue
      }
      let rest = Rest(start: region.endInstruction.index, errand: errand)
      rests[unit][region.parent, default: []].append(rest)
      let function = FunctionRef(unit: unit, id: region.function)
      if errand == .administration, leaves == .byFailing,
        facts.functions[region.function.index].body == region.parent
      {
        refusing.insert(function)
      }
    }
  }

  /// `cached = cache.get(key)`, and what runs only where that gave nothing.
  private mutating func readLooks(_ calls: [Int], of unit: Int, _ program: Program) {
    guard var looks = KeptLooks(program, unit: unit, calls: calls) else { return }
    let facts = program.units[unit].facts
    for position in facts.regions.indices {
      let id = RegionID(position)
      let region = facts.regions[position]
      switch looks.side(of: id) {
      case .missing: blocks[unit][id] = rarer(blocks[unit][id], .keptAnswer)
      case .answering where Self.leaves(id, facts) == .byReturning:
        let rest = Rest(start: region.endInstruction.index, errand: .keptAnswer)
        rests[unit][region.parent, default: []].append(rest)
      default: continue
      }
    }
  }

  /// Views whose `test_func` lets only those through who run the application.
  private mutating func readViews(
    of unit: Int,
    _ program: Program,
    _ tests: inout PrivilegeTests
  ) {
    let facts = program.units[unit].facts
    guard facts.language == .python, facts.names.mayHave("test_func") else { return }
    for position in facts.classes.indices.dropFirst() {
      let members = program.units[unit].members(of: ClassID(position))
      for member in members
      where member.function.isPresent && facts.names.isText("test_func", member.name) {
        let function = FunctionRef(unit: unit, id: member.function)
        if tests.isPredicate(function, depth: 0) {
          testedViews.insert(ClassRef(unit: unit, id: ClassID(position)))
        }
      }
    }
  }

  /// `requireAdmin(request)`, and calls of functions of the project that fail for others.
  private mutating func readGuards(
    of unit: Int,
    _ program: Program,
    _ tests: inout PrivilegeTests,
    _ refusing: Set<FunctionRef>
  ) {
    let facts = program.units[unit].facts
    for position in program.table.calls(of: unit) {
      let place = program.calls[position].place
      let step = facts.instructions[place.id.index]
      let name = Self.name(of: facts.values[Int(step.a)], facts)
      guard name.isPresent, step.operation == .call else { continue }
      let isNamed = tests.isPrivileged(name, in: unit)
      let isRefusing =
        !refusing.isEmpty && program.calls[position].targets.contains { refusing.contains($0) }
      guard isNamed || isRefusing else { continue }
      let words = NameSplit.words(of: facts.names.string(name))
      let isThrown = words.first.map { ["require", "requires", "ensure", "assert"].contains($0) }
      let isAlone =
        step.flags.contains(.discarded) && words.contains(where: tests.words.refusing.contains)
      guard isRefusing || isThrown ?? false || isAlone else { continue }
      rests[unit][step.region, default: []].append(
        Rest(start: place.id.index + 1, errand: .administration)
      )
    }
  }

  private static func name(of callee: Value, _ facts: FileFacts) -> NameID {
    switch callee.kind {
    case .member: NameID(callee.b)
    case .symbol: facts.symbols[Int(callee.a)].name
    case .global: NameID(callee.a)
    default: .none
    }
  }

  private enum Leaving {
    case no, byReturning, byFailing
  }

  /// Whether a block ends its function in its own steps.
  private static func leaves(_ id: RegionID, _ facts: FileFacts) -> Leaving {
    let region = facts.regions[id.index]
    for position in region.firstInstruction.index..<region.endInstruction.index {
      let step = facts.instructions[position]
      guard step.region == id else { continue }
      switch step.operation {
      case .throw: return .byFailing
      case .return: return .byReturning
      case .call where step.flags.contains(.discarded):
        let name = name(of: facts.values[Int(step.a)], facts)
        if name.isPresent, facts.names.isText("abort", name) { return .byFailing }
      default: continue
      }
    }
    return .no
  }
}

/// A test whether an installation has been set up: whether there is a user at all.
enum SetUpTest {
  /// Whether a test holds once there are rows of a kind that every installation has.
  static func isSetUp(_ id: ValueID, in unit: Int, _ program: Program) -> Bool {
    guard id.isPresent else { return false }
    let facts = program.units[unit].facts
    let value = facts.values[id.index]
    guard value.kind == .binary else { return false }
    let isCompared = [
      Operator.notEqual.rawValue, Operator.greater.rawValue, Operator.greaterOrEqual.rawValue,
    ].contains(value.detail)
    let left = facts.values[Int(value.a)]
    let right = facts.values[Int(value.b)]
    guard isCompared, right.kind == .number, facts.numbers[Int(right.a)] <= 1 else { return false }
    guard let counted = counting(left, facts) else { return false }
    let text = program.source(from: counted, in: unit)
    return text.contains("count")
      && ["user", "admin", "account", "tenant", "organi"].contains { text.contains($0) }
      && !["where", "filter", "email", "name:", "name="].contains { text.contains($0) }
  }

  /// The source of what is compared, where a call counts in it.
  private static func counting(_ value: Value, _ facts: FileFacts) -> Value? {
    var next = value
    for _ in 0..<8 {
      switch next.kind {
      case .member, .awaited: next = facts.values[Int(next.a)]
      case .symbol:
        let symbol = facts.symbols[Int(next.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
        next = facts.values[symbol.value.index]
      case .result: return next
      default: return nil
      }
    }
    return nil
  }
}

extension Program {
  /// The source of a value, in small letters; the beginning where it is long.
  fileprivate func source(from value: Value, in unit: Int) -> String {
    let bytes = bytes(of: unit)
    let start = min(Int(value.span.start), bytes.count)
    let end = min(max(Int(value.span.end), start), start + 300, bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
  }
}
