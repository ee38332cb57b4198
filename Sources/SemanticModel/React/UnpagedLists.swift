// Lists that show all that the server has.

import Facts
import SourceText

/// A list of a component whose rows come from a request that names no page.
package struct UnpagedList: Sendable {
  package let list: RenderedList
  package let request: DataRequest
  package let path: RequestPath
  /// The route that reads without a limit; absent where the server is not in this repository.
  package let answer: (route: Route, read: OpenRead)?
  /// The state that keeps the rows.
  package let cell: CellID?
  /// What the rows are called where one thing holds them: `reviews` of a product.
  package var held: String?
}

extension Program {
  /// The lists that a request without a page fills, and that nothing cuts on the way; one for each collection of a
  /// component.
  package var unpagedLists: [UnpagedList] {
    answers.unpagedLists.value {
      var seen: Set<String> = []
      return renderedLists.compactMap(unpaged).filter { found in
        let component = found.list.component
        return seen.insert("\(component.unit):\(component.id.raw) \(found.path.path)").inserted
      }
    }
  }

  private func unpaged(_ list: RenderedList) -> UnpagedList? {
    let source = list.source
    guard !source.isCut, !source.isPart, list.elementsPerRow > 0, !isOfOneEntry(list),
      !showsPages(list.component, source),
      !isWindowed(list.component.unitIndex),
      !source.hooks.contains(where: { $0.calleeName.contains("Infinite") })
    else { return nil }
    // A test that no state of the page takes part in selects for good: a share of unknown size.
    let isChosen = source.filters.allSatisfy { filter in
      filterCells(of: filter).contains { self.isSetByHand($0) || self.followsHand($0) }
    }
    guard isChosen else { return nil }
    return unpagedRequest(of: list)
  }

  /// `orders[0].items.map(…)`: what one entry holds.
  private func isOfOneEntry(_ list: RenderedList) -> Bool {
    let facts = list.site.unit.facts
    var base = facts.values[Int(facts.values[Int(list.site.instruction.a)].a)]
    guard base.kind == .member else { return false }
    base = facts.values[Int(base.a)]
    return base.kind == .index
  }

  /// The request without a page behind a list, where one is known to bring its rows.
  func unpagedRequest(of list: RenderedList) -> UnpagedList? {
    let source = list.source
    // What one part of a store holds may come from several requests: then nothing tells which.
    let asked = Set(source.requests.compactMap(path).filter { $0.isRead && !$0.isOfOne })
    if asked.count > 1, source.hooks.contains(where: { $0.plays(.selector) }) {
      let own = source.requests.filter { isAsked($0, by: list.component) }
      guard Set(own.compactMap(path)).count == 1 else { return nil }
      return own.prefix(4).lazy.compactMap { self.unpaged($0, list) }.first
    }
    return source.requests.prefix(4).lazy.compactMap { self.unpaged($0, list) }.first
  }

  /// Whether state is a copy that waits until a user has stopped typing or choosing.
  private func followsHand(_ id: CellID) -> Bool {
    guard let cell = react[id], !cell.writes.isEmpty else { return false }
    return cell.writes.allSatisfy { write in
      guard write.value.id.isPresent, value(write.value).kind == .symbol else { return false }
      return self.cell(of: write.value).map(isSetByHand) ?? false
    }
  }

  private func unpaged(_ request: DataRequest, _ list: RenderedList) -> UnpagedList? {
    guard let path = path(of: request), path.isRead, !path.noun.isEmpty, !isPaged(request) else {
      return nil
    }
    if let held = heldName(of: list, path) {
      return UnpagedList(
        list: list,
        request: request,
        path: path,
        answer: nil,
        cell: list.source.cells.first,
        held: held
      )
    }
    var answer: (route: Route, read: OpenRead)?
    switch answerSize(of: request) {
    case .bounded: return nil
    case .open(let route, let read):
      // A read of something else behind the same route says nothing of these rows; `/products/all` asks for products.
      let words = path.path.split(separator: "/").map(String.init) + [path.noun, list.name]
      if isRead(of: words + list.source.members, by: read) {
        answer = (route, read)
      }
      if path.isProcedure, answer == nil || read.reach == .unknown { return nil }
    // What a procedure answers stands in this repository, or nothing is known of it; documents may be for any server.
    case .unknown: if request.site.plays(.procedureHook) { return nil }
    }
    // `/reviews/{slug}` gives one thing, unless the server reads many of them there.
    guard !path.isOfOne || answer != nil else { return nil }
    guard isOf(list.source.members, request, path, answer?.read.subject ?? ""),
      !isLimited(path.noun),
      !isLimited(answer?.read.subject ?? "")
    else { return nil }
    return UnpagedList(
      list: list,
      request: request,
      path: path,
      answer: answer,
      cell: list.source.cells.first
    )
  }

  /// The name of what people add to one thing as long as it is there, where a list shows all that the thing holds.
  private func heldName(of list: RenderedList, _ path: RequestPath) -> String? {
    let members = list.source.members
    guard path.isOfOne, members.count > 1, members[0] == list.name,
      !Self.wrappers.contains(members[1]),
      let last = NameSplit.words(of: list.name).last, Self.added.contains(last)
    else { return nil }
    return list.name
  }

  private static let added: Set<String> = [
    "reviews", "comments", "replies", "messages", "answers", "activities", "logs",
  ]

  private func isRead(of names: [String], by read: OpenRead) -> Bool {
    read.subject.isEmpty || names.contains { NameSplit.haveCommonWord($0, read.subject) }
  }

  /// Whether what is taken of an answer is what the request asks for: `data.orders` of `/orders`, and not its `roles`.
  private func isOf(
    _ members: [String],
    _ request: DataRequest,
    _ path: RequestPath,
    _ subject: String
  ) -> Bool {
    guard let name = members.first(where: { !Self.wrappers.contains($0) }) else { return true }
    // `getSavedPosts` asks `/bookmarks` for what is called `saved`.
    return NameSplit.haveCommonWord(name, path.noun) || NameSplit.haveCommonWord(name, subject)
      || (request.way + [request.site]).contains {
        NameSplit.haveCommonWord(name, $0.calleeName)
      }
  }

  private static let wrappers: Set<String> = [
    "data", "items", "rows", "results", "result", "list", "response", "body", "payload", "content",
    "docs", "records", "entities", "value", "values", "json", "state", "props", "collection", "all",
    "nodes", "hits", "entries", "current", "original", "filtered", "sorted", "options", "table",
  ]

  /// Whether the component, or a hook behind it, keeps the number of a page.
  private func showsPages(_ component: FunctionRef, _ source: DataSource) -> Bool {
    let components = Set(source.cells.compactMap { react[$0]?.component } + [component])
    return components.contains { component in
      react.files[component.unitIndex]?.cells.contains {
        $0.component == component && Self.isPageName($0.name)
      } ?? false
    }
  }

  private static func isPageName(_ name: String) -> Bool {
    let words = NameSplit.words(of: name)
    return words.contains("pagination") || words.contains("cursor") || words.contains("offset")
      || words.last == "page" || words.first == "page" || name == "hasMore" || name == "limit"
  }

  /// Whether a file shows as many rows as there is room for.
  func isWindowed(_ unit: Int) -> Bool {
    units[unit].targets.contains { target in
      guard case .library(let index) = target else { return false }
      return libraries.libraries[index].importRole == .windowing
    }
  }
}
