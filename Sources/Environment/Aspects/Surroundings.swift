// Web framework, jobs, logs, and the services of others.

import Findings
import Frameworks
import SemanticModel

extension ServiceReading {
  var frameworkFact: EnvironmentFact {
    var found = uses.used(.webFramework)
    // What NestJS or Apollo stand on is not a framework of its own there.
    if found.contains(where: { $0.part.name == "NestJS" }) {
      found = found.filter { !["Express", "Fastify"].contains($0.part.name) }
    }
    if found.contains(where: { $0.part.name == "FastAPI" }) {
      found = found.filter { $0.part.name != "Starlette" }
    }
    let ask = "the framework that answers requests"
    guard !found.isEmpty else {
      let declared = uses.declaredOnly(.webFramework)
      guard let first = declared.first else {
        return fact(.framework, "none was found", .needsConfirmation, ask: ask)
      }
      let places = declared.compactMap(\.declaration?.place)
      // A service whose language is not read has no calls: then its manifest is all there is.
      let isUnread = service.units.isEmpty || answersRequests
      return fact(
        .framework,
        declared.map(\.part.name).listed + " (declared)",
        isUnread && declared.count == 1 ? .inferred : .needsConfirmation,
        places,
        ask: isUnread && declared.count == 1 ? nil : "whether \(first.part.name) answers requests"
      )
    }
    return fact(.framework, found.map(uses.title).listed, .inferred, found.flatMap(uses.evidence))
  }

  /// Whether requests reach code of the service.
  var answersRequests: Bool {
    program.entries.contains { entry in
      (entry.kind == .request || entry.kind == .socket)
        && service.units.contains(entry.function.unitIndex)
    }
  }

  var jobsFact: EnvironmentFact {
    let queues = uses.used(.queue, .scheduler)
    var texts = queues.map(uses.title)
    var evidence = queues.flatMap(uses.evidence)
    for entry in program.entries {
      guard entry.kind == .job, service.units.contains(entry.function.unitIndex),
        let call = entry.call, let place = program.place(call),
        program.units[place.unit].isRunning
      else { continue }
      let callee = program.callee(at: place)
      guard callee.hasSuffix("setInterval") || callee.hasSuffix("setTimeout") else { continue }
      texts.append("timers of the process (setInterval)")
      evidence.append(uses.location(place))
    }
    for file in ownPlatforms {
      for line in file.content.crons.prefix(1) {
        texts.append("scheduled by \(file.content.kind.rawValue)")
        evidence.append(file.location(line))
      }
    }
    guard texts.isEmpty else { return fact(.jobs, texts.uniqued.listed, .inferred, evidence) }
    return absent(
      .jobs,
      "none: no queue or schedule is called in the code",
      uses.declaredOnly(.queue, .scheduler)
    )
  }

  var loggingFact: EnvironmentFact {
    let loggers = uses.used(.logger, .requestLogger)
    let console = uses.sites(with: [.log]).filter { $0.library == "console" }
    var texts = loggers.map { use in
      use.part.kind == .requestLogger
        ? "\(use.part.name) (a line for each request)" : use.part.name
    }
    if !console.isEmpty { texts.append("console") }
    guard texts.isEmpty else {
      let evidence = loggers.flatMap(uses.evidence) + console.prefix(1).map { uses.location($0) }
      return fact(.logging, texts.uniqued.listed, .inferred, evidence)
    }
    return absent(
      .logging,
      "none: no logger is called in the code",
      uses.declaredOnly(.logger, .requestLogger)
    )
  }

  var servicesFact: EnvironmentFact {
    var texts: [String] = []
    var evidence: [Location] = []
    for use in uses.used(.service) {
      let calls = use.calls.filter { isOnServer($0.site) }
      // What a page imports runs in the browser.
      guard !calls.isEmpty || (use.calls.isEmpty && !use.part.name.hasPrefix("HTTP")) else {
        continue
      }
      texts.append(use.part.name)
      evidence +=
        calls.isEmpty
        ? uses.evidence(of: use) : calls.prefix(1).map { uses.location($0.site) }
    }
    if let fetch = uses.sites(with: [.external]).first(where: {
      $0.library == "fetch" && isOnServer($0)
    }) {
      texts.append("HTTP (fetch)")
      evidence.append(uses.location(fetch))
    }
    guard texts.isEmpty else {
      return fact(.services, texts.uniqued.listed, .inferred, evidence)
    }
    return absent(
      .services,
      "none: no client of another service is called in the code",
      uses.declaredOnly(.service)
    )
  }

  /// Whether a call runs on the server: it is reached from something other than a page.
  private func isOnServer(_ site: CallSite) -> Bool {
    let server: EntryKinds = [
      EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job),
    ]
    return site.isReached(from: server) || !site.isReached(from: EntryKinds(.render))
  }

  /// That nothing was found: assumed where the code was read, and to be confirmed where it was not.
  private func absent(_ aspect: Aspect, _ value: String, _ declared: [PartUse]) -> EnvironmentFact {
    let places = declared.compactMap(\.declaration?.place)
    let names = declared.map { $0.declaration?.name ?? $0.part.name }.uniqued.listed
    guard service.units.isEmpty else {
      let rest = declared.isEmpty ? "" : " (\(names) is declared, but unused)"
      return fact(aspect, value + rest, .assumed, places)
    }
    let text = declared.isEmpty ? "not known: the code was not read" : "\(names) (declared)"
    return fact(
      aspect,
      text,
      .needsConfirmation,
      places,
      ask: declared.isEmpty ? "what the code uses" : "whether the code uses \(names)"
    )
  }
}
