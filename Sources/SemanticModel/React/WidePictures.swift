// Pictures of Next.js that fill their frame without a word of how wide that is.

import Facts
import SourceText

/// A picture that the browser must take to be as wide as the window.
package struct WidePicture: Sendable {
  package let place: SourcePlace
  package let component: FunctionRef
  /// The list that shows it in each of its rows.
  package let list: SourcePlace?
}

extension Program {
  /// The pictures that fill a frame which is narrower than the window, and name no `sizes`.
  package var widePictures: [WidePicture] {
    let importing = Set(packageImports.lazy.filter { $0.specifier == "next/image" }.map(\.unit))
    guard !importing.isEmpty else { return [] }
    let lists = Dictionary(grouping: renderedLists) { $0.site.place.unit }
    let rows = rowComponents
    return importing.sorted().filter { !isNeverShown($0) && !takesPicturesAsTheyAre($0) }
      .flatMap { unit -> [WidePicture] in
        let facts = units[unit].facts
        return facts.instructions.compactMap { step -> WidePicture? in
          guard step.operation == .element, isPicture(ValueID(step.a), in: unit),
            fillsUnsized(step, in: unit)
          else { return nil }
          let component = outermost(function(of: step, in: unit))
          let list =
            lists[unit]?.first { $0.site.place.span.contains(step.span) } ?? rows[component]
          guard list != nil || isInNarrowFrame(step, in: unit), !isAsWideAsWindow(step, in: unit)
          else { return nil }
          return WidePicture(
            place: SourcePlace(unit: unit, span: step.span),
            component: component,
            list: list?.site.place
          )
        }
      }
  }

  /// Whether a tag is what a file imports from `next/image`.
  private func isPicture(_ tag: ValueID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    var value = facts.values[tag.index]
    guard value.kind == .symbol else { return false }
    value = facts.values[facts.symbols[Int(value.a)].value.index]
    while value.kind == .member { value = facts.values[Int(value.a)] }
    guard value.kind == .module else { return false }
    return facts.names.isText("next/image", facts.imports[Int(value.a)].specifier)
  }

  /// Whether an element has `fill` and no `sizes`, and the server of the application makes it smaller at all.
  private func fillsUnsized(_ step: Instruction, in unit: Int) -> Bool {
    guard let props = units[unit].facts.list(ListID(step.b)).first else { return false }
    let entries = entries(of: ValueRef(unit: unit, id: ValueID(props)))
    let names = Set(entries.map(\.name))
    guard names.contains("fill"), names.isDisjoint(with: ["", "sizes", "unoptimized", "loader"]),
      let source = entries.last(where: { $0.name == "src" })
    else { return false }
    let text = value(traced(source.value))
    guard text.kind == .string else { return true }
    let name = units[traced(source.value).unitIndex].facts.names.string(NameID(text.a))
    return !name.hasSuffix(".svg") && !name.hasPrefix("data:")
  }

  /// Whether the application's settings let pictures be served as they are.
  private func takesPicturesAsTheyAre(_ unit: Int) -> Bool {
    let folder = packageFolder(of: unit)
    return units.indices.contains { other in
      guard units[other].path.split(separator: "/").last?.hasPrefix("next.config") ?? false,
        packageFolder(of: other) == folder
      else { return false }
      let facts = units[other].facts
      let names = facts.names.ids(of: ["unoptimized"])
      return facts.values.indices.contains { position in
        facts.values[position].kind == .object
          && units[other].entries(ofObject: ValueID(UInt32(position)))
            .contains { names.contains($0.name) }
      }
    }
  }

  // MARK: The frame

  private func isInNarrowFrame(_ step: Instruction, in unit: Int) -> Bool {
    classes(around: step, in: unit).contains { name in
      let isWidth = name.hasPrefix("w-") || name.hasPrefix("size-")
      return isWidth && !Self.wide.contains(String(name)) || name.hasPrefix("grid-cols-")
    }
  }

  private func isAsWideAsWindow(_ step: Instruction, in unit: Int) -> Bool {
    classes(around: step, in: unit).contains {
      $0 == "w-screen" || $0 == "h-screen" || $0 == "min-h-screen" || $0 == "min-w-full"
        || $0 == "basis-full"
    }
  }

  private static let wide: Set<String> = [
    "w-full", "w-screen", "w-auto", "w-fit", "w-max", "w-min", "w-px",
  ]

  /// The words of the class names of an element's frame: the two elements around it.
  private func classes(around step: Instruction, in unit: Int) -> [Substring] {
    let facts = units[unit].facts
    return facts.instructions.filter {
      $0.operation == .element && $0.span != step.span && $0.span.contains(step.span)
    }
    .sorted { $0.span.start > $1.span.start }.prefix(2)
    .flatMap { frame -> [Substring] in
      guard let props = facts.list(ListID(frame.b)).first else { return [] }
      return entries(of: ValueRef(unit: unit, id: ValueID(props)))
        .filter { $0.name == "className" }
        .flatMap { words(in: $0.value) }
    }
  }

  /// The words of a text, of the pieces of a template, and of what a call is handed: without what stands before a colon.
  private func words(in place: ValueRef) -> [Substring] {
    let facts = units[place.unitIndex].facts
    let span = value(place).span
    return facts.values.filter { $0.kind == .string && span.contains($0.span) }
      .flatMap { facts.names.string(NameID($0.a)).split(separator: " ") }
      .map { $0.split(separator: ":").last ?? $0 }
  }
}
