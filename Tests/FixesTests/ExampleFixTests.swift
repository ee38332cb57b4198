// The fixes that rules make in their own examples.

import Fixes
import Rules
import Testing

@Suite("Fixes of the examples")
struct ExampleFixTests {
  @Test("remove their finding and bring no new one", arguments: ExampleFixTests.rules)
  func hold(rule: String) async throws {
    var accepted = 0
    for (files, caption) in Self.examples(of: rule) {
      let (_, result) = await fixed(files, rule: rule, unsafe: true)
      if !Self.withheld.contains(caption) {
        #expect(result.withheld.isEmpty, "\(caption): \(result.note ?? "")")
      }
      #expect(result.isWhole)
      accepted += result.accepted.count
    }
    #expect(accepted > 0, "no example shows a fix of this rule")
  }

  /// Examples whose fix makes another defect visible, which the gate sees.
  private static let withheld: Set<String> = ["a property walks a relation of each row"]

  /// The rules that mend what they find.
  static let rules = [
    "missing-timeout", "missing-index", "uncapped-page-size",
    "leaked-subscription", "await-waterfall", "unbounded-read", "query-in-loop", "lazy-relation",
    "large-body-limit", "unlimited-upload", "small-pool", "unbounded-memo", "floating-promise",
    "missing-error-handler", "zero-stale-time",
  ]

  private static func examples(of rule: String) -> [(files: [String: String], caption: String)] {
    var result: [(files: [String: String], caption: String)] = []
    for kind in Catalog.rules where kind.about.name == rule {
      for example in kind.examples
      where example.files.values.contains(where: { $0.contains("↓") }) {
        result.append(
          (example.files.mapValues { $0.replacing("↓", with: "") }, example.caption)
        )
      }
    }
    return result
  }
}
