// Asks all rules of a program and applies the suppressions that its authors wrote.

package import Capacity
package import Findings
package import SemanticModel

/// One pass of the rules over a program.
package struct Examination {
  private let program: Program
  private let target: LoadTarget

  package init(of program: Program, under target: LoadTarget) {
    self.program = program
    self.target = target
  }

  /// What the rules that `isWanted` accepts find, in no particular order.
  ///
  /// A suppressed finding is kept, with the reason; a suppression without a rule or a reason is a finding itself.
  package func findings(_ isWanted: (String) -> Bool) -> [Finding] {
    var findings: [Finding] = []
    for rule in Catalog.rules where isWanted(rule.about.name) {
      findings += rule.init().findings(in: program, under: target)
    }
    let suppressions = Suppressions(of: program)
    return findings.map(suppressions.applied) + suppressions.complaints
  }
}
