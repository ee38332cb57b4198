// What an image of the application asks by itself to learn whether it is well.

import Workspace

extension Program {
  /// The Dockerfile with a probe of its own (`HEALTHCHECK`), if there is one; those of databases ask only the database.
  package var fileOfImageProbe: String? {
    let files = workspace.files.filter { file in
      let name = (file.path.split(separator: "/").last ?? "").lowercased()
      return name.hasPrefix("dockerfile") || name.hasSuffix(".dockerfile")
    }
    return files.first { file in
      guard file.size < 100_000, let bytes = try? workspace.read(file) else { return false }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
        let text = line.drop { $0 == " " || $0 == "\t" }
        return text.hasPrefix("HEALTHCHECK ") && !Self.otherProbes.contains { text.contains($0) }
      }
    }?.path
  }

  private static let otherProbes = [" NONE", "pg_isready", "redis-cli", "mysqladmin", "mongosh"]
}
