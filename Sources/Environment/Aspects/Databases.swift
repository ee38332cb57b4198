// Which database a service speaks to, and through what.

import ConfigSyntax
import Findings
import Frameworks
import SemanticModel
import SourceText
import Workspace

/// A database product that something points to.
struct DatabaseHint: Sendable {
  let kind: DatabaseKind
  let place: Location
  /// Whether code makes a client of it, or a file that code reads names it.
  let isSure: Bool
}

/// The databases of a service.
struct Databases: Sendable {
  /// In the order in which they were found, each product once.
  private(set) var kinds: [DatabaseKind] = []
  private(set) var evidence: [DatabaseKind: [Location]] = [:]
  /// Where servers of them are started, the most telling first.
  private(set) var servers: [(kind: DatabaseKind, version: String?, entry: ComposeEntry)] = []
  private(set) var isSure = true

  init(_ reading: ServiceReading) {
    servers = reading.configuration.infrastructure.compactMap { found in
      guard case .database(let kind) = found.product else { return nil }
      return (kind, found.image.version, found.entry)
    }
    for hint in reading.databasesOfCode { add(hint) }
    guard kinds.isEmpty else { return }
    let declared = reading.databasesDeclared
    let configured = reading.databasesOfConfiguration + platformHints(reading)
    guard reading.mapsRows || !declared.isEmpty else { return }
    let both = declared.filter { hint in configured.contains { hint.kind.speaks($0.kind) } }
    for hint in both.isEmpty ? (declared.isEmpty ? configured : declared) : both { add(hint) }
    // A single hint is no proof: two that agree are, and so is an address that the mapper reads.
    isSure = kinds.count == 1 && (!both.isEmpty || (reading.hasMapperCalls && declared.isEmpty))
    for hint in configured where kinds.contains(where: { $0.speaks(hint.kind) }) { add(hint) }
  }

  private func platformHints(_ reading: ServiceReading) -> [DatabaseHint] {
    reading.configuration.all.platforms.flatMap { file in
      file.content.databases.map {
        DatabaseHint(kind: $0.kind, place: file.location($0.line), isSure: false)
      }
    }
  }

  private mutating func add(_ hint: DatabaseHint) {
    let kind =
      servers.contains { $0.kind == hint.kind }
      ? hint.kind : servers.first { hint.kind.speaks($0.kind) }?.kind ?? hint.kind
    if !kinds.contains(kind) { kinds.append(kind) }
    evidence[kind, default: []].append(hint.place)
  }

  /// The one that the service is judged by: one that a server is started for, else the first.
  var main: DatabaseKind? { kinds.first { server(of: $0) != nil } ?? kinds.first }

  /// The product with the version that its server's image says.
  func title(of kind: DatabaseKind) -> String {
    guard let server = server(of: kind) else { return kind.rawValue }
    guard let version = server.version else { return "\(kind.rawValue) (compose image)" }
    let purpose = server.entry.file.purpose == .development ? " of development" : ""
    return "\(kind.rawValue) \(version) (compose image\(purpose))"
  }

  func server(of kind: DatabaseKind) -> (kind: DatabaseKind, version: String?, entry: ComposeEntry)?
  {
    servers.first { $0.kind == kind }
  }

  /// Compose files that start different databases, none of which is an addition to another.
  var alternatives: [(path: String, kinds: [DatabaseKind])] {
    var byPath: [(path: String, kinds: [DatabaseKind])] = []
    for server in servers
    where server.entry.file.purpose <= .variant && !server.entry.service.isOptional {
      if let position = byPath.firstIndex(where: { $0.path == server.entry.file.path }) {
        byPath[position].kinds.append(server.kind)
      } else {
        byPath.append((server.entry.file.path, [server.kind]))
      }
    }
    let sets = Set(byPath.map { Set($0.kinds) })
    return sets.count > 1 ? byPath : []
  }

  /// Different versions of one product in files of the same weight.
  var versions: [(kind: DatabaseKind, versions: [String])] {
    kinds.compactMap { kind in
      let own = servers.filter { $0.kind == kind }
      guard let best = own.first?.entry.file.purpose else { return nil }
      let said = own.filter { $0.entry.file.purpose == best }.compactMap(\.version).uniqued
      return said.count > 1 ? (kind, said) : nil
    }
  }
}

extension DatabaseKind {
  /// Whether clients of this product speak to servers of another.
  func speaks(_ other: DatabaseKind) -> Bool {
    if self == other { return true }
    switch (self, other) {
    case (.mySQL, .mariaDB), (.mariaDB, .mySQL), (.postgreSQL, .cockroachDB): return true
    default: return false
    }
  }
}

extension ServiceReading {
  var hasMapperCalls: Bool { !uses.used(.mapper).isEmpty }

  /// Whether something of the service reads rows at all.
  var mapsRows: Bool { hasMapperCalls || !uses.declaredOnly(.mapper, .driver).isEmpty }

