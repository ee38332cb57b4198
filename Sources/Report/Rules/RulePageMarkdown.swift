// The pages of rules, for the documentation.

import Findings

extension RulePage {
  /// The whole page in Markdown, as it lies under `docs/rules`.
  package var markdown: String {
    var blocks = ["# \(name)", "**\(title)**", kind, problem]
    for section in sections { blocks += ["## \(section.heading)", section.words] }
    for sample in samples {
      let fence = Self.fence(around: sample.code)
      let code = sample.code.hasSuffix("\n") ? String(sample.code.dropLast()) : sample.code
      blocks += ["## \(sample.caption)", "\(fence)\(sample.language)\n\(code)\n\(fence)"]
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// A fence that the code does not close by itself.
  private static func fence(around code: String) -> String {
    var fence = "```"
    while code.contains(fence) { fence += "`" }
    return fence
  }
}
