// Blocks that run only where a setting chooses them: one of several transports, a feature that is turned on.

import Facts
import SourceText

extension Program {
  /// The words of the test by which a setting chooses the call at a place, in its own function; nil where none does.
  package func settingChoosing(_ place: SourcePlace) -> String? {
    guard let (id, unit) = step(at: place) else { return nil }
    let facts = unit.facts
    var region = facts.instructions[id].region
    for _ in 0..<64 {
      guard region.isPresent else { return nil }
      let block = facts.regions[region.index]
      if let subject = ChosenBranch(block, facts).setting { return text(subject, in: place.unit) }
      for (position, other) in facts.regions.enumerated()
      where other.parent == region && other.kind == .then && other.endInstruction.index <= id
        && ChosenBranch.refuses(other, RegionID(position), facts)
      {
        return text(other.subject, in: place.unit)
      }
      region = block.parent
    }
    return nil
  }

  /// The words of a test that lets one kind of row, or one form of an argument, come to the call at a place: a comparison
  /// with a constant, `Array.isArray(key)`; nil where none does.
  package func kindSelecting(_ place: SourcePlace) -> String? {
    guard let (id, unit) = step(at: place) else { return nil }
    var region = unit.facts.instructions[id].region
    for _ in 0..<64 {
      guard region.isPresent else { return nil }
      let block = unit.facts.regions[region.index]
      if block.kind == .then, KindTest.selects(block.subject, unit.facts, depth: 0) {
        return text(block.subject, in: place.unit)
      }
      region = block.parent
    }
    return nil
  }

  private func step(at place: SourcePlace) -> (Int, Unit)? {
    let unit = units[place.unit]
    let found = unit.facts.instructions.indices.dropFirst().first { position in
      let step = unit.facts.instructions[position]
      return step.start == place.span.start && step.end == place.span.end
        && (step.operation == .call || step.operation == .construct)
    }
    return found.map { ($0, unit) }
  }

  private func text(_ subject: ValueID, in unit: Int) -> String {
    let value = units[unit].facts.values[subject.index]
    let bytes = bytes(of: unit)
    let start = min(Int(value.start), bytes.count)
    let end = min(max(Int(value.end), start), start + 60, bytes.count)
    let line = bytes[start..<end].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "`") }
    return String(decoding: line, as: UTF8.self)
  }
}

/// One block, and whether a setting lets it run.
private struct ChosenBranch {
  let setting: ValueID?

  init(_ region: Region, _ facts: FileFacts) {
    let isThen = region.kind == .then
    guard region.subject.isPresent else {
      setting = nil
      return
    }
    let isChosen =
      switch region.kind {
      case .case: Self.isChoice(facts.values[region.subject.index], facts)
      case .then, .otherwise:
        Self.chooses(region.subject, isTrue: isThen, facts, depth: 0)
      default: false
      }
    setting = isChosen ? region.subject : nil
  }

  /// Whether a block leaves where a feature is turned off: `if (!features.export.enabled) return notFound()`.
  static func refuses(_ region: Region, _ id: RegionID, _ facts: FileFacts) -> Bool {
    guard region.subject.isPresent, isOff(region.subject, facts, depth: 0) else { return false }
    return (region.firstInstruction.index..<region.endInstruction.index).contains {
      let step = facts.instructions[$0]
      return step.region == id && (step.operation == .throw || step.operation == .return)
    }
  }

