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
        guard let pool = pool(ofClient: type.superclass, in: unit),
          makesPlainly(type, unit.facts, unless: pool.replacing)
        else { continue }
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

  /// Whether a class hands what it extends no options that size the pool: it has no constructor, or one that calls
  /// `super()` or `super({ log })`.
  private func makesPlainly(
    _ type: ClassFact,
    _ facts: FileFacts,
    unless options: [String]
  ) -> Bool {
    let first = Int(type.firstMember)
    let constructor = facts.members[first..<first + Int(type.memberCount)]
      .first { $0.function.isPresent && facts.names.isText("constructor", $0.name) }
    guard let constructor else { return true }
    let own = facts.functions[constructor.function.index]
    let calls = (own.firstInstruction.index..<own.endInstruction.index)
      .map { facts.instructions[$0] }
      .filter { $0.operation == .call && facts.values[Int($0.a)].kind == .super }
    guard calls.count == 1, let call = calls.first else { return false }
    guard let given = facts.valueList(ListID(call.b)).first else { return true }
    let value = facts.values[given.index]
    guard value.kind == .object else { return false }
    let words = Array(facts.list(ListID(value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).allSatisfy { position in
      let name = NameID(words[position])
      return name != .any && !options.contains(facts.names.string(name))
    }
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
