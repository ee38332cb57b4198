// Routes within a route: what the outer one shows stands around all pages of the inner ones.

import Facts
import SourceText

/// What is always there around some pages.
struct LayoutRoute: Sendable {
  let around: Set<FunctionRef>
  let pages: Set<FunctionRef>
}

extension Program {
  /// `<Route element={<Layout />}>` with routes inside, and the same in objects with `children`.
  func layoutRoutes(except chosen: Set<CallRef>) -> [LayoutRoute] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [LayoutRoute] in
      let facts = units[file.unit].facts
      let isRouter = facts.imports.contains {
        facts.names.string($0.specifier).contains("react-router")
      }
      guard isRouter else { return [] }
      return (nested(in: file.unit) + described(in: file.unit)).compactMap { layout, pages in
        let frames = componentsShown(within: layout, of: file.unit).map(outermost)
        let all = Set(frames + frames.flatMap { shownAlways(by: $0, except: chosen) })
        let inner = Set(pages.flatMap { componentsShown(within: $0, of: file.unit) }.map(outermost))
        guard !all.isEmpty, !inner.isEmpty else { return nil }
        return LayoutRoute(around: all, pages: inner)
      }
    }
  }

  private typealias Spans = (layout: ByteSpan, pages: [ByteSpan])

  /// Where routes as elements name what they show, with what the routes inside them show.
  private func nested(in unit: Int) -> [Spans] {
    let facts = units[unit].facts
    let routes = facts.instructions.compactMap { step -> (whole: ByteSpan, shown: ByteSpan)? in
      guard step.operation == .element, text(of: ValueID(step.a), in: units[unit]) == "Route",
        let props = facts.list(ListID(step.b)).first,
        let shown = entries(of: ValueRef(unit: unit, id: ValueID(props)))
          .last(where: { $0.name == "element" || $0.name == "component" })
      else { return nil }
      return (step.span, facts.values[shown.value.id.index].span)
    }
    return routes.compactMap { route in
      let inner = routes.filter { $0.whole != route.whole && route.whole.contains($0.whole) }
      return inner.isEmpty ? nil : (route.shown, inner.map(\.shown))
    }
  }

  /// The same of `{ element: <Layout />, children: [{ path, element: <Orders /> }] }`.
  private func described(in unit: Int) -> [Spans] {
    let facts = units[unit].facts
    return facts.values.indices.compactMap { position -> Spans? in
      guard facts.values[position].kind == .object else { return nil }
      let place = ValueRef(unit: unit, id: ValueID(position))
      guard let children = entry(named: "children", of: place), children.unitIndex == unit,
        value(children).kind == .array, let layout = entry(named: "element", of: place)
      else { return nil }
      let pages = facts.valueList(ListID(value(children).a)).compactMap {
        entry(named: "element", of: ValueRef(unit: unit, id: $0))
      }
      return pages.isEmpty ? nil : (value(layout).span, pages.map { value($0).span })
    }
  }

  /// The components that the elements within some text of a file show.
  private func componentsShown(within span: ByteSpan, of unit: Int) -> [FunctionRef] {
    let facts = units[unit].facts
    return facts.instructions.indices.filter {
      facts.instructions[$0].operation == .element && span.contains(facts.instructions[$0].span)
    }.flatMap { components(shownBy: CallRef(unit: unit, id: InstructionID($0))) }
  }
}
