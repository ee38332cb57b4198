// What the application runs on, as far as it decides how something is measured.

import Findings

/// Questions to the environment of an audit.
struct Stack {
  private let facts: [EnvironmentFact]
  private let isPythonCode: Bool
  /// Whether a query stands in the code.
  let asksDatabase: Bool
  /// Whether the code answers requests.
  let answers: Bool

  init(of audit: Audit) {
    facts = audit.environment ?? []
    let files = audit.findings.map(\.location.file) + (audit.routes ?? []).map(\.handler.file)
    asksDatabase = audit.queries?.isEmpty == false
    answers = audit.routes?.isEmpty == false
    isPythonCode = files.contains { $0.hasSuffix(".py") }
  }

  /// Whether a value of the environment names something.
  func names(_ part: String) -> Bool {
    facts.contains { $0.value.lowercased().contains(part) }
  }

  /// The facts of some aspects, of every service: `cache`, `cache (apps/api)`.
  func facts(_ aspects: [String]) -> [EnvironmentFact] {
    aspects.flatMap { aspect in
      facts.filter { $0.aspect == aspect || $0.aspect.hasPrefix(aspect + " (") }
    }
  }

  var isPython: Bool { (names("python") || isPythonCode) && !names("node.js") }

  enum Database { case postgres, mysql, mongo, other }

  var database: Database {
    let values = facts(["database"]).map { $0.value.lowercased() }
    func says(_ word: String) -> Bool { values.contains { $0.contains(word) } }
    if says("postgres") { return .postgres }
    if says("mysql") || says("mariadb") { return .mysql }
    return says("mongo") ? .mongo : .other
  }

  /// The port that such servers listen on unless told otherwise.
  var port: Int { isPython ? 8000 : 3000 }
}
