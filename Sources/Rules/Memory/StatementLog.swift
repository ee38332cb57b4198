// Every statement is written to the log.

import Capacity
import Findings
import SemanticModel

/// Reports clients of databases that write each statement to the log in production too.
struct StatementLog: Rule {
  static let about = RuleDescription(
    name: "statement-log",
    category: .logFlooding,
    worst: .medium,
    title: "Every statement is written to the log",
    problem: """
      The client is told to write each statement, with its parameters, and nothing restricts that to development: every \
      request writes as many lines as it has statements, while it waits, and what users entered stands in the log.
      """,
    verify:
      "Send the load for one minute in the production setting, and count the lines that hold a statement.",
    fix:
      "Switch it on by a variable that is off in production, and log only statements above a duration (`log_min_duration_statement` of the server, or a hook of the client).",
    tradeOff: "Slow statements must be looked for in the server's log.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.calls(playing: [.connectionPool]).filter { site in
      site.unit.isRunning && site.isReached(from: .running) && !program.isSwitched(site)
        && program.logsStatements(site)
    }
    .map { finding($0.place, $0.function, "`\($0.calleeText)`", in: program, under: target) }
      + program.loggingSettings.map {
        finding(
          $0.place,
          program.module(of: $0.place.unit),
          "`\($0.name)`",
          in: program,
          under: target
        )
      }
      + switchedFindings(in: program, under: target)
      + debugFinding(in: program, under: target)
      + loggerFinding(in: program, under: target)
  }

  /// Settings of the application's own that switch the log on unless the environment says otherwise.
  private func switchedFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<SourcePlace> = []
    return program.calls(playing: [.connectionPool]).compactMap { site in
      guard site.unit.isRunning, site.isReached(from: .running), !program.isSwitched(site),
        let setting = program.settingThatLogs(site), seen.insert(setting.place).inserted
      else { return nil }
      return finding(
        setting.place,
        program.module(of: setting.place.unit),
        "`\(setting.name)`",
        confirm: "Check whether production sets `\(setting.name)` to false.",
        in: program,
        under: target
      )
    }
  }

  private func finding(
    _ place: SourcePlace,
    _ function: FunctionRef,
    _ subject: String,
    confirm: String? = nil,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let load = LogLoad(
      target: target,
      share: .stated(1, by: "all requests"),
      linesPerRequest: .assumed(5, because: "five statements a request"),
      bytesPerLine: .assumed(300, because: "300 bytes a statement")
    )
    let before = program.source(of: place)
    return finding(
      Diagnosis(
        place: place,
        function: function,
        title: "\(subject) writes every statement to the log",
        problem: Self.about.problem,
        severity: .medium,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
        confirm: confirm
      ),
      in: program
    )
  }
}
