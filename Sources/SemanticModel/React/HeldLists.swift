// Whole tables that a browser loads to show a page of them, to offer them in a field, or to add them up.

import Facts
import SourceText

/// Rows of a request without a page, of which the component needs a part or a figure.
package struct HeldList: Sendable {
  package enum Use: Sendable {
    /// Cut into pages by state of the component, or by a table of a library.
    case pages
    /// The entries of a field that lets one be chosen.
    case choices
    /// Added up or counted.
    case figure
  }

  package let use: Use
  /// Where the rows are cut, offered or added up.
  package let place: SourcePlace
  /// The rows, as a list that is not shown as such.
  package let rows: UnpagedList
}

extension Program {
  /// What components hold whole, in order of file and place; none of what some component shows whole anyway.
  package var heldLists: [HeldList] {
    let shown = Dictionary(grouping: unpagedLists, by: \.path)
    return react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file in
      takers(in: file).compactMap { held($0, in: file) }
        + elements(in: file).compactMap { held(element: $0) }
    }.filter { held in
      guard let lists = shown[held.rows.path] else { return true }
      // A frame that counts what another page shows loads all of it on every page.
      let own = held.rows.list.component
      return held.use == .figure
        && lists.map(\.list.component).allSatisfy { component in
          !allAbove(component).contains(own) && !allAbove(own).contains(component)
        }
    }
  }

  /// The calls that may cut a list, add it up or show it as a table: few of all.
  private func takers(in file: ReactFile) -> [CallSite] {
    let facts = units[file.unit].facts
    let methods = facts.names.ids(of: ["slice", "reduce", "forEach", "filter"])
    return table.calls(of: file.unit).lazy.map { self.call(at: $0) }.filter { site in
      let step = site.instruction
      guard step.operation == .call else { return false }
      let callee = facts.values[Int(step.a)]
      return callee.kind == .member && methods.contains(NameID(callee.b))
        || site.plays(.tableHook)
    }
  }

  private func elements(in file: ReactFile) -> [CallSite] {
    let facts = units[file.unit].facts
    guard !facts.names.ids(of: Self.rowNames).isEmpty else { return [] }
    return facts.instructions.indices.lazy.filter {
      facts.instructions[$0].operation == .element
        && facts.values[Int(facts.instructions[$0].a)].kind != .string
    }.compactMap {
      table.position(of: CallRef(unit: file.unit, id: InstructionID($0))).map { self.call(at: $0) }
    }
  }

  // MARK: Calls

  private func held(_ site: CallSite, in file: ReactFile) -> HeldList? {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    if site.instruction.operation == .call, site.plays(.tableHook) { return held(table: site) }
    guard site.instruction.operation == .call, callee.kind == .member,
      site.resolved.targets.isEmpty
    else { return nil }
    let base = ValueRef(unit: file.unit, id: ValueID(callee.a))
    switch facts.names.string(NameID(callee.b)) {
    case "slice" where isPage(facts.valueList(ListID(site.instruction.b)), in: file):
      return held(base, .pages, site)
    case "reduce" where addsUp(site):
      return held(base, .figure, site)
    case "forEach" where addsUpEach(site):
      return held(base, .figure, site)
    case "filter" where isJustCounted(site):
      return held(base, .figure, site)
    default: return nil
    }
  }

  /// Whether what a slice is cut by is the number of a page: `rows.slice(first, first + size)`.
  private func isPage(_ arguments: [ValueID], in file: ReactFile) -> Bool {
    guard arguments.count == 2 else { return false }
    let facts = units[file.unit].facts
    return arguments.contains { argument in
      let own = ValueRef(unit: file.unit, id: argument)
      var places = [own]
      let value = value(own)
      if value.kind == .symbol {
        places.append(ValueRef(unit: file.unit, id: facts.symbols[Int(value.a)].value))
      }
      return places.contains { place in
        cells(readBy: place).contains { id in
          guard let cell = react[id], isSetByHand(id) else { return false }
          return NameSplit.words(of: cell.name).contains { $0 == "page" || $0 == "offset" }
        }
      }
    }
  }

  /// Whether a reduction gives a number: it begins with one.
  private func addsUp(_ site: CallSite) -> Bool {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    return arguments.count == 2 && site.unit.facts.values[arguments[1].index].kind == .number
  }

  /// A table that cuts its pages itself: `useReactTable({ data, getPaginationRowModel: … })`.
  private func held(table site: CallSite) -> HeldList? {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard let first = arguments.first else { return nil }
    let options = traced(ValueRef(unit: site.place.unit, id: first))
    let isPaged =
      member("getPaginationRowModel", of: options, depth: 0) != nil
      || arguments.dropFirst().contains { text(of: $0, in: site.unit).hasSuffix("usePagination") }
    guard isPaged, member("manualPagination", of: options, depth: 0) == nil,
      let data = member("data", of: options, depth: 0)
    else { return nil }
    return held(data, .pages, site)
  }

  // MARK: Elements

  /// The property of tables of libraries that takes all rows.
  private static let tables: [String: String] = [
    "DataGrid": "rows", "DataGridPro": "rows", "AgGridReact": "rowData", "MUIDataTable": "data",
    "MaterialReactTable": "data", "MantineReactTable": "data", "MaterialTable": "data",
  ]

  /// The properties that take rows: of tables, and of fields that let one row be chosen.
  private static let rowNames = Set(tables.values).union(["options"])

  /// Properties by which such a table asks for each page.
  private static let asking: Set<String> = [
    "rowCount", "paginationMode", "manualPagination", "serverSide", "lazy",
    "onPaginationModelChange",
    "onPaginationChange", "datasource", "serverSideDatasource", "totalRecords",
  ]

  private func held(element site: CallSite) -> HeldList? {
    let facts = site.unit.facts
    guard let props = facts.list(ListID(site.instruction.b)).first else { return nil }
    let tag = text(of: ValueID(site.instruction.a), in: site.unit)
    let taken = Self.tables[tag] ?? "options"
    let properties = ValueRef(unit: site.place.unit, id: ValueID(props))
    guard let rows = entry(named: taken, of: properties),
      site.resolved.targets.isEmpty || taken == "options",
      !entries(of: properties).contains(where: { Self.asking.contains($0.name) })
    else { return nil }
    // A field of the project hands on what it is handed: whoever loads it is told.
    return held(rows, taken == "options" ? .choices : .pages, site)
  }

  private func held(_ rows: ValueRef, _ use: HeldList.Use, _ site: CallSite) -> HeldList? {
    let source = dataSource(of: rows)
    let component = outermost(site.function)
    guard !source.requests.isEmpty, !source.isCut, !source.isPart, source.filters.isEmpty,
      component.id != FileFacts.module
    else { return nil }
    let list = RenderedList(
      site: site,
      component: component,
      elementsPerRow: 1,
      ownElements: 1,
      rows: [],
      source: source,
      isFixed: false
    )
    guard let found = unpagedRequest(of: list) else { return nil }
    return HeldList(use: use, place: site.place, rows: found)
  }
}
