// Which version of Node.js or Python runs the service.

import ConfigSyntax
import Findings
import Workspace

/// One place that says a version.
private struct RuntimeHint {
  let runtime: String
  /// `18`, `>=16.0.0`, `LTS`; nil where an image is named without one.
  let version: String?
  let source: String
  let place: Location
  /// Whether it says one version rather than a range.
  let isExact: Bool

  var text: String { [runtime, version ?? "of no fixed version"].joined(separator: " ") }

  /// The number by which versions are held against each other: 18, or 3.12.
  var release: String? {
    guard isExact, let version else { return nil }
    let parts = version.split { !($0.isASCII && $0.isNumber) }.prefix(runtime == "Python" ? 2 : 1)
    return parts.isEmpty ? nil : parts.joined(separator: ".")
  }
}

extension ServiceReading {
  var runtimeFact: EnvironmentFact {
    let language = service.isPython ? "Python" : "Node.js"
    let hints = runtimeHints.filter { hint in
      service.isPython ? hint.runtime == "Python" : hint.runtime != "Python"
    }
    let ask =
      service.isPython
      ? "`requires-python` in pyproject.toml or a .python-version"
      : "`engines.node` in package.json, a .nvmrc or the image of the Dockerfile"
    guard
      let first = hints.first(where: { $0.version != nil && $0.isExact })
        ?? hints.first(where: { $0.version != nil }) ?? hints.first
    else {
      return fact(.runtime, "\(language), version not known", .needsConfirmation, ask: ask)
    }
    let releases = hints.compactMap(\.release).uniqued
    let places = hints.map(\.place)
    if releases.count > 1 {
      let said = hints.filter { $0.release != nil }.map { "\($0.text) (\($0.source))" }.uniqued
      return fact(
        .runtime,
        said.joined(separator: ", ") + ": they differ",
        .needsConfirmation,
        places,
        ask: "the version that production runs"
      )
    }
    var value = "\(first.text) (\(first.source))"
    for hint in hints where hint.place != first.place && hint.release == nil {
      value +=
        hint.version == nil
        ? "; the image of \(hint.source) fixes none" : "; \(hint.version ?? "") (\(hint.source))"
    }
    guard first.version != nil else {
      return fact(.runtime, value, .needsConfirmation, places, ask: ask)
    }
    return fact(.runtime, value, .inferred, places)
  }

  private var runtimeHints: [RuntimeHint] {
    var hints: [RuntimeHint] = []
    if let file = configuration.dockerfiles.first, let hint = imageHint(file) { hints.append(hint) }
    for file in ownPlatforms {
      guard let runtime = file.content.runtime,
        let hint = hint(of: runtime.text, file, runtime.line)
      else { continue }
      hints.append(hint)
    }
    for file in configuration.all.pins
    where Paths.isInside(service.folder, file.folder) || file.folder == service.folder {
      for pin in file.content {
        hints.append(
          RuntimeHint(
            runtime: pin.runtime,
            version: pin.version,
            source: file.path,
            place: file.location(pin.line),
            isExact: pin.version != "LTS"
          )
        )
      }
    }
    hints += manifestHints
    return hints
  }

  /// The image that the running stage starts from.
  private func imageHint(_ file: Found<Dockerfile>) -> RuntimeHint? {
    guard let stage = file.content.runningStages.last else { return nil }
    let image = ImageName(stage.image)
    let names = ["node": "Node.js", "python": "Python", "bun": "Bun", "deno": "Deno"]
    guard let runtime = names[image.name] else { return nil }
    let isLTS = image.tag?.hasPrefix("lts") == true
    return RuntimeHint(
      runtime: runtime,
      version: image.version ?? (isLTS ? "LTS" : nil),
      source: file.path,
      place: file.location(stage.line),
      isExact: image.version != nil
    )
  }

  /// `nodejs18.x`, `Node.js 22.13.0`, `python312`.
  private func hint(of text: String, _ file: Found<Platform>, _ line: Int) -> RuntimeHint? {
    let lower = text.lowercased()
    let runtime = lower.hasPrefix("node") ? "Node.js" : lower.hasPrefix("python") ? "Python" : nil
    let digits = text.drop { !($0.isASCII && $0.isNumber) }
      .prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let runtime, !digits.isEmpty else { return nil }
    return RuntimeHint(
      runtime: runtime,
      version: String(digits),
      source: file.path,
      place: file.location(line),
      isExact: true
    )
  }

  private var manifestHints: [RuntimeHint] {
    var hints: [RuntimeHint] = []
    let manifests = [service.package, root].compactMap(\.self)
    for manifest in manifests.prefix(2) {
      guard let range = manifest.engines["node"].flatMap(ConfigText.version) else { continue }
      hints.append(
        RuntimeHint(
          runtime: "Node.js",
          version: range,
          source: "engines in \(manifest.path)",
          place: Location(file: manifest.path, startLine: 1),
          isExact: false
        )
      )
      break
    }
    for manifest in service.python {
      guard let required = manifest.requiresPython, let range = ConfigText.version(required.text)
      else { continue }
      hints.append(
        RuntimeHint(
          runtime: "Python",
          version: range,
          source: manifest.path,
          place: Location(file: manifest.path, startLine: required.line),
          isExact: false
        )
      )
    }
    return hints
  }
}
