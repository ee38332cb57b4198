// Files of the deployment that start a framework's development server.

package import SourceText
import Workspace

/// A command of an image or a service that starts a server meant for one developer.
package struct DevelopmentServer: Sendable {
  package let path: String
  package let span: ByteSpan
  /// `manage.py runserver`.
  package let command: String
}

extension Program {
  /// The first such command, where nothing in the repository speaks of a server for production.
  package var developmentServer: DevelopmentServer? {
    guard routes.contains(where: { units[$0.place.unit].isPython && isServed($0) }),
      !isConfigured({ text in Self.servers.contains { text.contains($0) } })
    else { return nil }
    for file in workspace.files
    where file.size < 1 << 16 && Self.isOfDeployment(file.path) {
      guard let bytes = try? workspace.read(file) else { continue }
      if let found = Self.command(in: bytes) {
        return DevelopmentServer(path: file.path, span: found.span, command: found.command)
      }
    }
    return nil
  }

  private static let servers = [
    "gunicorn", "uvicorn", "uwsgi", "uWSGI", "daphne", "hypercorn", "waitress", "granian",
    "mod_wsgi", "gevent", "passenger", "nginx-unit",
  ]

  private static let commands: [(words: [String], name: String)] = [
    (["manage.py", "runserver"], "manage.py runserver"),
    (["flask", "run"], "flask run"),
  ]

  /// An image, or what starts one; not what says that it is for developers.
  private static func isOfDeployment(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
    guard !["dev", "local", "test", "debug"].contains(where: { name.contains($0) }),
      ![".devcontainer", "/dev/", "example"].contains(where: { path.contains($0) })
    else { return false }
    return name.contains("dockerfile") || name == "procfile"
  }

  /// The last line that starts one: `CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]`.
  private static func command(in bytes: [UInt8]) -> (span: ByteSpan, command: String)? {
    var found: (span: ByteSpan, command: String)?
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = String(decoding: bytes[start..<end], as: UTF8.self)
      let words = line.split { " \t\"',[]".contains($0) }.map(String.init)
      let isStart =
        ["CMD", "ENTRYPOINT"].contains(words.first ?? "") || words.first?.hasSuffix(":") ?? false
      if isStart {
        let span = ByteSpan(start: UInt32(start), end: UInt32(end))
        let match = commands.first { command in command.words.allSatisfy(words.contains) }
        // The last command of an image is the one that runs.
        found = match.map { (span, $0.name) }
      }
      start = end + 1
    }
    return found
  }
}
