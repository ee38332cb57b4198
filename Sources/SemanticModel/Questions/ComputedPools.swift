// Pools whose size nobody says: the library computes it from the processors of the machine.

import Facts

/// A client whose library computes the size of its pool.
package struct ComputedPoolClient: Sendable {
  /// The call that makes it, or what the class extends that a container makes.
  package let place: SourcePlace
  package let function: FunctionRef
  package let pool: ComputedPool
}

extension Program {
  /// The first client of a service whose library computes the size of its pool, and that library's rule.
  package var computedPool: ComputedPoolClient? {
    guard let client = constructedPool ?? providedPool, !isPoolSizedByConfiguration,
      !mentions({ Self.holds($0, client.pool.parameter) })
    else { return nil }
    return client
  }

  private var constructedPool: ComputedPoolClient? {
    let sites = calls(playing: [.connectionPool]).filter { site in
      guard site.unit.isRunning, site.isReached(from: .running), let pool = site.computedPool else {
        return false
      }
      return site.option(pool.replacing) == nil
    }
    return served(sites).first.flatMap { site in
      site.computedPool.map {
        ComputedPoolClient(place: site.place, function: site.function, pool: $0)
      }
    }
  }

  /// `@Injectable() class Database extends PrismaClient {}`: the container makes it, without any option.
  private var providedPool: ComputedPoolClient? {
    let services = services
    for (position, unit) in units.enumerated()
    where unit.isRunning && services.contains(where: { isPart(position, of: $0) }) {
      for type in unit.facts.classes.dropFirst()
      where type.decorators.isPresent && type.superclass.isPresent {
        let first = Int(type.firstMember)
        let isMade = unit.facts.members[first..<first + Int(type.memberCount)]
          .contains { $0.function.isPresent && unit.name($0.name) == .constructor }
        guard !isMade, let pool = pool(ofClient: type.superclass, in: unit) else { continue }
        let span = unit.facts.values[type.superclass.index].span
        return ComputedPoolClient(
          place: SourcePlace(unit: position, span: span),
          function: FunctionRef(unit: position, id: type.function),
          pool: pool
        )
      }
    }
    return nil
  }

  /// The rule of the library from which a class is imported that opens a pool where it is made.
  private func pool(ofClient id: ValueID, in unit: Unit) -> ComputedPool? {
    let facts = unit.facts
    var value = facts.values[id.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    guard value.kind == .member else { return nil }
    var base = facts.values[Int(value.a)]
    if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
    guard base.kind == .module, case .library(let library) = unit.targets[Int(base.a)],
      let member = libraries.export(unit.name(NameID(value.b)), of: library),
      libraries.member(member).constructed?.value.role == .connectionPool
    else { return nil }
    return libraries.libraries[library].computedPool
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
