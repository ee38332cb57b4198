// What other tools found, read from their SARIF 2.1.0 logs.

import ConfigSyntax
import Findings

/// The results of one log; whatever the log says of paths and texts is only ever shown.
package struct ForeignLog: Sendable {
  private(set) var results: [ForeignResult] = []
  /// Results beyond the number that one log may have.
  private(set) var dropped = 0

  /// More than these read nobody.
  private static let mostResults = 20_000

  /// Reads a log.
  ///
  /// Throws an `AuditReadingError` for a text that is cut off, foreign or of another version.
  package init(sarif bytes: [UInt8]) throws(AuditReadingError) {
    let document = ConfigDocument(strictJSON: bytes)
    if let problem = document.diagnostics.first {
      throw Self.refusal("line \(problem.line): \(problem.message)")
    }
    guard let version = document.value["version"]?.string, let runs = document.value["runs"],
      runs.isArray
    else { throw Self.refusal("it is JSON of something else") }
    guard version == "2.1.0" else { throw Self.refusal("its version is not 2.1.0") }
    for run in runs.items { read(ForeignRun(run.value)) }
  }

  private mutating func read(_ run: ForeignRun) {
    // What this program found is found again by itself.
    guard run.tool != "plimsoll" else { return }
    for item in run.results {
      guard let result = run.result(item.value) else { continue }
      guard results.count < Self.mostResults else {
        dropped += 1
        continue
      }
      results.append(result)
    }
  }

  private static func refusal(_ reason: String) -> AuditReadingError {
    AuditReadingError(
      message: "no SARIF log (\(reason)); give a SARIF 2.1.0 log of oxlint, ruff, semgrep, CodeQL …"
    )
  }
}

/// One thing that another tool found.
struct ForeignResult: Sendable {
  let tool: String
  let version: String
  /// As the tool names it.
  let rule: String
  /// `error`, `warning`, `note` or `none`.
  let level: String
  let message: String
  /// The path as the log has it: decoded, with forward slashes, absolute or not.
  let path: String
  let startLine: Int
  let endLine: Int?
  /// What the tool files the rule under.
  let tags: [String]
}

/// One run of a log, with what its results refer to.
private struct ForeignRun {
  let tool: String
  let version: String
  let results: [ConfigItem]
  private let value: ConfigValue
  private let rules: [ConfigItem]
  private let rulesById: [String: ConfigValue]

  init(_ value: ConfigValue) {
    self.value = value
    let driver = value["tool"]?["driver"]
    tool = String((driver?["name"]?.string ?? "another tool").prefix(40))
    version = String(
      (driver?["semanticVersion"]?.string ?? driver?["version"]?.string ?? "").prefix(40)
    )
    results = value["results"]?.items ?? []
    rules = driver?["rules"]?.items ?? []
    let extensions = (value["tool"]?["extensions"]?.items ?? []).flatMap {
      $0.value["rules"]?.items ?? []
    }
    rulesById = Dictionary(
      (rules + extensions).compactMap { rule in rule.value["id"]?.string.map { ($0, rule.value) } }
    ) { first, _ in first }
  }

  /// What a result says, where it says that something is wrong at a place.
  func result(_ result: ConfigValue) -> ForeignResult? {
    guard (result["kind"]?.string ?? "fail") == "fail", result["baselineState"]?.string != "absent",
      !isAccepted(result), let id = ruleId(of: result)
    else { return nil }
    let rule = rulesById[id]
    guard let physical = result["locations"]?.items.first?.value["physicalLocation"],
      let path = path(of: physical["artifactLocation"])
    else { return nil }
    let region = physical["region"]
    let start = line(region?["startLine"]) ?? 1
    return ForeignResult(
      tool: tool,
      version: version,
      rule: String(id.prefix(120)),
      level: result["level"]?.string ?? rule?["defaultConfiguration"]?["level"]?.string
        ?? "warning",
      message: message(of: result, rule),
      path: path,
      startLine: start,
      endLine: line(region?["endLine"]).flatMap { $0 > start ? $0 : nil },
      tags: (rule?["properties"]?["tags"]?.strings ?? [])
        + [rule?["properties"]?["category"]?.string].compactMap(\.self)
    )
  }

  private func isAccepted(_ result: ConfigValue) -> Bool {
    (result["suppressions"]?.items ?? []).contains {
      ($0.value["status"]?.string ?? "accepted") == "accepted"
    }
  }

  private func ruleId(of result: ConfigValue) -> String? {
    if let id = result["ruleId"]?.string ?? result["rule"]?["id"]?.string { return id }
    let index = (result["ruleIndex"]?.number ?? result["rule"]?["index"]?.number)
      .flatMap(Int.init(exactly:))
    guard let index, rules.indices.contains(index) else { return nil }
    return rules[index].value["id"]?.string
  }

  private func line(_ value: ConfigValue?) -> Int? {
    value?.number.flatMap(Int.init(exactly:)).flatMap { 1...1_000_000_000 ~= $0 ? $0 : nil }
  }

  /// The message's own text, or that of the rule with its arguments in their places (§3.11).
  private func message(of result: ConfigValue, _ rule: ConfigValue?) -> String {
    let message = result["message"]
    let template = message?["id"]?.string.flatMap { rule?["messageStrings"]?[$0]?["text"]?.string }
    var text =
      message?["text"]?.string ?? template ?? rule?["shortDescription"]?["text"]?.string ?? ""
    for (number, argument) in (message?["arguments"]?.strings ?? []).prefix(10).enumerated() {
      text = text.replacing("{\(number)}", with: argument.prefix(200), maxReplacements: 3)
    }
    return String(text.prefix(600))
  }

  /// The decoded path of an artifact; nil where it is none of a file.
  private func path(of artifact: ConfigValue?) -> String? {
    var location = artifact
    if artifact?["uri"] == nil,
      let index = artifact?["index"]?.number.flatMap(Int.init(exactly:)),
      let artifacts = value["artifacts"]?.items, artifacts.indices.contains(index)
    {
      location = artifacts[index].value["location"]
    }
    guard let uri = location?["uri"]?.string, uri.utf8.count <= 4_096 else { return nil }
    return ForeignPath.path(ofURI: uri)
  }
}
