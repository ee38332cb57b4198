// Prints the queries that a folder's code sends, and how many of them are known.

import DataModel
import Frameworks
import Queries
import SemanticModel
import SourceText
import Workspace

/// `query-dump FOLDER` prints one line for each query, then the share of call sites that are known.
///
/// `?` marks what a line does not know: the table, or a condition.
@main
enum QueryDumpTool {
  static func main() async throws {
    guard let folder = CommandLine.arguments.dropFirst().first else {
      print("usage: query-dump FOLDER")
      return
    }
    let workspace = try Workspace(opening: folder)
    let code = await Program.read(workspace, knowledge: Libraries.knowledge, jobs: 2)
    let program = DataModel.finished(code)
    var byCall: [Int: [Query]] = [:]
    for query in program.queries { byCall[query.call, default: []].append(query) }
    var counts = (sites: 0, tables: 0, whole: 0)
    for site in program.calls(with: [.query, .write]) where site.unit.isRunning {
      // What is sent at the end of a transaction was said before.
      let verbs = Set(site.effects.filter(\.kind.isDatabase).map(\.verb))
      guard verbs.isDisjoint(with: ["flush", "ddl"]) else { continue }
      let place = "\(site.unit.path):\(site.unit.lines.line(at: site.place.span.start))"
      let found = byCall[site.position] ?? []
      counts.sites += 1
      let isKnown = found.contains { program.schema.table(meaning: $0.model) != nil }
      let isWhole = isKnown && found.allSatisfy { $0.shapes.allSatisfy(Self.isWhole) }
      if isKnown { counts.tables += 1 }
      if isWhole { counts.whole += 1 }
      if found.isEmpty { print("?? \(place): \(site.calleeText) (\(site.library ?? "-"))") }
      for query in found {
        let table = program.schema.table(meaning: query.model) == nil ? "?T" : "  "
        print("\(table)\(isWhole ? " " : "?") \(place): \(text(query))")
      }
    }
    print("\(counts.sites) query call sites: table known of \(share(counts.tables, counts.sites)),")
    print("table and conditions of \(share(counts.whole, counts.sites))")
  }

  private static func isWhole(_ shape: QueryShape) -> Bool {
    (shape.isComplete || shape.open != nil)
      && shape.predicates.allSatisfy { $0.comparison != .unknown }
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    "\(part) (\(whole == 0 ? 0 : (part * 1000 / whole + 5) / 10) %)"
  }

  private static func text(_ query: Query) -> String {
    let shapes = query.shapes.map { shape in
      let known = shape.predicates.map { predicate in
        "\(predicate.path.joined(separator: ".")) \(predicate.comparison)"
          + (predicate.isOptional ? "?" : "") + (predicate.isConstant ? "!" : "")
      }
      return (known + (shape.open == nil ? [] : ["open"]) + (shape.isComplete ? [] : ["…"]))
        .joined(separator: " & ")
    }
    let orders = query.orders.map { order in
      order.isOpen
        ? "open"
        : order.keys.map { ($0.isDescending ? "-" : "") + $0.path.joined(separator: ".") }
          .joined(separator: ", ")
    }
    let words: [String?] = [
      "\(query.action) \(query.model)",
      shapes == [""] ? nil : "[\(shapes.joined(separator: " | "))]",
      orders.isEmpty ? nil : "order \(orders.joined(separator: " | "))",
      query.lookups.isEmpty
        ? nil
        : "with \(query.lookups.map { $0.path.joined(separator: ".") }.joined(separator: ", "))",
      query.isLimited ? "limit" : nil, query.skips ? "skip" : nil, query.isSingle ? "one" : nil,
      query.isOfOwner ? "of its owner" : nil,
    ]
    return words.compactMap(\.self).joined(separator: " ")
  }
}
