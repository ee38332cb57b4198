// How the service is shipped, and how many copies of it run.

import ConfigSyntax
import Findings
import SemanticModel
import Workspace
import SourceText

extension ServiceReading {
  var deploymentFact: EnvironmentFact {
    var parts: [String] = []
    var evidence: [Location] = []
    if let image = configuration.dockerfiles.first {
      parts.append("Docker image (\(image.path))")
      evidence.append(image.location(image.content.final?.line ?? 1))
    }
    let composed = configuration.entries.filter { $0.file.purpose != .test }
    if let entry = composed.first {
      let others = composed.map(\.file.path).uniqued.count - 1
      let more = others > 0 ? " and \(others) more" : ""
      parts.append("compose service `\(entry.service.name)` (\(entry.file.path)\(more))")
      evidence.append(entry.place)
    }
    for file in configuration.all.workloads {
      guard let workload = ownWorkloads(file).first else { continue }
      parts.append("Kubernetes \(workload.kind) (\(file.path))")
      evidence.append(file.location(workload.line))
      break
    }
    if let place = processFilePlace {
      parts.append("pm2 (\(place.file))")
      evidence.append(place)
    }
    if let file = configuration.all.procfiles.first(where: {
      Paths.isInside(service.folder, $0.folder)
    }) {
      parts.append("Procfile")
      evidence.append(file.location(1))
    }
    for file in serviceUnits.prefix(1) {
      parts.append("systemd or supervisor (\(file.path))")
      evidence.append(file.location(1))
    }
    let platforms = ownPlatforms.filter { $0.content.kind != .helmValues }
    for file in platforms {
      parts.append("\(file.content.kind.rawValue) (\(file.path))")
      evidence.append(file.location(1))
    }
    let ask =
      "how production runs it: a Dockerfile, compose file, Procfile or the platform's own file"
    guard !parts.isEmpty else {
      return fact(.deployment, "no file of the folder says it", .needsConfirmation, ask: ask)
    }
    let kinds = Set(platforms.map(\.content.kind.rawValue))
    let isOpen = kinds.count > 1 || (kinds.count == 1 && !composed.isEmpty)
    return fact(
      .deployment,
      parts.uniqued.listed,
      isOpen ? .needsConfirmation : .inferred,
      evidence,
      ask: isOpen ? "which of these runs production" : nil
    )
  }

  private var processFilePlace: Location? {
    if let file = configuration.all.processFiles.first { return file.location(1) }
    let unit = program.units.first {
      $0.path.holds("ecosystem.") && Paths.name(of: $0.path).hasPrefix("ecosystem.")
    }
    return unit.map { Location(file: $0.path, startLine: 1) }
  }

  /// The files of systemd or supervisor that start something.
  private var serviceUnits: [Found<ConfigValue>] {
    configuration.all.units.filter { file in
      file.content.members.contains { $0.value["ExecStart"] != nil || $0.value["command"] != nil }
    }
  }

  var ownPlatforms: [Found<Platform>] { configuration.platforms }

  /// The workloads of a file that run the service.
  func ownWorkloads(_ file: Found<[Workload]>) -> [Workload] {
    let own = file.content.filter { isApplication($0) && isNamed($0) }
    guard own.isEmpty, service.isOnly else { return own }
    let all = configuration.all.workloads.flatMap(\.content).filter(isApplication)
    guard !all.contains(where: isNamed) else { return [] }
    // One alone runs the only service, whatever its name; of several nobody can tell.
    return all.count == 1 ? file.content.filter(isApplication) : []
  }

  private func isApplication(_ workload: Workload) -> Bool {
    let running: Set<String> = ["Deployment", "StatefulSet", "DaemonSet", "Rollout"]
    return running.contains(workload.kind)
      && !workload.images.contains { Infrastructure($0) != nil }
  }

  private func isNamed(_ workload: Workload) -> Bool {
    let usual = service.isOnly ? ["web", "api", "app", "server", "backend"] : []
    let names = service.names + usual
    return names.contains(workload.name) || workload.images.contains { names.contains($0.name) }
  }

  /// How many copies run side by side.
  func instances() -> (fact: EnvironmentFact, count: Int?) {
    if let stated = stated(.instances) {
      return (fact(.instances, "", .inferred), stated.number)
    }
    for file in configuration.all.workloads {
      let own = ownWorkloads(file)
      for scaler in file.content where scaler.range != nil {
        guard let range = scaler.range else { continue }
        let text = "\(range.lowerBound) to \(range.upperBound) (autoscaler)"
        return (fact(.instances, text, .inferred, [file.location(scaler.line)]), range.upperBound)
      }
      for workload in own {
        let place = file.location(workload.line)
        guard let count = workload.replicas else {
          return (fact(.instances, "1 (default of Kubernetes)", .assumed, [place]), 1)
        }
        return (
          fact(.instances, "\(count) (replicas of \(workload.kind))", .inferred, [place]), count
        )
      }
    }
    for file in ownPlatforms {
      if let range = file.content.range {
        let text = "\(range.least) to \(range.most) (\(file.content.kind.rawValue))"
        return (fact(.instances, text, .inferred, [file.location(range.line)]), range.most)
      }
      if let found = file.content.instances {
        let text = "\(found.count) (\(file.content.kind.rawValue))"
        return (fact(.instances, text, .inferred, [file.location(found.line)]), found.count)
      }
    }
    return instancesOfCompose
  }

  private var instancesOfCompose: (fact: EnvironmentFact, count: Int?) {
    for entry in configuration.servingEntries {
      guard let count = entry.service.replicas else { continue }
      let place = entry.file.location(entry.service.replicasLine)
      return (fact(.instances, "\(count) (replicas of compose)", .inferred, [place]), count)
    }
    let serverless = ownPlatforms.contains { $0.content.kind.isServerless }
    if let entry = configuration.servingEntries.first, !serverless {
      return (fact(.instances, "1 (default of compose)", .assumed, [entry.place]), 1)
    }
    if serverless, configuration.servingEntries.isEmpty {
      let kind = ownPlatforms.first { $0.content.kind.isServerless }?.content.kind.rawValue ?? ""
      return (
        fact(
          .instances,
          "as many as requests need (\(kind))",
          .inferred,
          ownPlatforms.map { $0.location(1) }
        ), nil
      )
    }
    return (
      fact(
        .instances,
        "not known: no file says how many copies run",
        .needsConfirmation,
        ask: "the number of instances that production runs"
      ), nil
    )
  }
}
