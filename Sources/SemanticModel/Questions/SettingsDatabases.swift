// Databases and caches that a module of settings describes by dictionaries: Django's `DATABASES` and `CACHES`.

import Facts
import SourceText

/// A server that settings describe, and that the framework connects to.
package struct SettingsServer: Sendable {
  /// The entry that names its kind, or the call that reads its address.
  package let place: SourcePlace
  package let kind: Kind

  package enum Kind: Sendable, Hashable {
    case database, cache
    /// Redis as the broker of Celery, which requests publish to.
    case broker
    /// The engine that Flask-SQLAlchemy makes, and whether it speaks to PostgreSQL.
    case engine(isPostgres: Bool)
  }
}

extension Program {
  /// The first database server that settings describe, where nothing keeps its connections between requests.
  package var unkeptDatabase: SettingsServer? {
    guard let server = settingsDatabase else { return nil }
    return isNamed(["CONN_MAX_AGE", "conn_max_age", "pool", "MAX_CONNS"]) ? nil : server
  }

  /// The first database server that settings describe, where nothing limits the time of connecting or of a statement.
  package var unlimitedDatabase: SettingsServer? {
    guard let server = settingsDatabase else { return nil }
    return isNamed(Self.limits) || speaksOf("statement_timeout", in: server.place.unit)
      ? nil : server
  }

  private static let limits: Set<String> = [
    "connect_timeout", "statement_timeout", "read_timeout", "command_timeout",
  ]

  /// What Flask-SQLAlchemy is told of its engine, or the address of its server, where nothing in the running code
  /// limits the time of connecting or of a statement.
  package var unlimitedEngine: SettingsServer? {
    let makers = calls(playing: [.configuredPool]).filter { $0.unit.isRunning && $0.unit.isPython }
    guard !makers.isEmpty, !isNamed(Self.limits),
      routes.contains(where: { units[$0.place.unit].isPython && units[$0.place.unit].isRunning })
    else { return nil }
    let running = units.indices.filter { units[$0].isRunning && units[$0].isPython }
    func says(_ word: String) -> Bool { running.contains { speaksOf(word, in: $0) } }
    // What the repository does not say of the address, the driver that it needs does.
    let isPostgres =
      says("postgres")
      || !says("mysql") && requirements.contains { $0.hasPrefix("psycopg") }
    // A file beside the process answers or fails at once.
    guard isPostgres || says("mysql") || says("mariadb"), !says("statement_timeout") else {
      return nil
    }
    let addresses = running.flatMap { namedSettings(["SQLALCHEMY_DATABASE_URI"], in: $0) }
      .filter { !$0.isOwnFile }
    guard let address = addresses.first(where: { isOfClass($0) }) ?? addresses.first else {
      return nil
    }
    // Where the engine is described already, the limit belongs.
    let options = running.flatMap { namedSettings(["SQLALCHEMY_ENGINE_OPTIONS"], in: $0) }
      .first(where: \.isObject)
    return SettingsServer(
      place: (options ?? address).place,
      kind: .engine(isPostgres: isPostgres)
    )
  }

  /// Whether a class of settings says it: production takes what others put in its place for a while.
  private func isOfClass(_ setting: NamedSetting) -> Bool {
    units[setting.place.unit].facts.members.contains { member in
      member.value.isPresent
        && units[setting.place.unit].facts.values[member.value.index].span == setting.place.span
    }
  }

  /// The first Redis cache that settings describe, where nothing limits the time of a command.
  package var unlimitedCache: SettingsServer? {
    guard let place = describing("BACKEND", in: "CACHES", { $0.contains("RedisCache") }),
      !calls(with: [.cache]).isEmpty || isCacheAskedByFramework
    else { return nil }
    return isNamed(["socket_timeout", "SOCKET_TIMEOUT", "SOCKET_CONNECT_TIMEOUT"])
      ? nil : SettingsServer(place: place, kind: .cache)
  }

  /// Whether the settings have the framework ask the cache by itself: for sessions, or to count requests.
  var isCacheAskedByFramework: Bool {
    units.indices.contains { unit in
      units[unit].isRunning && units[unit].isPython
        && (speaksOf("sessions.backends.cache", in: unit)
          || speaksOf("rest_framework.throttling.", in: unit))
    }
  }

  private var settingsDatabase: SettingsServer? {
    guard
      routes.contains(where: { units[$0.place.unit].isPython && units[$0.place.unit].isRunning })
    else { return nil }
    let place = describing("ENGINE", in: "DATABASES") { engine in
      !engine.contains("pool")
        && ["postgresql", "postgis", "mysql", "oracle", "mssql"].contains { engine.contains($0) }
    }
    return place.map { SettingsServer(place: $0, kind: .database) }
  }

  /// Where a dictionary of a settings module says what it is by one of its texts; production's settings before others.
  func describing(
    _ entry: String,
    in name: String,
    _ isWanted: (String) -> Bool
  ) -> SourcePlace? {
    var found: [(place: SourcePlace, rank: Int)] = []
    for (unit, file) in units.enumerated() where file.isRunning && file.isPython {
      guard file.facts.exports.contains(where: { file.facts.names.isText(name, $0.name) }) else {
        continue
      }
      for setting in settings(named: [entry], in: unit) {
        guard case .text(let text) = setting.value, isWanted(text) else { continue }
        let isOfProduction = file.path.contains("prod")
        let isOfOthers = ["local", "dev", "test"].contains { file.path.contains($0) }
        found.append((setting.place, isOfProduction ? 0 : isOfOthers ? 2 : 1))
        break
      }
    }
    return found.min { ($0.rank, $0.place) < ($1.rank, $1.place) }?.place
  }

  /// Whether running code of Python has one of some names anywhere.
  func isNamed(_ names: Set<String>) -> Bool {
    units.contains {
      $0.isRunning && $0.isPython && !$0.facts.names.ids(of: names).isEmpty
    }
  }

  /// Whether a text of a file holds a word: `-c statement_timeout=5000`.
  func speaksOf(_ word: String, in unit: Int) -> Bool {
    let names = units[unit].facts.names
    return (0..<names.count).contains { names.string(NameID($0)).contains(word) }
  }
}
