// Who waits for a place of the code, and on which way they come there.

import Findings
import SemanticModel
import SourceText

/// Those who notice that a place is slow.
enum Audience {
  /// Users of the server: the load target counts them.
  case requests
  /// A job that runs by the clock or from a queue.
  case jobs
  /// One user at a time, in a browser.
  case browsers

  /// The entries that stand for it.
  var entries: EntryKinds {
    switch self {
    case .requests: [EntryKinds(.request), EntryKinds(.socket)]
    case .jobs: EntryKinds(.job)
    case .browsers: EntryKinds(.render)
    }
  }
}

extension CallSite {
  /// Users before jobs, jobs before pages; users where nothing is known.
  ///
  /// Jobs before requests that hardly anybody sends.
  var audience: Audience {
    let first = [Audience.requests, .jobs, .browsers].first { isReached(from: $0.entries) }
    guard first == .requests, isReached(from: Audience.jobs.entries), program.isRare(self) else {
      return first ?? .requests
    }
    return .jobs
  }

  /// The way to the call for those who wait most.
  var approach: Approach? { approach(avoiding: []) }

  /// The way on which what the call gives comes to another function.
  func approach(sharedWith other: FunctionRef) -> Approach? {
    program.approach(to: function, sharedWith: other, from: audience.entries) ?? approach
  }

  /// The same by none of some calls: positions in `Program.calls`.
  func approach(avoiding closed: Set<Int>) -> Approach? {
    program.approach(to: function, from: audience.entries, avoiding: closed, through: position)
      ?? program.approach(to: function, from: .serving, avoiding: closed, through: position)
  }
}

extension Approach {
  /// The steps from the entry, in the order in which a reader follows them.
  func steps(in program: Program) -> [(place: SourcePlace, note: String)] {
    var steps: [(place: SourcePlace, note: String)] = []
    if let place = program.place(of: entry) {
      steps.append((place, "entry: \(program.label(of: entry))"))
    }
    for call in calls { steps.append((call.place, "calls `\(call.calleeText)`")) }
    return steps
  }

  /// The routes that come here, or what else the entry answers to.
  func routeLabels(in program: Program) -> [String] {
    let routes = program.routes(of: self).map(\.label)
    return routes.isEmpty ? [program.label(of: entry)] : routes
  }

  /// A command that asks the route of the entry, where its path is plain.
  ///
  /// With `parameter` the request carries it in its query string.
  func command(
    in program: Program,
    asking parameter: (name: String, value: Int)? = nil
  ) -> String? {
    guard let route = program.routes(of: entry).first, route.verb == "GET", route.isPathKnown,
      route.path.utf8.allSatisfy(\.isPlainInCommand)
    else { return nil }
    // What the servers of each language listen on unless they are told.
    let port = program.units[route.place.unit].isPython ? 8000 : 3000
    let query =
      parameter.flatMap { one in
        one.name.utf8.allSatisfy(\.isPlainInCommand) ? "?\(one.name)=\(one.value)" : nil
      } ?? ""
    let url = "http://localhost:${PORT:-\(port)}\(route.path)\(query)"
    return "curl -sS -o /dev/null -w '%{http_code} in %{time_total} s\\n' \"\(url)\""
  }
}
