// Which routes an entry stands for: one call registers many where a function of the project registers what it is given.

import Facts

/// The routes by the calls that register them, and by what each of these routes runs.
struct EntryRoutes: Sendable {
  /// By registering call: positions in `Program.routes`.
  private let byCall: [CallRef: [Int]]
  /// By function that a call of several routes registers: positions in `Program.routes`.
  private let byFunction: [Answer: [Int]]
  /// By call of several routes: those of whose handlers nothing is known.
  private let open: [CallRef: [Int]]

  /// A function that one call registers.
  private struct Answer: Hashable {
    let call: CallRef
    let function: FunctionRef
  }

  init(_ routes: [Route]) {
    var byCall: [CallRef: [Int]] = [:]
    for (position, route) in routes.enumerated() {
      if let call = route.call { byCall[call, default: []].append(position) }
    }
    var byFunction: [Answer: [Int]] = [:]
    var open: [CallRef: [Int]] = [:]
    for (call, positions) in byCall where positions.count > 1 {
      for position in positions {
        let route = routes[position]
        if !route.isHandlerKnown { open[call, default: []].append(position) }
        let named = route.chain.filter { $0.level == .route }.flatMap(\.functions)
        for function in Set(route.handlers + named) {
          byFunction[Answer(call: call, function: function), default: []].append(position)
        }
      }
    }
    self.byCall = byCall
    self.byFunction = byFunction
    self.open = open
  }

  /// The routes whose requests an entry answers, in their order.
  ///
  /// What none of the routes of a call names may stand in those of whose handlers nothing is known, else in any.
  func positions(of entry: Entry) -> [Int] {
    guard let call = entry.call, let all = byCall[call] else { return [] }
    guard all.count > 1 else { return all }
    return byFunction[Answer(call: call, function: entry.function)] ?? open[call] ?? all
  }
}
