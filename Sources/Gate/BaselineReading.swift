// Reads a baseline, or says in one line why it is none.

import ConfigSyntax
package import Findings

/// What keeps the gate from judging.
package struct GateError: Error, Hashable, Sendable {
  /// What failed, with which input, and what to do.
  package let message: String
}

extension Baseline {
  /// Reads the JSON that `plimsoll gate --update-baseline` writes.
  ///
  /// - Throws: A `GateError` for a file of another format, a truncated one, or another document.
  package init(json bytes: [UInt8], named name: String) throws(GateError) {
    let document = ConfigDocument(json: bytes)
    if let problem = document.diagnostics.first {
      throw Self.error(name, "line \(problem.line): \(problem.message); the file is no whole JSON")
    }
    guard let format = document.value["format"]?.number, let list = document.value["findings"],
      list.isArray
    else { throw Self.error(name, "no baseline of plimsoll gate") }
    let version = document.value["tool"]?["version"]?.string ?? ""
    guard format == Double(Self.currentFormat) else {
      throw GateError(
        message:
          "\(name): format \(format.formatted) of plimsoll \(version.prefix(20)), but this plimsoll "
          + "reads format \(Self.currentFormat); use the version that wrote it, or write it anew "
          + "with plimsoll gate --update-baseline --accept-new"
      )
    }
    var entries: [Entry] = []
    for item in list.items {
      guard let entry = Entry(item.value) else {
        throw Self.error(name, "line \(item.line): no finding of a baseline")
      }
      entries.append(entry)
    }
    self.init(tool: Tool(version: version), findings: entries)
  }

  private static func error(_ name: String, _ problem: String) -> GateError {
    GateError(
      message:
        "\(name): \(problem); restore it from version control, or remove it and write it anew "
        + "with plimsoll gate --update-baseline"
    )
  }
}

extension Baseline.Entry {
  fileprivate init?(_ value: ConfigValue) {
    guard let id = value["id"]?.string, let rule = value["rule"]?.string,
      let severity = value["severity"]?.string.flatMap(Severity.init(rawValue:)),
      let file = value["file"]?.string, let title = value["title"]?.string,
      let place = value["place"]?.string
    else { return nil }
    self.init(id: id, rule: rule, severity: severity, file: file, title: title, place: place)
  }
}

extension Double {
  fileprivate var formatted: String { Int(exactly: self).map { "\($0)" } ?? "\(self)" }
}
