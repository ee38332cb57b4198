// Tells by name, and where needed by content, which configuration a file holds.

import ConfigSyntax
import SourceText
import Workspace

struct ConfigurationFileReader {
  let workspace: Workspace
  private(set) var files = ConfigurationFiles()

  init(workspace: Workspace) { self.workspace = workspace }

  /// Larger files are data, not configuration.
  private static let largest = 256 << 10

  /// Folders whose configuration runs nothing of the application.
  private static let foreign: Set<String> = [
    "github", "gitlab", "circleci", "node_modules", "examples", "samples", "docs", "fixtures",
    "templates",
  ]

  static func isRelevant(_ file: WorkspaceFile) -> Bool {
    switch file.language {
    case .yaml, .json, .toml, .configuration, .prisma: break
    case .python: return Paths.name(of: file.path).hasPrefix("gunicorn")
    default: return false
    }
    guard file.role != .vendored, file.role != .generated, file.size <= largest else {
      return false
    }
    let folders = Paths.folder(of: file.path).split(separator: "/")
    return folders.allSatisfy { !foreign.contains(String($0.drop { $0 == "." }).lowercased()) }
  }

  mutating func take(_ file: WorkspaceFile) {
    let name = Paths.name(of: file.path).lowercased()
    switch file.language {
    case .prisma:
      if let source = PrismaSource(bytes(file)) { files.prisma.append(found(file, source)) }
    case .python: files.gunicorn.append(found(file, EnvironmentText(bytes(file))))
    case .yaml: takeYAML(file, name)
    case .json: takeJSON(file, name)
    case .toml: takeTOML(file, name)
    default: takeText(file, name)
    }
  }

  private func bytes(_ file: WorkspaceFile) -> [UInt8] { (try? workspace.read(file)) ?? [] }

  private func found<Content>(_ file: WorkspaceFile, _ content: Content) -> Found<Content> {
    Found(path: file.path, purpose: Purpose(path: file.path), content: content)
  }

  private mutating func takeYAML(_ file: WorkspaceFile, _ name: String) {
    if let variant = Compose.variant(ofFile: name) {
      let compose = Compose(ConfigDocument(yaml: bytes(file)).value)
      let purpose = Purpose(path: file.path)
      let isVariant = purpose == .main && !variant.isEmpty
      files.composes.append(
        Found(path: file.path, purpose: isVariant ? .variant : purpose, content: compose)
      )
    } else if let kind = Platform.kind(ofFile: name, path: file.path) {
      takePlatform(file, kind, ConfigDocument(yaml: bytes(file)).value)
    } else if name.hasPrefix("ecosystem") || name.hasPrefix("pm2") || name.hasPrefix("process.") {
      files.processFiles.append(found(file, ConfigDocument(yaml: bytes(file)).value))
    } else {
      takeManifest(file)
    }
  }

  /// Kubernetes objects: any YAML that says so of itself.
  private mutating func takeManifest(_ file: WorkspaceFile) {
    let bytes = bytes(file)
    guard Self.contains("apiVersion:", bytes), Self.contains("kind:", bytes) else { return }
    let workloads = Workload.all(in: ConfigDocument(yaml: bytes))
    if !workloads.isEmpty { files.workloads.append(found(file, workloads)) }
  }

  private static func contains(_ word: String, _ bytes: [UInt8]) -> Bool {
    let word = Array(word.utf8)
    guard let first = word.first else { return true }
    var start = 0
    while let hit = bytes[start...].firstIndex(of: first) {
      if bytes[hit...].starts(with: word) { return true }
      start = hit + 1
    }
    return false
  }

  private mutating func takeJSON(_ file: WorkspaceFile, _ name: String) {
    if let kind = Platform.kind(ofFile: name, path: file.path) {
      takePlatform(file, kind, ConfigDocument(json: bytes(file)).value)
    } else if name.hasPrefix("ecosystem") || name.hasPrefix("pm2") || name == "process.json"
      || name == "processes.json"
    {
      files.processFiles.append(found(file, ConfigDocument(json: bytes(file)).value))
    }
  }

  private mutating func takeTOML(_ file: WorkspaceFile, _ name: String) {
    if name == "pyproject.toml" {
      files.python.append(
        PythonManifest(path: file.path, project: ConfigDocument(toml: bytes(file)).value)
      )
    } else if let kind = Platform.kind(ofFile: name, path: file.path) {
      takePlatform(file, kind, ConfigDocument(toml: bytes(file)).value)
    }
  }

  private mutating func takePlatform(
    _ file: WorkspaceFile,
    _ kind: Platform.Kind,
    _ value: ConfigValue
  ) {
    guard file.role != .test, let platform = Platform(kind, value) else { return }
    files.platforms.append(found(file, platform))
  }

  private mutating func takeText(_ file: WorkspaceFile, _ name: String) {
    if name.hasPrefix("dockerfile") || name.hasSuffix(".dockerfile") || name == "containerfile" {
      guard !name.hasSuffix(".dockerignore") else { return }
      files.dockerfiles.append(found(file, Dockerfile(bytes(file))))
    } else if name.hasPrefix(".env") || name.hasSuffix(".env") {
      files.environments.append(found(file, EnvironmentText(bytes(file))))
    } else if name == "procfile" {
      files.procfiles.append(found(file, ProcessLine.all(in: bytes(file))))
    } else if name == "caddyfile" {
      files.caddyfiles.append(found(file, true))
    } else if let pins = VersionPin.all(inFile: name, bytes(file)) {
      files.pins.append(found(file, pins))
    } else if name == "pipfile" || (name.hasPrefix("requirements") && name.hasSuffix(".txt")) {
      files.python.append(PythonManifest(path: file.path, list: bytes(file)))
    } else if name.hasSuffix(".service") || name == "supervisord.conf" {
      files.units.append(found(file, ConfigDocument(ini: bytes(file)).value))
    } else if name == "uwsgi.ini" {
      files.uwsgi.append(found(file, ConfigDocument(ini: bytes(file)).value))
    } else if name == "postgresql.conf" {
      files.postgres.append(found(file, EnvironmentText(bytes(file))))
    } else if name.hasSuffix(".sh") {
      let text = String(decoding: bytes(file), as: UTF8.self)
      files.scripts.append(found(file, text.split(whereSeparator: \.isNewline).map(String.init)))
    } else if name.hasSuffix(".conf") || name.hasSuffix(".conf.template") {
      takeServer(file)
    }
  }

  /// A configuration of nginx, if it is one.
  private mutating func takeServer(_ file: WorkspaceFile) {
    let configuration = NginxConfiguration(bytes(file))
    guard !configuration.all("server").isEmpty || !configuration.all("proxy_pass").isEmpty else {
      return
    }
    files.nginx.append(found(file, configuration))
  }
}
