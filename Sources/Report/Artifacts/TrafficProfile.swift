// How much traffic there is and how much there must be able to be: `traffic_profile.csv`.

import Findings

/// The traffic of an application, now and at the target.
struct TrafficProfile {
  struct Row {
    /// The name of the metric in the file.
    let key: String
    let name: String
    let current: String
    let target: String
    /// What measures it; prose with the command between backticks.
    let command: String
  }

  let rows: [Row]

  init(of audit: Audit) {
    let target = audit.loadTarget
    let rate = target.map { "\(Amount.figure($0.requestsPerSecond)), reads and writes together" }
    let users = target.map { "\(Amount.grouped($0.users)) users" }
    let limit = Stack(of: audit).facts(["body limit"]).first?.value
    let unknown = "Needs Confirmation"
    func row(
      _ key: String,
      _ name: String,
      _ measured: Measurement.Name,
      _ target: String?,
      _ command: String
    ) -> Row {
      Row(
        key: key,
        name: name,
        current: audit.measurement(measured)?.caption ?? unknown,
        target: target ?? unknown,
        command: command
      )
    }
    let log =
      "the access log: `grep ' \"GET ' access.log | cut -d[ -f2 | cut -c1-20 | sort | uniq -c | sort -rn | head -1`"
    rows = [
      row("peak_rps_read", "Peak reads a second", .peakReadRate, rate, log),
      row(
        "peak_rps_write",
        "Peak writes a second",
        .peakWriteRate,
        rate,
        "the same with `grep -E ' \"(POST|PUT|PATCH|DELETE) '`"
      ),
      row(
        "concurrency_p90",
        "Requests at once, 90th percentile",
        .concurrency,
        users,
        "the proxy's active connections, sampled over a day"
      ),
      row(
        "largest_payload_kb",
        "Largest payload",
        .largestPayload,
        limit,
        "the access log: `awk '{print $10}' access.log | sort -n | tail -1`"
      ),
    ]
  }

  /// `metric,current,target`, as RFC 4180 has it.
  var text: String {
    (["metric,current,target"]
      + rows.map { row in
        [row.key, row.current, row.target].map(Self.cell).joined(separator: ",")
      }).map { $0 + "\r\n" }.joined()
  }

  /// A cell that no spreadsheet takes for a formula.
  static func cell(_ text: String) -> String {
    let line = Visible.text(text)
    let isFormula = line.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
    let inert = isFormula ? "'" + line : line
    guard inert.contains(where: { ",\"".contains($0) }) || isFormula else { return inert }
    return "\""
      + inert.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
