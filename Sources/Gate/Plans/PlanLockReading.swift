// Reads locked plans, or says in one line why they are none.

import ConfigSyntax
import Findings

extension PlanLock {
  /// Reads the JSON that `plimsoll gate --plans --update-baseline` writes.
  ///
  /// - Throws: A `GateError` for a file of another format, a truncated one, or another document.
  package init(json bytes: [UInt8], named name: String) throws(GateError) {
    let document = ConfigDocument(json: bytes)
    if let problem = document.diagnostics.first {
      throw Self.error(name, "line \(problem.line): \(problem.message); the file is no whole JSON")
    }
    let value = document.value
    guard let format = value["format"]?.number, let server = value["server"]?.string,
      let list = value["statements"], list.isArray
    else { throw Self.error(name, "no plans of plimsoll gate --plans") }
    guard format == Double(Self.currentFormat) else {
      throw Self.error(name, "another format than this plimsoll reads")
    }
    var statements: [Statement] = []
    for item in list.items {
      guard let statement = Statement(item.value) else {
        throw Self.error(name, "line \(item.line): no plan of a statement")
      }
      statements.append(statement)
    }
    self.init(
      tool: Tool(version: value["tool"]?["version"]?.string ?? ""),
      server: server,
      rows: (value["rows"]?.items ?? []).compactMap { TableRows($0.value) },
      migrations: Self.texts(value["migrations"]),
      statements: statements
    )
  }

  fileprivate static func texts(_ value: ConfigValue?) -> [String] {
    (value?.items ?? []).compactMap(\.value.string)
  }

  private static func error(_ name: String, _ problem: String) -> GateError {
    GateError(
      message:
        "\(name): \(problem); restore it from version control, or remove it and write it anew "
        + "with plimsoll gate --plans --update-baseline"
    )
  }
}

extension PlanLock.Statement {
  fileprivate init?(_ value: ConfigValue) {
    guard let fingerprint = value["fingerprint"]?.string, let text = value["statement"]?.string,
      let cost = value["cost"]?.number, let shape = value["shape"]?.string
    else { return nil }
    self.init(
      fingerprint: fingerprint,
      statement: text,
      files: PlanLock.texts(value["files"]),
      cost: cost,
      shape: shape,
      scans: PlanLock.texts(value["scans"]),
      indexes: PlanLock.texts(value["indexes"])
    )
  }
}

extension PlanLock.TableRows {
  fileprivate init?(_ value: ConfigValue) {
    guard let table = value["table"]?.string, let rows = value["rows"]?.number, rows >= 0 else {
      return nil
    }
    self.init(table: table, rows: rows)
  }
}
