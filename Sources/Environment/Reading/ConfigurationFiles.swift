// The files that say how an application is run, read once and sorted by what they are.

import ConfigSyntax
import Findings
import Workspace

/// A file of one kind, and what it says.
struct Found<Content: Sendable>: Sendable {
  let path: String
  let purpose: Purpose
  let content: Content

  var folder: String { Paths.folder(of: path) }

  /// A place in the file; never with its text, which may hold secrets.
  func location(_ line: Int, _ note: String? = nil) -> Location {
    Location(file: path, startLine: max(1, line), note: note)
  }
}

/// Everything that configuration says, each list with the files that matter most first.
struct ConfigurationFiles: Sendable {
  var dockerfiles: [Found<Dockerfile>] = []
  var composes: [Found<Compose>] = []
  var environments: [Found<EnvironmentText>] = []
  var procfiles: [Found<[ProcessLine]>] = []
  var nginx: [Found<NginxConfiguration>] = []
  var caddyfiles: [Found<Bool>] = []
  var workloads: [Found<[Workload]>] = []
  var platforms: [Found<Platform>] = []
  var processFiles: [Found<ConfigValue>] = []
  var units: [Found<ConfigValue>] = []
  var gunicorn: [Found<EnvironmentText>] = []
  var uwsgi: [Found<ConfigValue>] = []
  var postgres: [Found<EnvironmentText>] = []
  var prisma: [Found<PrismaSource>] = []
  var pins: [Found<[VersionPin]>] = []
  var python: [PythonManifest] = []
  var scripts: [Found<[String]>] = []

  init(of workspace: Workspace) {
    var reader = ConfigurationFileReader(workspace: workspace)
    for file in workspace.files where ConfigurationFileReader.isRelevant(file) {
      reader.take(file)
    }
    self = reader.files
    sort()
  }

  init() {}

  private mutating func sort() {
    func ordered<Content>(_ list: [Found<Content>]) -> [Found<Content>] {
      list.enumerated().sorted {
        ($0.element.purpose, $0.element.path.utf8.count, $0.offset)
          < ($1.element.purpose, $1.element.path.utf8.count, $1.offset)
      }.map(\.element)
    }
    dockerfiles = ordered(dockerfiles)
    composes = ordered(composes)
    environments = ordered(environments)
    nginx = ordered(nginx)
    workloads = ordered(workloads)
    platforms = ordered(platforms)
    pins = ordered(pins)
  }

  /// The values of an environment variable, the most telling file first.
  ///
  /// What comes back may be a secret: only numbers, lengths of time and URL schemes may be told.
  func values(of variable: String) -> [(value: String, place: Location)] {
    var result: [(String, Location)] = []
    for file in composes {
      for service in file.content.services {
        for entry in service.environment where entry.name == variable {
          result.append((Compose.substituted(entry.value), file.location(entry.line)))
        }
      }
    }
    for file in environments {
      for entry in file.content.variables where entry.name == variable {
        result.append((entry.value, file.location(entry.line)))
      }
    }
    return result
  }
  /// All variables of environment files and compose services, the most telling file first.
  var variables: [(variable: EnvironmentVariable, place: Location, purpose: Purpose)] {
    let composed = composes.flatMap { file in
      file.content.services.flatMap(\.environment).map {
        ($0, file.location($0.line), file.purpose)
      }
    }
    let listed = environments.flatMap { file in
      file.content.variables.map { ($0, file.location($0.line), file.purpose) }
    }
    return (composed + listed).map { (variable: $0.0, place: $0.1, purpose: $0.2) }
  }
}
