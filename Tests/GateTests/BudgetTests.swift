// Budgets and load tests in the gate.

import ConfigSyntax
import Findings
import Gate
import Testing

@Suite("Budgets of the gate")
struct BudgetTests {
  private func verdict(_ yaml: String, _ measurements: [(String, Double, String)]) throws
    -> GateVerdict
  {
    var policy = GatePolicy()
    try policy.takeBudgets(ConfigDocument(yaml: Array(yaml.utf8)).value, path: "plimsoll.yml")
    return GateVerdict(of: audit(measurements), by: policy)
  }

  private func audit(_ measurements: [(String, Double, String)]) -> Audit {
    var audit = Audit(
      tool: Tool(version: "1"),
      project: Project(root: "."),
      findings: [],
      stats: AuditStats(files: 1, bytes: 1, milliseconds: 1)
    )
    audit.measurements = measurements.map {
      Measurement(name: $0.0, value: .number($0.1), unit: $0.2, source: "sizes.json")
    }
    return audit
  }

  @Test(
    "a figure keeps its budget in whichever unit of its kind",
    arguments: [
      ("js: 170 kB", 170_000, "bytes", true), ("js: 170 kB", 170_001, "bytes", false),
      ("js: 1 MiB", 1_048, "kB", true), ("js: 300", 301, "ms", false),
      ("js: 2 s", 1_999, "ms", true),
      ("js: \">= 2 x\"", 1.9, "x", false), ("headroom: 2 x", 2, "x", true),
      ("headroom: 2 x", 1.5, "x", false), ("js: \"<=3\"", 3, "", true),
    ] as [(String, Double, String, Bool)]
  )
  func kept(yaml: String, value: Double, unit: String, passes: Bool) throws {
    let name = String(yaml.prefix { $0 != ":" })
    let verdict = try verdict(yaml, [(name, value, unit)])
    #expect(verdict.passes == passes, "\(verdict.measured)")
    #expect(verdict.measured.first?.outcome == (passes ? .passed : .failed))
    #expect((verdict.measured.first?.remedy == nil) == passes)
  }

  @Test("the last measurement of a name counts; none, or one of another kind, is not judged")
  func unjudged() throws {
    #expect(try verdict("p95: 300 ms", [("p95", 900, "ms"), ("p95", 200, "ms")]).passes)
    for measurements in [[], [("p95", 900.0, "kB")]] {
      let verdict = try verdict("p95: 300 ms", measurements)
      #expect(verdict.passes && verdict.measured.first?.outcome == .notJudged)
    }
  }

  @Test(
    "what is no limit is refused with its line",
    arguments: ["a", "[1]", "kB", "{b: 1}", ".inf"]
  )
  func refused(value: String) {
    let error = #expect(throws: GateError.self) { try verdict("x: 1\njs: \(value)", []) }
    #expect(error?.message.hasPrefix("plimsoll.yml:2: “budgets.js” must be a limit") == true)
  }

  @Test("a key of thresholds that nobody reads is refused")
  func unknownKey() {
    var policy = GatePolicy()
    let value = ConfigDocument(yaml: Array("score: 7\nscor: 8".utf8)).value
    let error = #expect(throws: GateError.self) { try policy.take(value, path: "plimsoll.yml") }
    #expect(error?.message.hasPrefix("plimsoll.yml:2: unknown key “thresholds.scor”") == true)
  }
}
