// How long a synchronous operation keeps its thread from everything else.

import Facts

/// The time for which one call holds the thread that it runs on, and where the figure comes from.
package struct Hold: Sendable, Hashable {
  package let milliseconds: Double
  package let source: String
  /// The argument that says the work as a power of two, and the power that `milliseconds` speaks of.
  package let power: Power?
  /// The argument that says the work as a number of rounds, and the rounds that `milliseconds` speaks of.
  package var rounds: Rounds?
  /// The name says nothing of it: the call looks asynchronous.
  package let isHidden: Bool
  /// The asynchronous form of a synchronous call works on the same thread.
  package private(set) var holdsWhenAwaited = false

  package init(
    _ milliseconds: Double,
    _ source: String,
    power: Power? = nil,
    isHidden: Bool = false
  ) {
    self.milliseconds = milliseconds
    self.source = source
    self.power = power
    self.isHidden = isHidden
  }

  package struct Power: Sendable, Hashable {
    package let argument: Int
    package let usual: Int

    package init(argument: Int, usual: Int) {
      self.argument = argument
      self.usual = usual
    }
  }
}

extension Hold {
  /// The same, where the asynchronous form works on the same thread.
  package var alsoWhenAwaited: Hold {
    var result = self
    result.holdsWhenAwaited = true
    return result
  }

  package struct Rounds: Sendable, Hashable {
    package let argument: Int
    package let usual: Double

    package init(argument: Int, usual: Double) {
      self.argument = argument
      self.usual = usual
    }
  }

  /// The time of so many rounds, which an argument says.
  package func ofRounds(_ rounds: Rounds) -> Hold {
    var result = self
    result.rounds = rounds
    return result
  }
}

extension Operation {
  /// The operation, holding its thread for a while.
  package func holding(_ hold: Hold) -> Operation {
    var result = self
    result.hold = hold
    return result
  }
}

extension CallSite {
  /// How long the call holds its thread, where its library says so.
  package var hold: Hold? {
    resolved.operations.lazy.compactMap { operation in
      let member = program.libraries.member(operation.member)
      return member.operation(constructs: operation.isConstruction)?.value.hold
    }.first
  }

  /// The power of two that the call is given as its work, where the code says a number: for it, or for the salt that
  /// it is given.
  package var statedPower: Int? {
    guard let power = hold?.power else { return nil }
    let given = unit.facts.valueList(ListID(instruction.b))
    guard power.argument < given.count else { return nil }
    let argument = given[power.argument]
    let salt = program.made(argument, in: unit).flatMap { unit.facts.valueList(ListID($0.b)).first }
    let number = program.number(argument, in: unit) ?? salt.flatMap { program.number($0, in: unit) }
    return number.flatMap { $0 >= 4 && $0 <= 31 ? Int($0) : nil }
  }

  /// The rounds that the call is given, where the code says a number.
  package var statedRounds: Double? {
    guard let rounds = hold?.rounds else { return nil }
    let given = unit.facts.valueList(ListID(instruction.b))
    guard rounds.argument < given.count else { return nil }
    return program.number(given[rounds.argument], in: unit).flatMap { $0 > 0 ? $0 : nil }
  }
}
