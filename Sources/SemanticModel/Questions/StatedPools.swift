// Pools whose size the code says, and how many requests a process takes at the same time.

import Facts
import SourceText
import Workspace

/// A pool of a database whose size the code says.
package struct StatedPool: Sendable {
  /// The call that makes its client.
  package let site: CallSite
  package let connections: Int
  /// The setting that says the size, where it does not stand at the call.
  package let setting: SourcePlace?
}

extension Program {
  /// The pools of the running code whose size is a number of the code, in the order of the calls.
  package var statedPools: [StatedPool] {
    calls(playing: [.connectionPool, .configuredPool]).compactMap { site in
      guard site.unit.isRunning, site.isReached(from: .running), let pool = site.ownPool else {
        return nil
      }
      if let size = pool.size(stating: { site.statedNumber($0) }) {
        return StatedPool(site: site, connections: size, setting: nil)
      }
      guard site.plays(.configuredPool), let name = pool.setting else { return nil }
      for unit in units.indices where units[unit].isRunning {
        for setting in namedSettings([name], in: unit) {
          let size = pool.size { option in
            guard case .number(let number)? = setting.option(option) else { return nil }
            return number
          }
          if let size { return StatedPool(site: site, connections: size, setting: setting.place) }
        }
      }
      return nil
    }
  }

  /// The clients of the running code, on an event loop, whose pool has the size that the library chose: nothing that
  /// the code gives them says another, and all of it can be read.
  package var defaultPools: [StatedPool] {
    calls(playing: [.connectionPool, .configuredPool]).compactMap { site in
      guard site.unit.isRunning, !site.unit.isPython, site.isReached(from: .running),
        let pool = site.ownPool, !site.makesOneConnection, site.hasReadableOptions,
        site.option(pool.options) == nil, !site.speaksOf(pool)
      else { return nil }
      return StatedPool(site: site, connections: pool.size, setting: nil)
    }
  }

  /// The calls that make one connection without a pool, when the process starts, for statements of requests.
  package var loneConnections: [CallSite] {
    let made = calls(playing: [.connectionPool]).filter { site in
      site.unit.isRunning && site.makesOneConnection && site.resolved.function == FileFacts.module
        && site.isReached(from: .running)
    }
    guard !made.isEmpty else { return [] }
    var asked: Set<Int> = []
    for query in calls(with: [.query, .write]) where query.isReached(from: EntryKinds(.request)) {
      if let maker = query.maker { asked.insert(maker.position) }
    }
    return made.filter { asked.contains($0.position) }
  }

  /// The threads of each process, where the configuration of a server program says them (`threads = 8` of gunicorn).
  package var serverThreads: Int? {
    for (index, unit) in units.enumerated() where unit.path.hasSuffix("gunicorn.conf.py") {
      for export in unit.facts.exports where unit.facts.names.isText("threads", export.name) {
        let value = optionValue(of: ValueRef(unit: index, id: export.value))
        guard case .number(let threads) = value, threads >= 1, threads < 10_000 else { continue }
        return Int(threads)
      }
    }
    return nil
  }

  /// Those of some calls whose file a service of the program runs, or a framework that starts the server by itself:
  /// then its package has routes and no call that opens a port.
  package func served(_ sites: [CallSite]) -> [CallSite] {
    let services = services
    let started = Set(services.map(\.folder))
    let routed = Set(routes.map { packageFolder(of: $0.place.unit) })
    return sites.filter { site in
      services.contains { isPart(site.place.unit, of: $0) }
        || routed.contains(site.packageFolder) && !started.contains(site.packageFolder)
    }
  }
}

extension ConnectionPool {
  /// The largest number of connections that options come to; nil where they say nothing.
  fileprivate func size(stating number: (String) -> Double?) -> Int? {
    let own = options.lazy.compactMap(number).first
    let above = overflow.flatMap { number($0.option) }
    guard own != nil || above != nil else { return nil }
    let spare = overflow.map { Double($0.size) } ?? 0
    let total = (own ?? Double(size) - spare) + (above ?? spare)
    return total >= 1 && total < 1e6 ? Int(total) : nil
  }
}

extension CallSite {
  /// Whether it makes a connection that stands for itself: no pool opens another beside it.
  fileprivate var makesOneConnection: Bool {
    resolved.operations.contains { operation in
      let member = program.libraries[operation.member]
      guard member.library >= 0 else { return false }
      let own = member.member
      let made = own.operation(constructs: operation.isConstruction)?.value.returns
      let types = program.libraries.libraries[member.library].connections
      return [made, own.instance].compactMap(\.self).contains(where: types.contains)
    }
  }

  /// Whether an address among the arguments says the size: `postgres://…?max=20`.
  fileprivate func speaksOf(_ pool: ConnectionPool) -> Bool {
    let words = pool.options.compactMap { $0.split(separator: ".").last }
    return arguments.contains { argument in
      guard case .text(let text) = argument.shape else { return false }
      return words.contains { text.contains("\($0)=") }
    }
  }

  /// The pool of the library whose operation the call performs.
  fileprivate var ownPool: ConnectionPool? {
    resolved.operations.lazy.compactMap { operation -> ConnectionPool? in
      let position = program.libraries[operation.member].library
      return position >= 0 ? program.libraries.libraries[position].pool : nil
    }.first
  }

  fileprivate func statedNumber(_ name: String) -> Double? {
    guard case .number(let number)? = option([name]) else { return nil }
    return number
  }
}
