// Whether a client of a database writes each statement to the log.

import Facts
import SourceText

extension Program {
  /// Whether an option of the call, spelled out, asks for every statement.
  package func logsStatements(_ site: CallSite) -> Bool {
    switch site.option(["echo", "logging", "logQueries"]) {
    case .flag(let isOn): return isOn
    case .text(let level): return level == "all" || level == "debug"
    default: return asksForQueries(site)
    }
  }

  /// The setting that a call's `echo` follows, where the class of the settings switches it on unless the environment says
  /// otherwise: `echo=settings.SQL_ECHO`, `SQL_ECHO: bool = True`.
  package func settingThatLogs(_ site: CallSite) -> NamedSetting? {
    guard site.unit.isPython else { return nil }
    for object in site.optionObjects {
      guard let echo = member("echo", of: object, depth: 0), value(echo).kind == .member else {
        continue
      }
      let name = units[echo.unitIndex].facts.names.string(NameID(value(echo).b))
      let declared = units.indices.filter { units[$0].isRunning && units[$0].isPython }
        .flatMap { settings(called: name, in: $0) }
      let isOn = declared.allSatisfy { $0.value == .flag(true) && !isInDeveloperClass($0.place) }
      return isOn ? declared.first : nil
    }
    return nil
  }

  /// The fields of classes of settings that have a name.
  private func settings(called name: String, in unit: Int) -> [NamedSetting] {
    let facts = units[unit].facts
    guard !facts.names.ids(of: [name]).isEmpty else { return [] }
    return facts.classes.indices.dropFirst().flatMap { position -> [NamedSetting] in
      let isSettings = facts.superclasses(of: ClassID(position)).contains { above in
        facts.lastName(of: above).map { facts.names.string($0).hasSuffix("Settings") } ?? false
      }
      guard isSettings else { return [] }
      return facts.members(of: ClassID(position))
        .filter { $0.value.isPresent && facts.names.isText(name, $0.name) }
        .map { member in
          NamedSetting(
            name: name,
            place: SourcePlace(unit: unit, span: member.span),
            program: self,
            reference: ValueRef(unit: unit, id: member.value)
          )
        }
    }
  }

  /// `log: ["query", "error"]` among the options.
  private func asksForQueries(_ site: CallSite) -> Bool {
    site.arguments.contains { argument in
      guard case .array(let levels) = argument["log"]?.shape else { return false }
      return levels.contains { level in
        if case .text("query") = level.shape { return true }
        return false
      }
    }
  }

  /// The first statement with which a function, or one that it calls itself, reads.
  package func firstQuery(of function: FunctionRef) -> CallSite? {
    let own = ownCalls(of: function)
    let reads = { (site: CallSite) in site.effects.contains { $0.kind == .query } }
    return own.first(where: reads)
      ?? own.lazy.flatMap { $0.resolved.targets.flatMap { self.ownCalls(of: $0) } }.first(
        where: reads
      )
  }

  private func ownCalls(of function: FunctionRef) -> [CallSite] {
    units[function.unitIndex].facts.steps(of: function.id).compactMap { index in
      table.position(of: CallRef(unit: function.unitIndex, id: InstructionID(index)))
        .map { call(at: $0) }
    }
  }

  /// Settings that switch the log of statements on, outside of what is only for developers and tests.
  package var loggingSettings: [NamedSetting] {
    let names = libraries.libraries.reduce(into: Set<String>()) { $0.formUnion($1.logSettings) }
    guard !names.isEmpty else { return [] }
    let pools = Set(libraries.libraries.compactMap { $0.pool?.setting })
    return units.indices.filter { units[$0].isRunning && !isForDevelopers(units[$0].path) }
      .flatMap { namedSettings(names, in: $0) + echoes(of: pools, in: $0) }
      .filter { setting in
        setting.value == .flag(true) && !isInDeveloperClass(setting.place)
      }
  }

  /// `"echo": True` among the options with which a framework makes the client.
  private func echoes(of settings: Set<String>, in unit: Int) -> [NamedSetting] {
    namedSettings(settings, in: unit).compactMap { $0.entry("echo") }
  }

  private static let developers = ["dev", "test", "local", "debug"]

  private func isForDevelopers(_ path: String) -> Bool {
    // By bytes: asked of every file, and to part a path by its characters costs more than all else here.
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:))
    let name = path[(start ?? path.startIndex)...].lowercased()
    return Self.developers.contains { name.hasPrefix($0) }
  }

  private func isInDeveloperClass(_ place: SourcePlace) -> Bool {
    let facts = units[place.unit].facts
    return facts.classes.dropFirst().contains { type in
      guard type.span.contains(place.span), type.name.isPresent else { return false }
      let name = facts.names.string(type.name).lowercased()
      return Self.developers.contains { name.contains($0) }
    }
  }
}
