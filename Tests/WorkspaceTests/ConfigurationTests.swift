// What plimsoll.yml may say, and what it is told when it is wrong.

import ConfigSyntax
import Testing

@testable import Workspace

@Suite("plimsoll.yml")
struct ConfigurationTests {
  private func read(_ text: String) throws -> AuditConfiguration {
    try AuditConfiguration(path: "plimsoll.yml", yaml: Array(text.utf8))
  }

  @Test("sets load target, excludes, severities, and carries the rest")
  func everything() throws {
    let configuration = try read(
      """
      loadTarget: {users: 1000, rps: 2.5, duration: 5m, p95: 500ms, p99: 1.5s, errors: 1%}
      exclude:
        - legacy/**
      severity:
        query-in-loop: high
        missing-timeout: off
      facts:
        pool: 20
        runtime: 22
        services:
          apps/api: {pool: 5, cache: Redis}
      slo: {}
      """
    )
    #expect(configuration.loadTarget.users == 1000)
    #expect(configuration.loadTarget.requestsPerSecond == 2.5)
    #expect(configuration.loadTarget.durationSeconds == 300)
    #expect(configuration.loadTarget.p95Milliseconds == 500)
    #expect(configuration.loadTarget.p99Milliseconds == 1500)
    #expect(configuration.loadTarget.errorRate == 0.01)
    #expect(configuration.exclude == ["legacy/**"])
    #expect(configuration.severity.map(\.level) == [.high, .off])
    #expect(configuration.severity.map(\.line) == [5, 6])
    let facts = configuration.facts
    #expect(facts.fact(.pool, ofService: ["apps/web"])?.number == 20)
    #expect(facts.fact(.pool, ofService: ["apps/api"])?.number == 5)
    #expect(facts.fact(.cache, ofService: ["apps/api"])?.text == "Redis")
    #expect(facts.fact(.runtime, ofService: [])?.text == "22")
    #expect(facts.fact(.runtime, ofService: [])?.line == 9)
    #expect(facts.fact(.cdn, ofService: ["apps/api"]) == nil)
  }

  @Test("may be empty", arguments: ["", "# nothing\n", "---\n"])
  func empty(_ text: String) throws {
    #expect(try read(text).exclude.isEmpty)
  }

  @Test(
    "that is wrong gets one line: where, what, and what to do",
    arguments: [
      ("loadtarget: {}", ":1: unknown key “loadtarget”; did you mean “loadTarget”?"),
      ("a: 1\n", ":1: unknown key “a”; known keys are loadTarget"),
      ("exclude: []\nseverty: {}\n", ":2: unknown key “severty”; did you mean “severity”?"),
      ("loadTarget: {usrs: 5}", ":1: unknown key “usrs”; did you mean “users”?"),
      ("loadTarget: 5", "must be a mapping, but it is a number"),
      ("loadTarget:\n  users: many", ":2: “users” must be a whole number above 0, like 1000"),
      ("loadTarget:\n  users: -5", "“users” must be"),
      ("loadTarget: {users: 1e400}", "“users” must be"),
      ("loadTarget: {users: 0.5}", "“users” must be"),
      ("loadTarget: {duration: 5d}", "must be a time"),
      ("loadTarget: {errors: 500%}", "must be a share"),
      ("loadTarget: {p95: .nan}", "must be a time"),
      ("exclude: 5", "“exclude” must be a list of texts"), ("exclude:\n- a\n- [b]", ":3: "),
      ("severity: high", "must be a mapping of rule names"),
      ("severity:\n  x: hihg", "did you mean “high”?"), ("- a", "must be a mapping"),
      ("exclude: []\nexclude: []", "written twice"), ("a: [", "plimsoll.yml:"),
      ("facts: yes", "must be a mapping, but it is true or false"),
      ("facts:\n  databse: x", ":2: unknown key “databse”; did you mean “database”?"),
      ("facts: {pool: many}", "“pool” must be a whole number above 0, like 20"),
      ("facts: {pool: 1.5}", "“pool” must be a whole number"),
      ("facts: {pool: 0}", "“pool” must be a whole number"),
      ("facts: {proxy: {a: 1}}", "“proxy” must be a text, like “nginx, 60 seconds”"),
      ("facts: {services: {api: {workrs: 2}}}", "did you mean “workers”?"),
      ("x: &a [*a]", "undefined alias"),
    ]
  )
  func wrong(_ text: String, _ expected: String) {
    let error = #expect(throws: WorkspaceError.self) { try read(text) }
    #expect(error?.message.contains(expected) == true, "\(error?.message ?? "no error")")
    #expect(error?.message.hasPrefix("plimsoll.yml:") == true)
    #expect(error?.message.contains("\n") == false)
    #expect(error?.exitCode == 2)
  }

  @Test("is read from the root or from where --config says")
  func place() throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try folder.write("x", to: "a.js")
    try folder.write("bad: 1", to: "plimsoll.yml")
    try elsewhere.write("exclude: [b]", to: "c.yml")
    #expect(throws: WorkspaceError.self) { try Workspace(opening: folder.path) }
    var options = WorkspaceOptions()
    options.configurationPath = elsewhere.full("c.yml")
    let workspace = try Workspace(opening: folder.path, options: options)
    #expect(workspace.configuration.exclude == ["b"])
    options.configurationPath = elsewhere.full("none.yml")
    let error = #expect(throws: WorkspaceError.self) {
      try Workspace(opening: folder.path, options: options)
    }
    #expect(error?.exitCode == 2)
  }

  @Test("that is a link is refused, not followed and not overlooked")
  func link() throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try folder.write("x", to: "a.js")
    try elsewhere.write("exclude: [b]", to: "c.yml")
    try folder.link("plimsoll.yml", to: elsewhere.full("c.yml"))
    let error = #expect(throws: WorkspaceError.self) { try Workspace(opening: folder.path) }
    #expect(error?.exitCode == 2)
  }

  @Test("has its load target on the command line too")
  func option() throws {
    let load = try RequestedLoad(option: "users=10,rps=5,duration=90,p95=250,errors=0.05")
    #expect(load.users == 10)
    #expect(load.durationSeconds == 90)
    #expect(load.p95Milliseconds == 250)
    #expect(load.errorRate == 0.05)
    for wrong in ["user=5", "users", "users=", "rps=x", "=", "p95=1e9"] {
      #expect(throws: WorkspaceError.self) { try RequestedLoad(option: wrong) }
    }
  }

  @Test("suggests the nearest name and nothing far-fetched")
  func nearest() {
    #expect(NearestName.of("treshold", among: ["thresholds", "slo"]) == "thresholds")
    #expect(NearestName.of("banana", among: ["thresholds", "slo"]) == nil)
    #expect(NearestName.of(String(repeating: "x", count: 5000), among: ["slo"]) == nil)
    #expect(NearestName.of("", among: ["slo"]) == nil)
  }
}
