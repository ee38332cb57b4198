// What a rule is: a description, examples, and one pure function.

package import Capacity
package import Findings
package import SemanticModel

/// One defect that plimsoll knows.
///
/// A rule asks the program and never parses. Its examples are its tests and its documentation.
package protocol Rule: Sendable {
  static var about: RuleDescription { get }
  static var examples: [Example] { get }

  init()

  /// The defects of a program, judged against the load that it must carry.
  func findings(in program: Program, under target: LoadTarget) -> [Finding]
}

/// What a rule tells its readers; the fields are those of the report.
package struct RuleDescription: Sendable {
  /// The pattern in kebab case (`query-in-loop`): reads well after "ignore".
  package let name: String
  package let category: Category
  /// The severity that no finding of the rule exceeds; each one's own is computed.
  package let worst: Severity
  package let title: String
  /// Two to four sentences that name the failure under load.
  package let problem: String
  /// One concrete step that proves or refutes a finding.
  package let verify: String
  package let fix: String
  package let tradeOff: String
  /// Working hours to mend one finding.
  package let effort: Effort

  package init(
    name: String,
    category: Category,
    worst: Severity,
    title: String,
    problem: String,
    verify: String,
    fix: String,
    tradeOff: String,
    effort: Effort
  ) {
    self.name = name
    self.category = category
    self.worst = worst
    self.title = title
    self.problem = problem
    self.verify = verify
    self.fix = fix
    self.tradeOff = tradeOff
    self.effort = effort
  }
}
