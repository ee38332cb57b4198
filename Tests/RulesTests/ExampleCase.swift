// One example of one rule, as an argument of a test.

import Rules
import Testing

struct ExampleCase: CustomTestStringConvertible, Sendable {
  let ruleName: String
  let example: Example

  /// Where to look when a test of it fails.
  var testDescription: String {
    "\(example.source.file):\(example.source.line) (\(example.caption))"
  }

  static let ruleNames = Catalog.rules.map { $0.about.name }

  static let all: [ExampleCase] = Catalog.rules.flatMap { rule in
    rule.examples.map { ExampleCase(ruleName: rule.about.name, example: $0) }
  }

  /// Those that hold a mark.
  static let reported = all.filter { !MarkedProject($0.example.files).places.isEmpty }

  /// Those whose marks stand in code; images and pages have comments of their own.
  static let reportedCode = reported.filter { subject in
    MarkedProject(subject.example.files).places.allSatisfy { place in
      [
        ".py", ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".prisma",
        ".sql",
      ]
      .contains { place.file.hasSuffix($0) }
    }
  }
}
