// `plimsoll database export-stats`.

import ArgumentParser
import Database

struct ExportStatisticsCommand: AsyncParsableCommand {
  /// The words before its flags: `database` takes a folder, so the parser would take the second one for it.
  static let words = ["database", "export-stats"]

  static let configuration = CommandConfiguration(
    commandName: "plimsoll database export-stats",
    abstract: "Writes what the planner of a PostgreSQL server knows of its tables.",
    discussion: """
      One read-only session that asks the catalogs pg_class and pg_stats, with deadlines: sizes,
      widths, shares of empty and of different values. No row is read. Lay the file beside the
      project as plimsoll.stats.json, and audits, gates and the lab plan for these tables.

      EXAMPLES:
        plimsoll database export-stats --database postgres://me@db/shop --redact
                                       without the values that are met most
        plimsoll database export-stats --database URL --redact --output plimsoll.stats.json
      """
  )

  @Option(
    help: ArgumentHelp("The server: a URL or the words of libpq.", valueName: "url")
  )
  var database: String

  @Flag(help: "Leave out all values of columns; shares and widths stay.")
  var redact = false

  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    do {
      let file = try StatisticsExport(database).file(isRedacted: redact)
      guard !file.tables.isEmpty else {
        throw Failure.environment(
          "the server knows no sizes of any table; run ANALYZE on it, or name another database"
        )
      }
      try output.destination.write(file.text)
      if !file.unknown.isEmpty {
        StandardStreams.complain(
          "plimsoll: \(file.unknown.count) tables were never analysed and are left out"
        )
      }
    } catch let error as DatabaseError {
      throw Failure.environment(error.message)
    }
  }
}
