// Whether a cache ends what it is given without a lifetime.

import Facts

extension CallSite {
  /// Whether the cache ends an entry that this call gives no lifetime, or may: by a default of its library, by options
  /// of what made it, or by a setting of the program.
  var endsByDefault: Bool {
    resolved.operations.contains { operation in
      program.libraries.lifetime(of: operation).map { program.ends($0, operation) } ?? false
    }
  }

  /// Whether options of this call, which makes a cache, give its entries a lifetime, or may.
  fileprivate func mayEnd(_ rule: LifetimeRule) -> Bool {
    guard let value = option(rule.creation) else { return !hasReadableOptions }
    return value != .number(0)
  }
}

extension Program {
  fileprivate func ends(_ rule: LifetimeRule, _ operation: LibraryCall) -> Bool {
    guard !rule.creation.isEmpty else { return !isEndlessBySetting(rule) && rule.seconds != nil }
    // Of a cache that is made out of sight nothing shows that it keeps everything.
    return maker(of: operation)?.mayEnd(rule) ?? true
  }

  /// The call that made the cache.
  private func maker(of operation: LibraryCall) -> CallSite? {
    guard let origin = operation.origin, value(origin).kind == .result else { return nil }
    let ref = CallRef(unit: origin.unitIndex, id: InstructionID(value(origin).a))
    return table.position(of: ref).map { call(at: $0) }
  }

  private func isEndlessBySetting(_ rule: LifetimeRule) -> Bool {
    guard let setting = rule.setting else { return false }
    let steps = setting.split(separator: ".", maxSplits: 1).map(String.init)
    let path = steps.count > 1 ? steps[1] : nil
    return units.indices.contains { unit in
      units[unit].isRunning
        && namedSettings([steps[0]], in: unit).contains {
          rule.isEndlessAtZero ? $0.option(at: path) == .number(0) : $0.isNothing(at: path)
        }
    }
  }
}
