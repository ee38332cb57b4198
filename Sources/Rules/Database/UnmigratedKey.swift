// A primary key that the models declare and that the database never got.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports tables between two others whose key of both references stands in the model only.
struct UnmigratedKey: Rule {
  static let about = RuleDescription(
    name: "unmigrated-key",
    category: .indexGap,
    worst: .high,
    title: "Primary key missing in the migrations",
    problem: """
      The model says that the references together are the primary key, but the migration that creates the table makes \
      none, and no later one adds it: tools that compare models with the database do not look at primary keys. A \
      database that was built by the migrations reads the whole table for each look-up by that key, and nothing keeps \
      a pair from being stored twice.
      """,
    verify:
      "Build a database with the migrations alone and describe the table: it must show the primary key.",
    fix: "Add a migration that removes doubled rows and creates the primary key.",
    tradeOff: "Creating it locks the table: build a unique index first, then attach it.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let tables = program.schema.tables.filter { $0.unmigratedKey.count > 1 }
    guard !tables.isEmpty else { return [] }
    let assembly = IndexFindings(program: program, target: target)
    return tables.compactMap { table in
      // The references are what rows are looked up by; a key of other columns may be read wrongly.
      let references = Set(table.foreignKeys.flatMap(\.columns))
      guard table.unmigratedKey.allSatisfy(references.contains),
        let column = table.unmigratedKey.first.flatMap({ table.column($0) }),
        let site = column.site, let query = query(on: table, in: program)
      else { return nil }
      let found = finding(
        diagnosis(table, program.call(at: query.call), in: program, under: target),
        in: program
      )
      return assembly.placed(found, at: site, rule: Self.about.name, table.name, column.name)
    }
  }

  /// A query of requests that asks for rows of the table.
  private func query(on table: Table, in program: Program) -> Query? {
    let asked = program.queries.filter {
      guard $0.action != .insert, program.schema.table(meaning: $0.model)?.name == table.name else {
        return false
      }
      let site = program.call(at: $0.call)
      return site.unit.isRunning && site.audience == .requests
        && site.isReached(from: Audience.requests.entries)
    }
    return asked.first(where: \.isSingle) ?? asked.first
  }

  private func diagnosis(
    _ table: Table,
    _ site: CallSite,
    in program: Program,
    under target: LoadTarget
  ) -> Diagnosis {
    let columns = table.unmigratedKey.map { "`\($0)`" }.joined(separator: ", ")
    let quoted = table.unmigratedKey.map { "\"\($0)\"" }.joined(separator: ", ")
    let approach = site.approach
    let load = ReadLoad(
      target: target,
      rows: .rows(Growth(of: table.label).rows, of: table.name)
    )
    return Diagnosis(
      place: site.place,
      because: (approach?.steps(in: program) ?? []) + [(site.place, "looks for rows of the table")],
      function: site.function,
      title: "`\(table.name)` has its primary key (\(columns)) in the model only",
      problem: Self.about.problem,
      severity: Growth(of: table.label) > .slow ? .high : .medium,
      tier: .suspicious,
      confidence: .medium,
      impact: Impact(estimate: load.sentence, confidence: .low),
      verify: Verify(steps: Self.about.verify),
      fix: Remedy(
        Self.about.fix,
        after: "op.create_primary_key(\"pk_\(table.name)\", \"\(table.name)\", [\(quoted)])"
      ),
      routes: approach?.routeLabels(in: program) ?? [],
      confirm:
        "Check whether the database was built by the migrations of the repository, or the key was created by hand."
    )
  }
}
