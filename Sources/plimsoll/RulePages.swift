// The pages of the catalog's rules.

import Report
import Rules

extension RulePage {
  /// The pages of all rules, in the catalog's order.
  static var all: [RulePage] { Catalog.rules.map { RulePage(of: $0) } }

  private init(of rule: any Rule.Type) {
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
      doubts: RuleDoubts.of(about.name),
      samples: rule.examples.flatMap(Self.samples)
    )
  }

  /// Reported code with its repair, or code that is passed over; `↓` stands before each place.
  private static func samples(of example: Example) -> [Sample] {
    guard !example.fixed.isEmpty else {
      return [sample("Not reported: \(example.caption)", example.files)]
    }
    return [
      sample("Reported: \(example.caption)", example.files), sample("Repaired", example.fixed),
    ]
  }

  private static func sample(_ caption: String, _ files: [String: String]) -> Sample {
    let paths = files.keys.sorted()
    let texts = paths.map { path in
      let text = files[path] ?? ""
      return paths.count > 1 ? "// \(path)\n\(text)" : text
    }
    let language = paths.first?.split(separator: ".").last.map(String.init) ?? ""
    return Sample(
      caption: caption,
      code: texts.joined(separator: "\n\n"),
      language: ["mjs", "cjs"].contains(language) ? "js" : language
    )
  }
}
