// Forms of Django's administration that offer every row of a growing table in a select.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports registered models whose foreign keys lead to tables that grow, and that are shown as plain selects.
struct AdminSelect: Rule {
  static let about = RuleDescription(
    name: "admin-select",
    category: .unboundedFetch,
    worst: .medium,
    title: "Admin form with a whole table in a select",
    problem: """
      A foreign key becomes a select with one option for each row of the other table: the page reads all of them, \
      makes the text of each, and sends them, every time that somebody opens the form. With 50,000 rows that is \
      megabytes of HTML and seconds of a worker that serves users too.
      """,
    verify:
      "Fill the other table with 50,000 rows, open the form, and look at the time and the size of the answer.",
    fix:
      "Name the field in `autocomplete_fields` (with `search_fields` on the other admin class) or in `raw_id_fields`.",
    tradeOff: "Whoever fills the form types or looks up instead of scrolling.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var files: [Int: [Select]] = [:]
    for admin in program.modelAdmins {
      guard let select = select(of: admin, in: program) else { continue }
      files[admin.place.unit, default: []].append(select)
    }
    return files.keys.sorted().compactMap { unit in
      files[unit].flatMap { finding(of: $0, in: program) }
    }
  }

  private struct Select {
    let admin: ModelAdmin
    /// The foreign keys to tables that grow, with the models behind them; the largest first.
    let keys: [(field: String, model: String)]
    let rows: Double
  }

  private func select(of admin: ModelAdmin, in program: Program) -> Select? {
    guard let table = program.schema.tables.first(where: { $0.models.contains(admin.model) }) else {
      return nil
    }
    let keys = table.foreignKeys.compactMap {
      key -> (field: String, model: String, rows: Double)? in
      guard let field = key.property, !admin.mayHide(field) else { return nil }
      let other = program.schema.tables.first { $0.name == key.table }
      let model = other?.models.first ?? key.table
      let growth = Growth(of: model)
      return growth > .slow ? (field, model, growth.rows) : nil
    }
    .sorted { ($1.rows, $0.field) < ($0.rows, $1.field) }
    guard let largest = keys.first else { return nil }
    return Select(admin: admin, keys: keys.map { ($0.field, $0.model) }, rows: largest.rows)
  }

  /// What one file registers is one habit.
  private func finding(of selects: [Select], in program: Program) -> Finding? {
    guard let worst = selects.max(by: { $0.rows < $1.rows }), let key = worst.keys.first else {
      return nil
    }
    let others = selects.filter { $0.admin.place != worst.admin.place }
    let fields = worst.keys.map { "\"\($0.field)\"" }.joined(separator: ", ")
    let more = others.isEmpty ? "" : " (and \(others.count) more here)"
    return finding(
      Diagnosis(
        place: worst.admin.place,
        because: others.prefix(8).map { other in
          (
            other.admin.place,
            "`\(other.admin.model)` offers every `\(other.keys.first?.model ?? "")` as well"
          )
        },
        function: program.module(of: worst.admin.place.unit),
        title:
          "The admin form of `\(worst.admin.model)` offers every `\(key.model)` in a select\(more)",
        problem: "`\(key.field)` is shown as a select. \(Self.about.problem)",
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(worst.rows)) rows of `\(key.model)` (assumed) × 100 bytes an option = \(Figure.grouped(worst.rows * 100 / 1_000_000)) MB for each view of the form",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, after: "autocomplete_fields = [\(fields)]"),
        confirm:
          "Check how many rows of `\(key.model)` there are, and whether the administration is served where users are."
      ),
      in: program
    )
  }
}
