// How many connections one process keeps, and what all of them together ask of the server.

import ConfigSyntax
import Findings
import Frameworks
import SemanticModel
import SourceText
import Workspace

/// The pool of one process.
struct Pool: Sendable {
  /// Connections; nil where a formula or nobody says.
  var size: Int?
  /// Twice the processors and one.
  var isPerProcessor = false
  /// As many as threads serve requests.
  var isPerThread = false
  var text = ""
  var status = EnvironmentFact.Status.assumed
  var evidence: [Location] = []
  var ask: String?

  /// The connections where the machine has so many processors.
  func size(processors: Int?) -> Int? {
    isPerProcessor ? processors.map { 2 * $0 + 1 } : size
  }
}

extension ServiceReading {
  /// The pool behind the mapper or driver that the service uses; nil without a database.
  func pool(_ databases: Databases) -> Pool? {
    guard let kind = databases.main else { return nil }
    if let stated = stated(.pool) {
      return Pool(size: stated.number, text: "", status: .inferred)
    }
    if let found = poolOfAddress { return found }
    let called = uses.used(.mapper) + uses.used(.driver)
    let all = called.isEmpty ? uses.declaredOnly(.mapper) + uses.declaredOnly(.driver) : called
    let parts = all.filter { $0.part.pool != nil && ($0.part.database ?? kind).speaks(kind) }
    for use in parts {
      if let found = poolOfSettings(use) ?? poolOfCode(use) { return found }
    }
    return parts.first.map { poolByDefault($0, parts, kind) }
  }

  /// `connection_limit=20` and its like in the address of the database.
  private var poolOfAddress: Pool? {
    let names = ["connection_limit", "pool_size", "maxPoolSize", "max_pool_size", "pool_max_conns"]
    let addresses = configuration.all.variables.filter { entry in
      entry.variable.value.contains("://") && entry.purpose < .development
        && entry.variable.value.urlScheme.flatMap(DatabaseKind.init(named:)) != nil
    }
    for (variable, place, _) in addresses {
      guard let query = variable.value.firstIndex(of: "?") else { continue }
      for part in variable.value[query...].dropFirst().split(separator: "&") {
        let pair = part.split(separator: "=", maxSplits: 1)
        guard pair.count == 2, names.contains(String(pair[0])), let size = Int(pair[1]),
          size > 0, size < 100_000
        else { continue }
        return Pool(
          size: size,
          text: "\(size) connections for each process (`\(pair[0])` in the address)",
          status: .inferred,
          evidence: [place]
        )
      }
    }
    return nil
  }

  /// The settings from which an extension of the framework makes the engine.
  private func poolOfSettings(_ use: PartUse) -> Pool? {
    guard case .overflow(let kept, let more) = use.part.pool?.size else { return nil }
    let names: Set<String> = ["SQLALCHEMY_ENGINE_OPTIONS", "SQLALCHEMY_POOL_SIZE"]
    let found = namedSettings(names)
    guard let setting = found.first(where: { $0.option("pool_size") != nil }) ?? found.first else {
      return nil
    }
    let place = uses.location(setting.place)
    let isSize = setting.name == "SQLALCHEMY_POOL_SIZE"
    guard isSize || setting.isObject else { return hiddenPool(use, [place]) }
    let size = isSize ? setting.value : setting.option("pool_size")
    let overflow =
      isSize
      ? namedSettings(["SQLALCHEMY_MAX_OVERFLOW"]).first?.value : setting.option("max_overflow")
    guard size != nil || overflow != nil else { return nil }
    let first = size.map(number) ?? (Double(kept), nil, false)
    let second = overflow.map(number) ?? (Double(more), nil, false)
    guard let first, let second, (1..<100_000).contains(first.number),
      (0..<100_000).contains(second.number)
    else { return hiddenPool(use, [place]) }
    return Pool(
      size: Int(first.number + second.number),
      text:
        "\(Int(first.number)) connections and \(Int(second.number)) of overflow for each process "
        + "(`\(setting.name)`)",
      status: first.isDefault || second.isDefault ? .assumed : .inferred,
      evidence: [place]
    )
  }

  private func poolOfCode(_ use: PartUse) -> Pool? {
    guard let knowledge = use.part.pool, !knowledge.options.isEmpty else { return nil }
    for call in use.calls {
      let last = call.path.split(separator: ".").last.map(String.init) ?? ""
      guard knowledge.creators.contains(last) || call.path.isEmpty else { continue }
      let place = uses.location(call.site)
      guard let value = call.site.option(knowledge.options) else { continue }
      guard let found = number(value), found.number >= 1, found.number < 100_000 else {
        return Pool(
          text: "set by an expression",
          status: .needsConfirmation,
          evidence: [place],
          ask: "the value that \(variables(of: value)) has in production"
        )
      }
      let size = Int(found.number) + overflow(use, call)
      let origin = found.isDefault ? "the fallback of \(variables(of: value))" : use.part.name
      return Pool(
        size: size,
        text: "\(size) connections for each process (\(origin))",
        status: found.isDefault ? .assumed : .inferred,
        evidence: [place] + (found.place.map { [$0] } ?? [])
      )
    }
    return nil
  }

