// Rows that a cache keeps, and changes of them that leave the cache as it is.

import Facts
import Queries
import SourceText

/// A change of a row whose copy in a cache stays as it was.
package struct StaleEntry: Sendable {
  /// Changes the row.
  package let write: CallSite
  /// Reads it for the cache.
  package let read: CallSite
  /// Puts it there, or asks the cache for it.
  package let keeps: CallSite
  package let model: String
}

extension Program {
  /// The changes of rows that requests read by way of a cache, whose paths clear nothing there; one for each table.
  package var staleEntries: [StaleEntry] {
    let cached = cachedReads
    guard !cached.isEmpty else { return [] }
    let clearing = clearingFunctions
    var seen: Set<String> = []
    var found: [StaleEntry] = []
    for query in queries where query.action == .update || query.action == .delete {
      guard let (read, keeps) = cached[query.model] else { continue }
      let write = call(at: query.call)
      guard write.unit.isRunning,
        write.isReached(from: [EntryKinds(.request), EntryKinds(.socket)]),
        isByKey(query), write.function != read.function, write.function != keeps.function,
        !countsOnly(write), !clears(write, clearing), seen.insert(query.model).inserted
      else { continue }
      found.append(StaleEntry(write: write, read: read, keeps: keeps, model: query.model))
    }
    return found.sorted { $0.write.place < $1.write.place }
  }

  /// One row, found by one column: the entry of the cache has a key that says which.
  private func isByKey(_ query: Query) -> Bool {
    query.isSingle
      || !query.shapes.isEmpty
        && query.shapes.allSatisfy { $0.predicates.contains { $0.comparison == .equal } }
  }

  /// By model: a read of one row whose result a cache keeps, and the call that keeps it.
  private var cachedReads: [String: (read: CallSite, keeps: CallSite)] {
    let caching = cachingFunctions
    guard !caching.isEmpty else { return [:] }
    var found: [String: (read: CallSite, keeps: CallSite)] = [:]
    for query in queries
    where query.isSingle && query.action == .read && !query.model.isEmpty
      && found[query.model] == nil
    {
      let read = call(at: query.call)
      guard read.unit.isRunning, read.isReached(from: [EntryKinds(.request)]) else { continue }
      if let keeps = caching[units.number(read.function)], keeps.position > read.position {
        found[query.model] = (read, keeps)
      } else if let use = graph.closureUses[read.function] {
        // `cached(key, 60, () => prisma.order.findUnique(…))`
        let around = call(at: use.call)
        let keeper = around.resolved.targets.lazy.compactMap { caching[self.units.number($0)] }
          .first
        if let keeper { found[query.model] = (read, keeper) }
      }
    }
    return found
  }

  private static let clearers: Set<String> = [
    "del", "delete", "unlink", "hdel", "flushall", "flushdb", "flushAll", "flushDb", "invalidate",
    "delete_many", "delete_memoized", "clear", "mdel", "reset", "delPattern", "expire",
  ]
  private static let stores: Set<String> = [
    "set", "setex", "setEx", "psetex", "hset", "hmset", "mset",
  ]

  /// By dense function number: functions that look into a cache server and put something there, with the call that does.
  private var cachingFunctions: [Int32: CallSite] {
    var looks: Set<Int32> = []
    var stored: [Int32: CallSite] = [:]
    for site in calls(with: [.cache]) where site.unit.isRunning {
      let function = units.number(site.function)
      if ["get", "hget", "hgetall", "mget"].contains(site.calledName) { looks.insert(function) }
      if Self.stores.contains(site.calledName) { stored[function] = site }
    }
    return stored.filter { looks.contains($0.key) }
  }

  /// The functions that clear something in a cache, or tell others to, and those that call them.
  private var clearingFunctions: Set<Int32> {
    var found: Set<Int32> = []
    for site in calls(with: [.cache])
    where Self.clearers.contains(site.calledName) || site.calledName == "publish" {
      found.insert(units.number(site.function))
    }
    // Events and names of clearing that could not be followed.
    for position in calls.indices {
      let site = call(at: position)
      let name = site.calledName.lowercased()
      if ["emit", "publish", "dispatch"].contains(name)
        || ["invalidat", "clearcache", "purge", "bust", "evict", "flushcache"]
          .contains(where: name.contains)
      {
        found.insert(units.number(site.function))
      }
    }
    var pending = Array(found)
    while let next = pending.popLast() {
      for step in reachability.callers[Int(next)]
      where !isModule(step.caller) && found.insert(step.caller).inserted {
        pending.append(step.caller)
      }
    }
    return found
  }

  /// Whether the function of a write, or one on the way to it, clears the cache or puts the new row there.
  private func clears(_ write: CallSite, _ clearing: Set<Int32>) -> Bool {
    var seen: Set<Int32> = [units.number(write.function)]
    var pending = Array(seen)
    while let next = pending.popLast(), seen.count < 500 {
      if clearing.contains(next) { return true }
      let stores = calls(in: reference(next)).contains { position in
        let site = call(at: position)
        return Self.stores.contains(site.calledName) && site.effects.contains { $0.kind == .cache }
      }
      if stores { return true }
      for step in reachability.callers[Int(next)]
      where !isModule(step.caller) && seen.insert(step.caller).inserted {
        pending.append(step.caller)
      }
    }
    return false
  }

  /// What a file runs when it is loaded makes its functions, and is on no request's way.
  private func isModule(_ function: Int32) -> Bool { reference(function).id == FileFacts.module }

  /// Whether a write only counts: visits and times of the last visit are seldom what a cache keeps.
  private func countsOnly(_ write: CallSite) -> Bool {
    let text = SourceEdit(write.place, in: self).text?.lowercased() ?? ""
    return [
      "increment", "decrement", "$inc", "last_seen", "lastseen", "lastlogin", "last_login", "views",
      "visits",
      "+ 1",
    ]
    .contains { text.contains($0) }
  }
}