  /// Whether a test chooses by a setting: `transport === "smtp-api"`, `process.env.STORAGE == "s3"`.
  private static func chooses(_ id: ValueID, isTrue: Bool, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary where value.detail == Operator.not.rawValue:
      return chooses(ValueID(value.a), isTrue: !isTrue, facts, depth: depth + 1)
    case .choice where value.detail == Operator.and.rawValue && isTrue:
      return facts.valueList(ListID(value.a))
        .contains { chooses($0, isTrue: true, facts, depth: depth + 1) }
    case .binary:
      let isEqual = value.detail == Operator.equal.rawValue
      guard isEqual == isTrue, isEqual || value.detail == Operator.notEqual.rawValue else {
        return false
      }
      let sides = [facts.values[Int(value.a)], facts.values[Int(value.b)]]
      guard sides.contains(where: { $0.kind == .string }),
        let other = sides.first(where: { $0.kind != .string })
      else { return false }
      return isChoice(other, facts)
    default:
      // What is on where a store is there (`redis.enabled`) is on in most installations.
      return isTrue
        && !words(of: value, facts, depth: 0).isDisjoint(with: [
          "feature", "features", "experimental",
        ])
    }
  }

  /// Whether a test holds where a feature is turned off.
  private static func isOff(_ id: ValueID, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    if value.kind == .unary, value.detail == Operator.not.rawValue {
      let inner = facts.values[Int(value.a)]
      if isFlag(inner, facts) { return true }
      guard inner.kind == .choice, inner.detail == Operator.and.rawValue else { return false }
      return facts.valueList(ListID(inner.a))
        .contains { isFlag(facts.values[$0.index], facts) }
    }
    guard value.kind == .choice, value.detail == Operator.or.rawValue else { return false }
    return facts.valueList(ListID(value.a)).contains { isOff($0, facts, depth: depth + 1) }
  }

  private static let choosing: Set<String> = [
    "transport", "driver", "backend", "engine", "adapter", "storage", "mailer", "environ",
  ]
  private static let settings: Set<String> = [
    "env", "environ", "environment", "settings", "config", "conf", "getenv",
  ]
  private static let features: Set<String> = ["enabled", "enable", "feature", "features"]

  /// Whether a value says which of several ways the installation takes.
  private static func isChoice(_ value: Value, _ facts: FileFacts) -> Bool {
    let words = words(of: value, facts, depth: 0)
    return !words.isDisjoint(with: choosing) || !words.isDisjoint(with: settings)
  }

  /// Whether a value is a switch, as `settings.EXPORT_ENABLED` is; the mark of a row, `event.isChatEnabled`, is none.
  private static func isFlag(_ value: Value, _ facts: FileFacts) -> Bool {
    let all = words(of: value, facts, depth: 0)
    guard !all.isDisjoint(with: features) else { return false }
    guard value.kind == .member else { return true }
    let name = facts.names.string(NameID(value.b))
    return !all.isDisjoint(with: settings.union(["feature", "features", "flag", "flags"]))
      || !name.utf8.contains { $0 >= 0x61 && $0 <= 0x7A }
  }

  /// The words of a name, of a path of members, and of what a look-up is given.
  private static func words(of value: Value, _ facts: FileFacts, depth: Int) -> Set<String> {
    guard depth < 6 else { return [] }
    let own = { (name: NameID) in
      name.isPresent ? Set(NameSplit.words(of: facts.names.string(name))) : []
    }
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else {
        return own(symbol.name)
      }
      // `const transport = env("MAIL_TRANSPORT") ?? "smtp"`; of a computed value the name tells enough.
      let given = facts.values[symbol.value.index]
      guard given.kind == .member || given.kind == .choice else { return own(symbol.name) }
      return own(symbol.name).union(words(of: given, facts, depth: depth + 1))
    case .global: return own(NameID(value.a))
    case .member:
      return own(NameID(value.b))
        .union(words(of: facts.values[Int(value.a)], facts, depth: depth + 1))
    case .choice:
      return facts.valueList(ListID(value.a))
        .reduce(into: []) { all, arm in
          all.formUnion(words(of: facts.values[arm.index], facts, depth: depth + 1))
        }
    case .awaited: return words(of: facts.values[Int(value.a)], facts, depth: depth + 1)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = words(of: facts.values[Int(step.a)], facts, depth: depth + 1)
      guard let first = facts.valueList(ListID(step.b)).first,
        case let argument = facts.values[first.index], argument.kind == .string
      else { return callee }
      return callee.union(own(NameID(argument.a)))
    default: return []
    }
  }
}

/// Tests that hold for one kind of what is there.
private enum KindTest {
  static func selects(_ id: ValueID, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .choice:
      let arms = facts.valueList(ListID(value.a))
      return value.detail == Operator.and.rawValue
        ? arms.contains { selects($0, facts, depth: depth + 1) }
        : value.detail == Operator.or.rawValue
          && arms.allSatisfy { selects($0, facts, depth: depth + 1) }
    case .binary where value.detail == Operator.equal.rawValue:
      return isConstant(ValueID(value.a), facts) != isConstant(ValueID(value.b), facts)
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      return callee.kind == .member && facts.names.isText("isArray", NameID(callee.b))
    default: return false
    }
  }

  private static func isConstant(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    if value.kind == .unary { return isConstant(ValueID(value.a), facts) }
    return value.kind == .string || value.kind == .number
  }
}
