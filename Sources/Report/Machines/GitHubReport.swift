// The findings as annotations of GitHub's pull requests.

package import Findings

/// One workflow command a finding, worst first: GitHub shows the first ten of each level.
package struct GitHubReport: Sendable {
  private let audit: Audit

  /// An audit's findings, suppressed and known ones apart.
  package init(of audit: Audit) { self.audit = audit }

  /// The commands, each on a line of its own.
  package func text() -> String {
    audit.reported.map { command(for: $0) + "\n" }.joined()
  }

  private func command(for finding: Finding) -> String {
    let place = finding.location
    var properties = [
      ("file", audit.project.path(of: place.file)), ("line", "\(place.startLine)"),
    ]
    if let end = place.endLine { properties.append(("endLine", "\(end)")) }
    // A column is taken of places on one line only.
    if let start = place.startColumn, place.endLine ?? place.startLine == place.startLine {
      properties.append(("col", "\(start)"))
      if let end = place.endColumn { properties.append(("endColumn", "\(end)")) }
    }
    properties.append(("title", "\(finding.severity.rawValue) \(finding.ruleCaption)"))
    let list = properties.map { "\($0.0)=\(Self.escaped($0.1, isProperty: true))" }
    let kind = finding.level == "note" ? "notice" : finding.level
    return "::\(kind) \(list.joined(separator: ","))::"
      + Self.escaped(finding.annotation, isProperty: false)
  }

  /// What the runner unescapes (`%25`, `%0D`, `%0A`; `%3A`, `%2C` in properties), and nothing else.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    // A property's white space may be a path's own; a line end is none of its words either way.
    let line = isProperty ? Visible.text(text) : MachineText.line(text)
    var result = ""
    for scalar in line.replacing("##[", with: "## [").unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