  /// What the code itself says: the drivers that it calls, the dialects that it names.
  fileprivate var databasesOfCode: [DatabaseHint] {
    var hints: [DatabaseHint] = []
    for use in uses.used(.mapper) {
      if let kind = use.part.database {
        hints += uses.evidence(of: use).map { DatabaseHint(kind: kind, place: $0, isSure: true) }
      }
      hints += dialects(of: use)
    }
    for use in uses.used(.driver) where !use.calls.isEmpty || hints.isEmpty {
      guard let kind = use.part.database else { continue }
      hints += uses.evidence(of: use).map { DatabaseHint(kind: kind, place: $0, isSure: true) }
    }
    hints += engines
    if hints.isEmpty {
      hints = databasesOfPrisma
    } else if uses.used(.mapper).contains(where: { $0.part.name == "Prisma" }) {
      hints = databasesOfPrisma + hints
    }
    return hints
  }

  /// The dialects that calls of a mapper name, in options, addresses or import paths.
  private func dialects(of use: PartUse) -> [DatabaseHint] {
    guard use.part.database == nil else { return [] }
    var hints: [DatabaseHint] = []
    for call in use.calls {
      let last = call.path.split(separator: ".").last.map(String.init) ?? ""
      guard use.part.pool?.creators.contains(last) == true || call.path.isEmpty else { continue }
      let options = call.site.option(["type", "dialect", "client", "driver"])
      var words: [String] = []
      if case .text(let word) = options { words.append(word) }
      if case .text(let address) = call.site.argumentValue(at: 0), let scheme = address.urlScheme {
        words.append(scheme)
      }
      for kind in words.compactMap(DatabaseKind.init(named:)) {
        hints.append(DatabaseHint(kind: kind, place: uses.location(call.site), isSure: true))
      }
    }
    let subpaths: [(word: String, kind: DatabaseKind)] = [
      ("pg", .postgreSQL), ("postgres", .postgreSQL), ("neon", .postgreSQL), ("mysql", .mySQL),
      ("sqlite", .sqlite), ("libsql", .sqlite), ("d1", .sqlite),
    ]
    for found in use.imports {
      let rest = found.specifier.drop { $0 != "/" }
      guard found.specifier.hasPrefix("drizzle-orm/"),
        let known = subpaths.first(where: { rest.contains($0.word) })
      else { continue }
      hints.append(DatabaseHint(kind: known.kind, place: uses.location(found.place), isSure: true))
    }
    return hints
  }

  /// `ENGINE` of Django's settings.
  private var engines: [DatabaseHint] {
    service.units.sorted().filter { program.units[$0].path.holds("settings") }.flatMap { unit in
      program.settings(named: ["ENGINE"], in: unit).compactMap { setting in
        guard case .text(let engine) = setting.value,
          let word = engine.split(separator: ".").last,
          let kind = DatabaseKind(named: String(word))
        else { return nil }
        return DatabaseHint(kind: kind, place: uses.location(setting.place), isSure: true)
      }
    }
  }

  private var databasesOfPrisma: [DatabaseHint] {
    guard uses.used(.mapper).contains(where: { $0.part.name == "Prisma" }) else { return [] }
    return configuration.all.prisma.filter { $0.purpose <= .variant }.compactMap { file in
      DatabaseKind(named: file.content.provider).map {
        DatabaseHint(kind: $0, place: file.location(file.content.line), isSure: true)
      }
    }
  }

  /// Drivers that manifests name.
  fileprivate var databasesDeclared: [DatabaseHint] {
    uses.declaredOnly(.driver, .mapper).compactMap { use in
      guard let kind = use.part.database, let declaration = use.declaration else { return nil }
      return DatabaseHint(kind: kind, place: declaration.place, isSure: false)
    }
  }

  /// Addresses in environment files and servers in compose files.
  fileprivate var databasesOfConfiguration: [DatabaseHint] {
    var hints: [DatabaseHint] = []
    for (variable, place, purpose) in configuration.all.variables where purpose != .test {
      guard variable.name.namesAddress, let scheme = variable.value.urlScheme,
        let kind = DatabaseKind(named: scheme)
      else { continue }
      hints.append(DatabaseHint(kind: kind, place: place, isSure: false))
    }
    for found in configuration.infrastructure {
      guard case .database(let kind) = found.product else { continue }
      let place = found.entry.file.location(found.entry.service.imageLine)
      hints.append(DatabaseHint(kind: kind, place: place, isSure: false))
    }
    return hints
  }
}

extension String {
  /// The scheme of an address: `postgresql` of `postgresql+asyncpg://…`; never more of it.
  var urlScheme: String? {
    guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")),
      utf8[colon...].starts(with: "://".utf8)
    else { return nil }
    let scheme = self[..<colon]
    return scheme.utf8.count < 30 ? String(scheme.prefix { $0 != "+" }) : nil
  }

  /// Whether an environment variable of this name holds the address of a server.
  var namesAddress: Bool {
    let upper = uppercased()
    return ["URL", "URI", "DSN", "CONNECTION", "CONNECTION_STRING"].contains { upper.hasSuffix($0) }
      || upper.hasPrefix("DATABASE") || upper.contains("MONGO")
  }
}
