// All that is known of one service, and how a fact about it is put into words.

import ConfigSyntax
import Findings
import Frameworks
import SemanticModel
import Workspace

/// One service with its code, its configuration and the user's answers.
struct ServiceReading: Sendable {
  let service: Service
  let uses: CodeUses
  let configuration: ServiceConfiguration
  let workspace: Workspace
  let program: Program

  var root: PackageManifest? { workspace.packages.first { $0.folder.isEmpty } }

  /// What the user states of a key.
  func stated(_ key: StatedFact.Key) -> StatedFact? {
    workspace.configuration.facts.fact(key, ofService: service.names)
  }

  /// A fact, unless the user states it: then that.
  func fact(
    _ aspect: Aspect,
    _ value: String,
    _ status: EnvironmentFact.Status,
    _ evidence: [Location] = [],
    ask: String? = nil
  ) -> EnvironmentFact {
    let name = aspect.rawValue + service.label
    if let stated = aspect.key.flatMap(stated) {
      return EnvironmentFact(
        aspect: name,
        value: aspect.text(of: stated),
        status: .inferred,
        evidence: [place(of: stated)]
      )
    }
    return EnvironmentFact(
      aspect: name,
      value: value,
      status: status,
      evidence: Array(evidence.uniqued.prefix(6)),
      ask: ask.map { $0 + aspect.answer }
    )
  }

  func place(of stated: StatedFact) -> Location {
    let path = workspace.configuration.path ?? "plimsoll.yml"
    return Location(file: Paths.name(of: path), startLine: stated.line, note: "stated by you")
  }

  /// What the running code of the service gives to some names of its configuration, in order of file and place.
  func namedSettings(_ names: Set<String>) -> [NamedSetting] {
    service.units.sorted().filter { program.units[$0].isRunning }
      .flatMap { program.namedSettings(names, in: $0) }
  }

  /// The number behind an option: written out, or in an environment variable that a file sets.
  func number(_ value: OptionValue) -> (number: Double, place: Location?, isDefault: Bool)? {
    switch value {
    case .number(let number): return (number, nil, false)
    case .text(let text): return Double(text).map { ($0, nil, false) }
    case .flag: return nil
    case .computed(let variables, let fallback):
      for variable in variables {
        for entry in configuration.all.values(of: variable) {
          if let number = Double(entry.value) { return (number, entry.place, false) }
        }
      }
      return variables.isEmpty ? nil : fallback.map { ($0, nil, true) }
    }
  }
}
