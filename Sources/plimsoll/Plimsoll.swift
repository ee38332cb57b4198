// The `plimsoll` command.

import ArgumentParser
import Gate
import Glibc
import LoadEngine
import Report
import Workspace

/// The root of the commands; `main` turns every way to end into one exit code.
@main
struct Plimsoll: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plimsoll",
    abstract: "Says which places of a web application will not carry its load.",
    discussion: """
      EXAMPLES:
        plimsoll audit                        audit the folder that you are in
        plimsoll audit shop --details         every finding in full
        plimsoll audit shop --fail-on high    exit with 1 when it matters
        plimsoll audit shop --format markdown the whole audit as a document
        plimsoll init                         settings, CI workflow and hook for a project
        plimsoll gate --changed-since main    fail when a change adds a finding
        plimsoll fix                          mend what is mechanical, as a patch
        plimsoll audit shop --report audit    the report as files
        plimsoll rules                        what is looked for
        plimsoll load http://localhost:3000/  load a server of yours
        plimsoll soak URL --pid 4711          find leaks under load

      EXIT CODES:
        0  done, and nothing at or above the --fail-on level
        1  findings at or above it, or a threshold that does not hold
        2  called wrongly, or configured wrongly
        3  the folder cannot be read, the server not reached, or the output not written
      """,
    version: "plimsoll \(Version.current)",
    subcommands: [
      AuditCommand.self, ChaosCommand.self, FixCommand.self, DatabaseCommand.self, GateCommand.self,
      InitCommand.self, LoadCommand.self, ReportCommand.self, RulesCommand.self, SoakCommand.self,
      WatchCommand.self,
    ]
  )

  static func main() async {
    StandardStreams.prepare()
    Glibc.exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command line; the exit code of the contract.
  private static func run(_ arguments: [String]) async -> Int32 {
    do {
      try UsageError.checkCommand(in: arguments)
      var command = try parsed(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let failure as Failure {
      return end(failure)
    } catch let error as GateError {
      return end(.usage(error.message))
    } catch let error as WorkspaceError {
      return end(Failure(exitCode: error.exitCode, message: error.message))
    } catch let error as LoadError {
      return end(Failure(of: error))
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return end(parsing: error, arguments: arguments)
    }
  }

  private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    guard let command = command(named: arguments) else { return try parseAsRoot(arguments) }
    return try command.type.parse(Array(arguments.dropFirst(command.words.count)))
  }

  /// The command of two words that a command line names.
  private static func command(
    named arguments: [String]
  ) -> (words: [String], type: any ParsableCommand.Type)? {
    let commands: [([String], any ParsableCommand.Type)] = [
      (ExportStatisticsCommand.words, ExportStatisticsCommand.self),
      (LoadCompareCommand.words, LoadCompareCommand.self),
      (LoadExportCommand.words, LoadExportCommand.self),
    ]
    return commands.first { arguments.starts(with: $0.0) }
  }

  /// Help and version are no errors for a person, though they are for the parser.
  private static func end(parsing error: any Error, arguments: [String]) -> Int32 {
    let type = command(named: arguments)?.type ?? Self.self
    guard type.exitCode(for: error) == .success else {
      return end(UsageError.failure(of: type.message(for: error), arguments: arguments))
    }
    do throws(Failure) {
      try Output.standard.write(type.fullMessage(for: error) + "\n")
      return 0
    } catch {
      return end(error)
    }
  }

  private static func end(_ failure: Failure) -> Int32 {
    StandardStreams.complain("plimsoll: \(Visible.text(failure.message))")
    return failure.exitCode
  }
}
