// `plimsoll database`.

import ArgumentParser
import Database
import Report
import Workspace

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database",
    abstract: "Plans an application's queries on full tables, and says which indexes they lack.",
    discussion: """
      Boots a throwaway PostgreSQL of this machine on a private socket, lays the project's own
      schema, gives its empty tables the size and the statistics of full ones, and asks the
      planner for each statement of the source. No row is stored, nothing is sent anywhere,
      and nothing is left behind.

      EXAMPLES:
        plimsoll database --ephemeral            the folder that you are in
        plimsoll database --ephemeral shop --sql CREATE INDEX statements with their reasons
        plimsoll database --ephemeral shop --report audit
                                                 index_advice.sql and explain/*.json in a folder
        plimsoll database export-stats --database URL --redact --output plimsoll.stats.json
                                                 sizes and shares of a server that serves,
                                                 by which the lab plans from then on
        plimsoll database --ephemeral shop --details
                                                 every call site that has no statement, and why
      """
  )

  @Argument(help: ArgumentHelp("The folder that holds the application.", valueName: "path"))
  var path = "."

  @Flag(help: "Plan on a throwaway server, made from the project's own schema.")
  var ephemeral = false

  @Flag(help: "Print the advised indexes as statements of SQL.")
  var sql = false

  @Flag(help: "Print every call site that has no statement, and what could not be laid.")
  var details = false

  @Option(
    help: ArgumentHelp(
      "Write audit_artifacts/index_advice.sql and the plans beside it into a folder.",
      valueName: "folder"
    )
  )
  var report: String?

  @Option(
    help: ArgumentHelp(
      "Plan by the statistics of a server that serves; default: plimsoll.stats.json in the folder.",
      valueName: "file"
    )
  )
  var statistics: String?

  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    guard ephemeral else {
      throw Failure.usage("database: give --ephemeral, to plan on a throwaway server")
    }
    guard let binaries = ServerBinaries.installed else {
      throw Failure.environment(ServerBinaries.advice)
    }
    let workspace = try Workspace(opening: path, options: WorkspaceOptions())
    let reading = await CodeReading(
      of: workspace,
      jobs: 2,
      includesTooling: false,
      progress: ProgressBar(isWelcome: Terminal.progressIsWelcome)
    )
    let input = try LabReading(of: reading.program, in: workspace, statistics: statistics).input
    guard input.isPlannable else {
      throw Failure.environment(
        "\(path): no table and query that PostgreSQL would plan; nothing was done"
      )
    }
    do {
      // Whoever asks for plans alone waits for all of them.
      let result = try PlannerLab.result(for: input, on: binaries, within: .seconds(600))
      let text = LabText(of: result, input)
      if let report {
        try ArtifactFolder(path: report).write(text.artifacts)
      }
      try output.destination.write(sql ? text.script : text.summary(isLong: details))
    } catch let error as DatabaseError {
      throw Failure.environment(error.message)
    }
  }
}
