// Values that hooks keep or share: memos, queries, tables with their pages, contexts, stores.

import Facts

extension DataTrace {
  /// What a hook for tables gives of the rows that it is handed.
  mutating func follow(table site: CallSite, _ part: Part?) {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard let first = arguments.first else { return }
    let options = program.traced(ValueRef(unit: site.place.unit, id: first))
    let plugins = arguments.dropFirst().map { program.text(of: $0, in: site.unit) }
    let isPaged =
      plugins.contains { $0.hasSuffix("Pagination") || $0.hasSuffix("…") }
      || ["getPaginationRowModel", "manualPagination", "paginateExpandedRows"]
        .contains { program.member($0, of: options, depth: 0) != nil }
    if case .member("page") = part { source.isCut = true }
    guard !isPaged, !source.isCut, let data = program.member("data", of: options, depth: 0) else {
      source.isCut = true
      return
    }
    follow(data, nil)
  }

  /// What is left of some rows.
  ///
  /// What an updater takes out of the rows that were there before is no choice among those of a request.
  mutating func follow(filtered base: ValueRef, by call: CallRef, _ part: Part?) {
    let before = source.requests.count
    follow(base, part)
    let root = program.memberNames(of: base).base
    let isUpdater =
      root.kind == .parameter
      && program.handed(FunctionRef(unit: base.unitIndex, id: FunctionID(root.a))) != nil
    if source.requests.count > before || !isUpdater { source.filters.append(call) }
  }

  /// What a hook of a store gives: what its actions put under the name that is taken.
  ///
  /// Tells whether the call is one.
  mutating func follow(store site: CallSite, _ part: Part?) -> Bool {
    guard let store = program.store(readBy: site) else { return false }
    source.hooks.append(site)
    var name = program.selected(by: site)
    if name == nil, case .member(let own) = part { name = own }
    guard let name else { return true }
    for value in (store.writes[name] ?? []).prefix(16) { follow(value, nil) }
    return true
  }

  /// The function that a lazy hook with a document gives: it asks when it is called.
  ///
  /// Tells whether the call is one.
  mutating func follow(document site: CallSite) -> Bool {
    guard let hook = program.documentHook(calledBy: site) else { return false }
    source.requests.append(
      DataRequest(site: site, way: way, address: program.documentPlace(of: hook))
    )
    return true
  }

  /// What a hook gives that keeps or shares something: `useMemo`, a query, a table, a context, a store.
  ///
  /// Tells whether the call is one.
  mutating func follow(keeper site: CallSite, _ part: Part?) -> Bool {
    if site.plays(.memo) {
      guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
        return true
      }
      follow(returnsOf: program.traced(ValueRef(unit: site.place.unit, id: first)), part)
    } else if site.plays(.queryHook) {
      follow(hook: site)
    } else if site.plays(.procedureHook) {
      source.hooks.append(site)
      source.requests.append(DataRequest(site: site, way: way))
    } else if site.plays(.documentHook) {
      // The first of what a lazy hook gives is the function that asks.
      if case .element(0) = part, site.calleeName.hasPrefix("useLazy") { return true }
      source.hooks.append(site)
      source.requests.append(
        DataRequest(site: site, way: way, address: program.documentPlace(of: site))
      )
    } else if site.plays(.tableHook) {
      follow(table: site, part)
    } else if site.plays(.contextRead) {
      for given in program.values(readBy: site).prefix(4) { follow(given, part) }
    } else if let slice = program.slice(readBy: site) {
      source.hooks.append(site)
      var field = slice.field
      if field == nil, case .member(let own) = part { field = own }
      follow(slice: slice.part, field: field)
    } else if let endpoint = program.endpoint(of: site) {
      // The first of what a lazy hook gives is the function that asks.
      if case .element(0) = part { return true }
      source.hooks.append(site)
      for address in program.returns(of: endpoint) {
        source.requests.append(DataRequest(site: site, way: way, address: address))
      }
    } else {
      return follow(store: site, part)
    }
    return true
  }
}
