// What the planner lab is told of a program.

import DataModel
import Database
import Findings
import Queries
import Rules
import SemanticModel
import SourceText
import Workspace

/// Hands a program's schema, queries and migrations to the lab.
struct LabReading {
  let input: LabInput

  init(of program: Program, in workspace: Workspace) {
    let queries = program.queries.compactMap { query -> LabQuery? in
      let site = program.call(at: query.call)
      guard site.unit.isRunning else { return nil }
      return LabQuery(
        query: query,
        file: site.unit.path,
        line: site.unit.lines.line(at: site.place.span.start),
        library: site.library
      )
    }
    let tables = program.schema.tables.map { table in
      (table.name, TableRows.assumed(of: table.models.first ?? table.name))
    }
    input = LabInput(
      schema: program.schema,
      queries: queries,
      migrations: MigrationFiles(in: workspace).files.map {
        MigrationScript(path: $0.path, bytes: $0.text)
      },
      stated: workspace.configuration.volumes,
      assumed: Dictionary(tables, uniquingKeysWith: { first, _ in first })
    )
  }
}
