// Images whose container serves an application with the tool that developers start.

import SourceText
import Workspace

/// A Dockerfile that starts a development server.
package struct DevelopmentImage: Sendable {
  /// The line that starts it.
  package let place: TextPlace
  /// What it runs in the end: `react-scripts start`.
  package let command: String
  /// A file of the application that it serves.
  package let unit: Int
}

extension Program {
  /// The images that serve pages with a development server, in order of file.
  package var developmentImages: [DevelopmentImage] {
    let mounts = calls(playing: [.mount]).filter(\.unit.isRunning)
    guard !mounts.isEmpty else { return [] }
    let files = workspace.files.filter { file in
      let name = file.path.split(separator: "/").last ?? ""
      return name == "Dockerfile" && file.size < 100_000
        && !file.path.lowercased().split(separator: "/").dropLast().contains {
          Self.local.contains(String($0))
        }
    }
    return files.compactMap { file -> DevelopmentImage? in
      guard let package = workspace.package(of: file.path),
        let mount = mounts.first(where: { packageFolder(of: $0.place.unit) == package.folder }),
        !hasOtherImage(besides: file.path), let bytes = try? workspace.read(file),
        let (span, words) = start(in: bytes), let command = command(words, in: package),
        Self.isDevelopment(command)
      else { return nil }
      return DevelopmentImage(
        place: TextPlace(path: file.path, span: span, bytes: bytes),
        command: command,
        unit: mount.place.unit
      )
    }
  }

  /// Folders of what is never deployed.
  private static let local: Set<String> = [
    "dev", "local", ".devcontainer", "development", "examples", "e2e", "test", "tests",
  ]

  /// Whether the folder describes another image, for production: then this one is for developers.
  private func hasOtherImage(besides path: String) -> Bool {
    let folder = path.dropLast("Dockerfile".count)
    return workspace.files.contains { file in
      guard file.path != path, file.path.hasPrefix(folder) else { return false }
      let name = file.path.dropFirst(folder.count)
      return !name.contains("/") && name.lowercased().contains("dockerfile")
        && name.lowercased().contains("prod")
    }
  }

  /// The last line that says what the container runs, and its words.
  private func start(in bytes: [UInt8]) -> (ByteSpan, [Substring])? {
    var found: (ByteSpan, [Substring])?
    var begin = 0
    for end in bytes.indices + [bytes.count] where end == bytes.count || bytes[end] == 10 {
      defer { begin = end + 1 }
      var stop = end
      while stop > begin, bytes[stop - 1] <= 32 { stop -= 1 }
      let line = String(decoding: bytes[begin..<stop], as: UTF8.self)
      let span = ByteSpan(start: UInt32(begin), end: UInt32(stop))
      if line.hasPrefix("FROM ") { found = nil }
      guard line.hasPrefix("CMD ") || line.hasPrefix("ENTRYPOINT ") else { continue }
      let words = line.split { " [],\"'".contains($0) }.dropFirst()
      found = (span, Array(words))
    }
    return found
  }

  /// What a start of a container runs: a script of the package opened.
  private func command(_ words: [Substring], in package: PackageManifest) -> String? {
    guard let first = words.first else { return nil }
    guard ["npm", "yarn", "pnpm", "bun"].contains(first) else {
      return (first == "npx" ? words.dropFirst() : words[...]).joined(separator: " ")
    }
    let rest = words.dropFirst().filter { !$0.hasPrefix("-") && $0 != "run" }
    guard let name = rest.first else { return nil }
    return package.scripts.first { $0.name == name }?.command
  }

  private static func isDevelopment(_ command: String) -> Bool {
    // What starts several things is told by none of them.
    guard !command.contains("&&"), !command.contains("build") else { return false }
    let words = command.split(separator: " ").map(String.init).drop {
      $0 == "cross-env" || $0 == "npx" || $0.contains("=")
    }
    guard let tool = words.first else { return false }
    let verb = words.dropFirst().first { !$0.hasPrefix("-") } ?? ""
    switch tool {
    case "react-scripts", "react-app-rewired", "craco": return verb == "start"
    case "vite":
      return verb.isEmpty || ["dev", "serve"].contains(verb)
        || words.contains("--host") && verb != "preview"
    case "webpack": return verb == "serve"
    case "webpack-dev-server": return true
    case "ng", "vue-cli-service": return verb == "serve"
    case "next", "nuxt", "astro", "remix": return verb == "dev"
    default: return false
    }
  }
}
