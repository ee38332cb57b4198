// Which parts of a file's functions stand under a handler of exceptions.

import Facts

/// Which parts of a file's functions stand under a handler of exceptions.
struct GuardedRegions {
  /// By region: it, or a region around it in the same function, is a `try` with a `catch`.
  private let isGuarded: [Bool]

  init(_ facts: FileFacts) {
    var handled: Set<RegionID> = []
    var lastTry: [RegionID: RegionID] = [:]
    for (index, region) in facts.regions.enumerated().dropFirst() {
      if region.kind == .try { lastTry[region.parent] = RegionID(index) }
      if region.kind == .catch, let body = lastTry[region.parent] { handled.insert(body) }
    }
    var isGuarded = Array(repeating: false, count: facts.regions.count)
    for (index, region) in facts.regions.enumerated().dropFirst() {
      // A region stands behind the one that holds it.
      isGuarded[index] =
        handled.contains(RegionID(index))
        || region.parent.index < index && isGuarded[region.parent.index]
    }
    self.isGuarded = isGuarded
  }

  func contains(_ region: RegionID) -> Bool { isGuarded[region.index] }
}
