// Caches, in the process and beside it, and how long entries live.

import Findings
import Frameworks
import SemanticModel
import SourceText

extension ServiceReading {
  var cacheFact: EnvironmentFact {
    let clients = uses.used(.cache)
    let local = uses.used(.localCache)
    let commands = uses.sites(with: [.cache])
    let servers = configuration.infrastructure.compactMap {
      found -> (String, String?, ComposeEntry)? in
      guard case .cache(let name) = found.product else { return nil }
      return (name, found.image.version, found.entry)
    }
    guard !clients.isEmpty || !local.isEmpty || !commands.isEmpty else {
      let declared = uses.declaredOnly(.cache, .localCache)
      guard declared.isEmpty || !service.isPython else {
        return fact(
          .cache,
          "\(declared.map(\.part.name).listed): declared, but no call was read",
          .needsConfirmation,
          declared.compactMap(\.declaration?.place),
          ask: "the file that makes the cache client"
        )
      }
      let rest =
        declared.isEmpty
        ? ""
        : " (\(declared.map { $0.declaration?.name ?? $0.part.name }.listed) is declared, but unused)"
      return fact(.cache, "none: no cache client is called in the code" + rest, .assumed)
    }
    var texts = clients.map { title($0, servers) }
    if clients.isEmpty, !commands.isEmpty {
      texts.append(commands.compactMap(\.library).uniqued.listed)
    }
    texts += local.map { "\($0.part.name) in the memory of the process" }
    var value = texts.uniqued.listed
    let lifetimes = lifetimes(commands + local.flatMap(\.calls).map(\.site))
    if !clients.isEmpty, commands.isEmpty, clients.allSatisfy({ $0.part.name.hasPrefix("Redis") }) {
      let queues = uses.used(.queue).map(\.part.name)
      value += queues.isEmpty ? ": connected" : " for \(queues.listed)"
      value += ", but no command of a cache was read"
    } else {
      value +=
        lifetimes.isEmpty
        ? "; no lifetime of entries is spelled out" : "; entries live \(lifetimes.listed)"
    }
    var evidence =
      (clients + local).flatMap(uses.evidence) + commands.prefix(2).map { uses.location($0) }
    evidence += servers.prefix(1).map { $0.2.file.location($0.2.service.imageLine) }
    return fact(.cache, value, .inferred, evidence)
  }

  private func title(_ use: PartUse, _ servers: [(String, String?, ComposeEntry)]) -> String {
    let specifier = use.calls.first?.specifier ?? use.imports.first?.specifier ?? ""
    let package =
      use.part.packages.first {
        specifier == $0 || specifier.hasPrefix($0 + "/") || specifier.hasPrefix($0 + ".")
      } ?? ""
    let client = package.isEmpty || package == use.part.name.lowercased() ? "" : " (\(package))"
    let compatible: Set<String> = ["Redis", "Valkey", "KeyDB", "Dragonfly"]
    guard
      let server = servers.first(where: {
        $0.0 == use.part.name || (use.part.name == "Redis" && compatible.contains($0.0))
      })
    else { return use.part.name + client }
    return [server.0, server.1].compactMap(\.self).joined(separator: " ") + client
  }

  /// The lifetimes that calls spell out, shortest first, each once.
  private func lifetimes(_ sites: [CallSite]) -> [String] {
    var seconds: Set<Double> = []
    for site in sites {
      guard let found = lifetime(site), found > 0, found < 1e10 else { continue }
      seconds.insert(found)
    }
    return seconds.sorted().prefix(4).map { TimeText.text(seconds: $0) }
  }

  private func lifetime(_ site: CallSite) -> Double? {
    func number(_ value: OptionValue?) -> Double? {
      guard case .number(let number) = value else { return nil }
      return number
    }
    if let ttl = number(site.option(["EX", "ex", "stdTTL", "ttl", "expires_in"])) {
      // lru-cache and cache-manager count milliseconds.
      let isMilliseconds =
        site.calleeText.contains("LRU") || (ttl >= 10_000 && site.library != "Redis")
      return isMilliseconds ? ttl / 1000 : ttl
    }
    if let milliseconds = number(site.option(["PX", "px"])) { return milliseconds / 1000 }
    let name = site.method?.name.lowercased()
    switch name {
    case "setex", "expire": return number(site.argumentValue(at: 1))
    case "psetex", "pexpire": return number(site.argumentValue(at: 1)).map { $0 / 1000 }
    case "set":
      for position in 2..<6 {
        guard case .text(let word) = site.argumentValue(at: position) else { continue }
        if word.uppercased() == "EX" { return number(site.argumentValue(at: position + 1)) }
        if word.uppercased() == "PX" {
          return number(site.argumentValue(at: position + 1)).map { $0 / 1000 }
        }
      }
      return nil
    default: return nil
    }
  }

  /// Servers in compose files that nothing in the code speaks to.
  ///
  /// By the name of the compose service; empty where the code was not read.
  func unusedServers(_ databases: Databases) -> [String: EnvironmentFact]? {
    guard !service.isPython || !service.units.isEmpty else { return nil }
    let hasCache = !uses.used(.cache, .queue).isEmpty || !uses.sites(with: [.cache]).isEmpty
    let brokers = uses.used(.queue)
    var result: [String: EnvironmentFact] = [:]
    for found in configuration.infrastructure {
      guard found.entry.file.purpose < .development, !found.entry.service.isOptional else {
        continue
      }
      let isUsed: Bool
      let product: String
      switch found.product {
      case .database(let kind):
        isUsed = databases.kinds.contains { $0.speaks(kind) }
        product = kind.rawValue
      case .cache(let name):
        isUsed = hasCache || !uses.used(.sessionStore).isEmpty
        product = name
      case .broker(let name):
        isUsed = !brokers.isEmpty
        product = name
      default: continue
      }
      guard !isUsed, result[found.entry.service.name] == nil else { continue }
      result[found.entry.service.name] = EnvironmentFact(
        aspect: "compose service `\(found.entry.service.name)`",
        value: "\(product) is started, but no code that connects to it was found",
        status: .needsConfirmation,
        evidence: [found.entry.place],
        ask:
          "whether anything uses `\(found.entry.service.name)`; else remove it from \(found.entry.file.path)"
      )
    }
    return result
  }
}
