// Rows that are made because an update found none to change.

import Facts

extension RaceFinder {
  /// Whether calls both change rows and make some, though none of them reads.
  static func mayInsertAfterUpdate(_ accesses: [Access]) -> Bool {
    accesses.contains { $0.isOwn && $0.writes(.update) != nil }
      && accesses.contains { $0.writes(.insert) != nil || $0.writes(.save) != nil }
  }

  /// A row that is made where an update of the same table says that there was none.
  mutating func insertAfterUpdate() -> Race? {
    for write in accesses where write.isWrite {
      guard let table = insertedTable(by: write), !table.isEmpty else { continue }
      for update in accesses where update.position < write.position && update.isOwn {
        guard update.uses.count == 1, update.writes(.update)?.table == table, !isUpsert(update),
          isExistence(update, over: write.position)
        else { continue }
        let between = accesses.count {
          $0.position > update.position && $0.position < write.position
        }
        return Race(
          kind: .create,
          read: update.site,
          write: write.site,
          subject: program.subject(of: update.site),
          table: table,
          filter: program.chainFilter(of: update.site, followingNames: true)?.inColumns,
          mentioned: [],
          sharedColumns: sharedColumns(of: update, write),
          picked: [],
          between: between,
          isLong: false
        )
      }
    }
    return nil
  }

  private func isUpsert(_ update: Access) -> Bool {
    update.site.arguments.contains { $0["upsert"] != nil }
  }
}
