// One defect, with its place, its proof and its remedy.

/// One defect as the contract's schema has it.
package struct Finding: Codable, Sendable, Hashable {
  /// Stable fingerprint; see `FindingFingerprint`.
  package var id: String
  /// Kebab-case rule name, documented by `plimsoll rules show NAME`.
  package var rule: String
  package var category: Category
  package var riskCategory: Risk
  package var severity: Severity
  package var tier: Tier
  package var confidence: Confidence
  package var location: Location
  /// The path that makes it true: route, caller, loop, callee, schema line, config line.
  package var related: [Location]?
  /// The routes that reach the place: `GET /orders`.
  package var routes: [String]?
  package var title: String
  /// Two to four sentences that name the failure mode under the load target.
  package var problem: String
  package var impact: Impact
  package var verify: Verify
  package var fix: Remedy
  package var tradeOff: String
  /// Tier `suspicious`: exactly what to check.
  package var confirm: String?
  /// Severity `monitor`: the figure at which to act.
  package var monitorThreshold: String?
  package var effortHours: Effort
  package var evidence: [Evidence]?
  /// Who answers for the place, as plimsoll.yml or CODEOWNERS says.
  package var owner: String?
  package var suppressed: Suppressed?

  /// A finding, with an id made by `FindingFingerprint` and the risk of its category.
  ///
  /// Empty lists (`related`, `routes`, `evidence`) are left out of the JSON.
  package init(
    id: String,
    rule: String,
    category: Category,
    severity: Severity,
    tier: Tier,
    confidence: Confidence,
    location: Location,
    related: [Location] = [],
    routes: [String] = [],
    title: String,
    problem: String,
    impact: Impact,
    verify: Verify,
    fix: Remedy,
    tradeOff: String,
    confirm: String? = nil,
    monitorThreshold: String? = nil,
    effortHours: Effort,
    evidence: [Evidence] = [],
    suppressed: Suppressed? = nil
  ) {
    self.id = id
    self.rule = rule
    self.category = category
    self.riskCategory = category.risk
    self.severity = severity
    self.tier = tier
    self.confidence = confidence
    self.location = location
    self.related = related.isEmpty ? nil : related
    self.routes = routes.isEmpty ? nil : routes
    self.title = title
    self.problem = problem
    self.impact = impact
    self.verify = verify
    self.fix = fix
    self.tradeOff = tradeOff
    self.confirm = confirm
    self.monitorThreshold = monitorThreshold
    self.effortHours = effortHours
    self.evidence = evidence.isEmpty ? nil : evidence
    self.suppressed = suppressed
  }
}
