// Findings of other tools, told apart from ours by the name of the rule.

extension Finding {
  /// Whether another tool found it: its rule is named `ruff/S113`, and no rule of ours has a slash.
  package var isForeign: Bool { Self.isForeign(rule: rule) }

  /// Whether a rule is one of another tool.
  package static func isForeign(rule: String) -> Bool { rule.utf8.contains(UInt8(ascii: "/")) }
}
