// Every query call site of a program, as an audit lists them.

package import Findings
package import SemanticModel
import Queries
import SourceText

/// Makes the inventory of queries.
package struct QueryListing {
  private let program: Program
  private let requests: Approaches
  private let others: Approaches
  /// By position of a call: the tables that it asks, its own first.
  private let tables: [Int: String]
  /// By position of a call: what its statement does.
  private let actions: [Int: Query.Action]
  /// By position of a query: the first call inside a loop that leads to it.
  private let repeated: [Int: RepeatedCall]

  package init(of program: Program) {
    self.program = program
    requests = Approaches(in: program, from: EntryKinds(.request))
    others = Approaches(in: program, from: .serving)
    let asked = program.queries.map { query in
      (query, program.schema.table(meaning: query.model)?.name ?? query.model)
    }
    // One statement of a repository asks a table for each of those who call it.
    let sent = asked.compactMap { query, table in query.sender.map { ($0, query.action, table) } }
    let tablesOfSenders = Dictionary(grouping: sent, by: \.0).compactMap { sender, queries in
      Set(queries.map(\.2)).count == 1 ? (sender, queries[0].2) : nil
    }
    tables = Dictionary(
      asked.map { ($0.0.call, $0.1) } + tablesOfSenders,
      uniquingKeysWith: { first, _ in first }
    )
    repeated = Dictionary(
      program.repeatedCalls(with: [.query, .write]).filter(\.site.unit.isRunning).map { found in
        ((found.path.last ?? found.site).position, found)
      },
      // What users wait for comes before what a script repeats.
      uniquingKeysWith: { first, second in
        !first.site.isReached(from: .serving) && second.site.isReached(from: .serving)
          ? second : first
      }
    )
    actions = Dictionary(
      program.queries.map { ($0.call, $0.action) } + sent.map { ($0.0, $0.1) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Sorted by file and line; what tests and generated code ask is left out.
  package var sites: [QuerySite] {
    program.calls(with: [.query, .write]).filter(\.unit.isRunning).flatMap(listed)
      .sorted { ($0.file, $0.line, $0.operation) < ($1.file, $1.line, $1.operation) }
  }

  /// One entry per operation that a call does (`findAndCountAll` does two).
  private func listed(_ site: CallSite) -> [QuerySite] {
    let found = repeated[site.position]
    let start = (found?.site ?? site).function
    let approach = requests.approach(to: start) ?? others.approach(to: start)
    // From the entry to the loop, and from there to the query.
    let steps = (approach?.calls ?? []) + (found.map { [$0.site] + $0.path }?.dropLast() ?? [])
    return verbs(of: site).map { verb in
      QuerySite(
        file: site.unit.path,
        line: bare(site.place).startLine,
        operation: verb,
        table: tables[site.position] ?? site.queriedTable.flatMap { Growth.holds($0) ? nil : $0 },
        orm: site.library,
        route: approach.map { program.label(of: $0.entry) },
        loop: found.map { bare(program.head(of: $0.repetition)) },
        path: steps.map { bare($0.place) }
      )
    }
  }

  private func verbs(of site: CallSite) -> [String] {
    let found = site.effects.filter(\.kind.isDatabase).map(\.verb)
    let isUntold = found == ["query"] || found == ["execute"]
    if isUntold, let action = actions[site.position] {
      return [action == .read ? "select" : action.rawValue]
    }
    return found.indices.filter { found.firstIndex(of: found[$0]) == $0 }.map { found[$0] }
  }

  private func bare(_ place: SourcePlace) -> Location {
    let unit = program.units[place.unit]
    return Location(file: unit.path, startLine: unit.lines.line(at: place.span.start))
  }
}
