// Whether the indexes of a table serve a demand, and which one would.

/// The index that a demand lacks.
package struct IndexGap: Sendable {
  /// The columns that the index needs, in its order: equality, then sort or range.
  package var keys: [IndexKey]
  /// How many of them are compared with one value.
  package var equalities: Int
  /// The column that matters most: where the index would be declared.
  package var lead: String
  /// Whether only some paths select by the lead.
  package var isOptional: Bool
  package var reason: Reason

  package enum Reason: Sendable, Hashable {
    /// Rows are selected by columns that no index begins with.
    case filter
    /// Rows are selected by a range that no index begins with.
    case range
    /// A few rows of a sorted table are wanted.
    case sort
    /// Rows are selected by a place, and no spatial index stands on the column.
    case spatial
  }
}

extension IndexDemand {
  /// The index that the demand lacks; nil where one serves it or none would.
  ///
  /// `isLimited`: only the first rows in the wanted order are read.
  package func gap(isLimited: Bool) -> IndexGap? {
    guard !isServed else { return nil }
    if let column = unservedPlace {
      return IndexGap(
        keys: [IndexKey(column: column)],
        equalities: 0,
        lead: column,
        isOptional: false,
        reason: .spatial
      )
    }
    let required = ranked(equality.filter { !$0.isOptional && !$0.isNull })
    let optional = ranked(equality.filter { $0.isOptional && !$0.isNull })
    if let lead = required.first(where: { selectivity(of: $0) <= .state }) {
      return gap(.filter, leading: lead, among: required)
    }
    if let lead = optional.first(where: { selectivity(of: $0) <= .tenant }),
      !isLead(lead.name)
    {
      return gap(.filter, leading: lead, among: required + optional)
    }
    guard obstacles.allSatisfy(\.isOptional) else { return nil }
    if let range = ranges.first(where: { !$0.isOptional }) {
      // A bound that the code fixes (`amount > 0`) mostly holds for most rows.
      guard !isLead(range.name), !range.isConstant, table.selectivity(of: range.name) <= .value
      else { return nil }
      return gap(.range, leading: range, among: [])
    }
    // Rows that belong to nobody are few beside those of the owners.
    let isOfNobody = equality.contains {
      $0.isNull && !$0.isOptional && table.selectivity(of: $0.name) <= .tenant
    }
    guard isLimited, !isOfNobody, let first = sort.first, !isLead(first.column),
      !DemandReading.isKey(first.column)
    else { return nil }
    return IndexGap(keys: sort, equalities: 0, lead: first.column, isOptional: false, reason: .sort)
  }

  /// Whether a primary key of one column is compared, which finds one row.
  package var findsOneRow: Bool {
    let required = Set(equality.filter { !$0.isOptional }.map(\.name))
    let primary = table.primaryKey
    return primary.isEmpty
      ? required.contains(where: DemandReading.isKey)
      : primary.count == 1 && required.contains(primary[0])
  }

  /// Whether an index finds the rows: by a unique key, or by a column that selects.
  private var isServed: Bool {
    if findsOneRow { return true }
    let required = Set(equality.filter { !$0.isOptional }.map(\.name))
    return table.indexes.contains { index in
      let columns = index.columns
      guard let first = columns.first ?? index.keys.first?.column else { return false }
      if index.isUnique, index.isWhole, !columns.isEmpty, columns.count == index.keys.count,
        required.isSuperset(of: columns)
      {
        return true
      }
      guard required.contains(first),
        index.method.servesEquality || index.method == .unknown
          || index.method == .inverted
      else { return false }
      let covered = columns.prefix { required.contains($0) }
      let best = covered.map { table.selectivity(of: $0) }.min() ?? .flag
      // An index on a state does not serve who asks for one order.
      return best <= .value
        || required.subtracting(covered).allSatisfy { best <= table.selectivity(of: $0) }
    }
  }

  /// A column that is compared with a place, and that no spatial index is on.
  private var unservedPlace: String? {
    obstacles.first { obstacle in
      obstacle.comparison == .spatial && !obstacle.isOptional
        && !table.indexes.contains { index in
          index.method == .spatial && index.keys.contains { $0.column == obstacle.column }
        }
    }?.column
  }

  private func isPrimaryKey(_ name: String) -> Bool {
    table.primaryKey.isEmpty ? DemandReading.isKey(name) : table.primaryKey == [name]
  }

  /// Whether some index begins with a column.
  private func isLead(_ column: String) -> Bool {
    isPrimaryKey(column) || table.indexes.contains { $0.keys.first?.column == column }
  }

  private func ranked(_ columns: [DemandedColumn]) -> [DemandedColumn] {
    var seen: Set<String> = []
    return columns.enumerated()
      .filter { seen.insert($0.element.name).inserted }
      .sorted { left, right in
        (selectivity(of: left.element), left.offset)
          < (selectivity(of: right.element), right.offset)
      }
      .map(\.element)
  }

