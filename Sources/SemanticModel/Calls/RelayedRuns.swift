// Functions that are handed to one function and called by another, to which the first hands them on.

import Facts

/// Calls of parameters that run what callers further up handed over.
///
/// `command({ execute })` hands `execute` on to `transaction(run)`, which calls it. Whoever else comes to
/// `transaction` runs what he brought himself: the way to `execute` leads through the call that hands it over.
struct RelayedRuns {
  private struct Run: Hashable {
    let call: Int32
    let callee: Int32

    /// Numbers that the program gave itself need no defence against chosen keys; every edge is asked for.
    func _rawHashValue(seed: Int) -> Int {
      let both = UInt64(UInt32(bitPattern: call)) << 32 | UInt64(UInt32(bitPattern: callee))
      return NumberHash.value(of: both, seed)
    }
  }

  /// A parameter, by its function's dense number.
  private struct Place: Hashable {
    let function: Int32
    let position: Int
  }

  private var runs: [Run: (from: [Place], to: Place)] = [:]

  /// More functions than these do not hand one function on.
  private static let longest = 32
  /// A function that is handed to more parameters is everybody's.
  static let mostPlaces = 16

  /// Remembers a call that runs a function which was handed to another parameter.
  mutating func note(
    _ target: FunctionRef,
    of call: Int,
    handedTo first: [ParameterRef],
    calledAs last: ParameterRef,
    _ units: [Unit]
  ) {
    runs[Run(call: Int32(call), callee: units.number(target))] = (
      first.map { Place(function: units.number($0.function), position: $0.position) },
      Place(function: units.number(last.function), position: last.position)
    )
  }

  /// Takes away the edges to functions that come from the caller's own callers.
  func drop(from graph: inout CallGraph, _ units: [Unit]) {
    guard !runs.isEmpty else { return }
    var passes: [Place: [Place]] = [:]
    for pass in graph.parameterPasses {
      passes[Place(function: pass.function, position: pass.position), default: []]
        .append(Place(function: pass.callee, position: pass.calleePosition))
    }
    var reached: [Place: Set<Place>] = [:]
    graph.edges.removeAll { edge in
      guard let run = runs[Run(call: edge.call, callee: edge.callee)] else { return false }
      return run.from.contains { from in
        let places = reached[from] ?? Self.places(from: from, passes)
        reached[from] = places
        return places.contains(run.to)
      }
    }
  }

  /// The parameters to which a parameter is handed on.
  private static func places(from start: Place, _ passes: [Place: [Place]]) -> Set<Place> {
    var seen: Set<Place> = [start]
    var pending = [start]
    while let next = pending.popLast(), seen.count < longest {
      for other in passes[next] ?? [] where seen.insert(other).inserted { pending.append(other) }
    }
    return seen
  }
}
