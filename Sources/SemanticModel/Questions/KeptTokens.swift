// Apps of Django that write a row for every token, and the command that would delete the expired ones.

import Facts
import SourceText
import Workspace

extension Program {
  /// Where the settings say how tokens are kept in the database, if nothing runs the command that flushes expired ones.
  package var unflushedTokens: SourcePlace? {
    guard
      let found = units.indices.lazy.compactMap({ self.place(ofApp: Self.tokenApp, in: $0) }).first,
      routes.contains(where: { units[$0.place.unit].isPython && units[$0.place.unit].isRunning }),
      !isSaid(Self.flush), !units.contains(where: { Self.purges($0) })
    else { return nil }
    let unit = found.unit
    let options = namedSettings(["SIMPLE_JWT"], in: unit).first(where: \.isObject)
    return options?.place ?? found
  }

  // django-rest-framework-simplejwt.readthedocs.io, Blacklist app.
  private static let tokenApp = "rest_framework_simplejwt.token_blacklist"
  private static let flush = "flushexpiredtokens"

  /// Where settings list an app among those that are installed.
  private func place(ofApp app: String, in unit: Int) -> SourcePlace? {
    let facts = units[unit].facts
    guard units[unit].isRunning, units[unit].isPython,
      facts.exports.contains(where: { facts.names.isText("INSTALLED_APPS", $0.name) }),
      let name = facts.names.ids(of: [app]).first
    else { return nil }
    return facts.values.first { $0.kind == .string && NameID($0.a) == name }
      .map { SourcePlace(unit: unit, span: $0.span) }
  }

  /// Whether code of the project deletes the rows of the library by their time.
  private static func purges(_ unit: Unit) -> Bool {
    let names = unit.facts.names
    return unit.isPython && !names.ids(of: ["OutstandingToken"]).isEmpty
      && !names.ids(of: ["expires_at__lt", "expires_at__lte"]).isEmpty
  }

  /// Whether any file names a command: code, a crontab, a script of the deployment.
  func isSaid(_ command: String) -> Bool {
    let isInCode = units.contains { unit in
      unit.isPython
        && (unit.path.contains(command)
          || (0..<unit.facts.names.count).contains {
            unit.facts.names.string(NameID($0)).contains(command)
          })
    }
    return isInCode || isConfigured { $0.contains(command) }
  }

  /// Whether the text of a file of the deployment, a crontab or a script is as asked.
  func isConfigured(_ isWanted: (String) -> Bool) -> Bool {
    workspace.files.contains { file in
      guard file.language == .configuration || file.language == .yaml || file.language == .toml,
        file.size < 1 << 16, let bytes = try? workspace.read(file)
      else { return false }
      return isWanted(String(decoding: bytes, as: UTF8.self))
    }
  }
}
