// What the gate is told of the planner's answers, with the places where each would be mended.

import Database
import Findings
import Gate
import Queries
import Rules
import SemanticModel
import SourceText

/// Turns a result of the lab into what locked plans are held against.
struct PlanSnapshotReading {
  private let program: Program
  private let input: LabInput
  private let suppressions: Suppressions

  init(of program: Program, _ input: LabInput) {
    self.program = program
    self.input = input
    suppressions = Suppressions(of: program)
  }

  func snapshot(of result: LabResult) -> PlanSnapshot {
    PlanSnapshot(
      tool: Tool(version: Version.current),
      server: result.majorVersion,
      rows: result.volumes.map { PlanLock.TableRows(table: $0.table, rows: $0.rows) },
      migrations: input.migrations.map(\.path),
      statements: result.plans.map { statement(of: $0, result.advice) },
      indexes: result.indexes,
      drops: result.drops.map { drop in
        PlanSnapshot.Drop(
          index: drop.index,
          statement: drop.statement,
          site: site(drop.path, drop.line, drop.statement, rule: .droppedIndex)
        )
      },
      blocks: result.steps.filter(\.matters).map(block)
    )
  }

  // MARK: Statements

  private func statement(of planned: PlannedStatement, _ advice: [IndexAdvice])
    -> PlanSnapshot.Statement
  {
    let files = Set(planned.sites.map { input.queries[$0].file })
    return PlanSnapshot.Statement(
      entry: PlanLock.Statement(
        fingerprint: planned.fingerprint,
        statement: planned.text,
        files: files.sorted(),
        cost: planned.plan.cost,
        shape: planned.plan.shape,
        scans: planned.scans.map(\.table),
        indexes: Set(planned.plan.indexes).sorted()
      ),
      scans: planned.scans.map { PlanSnapshot.Scan(table: $0.table, rows: $0.rows) },
      sites: planned.sites.map(site),
      advice: advice.first { $0.served.contains { $0.text == planned.text } }?.statement
    )
  }

  private func site(of query: Int) -> PlanSnapshot.Site {
    let known = input.queries[query]
    let place = program.call(at: known.query.call).place
    let unit = program.units[place.unit]
    return PlanSnapshot.Site(
      location: Location(
        file: unit.path,
        span: place.span,
        in: program.bytes(of: place.unit),
        lines: unit.lines
      ),
      accepted: suppressions.reason(
        for: GuardRule.planRegression.rawValue,
        inFile: known.file,
        line: known.line
      )
    )
  }

  // MARK: Migrations

  private func block(_ step: MigrationStep) -> PlanSnapshot.Block {
    PlanSnapshot.Block(
      table: step.table,
      deed: step.deed,
      consequence: step.lock.consequence,
      rows: step.rows,
      seconds: (step.seconds.first ?? 0, step.seconds.dropFirst().first ?? 0),
      safeForm: step.safeForm,
      statement: step.statement,
      site: site(step.path, step.line, step.statement, rule: .blockingMigration)
    )
  }

  /// A place in a file of SQL, which is no part of the program: its comments are read here.
  private func site(_ path: String, _ line: Int, _ statement: String, rule: GuardRule)
    -> PlanSnapshot.Site
  {
    let bytes = input.migrations.first { $0.path == path }?.bytes ?? []
    let lines = LineIndex(of: bytes)
    let start = line <= lines.lineCount ? lines.starts[line - 1] : 0
    let span = ByteSpan(start: start, end: start + UInt32(clamping: statement.utf8.count))
    let location = Location(file: path, span: span, in: bytes, lines: lines)
    return PlanSnapshot.Site(
      location: location,
      accepted: reason(for: rule, above: line, of: bytes, lines)
    )
  }

  /// The reason of a comment on the line, or on the line before it, or for the whole file.
  private func reason(
    for rule: GuardRule,
    above line: Int,
    of bytes: [UInt8],
    _ lines: LineIndex
  ) -> String? {
    for number in 1...max(1, lines.lineCount) {
      let start = min(Int(lines.starts[number - 1]), bytes.count)
      let end = number < lines.lineCount ? Int(lines.starts[number]) : bytes.count
      let text = bytes[start..<max(start, min(end, bytes.count))]
      guard let mark = comment(in: text),
        let suppression = Suppression(comment: text[mark...]), suppression.rule == rule.rawValue,
        !suppression.reason.isEmpty
      else { continue }
      if suppression.scope == .file || (line - 1...line).contains(number) {
        return suppression.reason
      }
    }
    return nil
  }

  /// Where `--` begins a comment of a line.
  private func comment(in line: ArraySlice<UInt8>) -> Int? {
    line.indices.dropLast().first { line[$0] == 0x2D && line[$0 + 1] == 0x2D }
  }
}

extension LabResult {
  /// `15` of `15.20`: within it the planner stays the same.
  var majorVersion: String { String(server.prefix { $0 != "." }) }
}
