// Every query call site of a program, as an audit lists them.

package import Findings
package import SemanticModel
import SourceText

/// Makes the inventory of queries.
package struct QueryListing {
  private let program: Program
  private let requests: Approaches
  private let others: Approaches

  package init(of program: Program) {
    self.program = program
    requests = Approaches(in: program, from: EntryKinds(.request))
    others = Approaches(in: program, from: .serving)
  }

  /// Sorted by file and line; what tests and generated code ask is left out.
  package var sites: [QuerySite] {
    program.calls(with: [.query, .write]).filter(\.unit.isRunning).flatMap(listed)
      .sorted { ($0.file, $0.line, $0.operation) < ($1.file, $1.line, $1.operation) }
  }

  /// One entry per operation that a call does (`findAndCountAll` does two).
  private func listed(_ site: CallSite) -> [QuerySite] {
    let approach =
      requests.approach(to: site.function) ?? others.approach(to: site.function)
    let route = approach.map { program.label(of: $0.entry) }
    let loop = program.repetition(of: site).map { bare(program.head(of: $0)) }
    let path = approach?.calls.map { bare($0.place) } ?? []
    return verbs(of: site).map { verb in
      QuerySite(
        file: site.unit.path,
        line: bare(site.place).startLine,
        operation: verb,
        table: site.queriedTable,
        orm: site.library,
        route: route,
        loop: loop,
        path: path
      )
    }
  }

  private func verbs(of site: CallSite) -> [String] {
    let found = site.effects.filter(\.kind.isDatabase).map(\.verb)
    return found.indices.filter { found.firstIndex(of: found[$0]) == $0 }.map { found[$0] }
  }

  private func bare(_ place: SourcePlace) -> Location {
    let unit = program.units[place.unit]
    return Location(file: unit.path, startLine: unit.lines.line(at: place.span.start))
  }
}
