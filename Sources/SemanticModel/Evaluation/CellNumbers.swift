// How the cells of an evaluation are numbered.

import Facts

/// Values, results of functions, holders of functions, parameters, steps; behind them what members are asked for.
struct CellNumbers: Sendable {
  /// By unit: the cell of its first value, parameter, member write and call.
  private let values: [Int]
  private let parameters: [Int]
  private let writes: [Int]
  private let calls: [Int]
  private let returned: Int
  private let holders: Int
  private let firstParameter: Int
  /// Member writes of all files, then calls of all files.
  let steps: Range<Int>

  init(of units: [Unit]) {
    var next = 0
    func number(_ count: (Unit) -> Int) -> [Int] {
      units.map { unit in
        defer { next += count(unit) }
        return next
      }
    }
    values = number { $0.facts.values.count }
    let functions = (units.last?.functionBase ?? 0) + (units.last?.facts.functions.count ?? 0)
    returned = next
    holders = next + functions
    next += 2 * functions
    firstParameter = next
    parameters = number { $0.facts.parameters.count }
    let firstStep = next
    writes = number { $0.index.memberWrites.count }
    calls = number { $0.index.calls.count }
    steps = firstStep..<next
  }

  func value(_ value: Int, in unit: Int) -> Int { values[unit] + value }
  func returned(by function: Int) -> Int { returned + function }
  func holder(_ function: Int) -> Int { holders + function }
  func parameter(_ parameter: Int, in unit: Int) -> Int { parameters[unit] + parameter }
  func question(_ question: Int) -> Int { steps.upperBound + question }

  /// The position among all parameters of the program that a parameter's cell stands for.
  func position(ofParameter cell: Int) -> Int { cell - firstParameter }
  var parameterCount: Int { (writes.first ?? firstParameter) - firstParameter }

  /// What a step is; quickest where it is of the unit that stood there before.
  func step(_ cell: Int, near unit: Int = 0) -> (kind: StepKind, unit: Int, position: Int) {
    let isCall = calls.first.map { cell >= $0 } ?? false
    let firsts = isCall ? calls : writes
    if firsts[unit] <= cell, unit + 1 < firsts.count, cell < firsts[unit + 1] {
      return (isCall ? .call : .write, unit, cell - firsts[unit])
    }
    // Files without any step share their number with the next one.
    let unit = firsts.firstPosition { $0 > cell } - 1
    return (isCall ? .call : .write, unit, cell - firsts[unit])
  }

  enum StepKind { case write, call }

  /// The position among all calls of the program.
  func position(ofCall cell: Int) -> Int { cell - (calls.first ?? cell) }
}
