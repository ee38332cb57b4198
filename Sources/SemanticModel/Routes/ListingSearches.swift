// Columns of a listing in which a client may look for a text, as a view or its class of filters lists them.

import Facts
import SourceText

/// A column of what a view lists, in which a request may look for a text.
package struct ListingSearch: Sendable, Hashable {
  /// Relations, then the column.
  package let path: [String]
  package let place: SourcePlace
  /// Looked for as a whole, without regard to case; else anywhere in the column.
  package let isWhole: Bool
}

extension Evaluator {
  mutating func searches(of lineage: Lineage, _ settings: SettingsRule) -> [ListingSearch] {
    guard let rule = settings.searching else { return [] }
    return (searchedColumns(of: lineage, rule, settings) + filters(of: lineage, rule))
      .filter { !$0.path.contains("") }
  }

  /// `ordering_fields = ["created", "total"]`, where what sorts is among the filters.
  mutating func orderings(of lineage: Lineage, _ settings: SettingsRule) -> [ListingSearch] {
    guard let rule = settings.searching, let columns = field(rule.sortColumns, of: lineage),
      isFiltering(by: rule.sorter, lineage, rule, settings)
    else { return [] }
    let facts = units[columns.unitIndex].facts
    let list = facts.values[columns.id.index]
    guard list.kind == .array else { return [] }
    let place = SourcePlace(unit: columns.unitIndex, span: list.span)
    var seen: Set<String> = []
    return facts.valueList(ListID(list.a)).compactMap { id in
      guard let text = text(of: id, facts) else { return nil }
      let name = text.hasPrefix("-") ? String(text.dropFirst()) : text
      guard seen.insert(name).inserted else { return nil }
      return ListingSearch(path: path(name), place: place, isWhole: false)
    }
  }

  /// `search_fields = ["name", "customer__name"]`, where what searches is among the filters.
  private mutating func searchedColumns(
    of lineage: Lineage,
    _ rule: SearchRule,
    _ settings: SettingsRule
  ) -> [ListingSearch] {
    guard let columns = field(rule.columns, of: lineage),
      isFiltering(by: rule.searcher, lineage, rule, settings)
    else { return [] }
    let facts = units[columns.unitIndex].facts
    let list = facts.values[columns.id.index]
    guard list.kind == .array else { return [] }
    let place = SourcePlace(unit: columns.unitIndex, span: list.span)
    return facts.valueList(ListID(list.a)).compactMap { id in
      let value = facts.values[id.index]
      guard value.kind == .string else { return nil }
      let text = facts.names.string(NameID(value.a))
      guard !rule.marks.contains(where: { text.hasPrefix($0) }) else { return nil }
      return ListingSearch(path: path(text), place: place, isWhole: false)
    }
  }

  private mutating func isFiltering(
    by filter: String,
    _ lineage: Lineage,
    _ rule: SearchRule,
    _ settings: SettingsRule
  ) -> Bool {
    guard let filters = field(rule.filters, of: lineage) else {
      return settingTexts(rule.filtersKey, in: settings.paging.dictionary)
        .contains { $0.text.hasSuffix(filter) }
    }
    let facts = units[filters.unitIndex].facts
    let list = facts.values[filters.id.index]
    guard list.kind == .array else { return false }
    return facts.valueList(ListID(list.a)).contains { id in
      let value = facts.values[id.index]
      switch value.kind {
      case .member: return facts.names.isText(filter, NameID(value.b))
      case .symbol:
        return facts.names.isText(filter, facts.symbols[Int(value.a)].name)
      default: return false
      }
    }
  }

  /// `name = CharFilter(field_name="name", lookup_expr="icontains")` of the view's class of filters.
  private mutating func filters(of lineage: Lineage, _ rule: SearchRule) -> [ListingSearch] {
    guard let named = field(rule.filterClass, of: lineage) else { return [] }
    var result: [ListingSearch] = []
    for id in members(of: evaluate(named.id, in: named.unitIndex)) {
      guard case .classObject(let type) = entities[id] else { continue }
      for member in units[type.unitIndex].members(of: type.id) where member.value.isPresent {
        if let search = filter(member, in: type.unitIndex, rule) { result.append(search) }
      }
    }
    return result
  }

  private func filter(_ member: ClassMember, in unit: Int, _ rule: SearchRule) -> ListingSearch? {
    let facts = units[unit].facts
    guard let call = facts.call(behind: member.value),
      !option(rule.method, of: call, in: unit).isPresent
    else { return nil }
    let comparison = text(of: option(rule.comparison, of: call, in: unit), facts) ?? ""
    guard ["icontains", "contains", "iexact", "iendswith", "endswith"].contains(comparison) else {
      return nil
    }
    let column =
      text(of: option(rule.column, of: call, in: unit), facts) ?? facts.names.string(member.name)
    return ListingSearch(
      path: path(column),
      place: SourcePlace(unit: unit, span: facts.values[member.value.index].span),
      isWhole: comparison == "iexact"
    )
  }

  private func text(of id: ValueID, _ facts: FileFacts) -> String? {
    guard id.isPresent else { return nil }
    let value = facts.values[id.index]
    return value.kind == .string ? facts.names.string(NameID(value.a)) : nil
  }

  /// The names of `customer__name`.
  private func path(_ column: String) -> [String] {
    var parts: [String] = [""]
    var isAfterLine = false
    for byte in column.unicodeScalars {
      if byte == "_", isAfterLine, parts[parts.count - 1].hasSuffix("_") {
        parts[parts.count - 1].removeLast()
        parts.append("")
        isAfterLine = false
        continue
      }
      parts[parts.count - 1].unicodeScalars.append(byte)
      isAfterLine = byte == "_"
    }
    return parts
  }
}
