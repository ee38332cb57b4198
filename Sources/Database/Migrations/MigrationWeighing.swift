// How long the work of migrations takes when the tables are full.

import Queries

/// Weighs what was traced on empty tables by the sizes that they have in production.
struct MigrationWeighing {
  let catalog: Catalog
  let tables: VirtualTables

  /// One step for each statement, on the table that takes longest; tables that are gone by now are left out.
  func steps(of works: [TracedWork]) -> [MigrationStep] {
    let names = Dictionary(catalog.tables.map { ($0.oid, $0.name) }) { first, _ in first }
    var result: [MigrationStep] = []
    for work in works {
      guard let name = names[work.table], let rows = tables.rows(of: work.table) else { continue }
      let step = weighed(work, name, rows)
      if let last = result.last, last.path == step.path, last.line == step.line,
        last.statement == step.statement
      {
        if (last.seconds.last ?? 0) < (step.seconds.last ?? 0) { result[result.count - 1] = step }
      } else {
        result.append(step)
      }
    }
    return result
  }

  private func weighed(_ work: TracedWork, _ name: String, _ rows: Double) -> MigrationStep {
    let isWrite = work.step.work == .rewrite || work.step.work == .allRows
    let seconds = LabResult.factors.map { factor -> Double in
      let bytes = tables.bytes(ofTable: work.table, withIndexes: isWrite, factor: factor)
      // What is rewritten is read and written.
      return (isWrite ? 2 : 1) * bytes / MigrationStep.bytesASecond
    }
    return work.step.weighed(table: name, rows: rows, seconds: seconds)
  }
}
