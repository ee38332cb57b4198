// Reads whose statement a function of the project is given: `db.query("SELECT …")` of a home-grown data layer.

import Facts

/// A statement whose whole text stands where it is sent, or handed to what sends it.
struct SentStatement: Sendable {
  /// Position in `Program.calls`.
  let call: Int
  /// The argument that is the text.
  let argument: Int
  let fact: ReadFact
  let reading: StatementReading
}

extension Program {
  /// The calls that hand a whole statement without a limit to a function that sends it.
  var relayedReads: [OpenRead] {
    relayedStatements.compactMap { openRead(of: $0.reading, at: $0.call, $0.fact) }
  }

  /// The calls that hand a whole statement to a function that sends it.
  var relayedStatements: [SentStatement] { answers.relayedStatements.value { findStatements() } }

  private func findStatements() -> [SentStatement] {
    var relays = reads.compactMap(relay)
    var found: [SentStatement] = []
    var seen: Set<Int> = []
    for _ in 0..<Self.mostLayers where !relays.isEmpty {
      let byFunction = Dictionary(grouping: Self.distinct(relays), by: \.function)
      relays = []
      for position in calls.indices {
        for target in calls[position].targets {
          for relay in byFunction[target] ?? [] {
            guard let argument = argument(at: relay.parameter, of: position) else { continue }
            let unit = calls[position].place.unitIndex
            if let statement = statement(argument, in: unit) {
              guard seen.insert(position).inserted else { continue }
              found.append(
                SentStatement(
                  call: position,
                  argument: relay.parameter,
                  fact: relay.fact,
                  reading: statement
                )
              )
            } else if let next = parameter(argument, in: unit) {
              relays.append(
                Relay(function: next.function, parameter: next.position, fact: relay.fact)
              )
            }
          }
        }
      }
    }
    return found
  }

  /// How many wrappers may lie around one another.
  private static let mostLayers = 3

  /// A function that sends what one of its parameters says.
  private struct Relay {
    let function: FunctionRef
    let parameter: Int
    let fact: ReadFact
  }

  /// One relay for each parameter: a function that sends a text in many places is asked once.
  private static func distinct(_ relays: [Relay]) -> [Relay] {
    var seen: [FunctionRef: Set<Int>] = [:]
    return relays.filter { seen[$0.function, default: []].insert($0.parameter).inserted }
  }

  private func relay(_ fact: ReadFact) -> Relay? {
    guard fact.status == .unbounded, case .text(let position) = fact.rule.filter,
      let argument = argument(at: position, of: fact.call),
      let parameter = parameter(argument, in: calls[fact.call].place.unitIndex)
    else { return nil }
    return Relay(function: parameter.function, parameter: parameter.position, fact: fact)
  }

  private func openRead(of statement: StatementReading, at position: Int, _ fact: ReadFact)
    -> OpenRead?
  {
    guard !statement.isBounded else { return nil }
    let reach = statement.filter.reach
    guard reach != .few, reach != .unknown else { return nil }
    return OpenRead(
      site: call(at: position),
      fact: fact,
      filter: statement.filter,
      reach: reach,
      subject: statement.table
    )
  }

  private func argument(at position: Int, of call: Int) -> ValueID? {
    let place = calls[call].place
    let facts = units[place.unitIndex].facts
    let arguments = facts.valueList(ListID(facts.instructions[place.id.index].b))
    guard position < arguments.count,
      !arguments.prefix(position + 1).contains(where: { facts.values[$0.index].kind == .spread })
    else { return nil }
    return arguments[arguments.startIndex + position]
  }

  /// The parameter that a value is, handed on as it came.
  private func parameter(_ id: ValueID, in unit: Int) -> (function: FunctionRef, position: Int)? {
    let facts = units[unit].facts
    guard id.isPresent else { return nil }
    var value = facts.values[id.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned), symbol.value.isPresent else { return nil }
      value = facts.values[symbol.value.index]
    }
    guard value.kind == .parameter, !value.flags.contains(.rest) else { return nil }
    return (FunctionRef(unit: unit, id: FunctionID(value.a)), Int(value.detail))
  }
}
