// What the planner lab found, as a person reads it.

import Database
import Queries
import Report
import Rules

/// Words a result of the lab.
struct LabText {
  private let result: LabResult
  private let queries: [LabQuery]
  private let schema: Schema

  init(of result: LabResult, _ input: LabInput) {
    self.result = result
    queries = input.queries
    schema = input.schema
  }

  /// The advice as statements of SQL, with their reasons.
  var script: String { files.script }

  /// The advice and its plans as files below a folder.
  var artifacts: [(name: String, text: String)] {
    [("audit_artifacts/index_advice.sql", script)]
      + files.plans.map { ("audit_artifacts/explain/\($0.name).json", $0.text) }
  }

  private var files: AdviceFiles {
    AdviceFiles(of: result, queries) { advice, library in
      let table = schema.table(meaning: advice.table)
      let properties = advice.keys.map { table?.column($0.column)?.property ?? $0.column }
      return IndexDeclaration(table: advice.table, keys: advice.keys, properties: properties)
        .text(for: library)
    }
  }

  func summary(isLong: Bool) -> String {
    var lines = [
      "PostgreSQL \(result.server), throwaway, without a row; costs are the planner's units",
      "\(result.volumes.count) tables; \(schemaLine)",
      "\(result.accepted.count) of \(result.sites) query call sites become statements that the server accepts (\(share) %), \(result.statements) different ones",
      "\(result.candidates) candidate indexes tried, \(result.advice.count) advised",
    ]
    if !result.isFinished { lines.append("The time was up before every table was looked at.") }
    for advice in result.advice { lines += [""] + words(of: advice) }
    let blocking = result.steps.count(where: \.matters)
    if blocking > 0 {
      lines += [
        "",
        "\(blocking) statement\(blocking == 1 ? "" : "s") of migrations hold\(blocking == 1 ? "s" : "") a table for a second or longer at ten times the rows of today"
          + (isLong ? "" : "; --details shows where, and the safe forms"),
      ]
    }
    if isLong {
      lines +=
        ["", "ROWS OF TODAY"]
        + result.volumes.map {
          "  \($0.table): \(AdviceFiles.grouped($0.rows)) (\($0.source.rawValue))"
        }
      lines += ["", "MIGRATIONS THAT WORK ON ALL ROWS OF A TABLE"] + migrations
      lines += ["", "WITHOUT A STATEMENT"] + refusals
      lines += ["", "NOT LAID"] + result.problems.map { "  \($0.subject): \($0.reason)" }
    }
    return lines.map(Visible.text).joined(separator: "\n") + "\n"
  }

  /// What holds a table for long: it has run already, and tells how the next one should look.
  private var migrations: [String] {
    result.steps.flatMap { step in
      let seconds = zip(LabResult.factors, step.seconds).map { factor, seconds in
        "\((seconds * 10).rounded() / 10) s (\(Int(factor))x)"
      }
      return [
        "  \(step.path):\(step.line)  \(step.deed): \(step.lock.consequence), \(seconds.joined(separator: ", "))",
        "    instead: \(step.safeForm)",
      ]
    }
  }

  private var schemaLine: String {
    var parts: [String] = []
    if result.replayed.total > 0 {
      parts.append(
        "\(result.replayed.done) of \(result.replayed.total) statements of migrations replayed"
      )
    }
    if result.traced.total > 0 {
      parts.append(
        "\(result.traced.done) of \(result.traced.total) statements of migrations in code traced"
      )
    }
    guard !parts.isEmpty else { return "laid from models" }
    let count = result.problems.count
    return (parts + ["\(count) problem\(count == 1 ? "" : "s")"]).joined(separator: ", ")
  }

  private var share: Int {
    result.sites == 0
      ? 0 : Int((100 * Double(result.accepted.count) / Double(result.sites)).rounded(.down))
  }

  private func words(of advice: IndexAdvice) -> [String] {
    var lines = [advice.statement]
    for served in advice.served {
      let costs = served.figures.map { figure in
        "\(AdviceFiles.grouped(figure.before.cost)) -> \(AdviceFiles.grouped(figure.after.cost)) (\(Int(figure.factor))x)"
      }
      lines.append("  cost \(costs.joined(separator: ", "))")
      lines += served.sites.map { "    \(queries[$0].place)" }
    }
    return lines
  }

  private var refusals: [String] {
    result.refusals.sorted { $0.key < $1.key }.map { "  \(queries[$0.key].place): \($0.value)" }
  }
}
