// Whether the clients in the same repository ask for a route at all.

import Facts
import SourceText
import Workspace

/// What the code of clients says of the paths of routes, where an application of many routes has a client beside it.
package struct ClientMentions {
  private let program: Program
  /// By last word of a path: the files of the routes that end in it.
  private var owners: [String: Set<Int>] = [:]
  private var known: [String: Bool] = [:]

  /// Nil where there is no client, or where routes are so few that each is one that users ask for.
  package init?(of program: Program) {
    guard program.servedRouteCount >= Self.manyRoutes else { return nil }
    let pages = program.units.lazy.filter { unit in
      unit.isRunning && !unit.isPython
        && unit.facts.instructions.contains { $0.operation == .element }
    }
    guard pages.prefix(Self.manyPages).count == Self.manyPages else { return nil }
    self.program = program
    for route in program.routes {
      guard let word = Self.word(of: route.label) else { continue }
      owners[word, default: []].insert(route.place.unit)
      if let handler = route.handler { owners[word, default: []].insert(handler.unitIndex) }
    }
  }

  private static let manyRoutes = 60
  private static let manyPages = 20
  private static let shortest = 6

  /// Whether code outside of the files of a route has the last word of its path; true where the path has none.
  package mutating func isAsked(_ label: String) -> Bool {
    guard let word = Self.word(of: label), let own = owners[word] else { return true }
    if let answer = known[word] { return answer }
    let answer = program.units.indices.contains { position in
      let unit = program.units[position]
      return !own.contains(position) && unit.isRunning && !unit.isPython
        && unit.facts.names.bytes.holds(word)
    }
    known[word] = answer
    return answer
  }

  /// `issue-subscribers` of `GET /issues/:id/issue-subscribers/`, `findPage` of `QUERY orders.findPage`.
  private static func word(of label: String) -> String? {
    let parts = label.pieces(between: " ")
    guard parts.count == 2, !label.contains("`") else { return nil }
    let words = parts[1].utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }
    guard
      let last = words.last(where: { word in
        !word.contains(where: marks.contains) && !Substring(word).contains("…")
      }), last.count >= shortest
    else { return nil }
    return String(last)
  }

  /// What parameters and patterns are written with.
  private static let marks = Array(":<{[*$(^?".utf8)
}
