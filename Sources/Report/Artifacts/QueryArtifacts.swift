// The lists of queries that stand beside the report: every call site, and those that a loop repeats.

import Findings

/// `sql_calls.txt` and `n_plus_one_suspects.txt`.
struct QueryArtifacts {
  private let queries: [QuerySite]

  init(of audit: Audit) { queries = audit.queries ?? [] }

  /// One line for each query call site: `file:line: operation table (orm) [route]`.
  ///
  /// What is not known of a call site is a dash.
  var calls: String {
    lines(queries) { query in
      let subject = "\(query.operation) \(query.table ?? "-") (\(query.orm ?? "-"))"
      return "\(place(query)): \(subject) [\(query.route ?? "-")]"
    }
  }

  /// One line for each query that a loop repeats: `file:line: loop file:line -> call path`.
  ///
  /// The path leads from where the request comes in to the query.
  var suspects: String {
    lines(queries) { query in
      guard let loop = query.loop else { return nil }
      let steps = (query.path ?? []).map { "\($0.file):\($0.startLine)" } + [place(query)]
      return
        "\(place(query)): loop \(loop.file):\(loop.startLine) -> \(steps.joined(separator: " -> "))"
    }
  }

  private func place(_ query: QuerySite) -> String { "\(query.file):\(query.line)" }

  /// Each different line once, in the order of the call sites.
  private func lines(_ queries: [QuerySite], _ line: (QuerySite) -> String?) -> String {
    var seen: Set<String> = []
    return queries.compactMap(line).map(Visible.text).filter { seen.insert($0).inserted }
      .map { $0 + "\n" }.joined()
  }
}