  /// SQLAlchemy's `max_overflow`, 10 unless it is set.
  private func overflow(_ use: PartUse, _ call: PackageCall) -> Int {
    guard case .overflow(_, let standard) = use.part.pool?.size else { return 0 }
    guard let value = call.site.option(["max_overflow"]), let found = number(value) else {
      return standard
    }
    return found.number >= 0 && found.number < 100_000 ? Int(found.number) : standard
  }

  func variables(of value: OptionValue) -> String {
    guard case .computed(let variables, _) = value, !variables.isEmpty else {
      return "that expression"
    }
    return variables.uniqued.prefix(3).map { "`\($0)`" }.listed
  }

  private func poolByDefault(_ use: PartUse, _ parts: [PartUse], _ kind: DatabaseKind) -> Pool {
    let evidence = uses.evidence(of: use)
    let isSeen = use.calls.allSatisfy { call in
      let last = call.path.split(separator: ".").last.map(String.init) ?? ""
      return use.part.pool?.creators.contains(last) != true || call.site.hasReadableOptions
    }
    guard isSeen else { return hiddenPool(use, evidence) }
    let version = use.declaration?.major
    func pool(_ size: Int, _ origin: String) -> Pool {
      Pool(
        size: size,
        text: "\(size) connections for each process (default of \(origin))",
        evidence: evidence
      )
    }
    switch use.part.pool?.size {
    case .fixed(let size): return pool(size, uses.title(of: use))
    case .since(let major, let size, let before):
      guard let version else {
        return Pool(
          text: "\(before) or \(size) connections, by the version of \(use.part.name)",
          status: .needsConfirmation,
          evidence: evidence,
          ask: "the version of \(use.part.name)"
        )
      }
      return pool(version >= major ? size : before, "\(use.part.name) \(version)")
    case .overflow(let kept, let more):
      return Pool(
        size: kept + more,
        text:
          "\(kept) connections and \(more) of overflow for each process (default of \(use.part.name))",
        evidence: evidence
      )
    case .processors where version.map({ $0 >= 7 }) ?? false:
      return driverPool(use, parts, kind, evidence)
    case .processors:
      return Pool(
        isPerProcessor: true,
        text: "2 × CPU + 1 connections for each process (default of \(uses.title(of: use)))",
        evidence: evidence
      )
    case .driver: return driverPool(use, parts, kind, evidence)
    case .perThread:
      return Pool(
        isPerThread: true,
        text: "one connection for each thread (\(use.part.name))",
        evidence: evidence
      )
    case .single, nil:
      return Pool(
        size: 1,
        text: "1 connection for each process (\(use.part.name))",
        evidence: evidence
      )
    }
  }

  /// The options are not to be seen.
  private func hiddenPool(_ use: PartUse, _ evidence: [Location]) -> Pool {
    Pool(
      text: "not known: the options of \(use.part.name) are made out of sight",
      status: .needsConfirmation,
      evidence: evidence,
      ask: "the pool size among the options of \(use.part.name)"
    )
  }

  /// A mapper takes its driver's default.
  private func driverPool(
    _ use: PartUse,
    _ parts: [PartUse],
    _ kind: DatabaseKind,
    _ evidence: [Location]
  ) -> Pool {
    let drivers = parts.filter { $0.part.kind == .driver } + uses.declaredOnly(.driver)
    for driver in drivers where driver.part.database.map({ $0.speaks(kind) }) ?? false {
      guard case .fixed(let size) = driver.part.pool?.size else { continue }
      return Pool(
        size: size,
        text:
          "\(size) connections for each process (default of \(driver.part.name) below \(use.part.name))",
        evidence: evidence
      )
    }
    return Pool(
      text: "not known: \(use.part.name) takes its driver's default",
      status: .needsConfirmation,
      evidence: evidence,
      ask: "the driver below \(use.part.name), and its pool size"
    )
  }

  func poolFact(_ pool: Pool?) -> EnvironmentFact {
    guard let pool else { return fact(.pool, "none: no database client is called", .assumed) }
    return fact(.pool, pool.text, pool.status, pool.evidence, ask: pool.ask)
  }
}
