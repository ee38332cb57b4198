// Reads that decide over writes, where another request can come in between.

import Facts

/// A read and a write of one function, of which the second rests on the first.
package struct Race: Sendable {
  package let kind: Kind
  package let read: CallSite
  package let write: CallSite
  /// What is read and written, as the source names it: a model, or a field.
  package let subject: String
  /// What is written: the model or table in small letters; empty where it is not known.
  package let table: String
  /// What the read selects by, where that is known.
  package let filter: ReadFilter?
  /// All columns that the read's condition mentions, alternatives included.
  package let mentioned: Set<String>
  /// The columns of the new row that hold a value which the read compares, under whatever name.
  package let sharedColumns: Set<String>
  /// The columns of the new row whose value two such requests have in common: constants, and what the read compares.
  package internal(set) var fixedColumns: Set<String> = []
  /// The columns of the new row that hold a name or a path of the code, which may be the same for both.
  package internal(set) var namedColumns: Set<String> = []
  /// The columns by which the decision looks for one row among those that were read.
  package let picked: Set<String>
  /// Calls between the two that another request can overtake.
  package let between: Int
  /// A call to another service stands between them.
  package let isLong: Bool
  /// What is written is the row that was found, or else one that was made.
  package internal(set) var isFoundOrMade = false

  package enum Kind: Sendable, Hashable {
    /// Makes a row because there was none.
    case create
    /// Writes a value that was computed from the one that was read.
    case compute
    /// Writes a value that was computed from the one that a row brought along which somebody else read.
    case carried
    /// Changes a state that was checked on a row which somebody else read.
    case carriedClaim
    /// Sets a number that was computed from the one that was read, and leaves it to who calls to store it.
    case pending
    /// Changes a state that was checked before, and does something else besides.
    case advance
    /// Changes a state that was checked before, and does nothing else.
    case transition
    /// Gives something away that was checked to be free.
    case claim
    /// Takes from a number, atomically, that was checked to be large enough before.
    case limit
    /// Makes a row because few enough were counted.
    case capacity
    /// Takes a row away because enough were counted.
    case floor
    /// Numbers a new row by what was counted or found last.
    case number
    /// Writes a count or sum over rows that others may change meanwhile.
    case recount
    /// Uses something up that may be used once, and gives something for it.
    case consume
    /// Takes a row away, and gives back what it held.
    case reversal
    /// Sets a state without asking for the one before, and counts something each time.
    case repeated
    /// Counts in a cache by reading and setting.
    case counter
    /// Writes a file by what was read from it.
    case file
  }
}

extension Race {
  /// Whether the row that is read is the caller's own: only requests of one person meet there.
  package var isOfCaller: Bool {
    let facts = read.unit.facts
    var pending = facts.valueList(ListID(read.instruction.b))
    var steps = 0
    while let id = pending.popLast(), steps < 64 {
      steps += 1
      let value = facts.values[id.index]
      switch value.kind {
      case .array: pending += facts.valueList(ListID(value.a))
      case .object:
        let words = Array(facts.list(ListID(value.a)))
        pending += stride(from: 1, to: words.count, by: 2).map { ValueID(words[$0]) }
      case .member:
        let path = read.program.text(of: id, in: read.unit).split(separator: ".").suffix(2)
        guard let last = path.last, let first = path.first, path.count == 2 else { continue }
        if ["id", "_id", "sub", "pk"].contains(last), Self.callers.contains(String(first)) {
          return true
        }
      default: continue
      }
    }
    return false
  }

  static let callers: Set<String> = [
    "user", "currentUser", "current_user", "session", "auth", "me", "principal", "g",
  ]
}

extension Program {
  /// All races of the program, in order of file and place.
  package var races: [Race] { answers.races.value { findRaces() } }

  private func findRaces() -> [Race] {
    let kinds = reachedKinds
    let facts = Dictionary(reads.map { ($0.call, $0) }, uniquingKeysWith: { first, _ in first })
    var uses = TableUses(program: self)
    var result: [Race] = []
    for unit in units.indices where units[unit].isRunning {
      let writers =
        RaceFinder.writingWords.isMentioned(in: units[unit].facts.names)
        ? units[unit].names(of: RaceFinder.fileWriters) : []
      for calls in callsByFunction(in: unit) where calls.count <= 400 {
        let all = calls.reduce(EffectKinds([] as [EffectKind])) { $0.union(kinds[$1]) }
        let isFile =
          !writers.isEmpty && calls.contains { call in callee(of: call, isOneOf: writers) }
        // One write is enough where the row was read by who calls.
        guard !all.isDisjoint(with: EffectKinds.changing) || isFile,
          isFile
            || calls.count(where: { !kinds[$0].isDisjoint(with: .changing) })
              > (units[unit].facts.language == .python ? 0 : 1)
            || calls.contains(where: savesItself)
        else { continue }
        var finder = RaceFinder(self, calls, kinds, facts, &uses, isFile: isFile)
        result += finder.races()
      }
    }
    return result + handedOnRaces(facts, &uses)
  }

  /// `this.save()`: the row was read by who calls.
  private func savesItself(_ call: Int) -> Bool {
    let place = calls[call].place
    let facts = units[place.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[place.id.index].a)]
    return callee.kind == .member && facts.values[Int(callee.a)].kind == .this
      && facts.names.isText("save", NameID(callee.b))
  }

  private func callee(of call: Int, isOneOf names: Set<NameID>) -> Bool {
    let place = calls[call].place
    let facts = units[place.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[place.id.index].a)]
    switch callee.kind {
    case .member: return names.contains(NameID(callee.b))
    case .global: return names.contains(NameID(callee.a))
    case .symbol: return names.contains(facts.symbols[Int(callee.a)].name)
    default: return false
    }
  }

  /// The calls of a file by the function that they stand in.
  func callsByFunction(in unit: Int) -> [Range<Int>] {
    var result: [Range<Int>] = []
    let all = table.calls(of: unit)
    var first = all.lowerBound
    while first < all.upperBound {
      var end = first + 1
      while end < all.upperBound, calls[end].function == calls[first].function { end += 1 }
      if calls[first].function.index > 1 { result.append(first..<end) }
      first = end
    }
    return result
  }
}

extension Unit {
  /// The file's own numbers of some names.
  fileprivate func names(of words: Set<String>) -> Set<NameID> {
    facts.names.ids(of: words)
  }
}

extension EffectKinds {
  static let changing = EffectKinds([.query, .write, .cache])
  static let asking = EffectKinds([.query])
  static let writing = EffectKinds([.write])
  static let outside = EffectKinds([.external, .enqueue])
}
