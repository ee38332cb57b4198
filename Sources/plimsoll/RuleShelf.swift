// The rules of the catalog, as the command line speaks of them.

import Findings
import Report
import Rules
import Workspace

enum RuleShelf {
  /// The documentation of every rule, in the catalog's order.
  static var pages: [RulePage] { Catalog.rules.map(RulePage.init(of:)) }

  static func unknownRule(_ name: String, among known: [String]) -> Failure {
    let hint = NearestName.of(name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    return .usage("unknown rule '\(name)'\(hint); see plimsoll rules list")
  }
}

/// The rules that one run applies, as `--only` and `plimsoll.yml` leave them.
struct RuleSelection {
  private let names: Set<String>
  private let overrides: [String: RuleSeverity.Level]

  /// Takes names and category ids or slugs, also several with commas between; none means all.
  ///
  /// Throws a usage failure, with the nearest name, for one that no rule has.
  init(
    only wanted: [String],
    configuration: AuditConfiguration,
    pages: [RulePage]
  ) throws(Failure) {
    let known = pages.map(\.name)
    var names: Set<String> = []
    for name in wanted.flatMap({ $0.split(separator: ",").map(String.init) }) {
      names.formUnion(try Self.rules(named: name, in: pages))
    }
    var overrides: [String: RuleSeverity.Level] = [:]
    for entry in configuration.severity {
      guard known.contains(entry.rule) else {
        let unknown = RuleShelf.unknownRule(entry.rule, among: known).message
        throw .usage("\(configuration.path ?? "plimsoll.yml"):\(entry.line): \(unknown)")
      }
      overrides[entry.rule] = entry.level
    }
    self.names = wanted.isEmpty ? Set(known) : names
    self.overrides = overrides
  }

  /// Whether the rule is to be run.
  func contains(_ rule: String) -> Bool { names.contains(rule) && overrides[rule] != .off }

  /// The finding with the severity that plimsoll.yml gives its rule.
  func adjusted(_ finding: Finding) -> Finding {
    guard let level = overrides[finding.rule],
      let severity = Severity(rawValue: level.rawValue.uppercased())
    else { return finding }
    var finding = finding
    finding.severity = severity
    return finding
  }

  private static func rules(named name: String, in pages: [RulePage]) throws(Failure) -> [String] {
    if let category = Category(named: name) {
      let rules = pages.filter { $0.category == category }.map(\.name)
      guard rules.isEmpty else { return rules }
      throw .usage("--only \(name): no rule is of this category yet; see plimsoll rules list")
    }
    guard pages.contains(where: { $0.name == name }) else {
      throw RuleShelf.unknownRule(name, among: pages.map(\.name) + Category.allCases.map(\.slug))
    }
    return [name]
  }
}

extension RulePage {
  /// The page of a rule, from its description and its examples.
  fileprivate init(of rule: any Rule.Type) {
    let about = rule.about
    self.init(
      name: about.name,
      category: about.category,
      worst: about.worst,
      title: about.title,
      problem: about.problem,
      verify: about.verify,
      fix: about.fix,
      tradeOff: about.tradeOff,
      samples: rule.examples.flatMap(Sample.all)
    )
  }
}

extension RulePage.Sample {
  /// The code of an example as it is reported, and repaired; file after file.
  fileprivate static func all(of example: Example) -> [RulePage.Sample] {
    let verdict = example.fixed.isEmpty ? "Fine" : "Reported"
    let before = samples(example.files, "\(verdict): \(example.caption)")
    return before + samples(example.fixed, "Repaired")
  }

  private static func samples(_ files: [String: String], _ caption: String) -> [RulePage.Sample] {
    files.sorted { $0.key < $1.key }.map {
      RulePage.Sample(
        caption: "\(caption) (\($0.key))",
        code: $0.value,
        language: language(of: $0.key)
      )
    }
  }

  private static func language(of path: String) -> String {
    path.hasSuffix(".tsx")
      ? "tsx" : path.hasSuffix(".ts") ? "ts" : path.hasSuffix(".jsx") ? "jsx" : "js"
  }
}
