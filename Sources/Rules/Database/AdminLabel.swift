// Lists of Django's administration whose rows ask for another row to say what they are called.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports registered models that are listed by a text for which each row loads a relation.
struct AdminLabel: Rule {
  static let about = RuleDescription(
    name: "admin-label",
    category: .nPlusOne,
    worst: .medium,
    title: "Admin list that loads a relation for each row",
    problem: """
      The list shows the text of each row, and `__str__` reads a relation: one statement for each of the hundred rows \
      of a page, and one for each option wherever a form offers these rows in a select. The framework joins by itself \
      only what `list_display` names.
      """,
    verify:
      "Open the list with 10 rows, then with 100: the number of statements must stay the same.",
    fix:
      "Set `list_select_related` on the admin class (and `get_queryset` for selects), or make the text of columns of the row itself.",
    tradeOff: "The list joins one more table.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var files: [Int: [Label]] = [:]
    for admin in program.modelAdmins {
      guard let label = label(of: admin, in: program) else { continue }
      files[admin.place.unit, default: []].append(label)
    }
    return files.keys.sorted().compactMap { unit in
      files[unit].flatMap { finding(of: $0, in: program) }
    }
  }

  private struct Label {
    let admin: ModelAdmin
    let fields: [String]
    let text: SourcePlace
  }

  private func label(of admin: ModelAdmin, in program: Program) -> Label? {
    guard admin.said["list_select_related"] == nil, admin.said["get_queryset"] == nil,
      admin.said["list_display"].map({ $0.contains("__str__") }) ?? true,
      let table = program.schema.tables.first(where: { $0.models.contains(admin.model) }),
      let (read, place) = program.relationsOfText(of: admin.model)
    else { return nil }
    let fields = table.foreignKeys.compactMap(\.property).filter(read.contains)
    guard !fields.isEmpty else { return nil }
    return Label(admin: admin, fields: fields, text: place)
  }

  private func finding(of labels: [Label], in program: Program) -> Finding? {
    guard let worst = labels.max(by: { $0.fields.count < $1.fields.count }) else { return nil }
    let others = labels.filter { $0.admin.place != worst.admin.place }
    let names = worst.fields.map { "`\($0)`" }.joined(separator: ", ")
    let more = others.isEmpty ? "" : " (and \(others.count) more here)"
    let statements = Double(worst.fields.count) * 100
    return finding(
      Diagnosis(
        place: worst.admin.place,
        because: [(worst.text, "the text of each row reads \(names)")]
          + others.prefix(8).map { ($0.admin.place, "`\($0.admin.model)` does so as well") },
        function: program.module(of: worst.admin.place.unit),
        title: "The admin list of `\(worst.admin.model)` loads \(names) for each row\(more)",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "100 rows a page × \(worst.fields.count) = \(Figure.grouped(statements)) statements more for each page of the list",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          after:
            "list_select_related = [\(worst.fields.map { "\"\($0)\"" }.joined(separator: ", "))]"
        ),
        confirm: "Check how often the administration is used, and on which servers it runs.",
        threshold: "a page of the administration every second"
      ),
      in: program
    )
  }
}
