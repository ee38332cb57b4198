// Database, mapper, and the contradictions among what configuration says of them.

import Findings
import Frameworks

extension ServiceReading {
  func databaseFact(_ databases: Databases) -> EnvironmentFact {
    let ask =
      "the address that production connects to (its scheme is enough), or the driver's options"
    guard let main = databases.main else {
      guard mapsRows else {
        return fact(.database, "none: no database client is called in the code", .assumed)
      }
      return fact(
        .database,
        "not known: the client's dialect is not spelled out",
        .needsConfirmation,
        ask: ask
      )
    }
    let others = databases.kinds.filter { $0 != main }
    var value = databases.title(of: main)
    if !others.isEmpty {
      let configured = others.filter { databases.server(of: $0) != nil }
      let rest = others.filter { databases.server(of: $0) == nil }
      if !configured.isEmpty { value += " and \(configured.map(databases.title).listed)" }
      if !rest.isEmpty { value += "; the code also has clients of \(rest.map(\.rawValue).listed)" }
    }
    var evidence = databases.evidence[main].map { Array($0.prefix(2)) } ?? []
    if let server = databases.server(of: main) {
      evidence.append(server.entry.file.location(server.entry.service.imageLine))
    }
    for kind in others { evidence += (databases.evidence[kind] ?? []).prefix(1) }
    let alternatives = databases.alternatives
    if others.isEmpty == false, !alternatives.isEmpty {
      return fact(.database, value, .needsConfirmation, evidence, ask: ask)
    }
    guard databases.isSure else {
      return fact(.database, value, .needsConfirmation, evidence, ask: ask)
    }
    return fact(.database, value, .inferred, evidence)
  }

  func mapperFact(_ databases: Databases) -> EnvironmentFact {
    let mappers = uses.used(.mapper)
    let drivers = uses.used(.driver).filter { use in
      // A mapper's own driver is a dependency; one of another database is called by itself.
      !use.calls.isEmpty || mappers.isEmpty
    }
    let declared = uses.declaredOnly(.mapper)
    if mappers.isEmpty, drivers.isEmpty {
      let named = declared + uses.declaredOnly(.driver)
      guard !named.isEmpty else {
        return fact(.mapper, "none: no mapper or driver is called in the code", .assumed)
      }
      return fact(
        .mapper,
        named.map(uses.title).listed + ": declared, but no call was read",
        .needsConfirmation,
        named.compactMap(\.declaration?.place),
        ask: "the file that makes the database client"
      )
    }
    let silent = uses.declaredOnly(.driver).filter { use in
      guard let kind = use.part.database else { return false }
      return databases.kinds.contains(kind)
    }
    var value = (mappers + drivers).map(uses.title).listed
    if !mappers.isEmpty, drivers.isEmpty, !silent.isEmpty {
      value += " over \(silent.map(uses.title).listed)"
    }
    return fact(.mapper, value, .inferred, (mappers + drivers).flatMap(uses.evidence))
  }

  /// What contradicts itself: named, so that somebody decides.
  func contradictions(_ databases: Databases) -> [EnvironmentFact] {
    var facts: [EnvironmentFact] = []
    // Builders that stand on another mapper, or that it stands on, are no second one.
    let layered: Set<String> = ["Kysely", "SQLAlchemy", "Knex", "Objection", "Bookshelf", "Beanie"]
    let mappers = uses.used(.mapper).filter { !layered.contains($0.part.name) }
    if mappers.count > 1 {
      facts.append(
        contradiction(
          "two mappers",
          "\(mappers.map(uses.title).listed) are both called; each keeps a pool of its own",
          mappers.flatMap(uses.evidence),
          ask: "which of them serves requests: `facts.orm` in plimsoll.yml"
        )
      )
    }
    let alternatives = databases.alternatives
    if !alternatives.isEmpty {
      let parts = alternatives.map {
        "\($0.path) starts \($0.kinds.map(\.rawValue).uniqued.listed)"
      }
      facts.append(
        contradiction(
          "compose files",
          parts.joined(separator: ", "),
          alternatives.map { Location(file: $0.path, startLine: 1) },
          ask: "which of them runs production: `facts.database` in plimsoll.yml"
        )
      )
    }
    for (kind, versions) in databases.versions {
      facts.append(
        contradiction(
          "database version",
          "\(kind.rawValue) \(versions.listed), in different files",
          databases.servers.filter { $0.kind == kind }.map { $0.entry.place },
          ask: "the version that production runs: `facts.database` in plimsoll.yml"
        )
      )
    }
    return facts
  }

  func contradiction(
    _ what: String,
    _ value: String,
    _ evidence: [Location],
    ask: String
  ) -> EnvironmentFact {
    EnvironmentFact(
      aspect: "contradiction: \(what)\(service.label)",
      value: value,
      status: .needsConfirmation,
      evidence: Array(evidence.uniqued.prefix(6)),
      ask: ask
    )
  }
}
