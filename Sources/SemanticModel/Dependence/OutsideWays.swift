// How a call comes to another service, where the functions that it runs ask one.

import Facts

extension CallSite {
  /// The calls from this one to the one that asks another service, which is the last; empty where it asks itself, or
  /// where the way is not known.
  package var wayOutside: [CallSite] {
    guard !effects.contains(where: { $0.kind == .external }) else { return [] }
    return resolved.targets.lazy
      .map { self.program.path(from: self.program.units.number($0), kinds: [.external]) }
      .first { !$0.isEmpty } ?? []
  }

  /// Whether it takes a guess to believe that the call comes to another service: the way is long, or goes through what
  /// a library runs behind the back of its caller.
  package var isFarFromOutside: Bool {
    let way = wayOutside
    guard way.count > Self.nearOutside else {
      return way.contains { site in
        site.resolved.targets.isEmpty && !site.effects.contains { $0.kind == .external }
      }
    }
    return true
  }

  private static let nearOutside = 4
}
