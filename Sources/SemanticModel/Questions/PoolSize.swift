// How many connections a query has to queue for.

import Facts
import Workspace

/// The size of a pool, and where it is said.
package struct PoolSize: Sendable {
  package let connections: Int
  /// The library whose default it is; nil: the code says it.
  package let isDefaultOf: String?
}

extension CallSite {
  /// The pool behind a call of a database library, where one is known.
  package var poolSize: PoolSize? {
    for operation in resolved.operations {
      let position = program.libraries[operation.member].library
      guard position >= 0 else { continue }
      let library = program.libraries.libraries[position]
      guard let pool = library.pool else { continue }
      if let size = stated(pool, by: operation) {
        return PoolSize(connections: size, isDefaultOf: nil)
      }
      return PoolSize(connections: pool.size, isDefaultOf: library.name)
    }
    return nil
  }

  private func stated(_ pool: ConnectionPool, by operation: LibraryCall) -> Int? {
    guard let origin = operation.origin else { return nil }
    let value = program.units[origin.unitIndex].facts.values[origin.id.index]
    guard value.kind == .result,
      let position = program.table.position(
        of: CallRef(unit: origin.unitIndex, id: InstructionID(value.a))
      )
    else { return nil }
    for argument in program.call(at: position).arguments {
      for option in pool.options {
        guard case .number(let size) = argument[option]?.shape, size >= 1, size < 1e6 else {
          continue
        }
        return Int(size)
      }
    }
    return nil
  }
}

extension CallSite {
  /// The options of the call that say the size of the pool that it makes.
  package var poolOptions: [String] {
    resolved.operations.lazy.compactMap { operation -> [String]? in
      let position = program.libraries[operation.member].library
      return position >= 0 ? program.libraries.libraries[position].pool?.options : nil
    }.first ?? []
  }

  /// Whether it is written at the top of a file and opens a pool of connections, of whatever size.
  package var opensSharedPool: Bool {
    guard resolved.function == FileFacts.module else { return false }
    return resolved.operations.contains { operation in
      let position = program.libraries[operation.member].library
      guard position >= 0 else { return false }
      let library = program.libraries.libraries[position]
      return library.pool != nil || library.computedPool != nil
    }
  }

  /// The connections of such a pool on a machine with two processors; nil where nothing says them.
  package var connectionsOnTwoProcessors: Int? {
    if let size = poolSize { return size.connections }
    for operation in resolved.operations {
      let position = program.libraries[operation.member].library
      guard position >= 0, let pool = program.libraries.libraries[position].computedPool else {
        continue
      }
      return 2 * pool.perProcessor + pool.more
    }
    return nil
  }

  /// The folder of the package that it belongs to, empty for the root.
  package var packageFolder: String { program.packageFolder(of: resolved.place.unitIndex) }

  /// Whether its file asks a database where somebody waits for it.
  package var isBesideServedQueries: Bool {
    program.table.calls(of: place.unit).contains { position in
      let other = program.call(at: position)
      return other.effects.contains { $0.kind.isDatabase } && other.isReached(from: .serving)
    }
  }
}
