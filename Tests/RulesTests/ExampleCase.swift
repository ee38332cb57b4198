// One example of one rule, as an argument of a test.

import Foundation
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

  /// Those whose marks stand in code: images, pages and documents of GraphQL have comments of their own.
  static let reportedCode = reported.filter { subject in
    subject.example.files.allSatisfy { path, text in
      guard let mark = text.range(of: "↓") else { return true }
      let isDocument = text[..<mark.lowerBound].hasOpen("gql`")
      return code.contains { path.hasSuffix($0) } && !isDocument
    }
  }

  private static let code = [
    ".py", ".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".prisma", ".sql",
  ]
}

extension Substring {
  /// Whether a template that begins so is not closed.
  fileprivate func hasOpen(_ start: String) -> Bool {
    range(of: start, options: .backwards).map { !self[$0.upperBound...].contains("`") } ?? false
  }
}
