// The seconds of a run as CSV.

/// One row a second; times are milliseconds.
package struct LoadTable: Sendable {
  private let rows: [IntervalRow]

  package init(of result: LoadResult) { rows = result.rows }

  /// The table with its head, each line ended.
  package func text() -> String {
    let head = "second,sent,answered,failed,p50_ms,p95_ms,p99_ms,max_ms"
    let lines = rows.map { row in
      let times = [row.p50, row.p95, row.p99, row.maximum].map { "\(Double($0 / 1_000) / 1e3)" }
      let counts = [row.second, row.sent, row.answered, row.failed].map { "\($0)" }
      return (counts + times).joined(separator: ",")
    }
    return ([head] + lines).joined(separator: "\n") + "\n"
  }
}
