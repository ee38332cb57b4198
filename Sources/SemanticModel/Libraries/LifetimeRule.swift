// How long entries of a cache live where the call that sets them does not say.

/// What a cache does with an entry that is given no lifetime.
package struct LifetimeRule: Sendable {
  /// Seconds, where nothing below says otherwise; nil: for ever.
  package let seconds: Double?
  /// Options of what makes the cache, of which one gives all its entries a lifetime; 0 takes it away.
  package let creation: [String]
  /// The setting of the program that does so, as a path (`CACHES.default.TIMEOUT`).
  package let setting: String?
  /// What the setting says for entries without an end: 0, or else nothing (`None`).
  package let isEndlessAtZero: Bool

  /// A lifetime that options of whatever makes the cache set.
  package static func setByMaker(_ options: String...) -> LifetimeRule {
    LifetimeRule(seconds: nil, creation: options, setting: nil, isEndlessAtZero: true)
  }

  /// A lifetime of so many seconds, unless a setting says otherwise.
  package static func seconds(
    _ seconds: Double,
    unless setting: String,
    isEndlessAtZero: Bool
  ) -> LifetimeRule {
    LifetimeRule(
      seconds: seconds,
      creation: [],
      setting: setting,
      isEndlessAtZero: isEndlessAtZero
    )
  }
}

extension Operation {
  /// The operation, whose entries live so long unless they are told.
  package func living(_ rule: LifetimeRule) -> Operation {
    var result = self
    result.lifetime = rule
    return result
  }
}

extension LibraryIndex {
  /// How long the entries live that a call of a library sets.
  func lifetime(of operation: LibraryCall) -> LifetimeRule? {
    let member = member(operation.member)
    return operation.isConstruction ? member.construct?.lifetime : member.call?.lifetime
  }
}