  private func gap(
    _ reason: IndexGap.Reason,
    leading lead: DemandedColumn,
    among columns: [DemandedColumn]
  )
    -> IndexGap
  {
    // A second key of one thing adds nothing; a flag that most rows share adds nothing either.
    if reason == .filter, table.isSecret(lead.name) {
      return IndexGap(
        keys: [IndexKey(column: lead.name)],
        equalities: 1,
        lead: lead.name,
        isOptional: lead.isOptional,
        reason: reason
      )
    }
    var equal = [lead.name]
    for column in columns where column.name != lead.name && equal.count < 3 {
      if selectivity(of: column) <= .state, column.isOptional == lead.isOptional {
        equal.append(column.name)
      }
    }
    var keys = equal.map { IndexKey(column: $0) }
    if let range = ranges.first(where: { !$0.isOptional && !equal.contains($0.name) }),
      reason == .filter
    {
      keys.append(IndexKey(column: range.name))
    } else {
      keys += sort.filter { !equal.contains($0.column) && !isPrimaryKey($0.column) }.prefix(2)
    }
    return IndexGap(
      keys: keys,
      equalities: equal.count,
      lead: lead.name,
      isOptional: lead.isOptional,
      reason: reason
    )
  }
}

extension IndexDemand {
  /// A condition for which the whole table is read: no ordered index serves it, and nothing else narrows the rows on
  /// all paths.
  package var unservedObstacle: Obstacle? {
    // What only some requests ask for besides narrows nothing for those that search alone.
    // Most rows share the absence of a value.
    guard
      equality.allSatisfy({
        $0.isOptional || $0.isNull || table.selectivity(of: $0.name) == .flag || isFixedState($0)
      }),
      ranges.allSatisfy(\.isOptional), relation == nil
    else { return nil }
    return obstacles.first { obstacle in
      guard [.contains, .pattern, .folded, .converted].contains(obstacle.comparison) else {
        return false
      }
      return !table.indexes.contains { index in
        index.keys.contains { key in
          let isMeant =
            key.column == obstacle.column
            || key.expression?.contains(obstacle.column) ?? false
          return isMeant && (index.method != .tree || key.expression != nil)
        }
      }
    }
  }

  /// A condition that no ordered index serves, behind others that narrow the rows to those of one customer or owner; with
  /// the columns that do.
  ///
  /// Texts are sought among the rows of a customer, who may have nearly all; the day of a moment among those of an owner
  /// as well, where the plain moment would have been a range of the index that finds them.
  package var scopedObstacle: (obstacle: Obstacle, scope: [String])? {
    guard relation == nil, isComplete, ranges.allSatisfy(\.isOptional), !findsOneRow else {
      return nil
    }
    let own = equality.filter { !$0.isOptional && !$0.isNull }
    let scope = own.filter { selectivity(of: $0) <= .tenant }
    let isOfTenant = scope.allSatisfy { table.selectivity(of: $0.name) == .tenant }
    let isOfOwner = scope.allSatisfy { column in
      table.foreignKeys.contains { $0.columns == [column.name] }
        && !table.indexes.contains { $0.isUnique && $0.columns == [column.name] }
    }
    guard !scope.isEmpty, own.allSatisfy({ selectivity(of: $0) != .value || $0.isConstant }) else {
      return nil
    }
    let found = obstacles.first { obstacle in
      guard !obstacle.isConstant else { return false }
      switch obstacle.comparison {
      case .contains: return isOfTenant && isText(obstacle.column)
      case .folded: return (isOfTenant || isOfOwner) && isMoment(obstacle.column)
      default: return false
      }
    }
    return found.map { ($0, scope.map(\.name)) }
  }

  /// Lists and documents are asked for their elements in the same words.
  private func isText(_ column: String) -> Bool {
    table.column(column).map { [.string, .text].contains($0.type) } ?? false
  }

  private func isMoment(_ column: String) -> Bool {
    table.column(column).map { [.timestamp, .date].contains($0.type) } ?? false
  }

  /// The state that the code fixes for every search (`status = 'published'`): mostly that of most rows.
  package var fixedState: String? {
    equality.first { !$0.isOptional && isFixedState($0) }?.name
  }

  private func isFixedState(_ column: DemandedColumn) -> Bool {
    column.isConstant && table.selectivity(of: column.name) == .state
  }

  /// The columns by which some paths narrow the rows.
  package var narrowings: [String] {
    let own = equality.filter { $0.isOptional && table.selectivity(of: $0.name) != .flag }
    var seen: Set<String> = []
    return (own + ranges.filter(\.isOptional)).map(\.name).filter { seen.insert($0).inserted }
  }
}
