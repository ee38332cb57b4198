// Pools whose size nobody says: the library computes it from the processors of the machine.

import Facts

extension Program {
  /// The first client of a service whose library computes the size of its pool, and that library's rule.
  package var computedPool: (site: CallSite, pool: ComputedPool)? {
    let sites = calls(playing: [.connectionPool]).filter { site in
      guard site.unit.isRunning, site.isReached(from: .running), let pool = site.computedPool else {
        return false
      }
      return site.option(pool.replacing) == nil
    }
    guard let site = served(sites).first, let pool = site.computedPool, !isPoolSizedByConfiguration,
      !mentions({ Self.holds($0, pool.parameter) })
    else { return nil }
    return (site, pool)
  }

  private static func holds(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard text.count >= bytes.count else { return false }
    return (text.startIndex...(text.endIndex - bytes.count)).contains {
      text[$0..<($0 + bytes.count)].elementsEqual(bytes)
    }
  }
}

extension CallSite {
  fileprivate var computedPool: ComputedPool? {
    resolved.operations.lazy.compactMap { operation -> ComputedPool? in
      let position = program.libraries[operation.member].library
      return position >= 0 ? program.libraries.libraries[position].computedPool : nil
    }.first
  }
}
