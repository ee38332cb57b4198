// What a module of settings puts before every handler.

import Facts
import SourceText

extension Evaluator {
  /// The texts that running modules assign to a name at their top.
  mutating func settingTexts(_ name: String) -> [(text: String, unit: Int, place: SourcePlace)] {
    var result: [(text: String, unit: Int, place: SourcePlace)] = []
    for unit in units.indices where units[unit].isRunning && units[unit].facts.language == .python {
      let names = units[unit].facts.names
      for export in units[unit].facts.exports where names.isText(name, export.name) {
        result += texts(inSetting: ValueRef(unit: unit, id: export.value), depth: 0)
      }
    }
    return result
  }

  /// The texts of a list, and of what is added to it.
  private mutating func texts(inSetting ref: ValueRef, depth: Int)
    -> [(text: String, unit: Int, place: SourcePlace)]
  {
    guard depth < 8 else { return [] }
    let end = followed(ref, .none)
    let unit = end.unitIndex
    let value = units[unit].facts.values[end.id.index]
    var parts: [ValueID] = []
    switch value.kind {
    case .string:
      let text = units[unit].facts.names.string(NameID(value.a))
      return [(text, unit, SourcePlace(unit: unit, span: value.span))]
    case .array, .choice: parts = units[unit].valueList(ListID(value.a))
    case .spread: parts = [ValueID(value.a)]
    case .binary: parts = [ValueID(value.a), ValueID(value.b)]
    case .object:
      return objectEntries(end).prefix(200).flatMap { texts(inSetting: $0.value, depth: depth + 1) }
    case .symbol:
      parts = [units[unit].facts.symbols[Int(value.a)].value]
      parts += units[unit].index.assignments(to: SymbolID(value.a))
        .map { units[unit].index.assignment(at: $0) }.filter { $0 != parts[0] }
    case .result:
      parts = units[unit].valueList(ListID(units[unit].facts.instructions[Int(value.a)].b))
    default: return []
    }
    return parts.prefix(200).filter(\.isPresent).flatMap {
      texts(inSetting: ValueRef(unit: unit, id: $0), depth: depth + 1)
    }
  }

  /// The routes of a framework that settings configure, behind the middlewares that those name.
  mutating func configured(_ routes: [Route], _ sources: RouteSources) -> [Route] {
    let libraries = index.libraries.filter { $0.settings != nil }
    guard let library = libraries.first, let settings = library.settings,
      routes.contains(where: { $0.framework.hasPrefix(library.name) })
    else { return routes }
    let limits = throttles(settings)
    let chain =
      limits
      + settingTexts(settings.middlewares).prefix(64).map { setting in
        let functions = middlewareFunctions(named: setting.text, from: setting.unit)
        var roles = settings.role(of: setting.text).map { RoleSet($0) } ?? []
        for function in functions {
          roles.formUnion(sources.roles.roles[Int(units.number(function))])
        }
        return Middleware(
          place: setting.place,
          functions: functions,
          roles: roles,
          path: nil,
          level: .router
        )
      }
    guard !chain.isEmpty else { return routes }
    return routes.map { route in
      route.framework.hasPrefix(library.name) ? route.behind(chain + route.chain) : route
    }
  }

  /// The limits that the settings put before all views, where each counts by itself.
  private mutating func throttles(_ settings: SettingsRule) -> [Middleware] {
    settingTexts(settings.throttles, in: settings.paging.dictionary)
      // A scope limits only the views that name it.
      .filter { !$0.text.hasSuffix("ScopedRateThrottle") }
      .map {
        Middleware(
          place: $0.place,
          functions: [],
          roles: RoleSet(.rateLimiter),
          path: nil,
          level: .router
        )
      }
  }

  /// The functions of the project's middleware that a dotted name means: a class, or a function that gives one.
  private mutating func middlewareFunctions(named dotted: String, from unit: Int) -> [FunctionRef] {
    var found: [FunctionRef] = []
    for entity in members(of: exported(dotted)) {
      switch entities[entity] {
      case .classObject(let type): found += callableMethods(of: [type])
      case .function(let function):
        found.append(function)
        for inner in members(of: returns(of: function)) {
          if case .function(let made) = entities[inner] { found.append(made) }
        }
      default: continue
      }
    }
    return found
  }

  /// What a module of the project gives under the last part of a dotted name.
  mutating func exported(_ dotted: String) -> EntitySetID {
    let names = dotted.split(separator: ".").map { String($0) }
    guard names.count > 1, let own = names.last else { return .empty }
    let path = names.dropLast().joined(separator: "/")
    for candidate in units.indices where units[candidate].facts.language == .python {
      let file = "/" + units[candidate].path
      guard file.hasSuffix("/\(path).py") || file.hasSuffix("/\(path)/__init__.py") else {
        continue
      }
      let facts = units[candidate].facts
      for export in facts.exports where facts.names.isText(own, export.name) {
        return evaluate(export.value, in: candidate)
      }
    }
    return .empty
  }

  /// The entries of a dictionary of the settings, in running modules that have it.
  mutating func settings(_ key: String, in dictionary: String) -> [ValueRef] {
    var result: [ValueRef] = []
    for unit in units.indices where units[unit].isRunning && units[unit].facts.language == .python {
      let facts = units[unit].facts
      for export in facts.exports where facts.names.isText(dictionary, export.name) {
        let object = ValueRef(unit: unit, id: export.value)
        guard let value = option(key, of: object, .none) else { continue }
        let kind = units[value.unitIndex].facts.values[value.id.index].kind
        if kind != .null { result.append(value) }
      }
    }
    return result
  }

  /// The texts of an entry of a dictionary of the settings.
  mutating func settingTexts(_ key: String, in dictionary: String)
    -> [(text: String, unit: Int, place: SourcePlace)]
  {
    settings(key, in: dictionary).flatMap { texts(inSetting: $0, depth: 0) }
  }
}
