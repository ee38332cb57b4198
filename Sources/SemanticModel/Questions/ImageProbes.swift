// What images, orchestrators and balancers ask to learn whether the application is well.

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

  /// A file by which processes are started and stopped: of an image, Kubernetes, a platform or a manager.
  package var fileOfDeployment: String? {
    workspace.files.first { file in
      let path = file.path.lowercased()
      let name = path.split(separator: "/").last ?? ""
      return name.hasPrefix("dockerfile") || name.hasSuffix(".dockerfile")
        || Self.deploying.contains(String(name)) || name.hasPrefix("ecosystem.config.")
        || path.contains("kubernetes/") || path.contains("k8s/")
        || path.contains("/templates/deployment")
    }?.path
  }

  private static let deploying: Set<String> = [
    "procfile", "fly.toml", "render.yaml", "app.yaml", "railway.json", "railway.toml", "heroku.yml",
    "containerfile", "captain-definition", "nixpacks.toml", "deployment.yaml", "deployment.yml",
  ]

  /// The file of a deployment that names a path, so that something routes or restarts by its answer: an image with a
  /// probe, a description for Compose, Kubernetes or a platform; nil where none does.
  package func fileProbing(_ path: String) -> String? {
    guard path.utf8.count > 1 else { return nil }
    let files = workspace.files.filter { file in
      let name = (file.path.split(separator: "/").last ?? "").lowercased()
      return name.hasPrefix("dockerfile") || name.hasSuffix(".dockerfile")
        || [".yml", ".yaml", ".toml", ".tf", ".conf"].contains { name.hasSuffix($0) }
    }
    return files.first { file in
      guard file.size < 100_000, let bytes = try? workspace.read(file) else { return false }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
        line.contains(path) && Self.probing.contains { line.lowercased().contains($0) }
      }
    }?.path
  }

  /// What stands on the line of a probe: `HEALTHCHECK CMD curl -f http://localhost/health`, `path: /health`.
  private static let probing = ["curl", "wget", "health", "path", "probe", "http", "urlopen"]

  private static let otherProbes = [" NONE", "pg_isready", "redis-cli", "mysqladmin", "mongosh"]
}
