// What a rule says about itself, as `plimsoll rules` prints it.

package import Findings

/// The documentation of one rule, in plain words.
package struct RulePage: Sendable {
  /// Code that the rule reports or passes over, with a caption.
  package struct Sample: Sendable {
    package var caption: String
    package var code: String
    /// The word behind a Markdown fence: `js`, `ts`.
    package var language: String

    package init(caption: String, code: String, language: String) {
      self.caption = caption
      self.code = code
      self.language = language
    }
  }

  package var name: String
  package var category: Category
  package var worst: Severity
  package var title: String
  package var problem: String
  package var verify: String
  package var fix: String
  package var tradeOff: String
  /// What makes a finding of it a suspicion, beyond what the rule itself asks.
  package var doubts: [String]
  package var samples: [Sample]

  package init(
    name: String,
    category: Category,
    worst: Severity,
    title: String,
    problem: String,
    verify: String,
    fix: String,
    tradeOff: String,
    doubts: [String] = [],
    samples: [Sample]
  ) {
    self.name = name
    self.category = category
    self.worst = worst
    self.title = title
    self.problem = problem
    self.verify = verify
    self.fix = fix
    self.tradeOff = tradeOff
    self.doubts = doubts
    self.samples = samples
  }

  /// `1A N+1 queries, Database, at worst CRITICAL`.
  var kind: String {
    "\(category.id) \(category.shortName), \(category.risk.rawValue), at worst \(worst.rawValue)"
  }

  var sections: [(heading: String, words: String)] {
    [("How to verify", verify), ("The fix", fix), ("Trade-off", tradeOff)]
      + (doubts.isEmpty ? [] : [("Only suspected", doubts.joined(separator: " "))])
  }
}
