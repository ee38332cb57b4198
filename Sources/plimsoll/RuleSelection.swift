// The rules that one run applies, as `--only` and `plimsoll.yml` leave them.

import ConfigSyntax
import Findings
import Report
import Rules
import Workspace

struct RuleSelection {
  private let wanted: Set<String>?
  private let overrides: [String: RuleSeverity.Level]

  /// Takes names and category ids or slugs, also several with commas between; none means all.
  ///
  /// Throws a usage failure, with the nearest name, for one that no rule has.
  init(
    only names: [String],
    configuration: AuditConfiguration,
    catalog: [RuleDescription],
    flag: String = "--only"
  ) throws(Failure) {
    var wanted: Set<String> = []
    for name in names.flatMap({ $0.split(separator: ",").map(String.init) }) {
      wanted.formUnion(try Self.rules(named: name, in: catalog, flag))
    }
    var overrides: [String: RuleSeverity.Level] = [:]
    for entry in configuration.severity {
      guard catalog.contains(where: { $0.name == entry.rule }) else {
        let place = "\(configuration.path ?? "plimsoll.yml"):\(entry.line)"
        throw Self.unknown(entry.rule, among: catalog.map(\.name), place: "\(place): ")
      }
      overrides[entry.rule] = entry.level
    }
    self.wanted = names.isEmpty ? nil : wanted
    self.overrides = overrides
  }

  /// What of the catalog is asked, of a program with so many entries.
  func inquiry(of catalog: [RuleDescription], entries: Int) -> Inquiry {
    let asked = catalog.filter { contains($0.name) }
    return Inquiry(
      rules: asked.count,
      categories: Set(asked.map(\.category)).count,
      isPartial: wanted != nil,
      entries: entries
    )
  }

  /// Whether the rule is to be run.
  func contains(_ rule: String) -> Bool {
    wanted?.contains(rule) != false && overrides[rule] != .off
  }

  /// The finding with the severity that plimsoll.yml gives its rule; nil when it was not asked for.
  func adjusted(_ finding: Finding) -> Finding? {
    guard contains(finding.rule) else { return nil }
    let level = overrides[finding.rule]?.rawValue.uppercased()
    guard let severity = level.flatMap(Severity.init(rawValue:)) else { return finding }
    var finding = finding
    finding.severity = severity
    return finding
  }

  /// The page of a rule; throws a usage failure, with the nearest name, when there is none.
  static func page(named name: String, in pages: [RulePage]) throws(Failure) -> RulePage {
    guard let page = pages.first(where: { $0.name == name }) else {
      throw unknown(name, among: pages.map(\.name))
    }
    return page
  }

  private static func rules(named name: String, in catalog: [RuleDescription], _ flag: String)
    throws(Failure) -> [String]
  {
    if let category = Category(named: name) {
      let rules = catalog.filter { $0.category == category }.map(\.name)
      guard rules.isEmpty else { return rules }
      throw .usage("\(flag) \(name): no rule is of this category yet; see plimsoll rules list")
    }
    guard catalog.contains(where: { $0.name == name }) else {
      throw unknown(
        name,
        among: catalog.map(\.name) + Category.allCases.map(\.slug),
        place: "\(flag): "
      )
    }
    return [name]
  }

  private static func unknown(
    _ name: String,
    among known: [String],
    place: String = ""
  ) -> Failure {
    let hint = NearestName.of(name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    return .usage("\(place)unknown rule '\(name)'\(hint); see plimsoll rules list")
  }
}
