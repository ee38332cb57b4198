// How many connections a query has to queue for.

import Facts

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
