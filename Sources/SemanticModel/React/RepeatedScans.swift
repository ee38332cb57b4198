// Work over whole lists that one render does more often than it needs to.

import Facts

/// A function of a component that goes through a list, called again with the same arguments in the same render.
package struct RepeatedScan: Sendable {
  package let component: FunctionRef
  /// The calls, in order.
  package let sites: [CallSite]
  /// Where the function goes through the rows.
  package let scan: SourcePlace
  package let request: DataRequest
  package let path: RequestPath
  package let answer: (route: Route, read: OpenRead)?
}

/// A search through one list for each row of another.
package struct RowSearch: Sendable {
  package let list: UnpagedList
  package let site: CallSite
  /// What the searched list was asked for.
  package let path: RequestPath
  package let isSure: Bool
}

extension Program {
  /// Scans of lists from a server that a render repeats.
  package var repeatedScans: [RepeatedScan] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [RepeatedScan] in
      var groups: [String: [CallSite]] = [:]
      for position in table.calls(of: file.unit) {
        let site = call(at: position)
        guard site.instruction.operation == .call, site.resolved.targets.count == 1,
          let target = site.resolved.targets.first, target.unitIndex == file.unit,
          site.function == outermost(site.function), target != site.function,
          !returns(of: site.function).isEmpty
        else { continue }
        let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
        let spelled = arguments.map { text(of: $0, in: site.unit) }.joined(separator: ", ")
        guard !spelled.contains("…") else { continue }
        groups["\(site.function.id.raw) \(target.id.raw) \(spelled)", default: []].append(site)
      }
      return groups.keys.sorted().compactMap { repeated(groups[$0] ?? []) }
    }
  }

  private func repeated(_ sites: [CallSite]) -> RepeatedScan? {
    guard sites.count > 1, let first = sites.first, let target = first.resolved.targets.first,
      !elements(in: first.function).isEmpty, !exclude(sites[0], sites[1])
    else { return nil }
    let source = dataSource(of: ValueRef(unit: first.place.unit, id: resultValue(of: first)))
    guard !source.isPart, let scan = scan(in: target) else { return nil }
    for request in source.requests.prefix(4) {
      guard let (path, answer) = wholeList(behind: request) else { continue }
      return RepeatedScan(
        component: first.function,
        sites: sites,
        scan: scan,
        request: request,
        path: path,
        answer: answer
      )
    }
    return nil
  }

  /// The list that a request brings whole, with the read behind it where the server is here.
  private func wholeList(behind request: DataRequest)
    -> (path: RequestPath, answer: (route: Route, read: OpenRead)?)?
  {
    guard let path = path(of: request), path.verb == "GET", !path.isOfOne, !path.noun.isEmpty,
      !isPaged(request)
    else { return nil }
    switch answerSize(of: request) {
    case .bounded: return nil
    case .open(let route, let read): return (path, (route, read))
    case .unknown: return (path, nil)
    }
  }

  /// The value that stands for what a call gives; none where nothing takes it.
  private func resultValue(of site: CallSite) -> ValueID {
    let facts = site.unit.facts
    let fact = facts.functions[site.function.id.index]
    let made = site.resolved.place.id
    for position in fact.firstValue.index..<max(fact.firstValue.index, fact.endValue.index) {
      let value = facts.values[position]
      if value.kind == .result, InstructionID(value.a) == made { return ValueID(UInt32(position)) }
    }
    return .none
  }

  private static let scans: Set<String> = [
    "filter", "sort", "map", "reduce", "toSorted", "flatMap",
  ]

  private func scan(in function: FunctionRef) -> SourcePlace? {
    calls(in: function).map { call(at: $0) }.first { site in
      let callee = site.unit.facts.values[Int(site.instruction.a)]
      return callee.kind == .member && site.resolved.targets.isEmpty
        && Self.scans.contains(site.calleeName)
    }?.place
  }

  /// Whether at most one of two calls runs.
  private func exclude(_ one: CallSite, _ other: CallSite) -> Bool {
    let facts = one.unit.facts
    func arms(_ site: CallSite) -> [UInt32: RegionID] {
      var result: [UInt32: RegionID] = [:]
      var region = site.instruction.region
      while region.isPresent {
        let group = facts.regions[region.index].group
        if group != 0 { result[group] = region }
        region = facts.regions[region.index].parent
      }
      return result
    }
    let own = arms(one)
    return arms(other).contains { group, region in own[group].map { $0 != region } ?? false }
  }

  // MARK: A search for each row

  private static let searches: Set<String> = [
    "find", "findIndex", "filter", "some", "includes", "indexOf",
  ]

  /// Searches through a list of the server that rows of another such list make while they are built.
  package var rowSearches: [RowSearch] {
    unpagedLists.compactMap { list in
      let site = list.list.site
      guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
        return nil
      }
      let row = site.unit.facts.values[first.index]
      guard row.kind == .function else { return nil }
      let function = FunctionRef(unit: site.place.unit, id: FunctionID(row.a))
      return calls(in: function).lazy.compactMap { self.search(self.call(at: $0), of: list) }.first
    }
  }

  private func search(_ site: CallSite, of list: UnpagedList) -> RowSearch? {
    let callee = site.unit.facts.values[Int(site.instruction.a)]
    guard callee.kind == .member, Self.searches.contains(site.calleeName),
      site.resolved.targets.isEmpty
    else { return nil }
    let source = dataSource(of: ValueRef(unit: site.place.unit, id: ValueID(callee.a)))
    guard !source.isCut, !source.isPart else { return nil }
    for request in source.requests.prefix(4) {
      guard let (path, answer) = wholeList(behind: request), path.path != list.path.path else {
        continue
      }
      return RowSearch(
        list: list,
        site: site,
        path: path,
        isSure: answer != nil && list.answer != nil
      )
    }
    return nil
  }
}
