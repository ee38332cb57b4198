// Which index serves a query, as far as the declarations tell.

/// What a query asks of an index, in column names of the database.
package struct IndexNeed: Sendable, Equatable {
  /// Columns compared with one value each, or with a short list.
  package var equality: Set<String>
  /// Columns compared with a range.
  package var ranges: Set<String>
  /// The order that the query wants.
  package var sort: [IndexKey]

  package init(equality: Set<String> = [], ranges: Set<String> = [], sort: [IndexKey] = []) {
    self.equality = equality
    self.ranges = ranges
    self.sort = sort
  }
}

/// How far one index serves a query.
package struct IndexUse: Sendable, Equatable {
  package var index: TableIndex
  /// How many of its first keys are compared with one value.
  package var equalities: Int
  /// Whether the key behind those is compared with a range.
  package var narrowsRange: Bool
  /// Whether it gives the rows in the wanted order; true where none is wanted.
  package var sorts: Bool
  /// Whether it finds one row at most.
  package var isUnique: Bool

  /// Whether the index narrows the rows at all.
  package var narrows: Bool { equalities > 0 || narrowsRange }
}

/// Whether a table keeps some columns unique.
package enum Uniqueness: Sendable, Equatable {
  case unique(TableIndex)
  /// Unique among the rows that a condition selects.
  case partial(TableIndex)
  case notUnique
  /// The table is not known whole.
  case unknown
}

extension Table {
  /// The index that serves a query best; `nil` if no known index narrows or sorts it.
  ///
  /// A partial index is left out: whether its condition holds is for the caller to know. On a table that is not
  /// complete there may be better ones.
  package func bestIndex(for need: IndexNeed) -> IndexUse? {
    let uses = indexes.filter(\.isWhole).compactMap { $0.use(for: need) }
    return uses.max { ($0.rank, $1.index.keys.count) < ($1.rank, $0.index.keys.count) }
  }

  /// Whether the database keeps columns, or some of them, unique.
  package func uniqueness(of columns: Set<String>) -> Uniqueness {
    let fitting = indexes.filter { index in
      index.isUnique && !index.keys.isEmpty
        && index.keys.allSatisfy { $0.expression == nil && columns.contains($0.column) }
    }
    if let index = fitting.first(where: \.isWhole) { return .unique(index) }
    if let index = fitting.first { return .partial(index) }
    return isComplete ? .notUnique : .unknown
  }

  /// Enforced references whose columns begin no index of the whole table.
  ///
  /// Each join from the other side, and each delete of a referenced row, reads the whole table.
  package var foreignKeysWithoutIndex: [ForeignKey] {
    foreignKeys.filter { key in
      key.isEnforced && !key.columns.isEmpty
        && !indexes.contains { index in
          index.isWhole && index.method.servesEquality
            && Set(index.columns.prefix(key.columns.count)) == Set(key.columns)
        }
    }
  }

  /// Indexes that another one makes superfluous, each with that one.
  package var redundantIndexes: [(index: TableIndex, coveredBy: TableIndex)] {
    indexes.indices.compactMap { position in
      let index = indexes[position]
      guard index.origin == .declared || index.origin == .foreignKey, !index.isUnique else {
        return nil
      }
      let other = indexes.indices.first { other in
        guard other != position, indexes[other].covers(index) else { return false }
        // Of two equal ones the later is superfluous.
        return indexes[other].keys.count > index.keys.count || indexes[other].isUnique
          || other < position
      }
      return other.map { (index, indexes[$0]) }
    }
  }
}

extension IndexUse {
  fileprivate var rank: Int {
    (isUnique ? 1 << 20 : 0) + equalities << 4 + (narrowsRange ? 8 : 0) + (sorts ? 4 : 0)
  }
}

extension TableIndex {
  /// Whether each query that the other index serves is served by this one as well.
  fileprivate func covers(_ other: TableIndex) -> Bool {
    guard method == .tree, other.method == .tree, predicate == other.predicate,
      other.keys.count <= keys.count, !other.keys.isEmpty,
      Set(other.included).isSubset(of: included + columns)
    else { return false }
    let own = keys.prefix(other.keys.count)
    // An order can be read backwards, so that the direction of a single key says nothing.
    return other.keys.count == 1 && own[0].expression == nil
      ? own[0].column == other.keys[0].column && own[0].isPrefix == other.keys[0].isPrefix
        && other.keys[0].expression == nil
      : Array(own) == other.keys
  }

  /// How the index serves a query; `nil` if it neither narrows nor sorts it.
  package func use(for need: IndexNeed) -> IndexUse? {
    guard method.servesEquality else { return nil }
    let equal = keys.prefix { $0.expression == nil && need.equality.contains($0.column) }.count
    let isWholeMatch = equal == keys.count
    if method == .hash && !isWholeMatch { return nil }
    let next = equal < keys.count ? keys[equal] : nil
    let narrows = next.map { $0.expression == nil && need.ranges.contains($0.column) } ?? false
    let use = IndexUse(
      index: self,
      equalities: equal,
      narrowsRange: narrows,
      sorts: sorts(need, after: equal),
      isUnique: isUnique && isWholeMatch
    )
    return use.narrows || (!need.sort.isEmpty && use.sorts) ? use : nil
  }

  private func sorts(_ need: IndexNeed, after equal: Int) -> Bool {
    let wanted = need.sort.filter { $0.expression != nil || !need.equality.contains($0.column) }
    if wanted.isEmpty { return true }
    guard method == .tree else { return false }
    let rest = keys.dropFirst(equal)
      .drop { $0.expression == nil && need.equality.contains($0.column) }
    guard wanted.count <= rest.count else { return isUnique && equal == keys.count }
    let pairs = zip(rest, wanted)
    guard pairs.allSatisfy({ $0.column == $1.column && $0.expression == $1.expression }) else {
      return false
    }
    return pairs.allSatisfy { $0.isDescending == $1.isDescending }
      || pairs.allSatisfy { $0.isDescending != $1.isDescending }
  }
}
