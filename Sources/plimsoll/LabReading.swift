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

  /// `statistics` are those of a server that serves; `nil` for those that lie beside the project, if any.
  ///
  /// Throws a usage failure for a file that holds none.
  init(of program: Program, in workspace: Workspace, statistics: String? = nil) throws(Failure) {
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
    var input = LabInput(
      schema: program.schema,
      queries: queries,
      migrations: MigrationFiles(in: workspace).files.map {
        MigrationScript(path: $0.path, bytes: $0.text)
      },
      stated: workspace.configuration.volumes,
      assumed: Dictionary(tables, uniquingKeysWith: { first, _ in first })
    )
    let code = CodeMigrations(of: program).files
    input.traced = code.compactMap { MigrationScript(path: $0.path, operations: $0.operations) }
    input.unread = code.flatMap { file in
      file.operations.compactMap { Self.problem(with: $0, in: file.path) }
    }
    input.statistics = try Self.tables(in: statistics, or: workspace)
    self.input = input
  }

  /// An operation that only running it would tell.
  private static func problem(with operation: MigrationOperation, in path: String) -> LabProblem? {
    guard case .change(.unread(let gap, _)) = operation.deed else { return nil }
    return LabProblem(
      subject: "\(path):\(operation.line)",
      reason: "needs confirmation: what \(gap.detail) does is only known when it runs"
    )
  }

  private static func tables(in path: String?, or workspace: Workspace) throws(Failure)
    -> [TableStatistics]
  {
    do {
      if let path {
        guard let bytes = try NamedFile.contents(of: path) else {
          throw Failure.usage("--statistics \(path): no such file")
        }
        return try StatisticsFile(json: bytes, named: path).tables
      }
      guard let file = workspace.index(of: StatisticsFile.name) else { return [] }
      let bytes = try workspace.read(workspace.files[file])
      return try StatisticsFile(json: bytes, named: StatisticsFile.name).tables
    } catch let error as DatabaseError {
      throw .usage(error.message)
    } catch let error as WorkspaceError {
      throw .usage(error.message)
    } catch {
      throw (error as? Failure) ?? .usage("\(path ?? StatisticsFile.name): cannot be read")
    }
  }
}
