// The same pass over a whole list, several times in one render.

import Capacity
import Findings
import SemanticModel

/// Reports functions that filter or sort a list from the server and are called again with the same arguments.
struct RepeatedListScan: Rule {
  static let about = RuleDescription(
    name: "repeated-scan",
    category: .renderStorm,
    worst: .medium,
    title: "A list is gone through several times in one render",
    problem: """
      Every call goes through all rows again and makes the same list again, at each render of the component, whatever \
      has made it render.
      """,
    verify: "Count the calls with `console.count`: one render must go through the rows once.",
    fix:
      "Compute the list once (`const shown = useMemo(…)`), and read its length and its rows from there.",
    tradeOff: "The list of what it depends on must be kept up to date.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  /// Nanoseconds in which one row is tested.
  private static let perRow = Input.assumed(200, because: "200 ns to test one row")

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.repeatedScans.compactMap { scan in
      let growth = Growth(of: scan.path.noun)
      guard let first = scan.sites.first, growth != .small else { return nil }
      let count = scan.sites.count
      let rows = Input.rows(growth.rows, of: scan.path.noun)
      let seconds = Double(count) * rows.value * Self.perRow.value / 1e9
      return finding(
        Diagnosis(
          place: first.place,
          because: scan.sites.dropFirst().prefix(6).map { ($0.place, "the same again") }
            + [
              (scan.scan, "goes through all rows"),
              (scan.request.first.place, "asks \(scan.path.path)"),
            ],
          function: scan.component,
          title: "`\(first.calleeText)` goes through the list \(count) times in each render",
          problem: Self.about.problem,
          severity: .monitor,
          confidence: .high,
          impact: Impact(
            estimate:
              "\(count) × \(Figure.grouped(rows.value)) rows × \(Figure.grouped(Self.perRow.value)) ns = "
              + "\(Figure.duration(seconds)) for each render, 1 of \(count) needed; assuming \(rows.source) and "
              + Self.perRow.source,
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: program.source(of: first.place),
            after:
              "const shown = useMemo(() => \(program.source(of: first.place)), [/* what it reads */]);"
          ),
          threshold: "100,000 rows: 20 ms for each pass"
        ),
        in: program
      )
    }
  }
}
