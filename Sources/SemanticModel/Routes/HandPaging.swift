// Pages that a view asks a paginator for by itself: `paginator.paginate_queryset(orders, request)`.

import Facts
import SourceText

/// A page that the application's own code asks for.
package struct HandPaging: Sendable {
  /// Position of the call in `Program.calls`.
  package let call: Int
  package let pager: Pager
  /// The view is a paginator itself, or makes one of the library's as it is.
  package let isOfLibrary: Bool
}

extension Evaluator {
  /// The calls that ask for a page, with what cuts it.
  mutating func handPagings(_ table: CallTable) -> [HandPaging] {
    guard let settings = index.libraries.lazy.compactMap(\.settings).first else { return [] }
    let usual = usualPaging(settings)
    var result: [HandPaging] = []
    for position in units.indices.filter({ units[$0].isPython }).flatMap(table.calls(of:)) {
      let place = table.calls[position].place
      let facts = units[place.unitIndex].facts
      let step = facts.instructions[place.id.index]
      let callee = facts.values[Int(step.a)]
      guard step.operation == .call, callee.kind == .member,
        facts.names.isText("paginate_queryset", NameID(callee.b)),
        let pager = pager(askedAs: ValueID(callee.a), in: place.unitIndex, usual, settings)
      else { continue }
      let isSelf =
        facts.lastName(of: ValueID(callee.a)).map { facts.names.isText("self", $0) } ?? false
      let isMixedIn = isSelf && pager.name == name(ofOwnerOf: table.calls[position])
      let isOfLibrary = isMixedIn || !isSelf && !pager.isOwn
      result.append(HandPaging(call: position, pager: pager, isOfLibrary: isOfLibrary))
    }
    return result
  }

  /// What pages where a value is asked for a page: the class of the application that it is made of, or the library's.
  private mutating func pager(
    askedAs base: ValueID,
    in unit: Int,
    _ usual: Paging,
    _ settings: SettingsRule
  ) -> Pager? {
    for id in members(of: evaluate(base, in: unit)) {
      switch entities[id] {
      case .instance(let type):
        if case .by(let pager) = paging(by: type, settings) { return pager }
        // A view pages as it says, or as the settings say for all.
        if let pager = (paging(of: lineage(of: type), settings) ?? usual).pager { return pager }
      case .library(_, let origin?):
        guard let name = constructed(by: origin), let rule = settings.pagerClasses[name] else {
          continue
        }
        let facts = units[origin.unitIndex].facts
        // A size that is set on the object counts as one of its class.
        guard facts.names.ids(of: [rule.maximum]).isEmpty else { return nil }
        let place = SourcePlace(unit: origin.unitIndex, span: facts.values[origin.id.index].span)
        return pager(rule, name, at: place, of: Lineage(), settings)
      default: continue
      }
    }
    return nil
  }

  /// The class in whose method a call stands.
  private func name(ofOwnerOf call: ResolvedCall) -> String {
    let facts = units[call.place.unitIndex].facts
    let owner = facts.functions[call.function.index].owner
    return owner.isPresent ? facts.names.string(facts.classes[owner.index].name) : ""
  }

  /// The last name of the class that a call constructs.
  private func constructed(by origin: ValueRef) -> String? {
    let facts = units[origin.unitIndex].facts
    let value = facts.values[origin.id.index]
    guard value.kind == .result else { return nil }
    return facts.lastName(of: ValueID(facts.instructions[Int(value.a)].a))
      .map { facts.names.string($0) }
  }
}
