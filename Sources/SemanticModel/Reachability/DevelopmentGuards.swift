// Blocks that run only where the application is developed or tested: `if (process.env.E2E_BACKEND)`.

import Facts

/// For each file: the blocks whose test says that they do not run in production.
struct DevelopmentGuards {
  private let units: [Unit]
  /// By unit: whether each of its blocks stands behind such a test; empty where none does.
  private var held: [[Bool]]
  /// By unit and block: the step from which on it runs only where a test has not ended it for production.
  private var rests: [[RegionID: Int]]

  init(in units: [Unit]) {
    self.units = units
    held = units.map { Self.held(in: $0.facts) }
    rests = units.map { Self.rests(in: $0.facts) }
  }

  /// Whether a call runs only in development or in tests.
  func hold(_ call: CallRef) -> Bool {
    let facts = units[call.unitIndex].facts
    var region = facts.instructions[call.id.index].region
    let regions = held[call.unitIndex]
    if !regions.isEmpty, regions[region.index] { return true }
    let rests = rests[call.unitIndex]
    guard !rests.isEmpty else { return false }
    while region.isPresent {
      if let start = rests[region], call.id.index >= start { return true }
      region = facts.regions[region.index].parent
    }
    return false
  }

  /// `if (IS_PRODUCTION) return notFound();`: what follows is there for developers.
  private static func rests(in facts: FileFacts) -> [RegionID: Int] {
    var result: [RegionID: Int] = [:]
    for (position, region) in facts.regions.enumerated()
    where region.kind == .then && region.parent.isPresent
      && means(region.subject, isTrue: false, facts, depth: 0)
    {
      let id = RegionID(position)
      let isEnd = (region.firstInstruction.index..<region.endInstruction.index).contains {
        let step = facts.instructions[$0]
        return step.region == id && [.throw, .return].contains(step.operation)
      }
      if isEnd { result[region.parent] = result[region.parent] ?? region.endInstruction.index }
    }
    return result
  }

  private static func held(in facts: FileFacts) -> [Bool] {
    var result = Array(repeating: false, count: facts.regions.count)
    var isAny = false
    for (position, region) in facts.regions.enumerated().dropFirst() {
      // A parent is always numbered before its children.
      if region.parent.isPresent, result[region.parent.index] {
        result[position] = true
      } else if region.kind == .then || region.kind == .otherwise,
        means(region.subject, isTrue: region.kind == .then, facts, depth: 0)
      {
        result[position] = true
        isAny = true
      }
    }
    return isAny ? result : []
  }

  /// Whether a test that holds (or does not) says that this is no production.
  private static func means(_ id: ValueID, isTrue: Bool, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary where value.detail == Operator.not.rawValue:
      return means(ValueID(value.a), isTrue: !isTrue, facts, depth: depth + 1)
    case .choice:
      let isAnd = value.detail == Operator.and.rawValue
      guard isAnd || value.detail == Operator.or.rawValue else { return false }
      let arms = facts.valueList(ListID(value.a))
      let one = { (arm: ValueID) in means(arm, isTrue: isTrue, facts, depth: depth + 1) }
      return isAnd == isTrue ? arms.contains(where: one) : arms.allSatisfy(one)
    case .binary:
      let isEqual = value.detail == Operator.equal.rawValue
      guard isEqual || value.detail == Operator.notEqual.rawValue else { return false }
      return compares(value, isEqual: isEqual == isTrue, facts)
    default: return isFlag(value, of: isTrue ? development : production, facts)
    }
  }

  private static let production: Set<String> = ["production", "prod"]
  private static let development: Set<String> = [
    "development", "dev", "test", "testing", "e2e", "ci",
  ]

  /// `NODE_ENV === "development"`, `NODE_ENV !== "production"`.
  private static func compares(_ value: Value, isEqual: Bool, _ facts: FileFacts) -> Bool {
    let sides = [facts.values[Int(value.a)], facts.values[Int(value.b)]]
    guard let text = sides.first(where: { $0.kind == .string }),
      let other = sides.first(where: { $0.kind != .string }),
      ["env", "environment", "stage"].contains(where: words(of: other, facts).contains)
    else { return false }
    let word = facts.names.string(NameID(text.a)).lowercased()
    return isEqual ? development.contains(word) : production.contains(word)
  }

  /// `process.env.E2E_BACKEND`, `isDevelopment`, `settings.TESTING`; `IS_PRODUCTION`.
  private static func isFlag(_ value: Value, of names: Set<String>, _ facts: FileFacts) -> Bool {
    guard mayBeFlag(value, facts) else { return false }
    let own = words(of: value, facts)
    guard !own.isDisjoint(with: names) else { return false }
    if value.kind == .member {
      let base = words(of: facts.values[Int(value.a)], facts)
      return !base.isDisjoint(with: ["env", "environ", "settings", "config"])
    }
    // An address of a test system is no switch.
    return own.contains("is") || own.count == 1 && isConstantName(value, facts)
  }

  private static let search = WordSearch(development.union(production).sorted())

  /// Whether such a word stands in a name at all: most names need not be taken apart.
  private static func mayBeFlag(_ value: Value, _ facts: FileFacts) -> Bool {
    let name = name(of: value, facts)
    return name.isPresent && search.isAny(in: facts.names.bytes[facts.names.range(of: name)])
  }

  private static func isConstantName(_ value: Value, _ facts: FileFacts) -> Bool {
    text(of: value, facts).utf8.allSatisfy { $0 < 0x61 || $0 > 0x7A }
  }

  /// The words of a name, of the last member of a path, or of the text that a look-up is given.
  private static func words(of value: Value, _ facts: FileFacts) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    var wasSmall = false
    for byte in text(of: value, facts).utf8 {
      let isLarge = byte >= 0x41 && byte <= 0x5A
      let isLetter = isLarge || byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39
      if !isLetter || isLarge && wasSmall {
        words.insert(word)
        word = ""
      }
      if isLetter { word.append(Character(UnicodeScalar(isLarge ? byte | 0x20 : byte))) }
      wasSmall = byte >= 0x61 && byte <= 0x7A
    }
    words.insert(word)
    words.remove("")
    return words
  }

  private static func text(of value: Value, _ facts: FileFacts) -> String {
    let name = name(of: value, facts)
    return name.isPresent ? facts.names.string(name) : ""
  }

  private static func name(of value: Value, _ facts: FileFacts) -> NameID {
    switch value.kind {
    case .symbol: return facts.symbols[Int(value.a)].name
    case .global: return NameID(value.a)
    case .member: return NameID(value.b)
    case .result:
      // `config.get("env")`
      let step = facts.instructions[Int(value.a)]
      guard let first = facts.valueList(ListID(step.b)).first,
        case let argument = facts.values[first.index], argument.kind == .string
      else { return .none }
      return NameID(argument.a)
    default: return .none
    }
  }
}
