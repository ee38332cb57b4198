// What modules of settings give to a name that the code reads of the framework's settings: `settings.REDIS`.

import Facts

extension Evaluator {
  /// The values of a name in the modules of settings; empty where something else is read, or they do not have it.
  mutating func setting(_ name: Name, of base: EntitySetID, in unit: Int) -> EntitySetID {
    guard units[unit].facts.language == .python, isSettings(base) else { return .empty }
    var set = EntitySetID.empty
    for module in modulesOfSettings() {
      for export in units[module].facts.exports where units[module].name(export.name) == name {
        set = entities.union(set, evaluate(export.value, in: module))
      }
    }
    return set
  }

  private func isSettings(_ base: EntitySetID) -> Bool {
    members(of: base).contains { id in
      guard case .member(let member, _) = entities[id], index[member].name == "settings",
        index[member].library >= 0
      else { return false }
      return index.libraries[index[member].library].settings != nil
    }
  }

  /// The running modules that configure the framework.
  private mutating func modulesOfSettings() -> [Int] {
    if let known = settingModules { return known }
    let marks: Set<String> = ["INSTALLED_APPS", "MIDDLEWARE", "ROOT_URLCONF"]
    let found = units.indices.filter { unit in
      guard units[unit].isRunning, units[unit].facts.language == .python else { return false }
      let wanted = units[unit].facts.names.ids(of: marks)
      return !wanted.isEmpty && units[unit].facts.exports.contains { wanted.contains($0.name) }
    }
    settingModules = found
    return found
  }
}
