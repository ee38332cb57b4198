// Words that are data to every program that reads a log: one line, nothing that steers.

import Findings

enum MachineText {
  /// White space of any kind as one blank, and steering scalars made visible.
  static func line(_ text: String) -> String {
    Visible.text(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// One line, cut behind a number of scalars.
  static func line(_ text: String, most: Int) -> String {
    let whole = line(text)
    guard whole.unicodeScalars.count > most else { return whole }
    return String(String.UnicodeScalarView(whole.unicodeScalars.prefix(most - 1))) + "…"
  }

  /// A number as configuration files take it: `100`, `7.5`.
  static func plain(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "0" }
    let thousandths = Int((value * 1_000).rounded())
    let rounded = Double(thousandths) / 1_000
    return thousandths.isMultiple(of: 1_000) ? "\(thousandths / 1_000)" : "\(rounded)"
  }

  /// A text of whole lines for a log that GitHub's runner reads.
  ///
  /// The runner takes `::name` at a line's beginning, and `##[name]` anywhere, for a command.
  static func log(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { row -> String in
      guard row.drop(while: \.isWhitespace).hasPrefix("::") else { return String(row) }
      return String(row.replacing("::", with: ": :", maxReplacements: 1))
    }.joined(separator: "\n").replacing("##[", with: "## [")
  }
}

extension Severity {
  /// How bad it is when it is sure, in the words of SARIF.
  var level: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .monitor: "note"
    }
  }
}

extension Finding {
  /// How bad it is, in the words of SARIF.
  var level: String {
    tier == .suspicious && severity.level == "error" ? "warning" : severity.level
  }

  /// What is shown beside the line of code.
  var annotation: String {
    let check = confirm.map { " Suspicious: \($0)" } ?? ""
    return "\(title). \(problem)\(check) Impact: \(impact.estimate). Fix: \(fix.description)"
  }
}

extension Project {
  /// A path as seen from the folder in which the audit was started, which in CI is the checkout's.
  func path(of file: String) -> String {
    let parts = root.split(separator: "/").filter { $0 != "." }
    guard !root.hasPrefix("/"), !parts.contains("..") else { return file }
    return (parts.map(String.init) + [file]).joined(separator: "/")
  }
}

extension Audit {
  /// The findings that nobody accepted; of an audit that was held against a baseline, those that
  /// it does not know.
  var reported: [Finding] { unknownToBaseline.filter { $0.suppressed == nil } }
}
