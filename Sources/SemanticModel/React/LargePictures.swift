// Pictures of many bytes that pages show as they are.

import Facts
import SourceText
import Workspace

/// A large picture where a file shows or imports it.
package struct ShownPicture: Sendable {
  /// The path of the picture, relative to the root.
  package let path: String
  package let bytes: Int
  package let place: SourcePlace
}

/// The large pictures that one file of a page brings.
package struct ShownPictures: Sendable {
  /// The largest first.
  package let shown: [ShownPicture]

  package var bytes: Int { shown.reduce(0) { $0 + $1.bytes } }
}

extension Program {
  /// By file: the large pictures that it is the first to bring, in the order of the files.
  package var shownPictures: [ShownPictures] {
    guard workspace.hasLargePictures, !react.files.isEmpty else { return [] }
    var seen: Set<String> = []
    return units.indices.filter { units[$0].isRunning && !isNeverShown($0) }
      .compactMap { unit -> ShownPictures? in
        // What frameworks make smaller are elements and imports: a background is sent as it was saved.
        let made = importedPictures(of: unit) + namedPictures(in: unit)
        let brought = (made.isEmpty || isMadeSmaller(unit) ? [] : made) + backgrounds(in: unit)
        let found = brought.filter { seen.insert($0.path).inserted }
        guard !found.isEmpty else { return nil }
        return ShownPictures(
          shown: found.sorted {
            ($0.bytes, $1.place.span.start) > ($1.bytes, $0.place.span.start)
          }
        )
      }
  }

  /// Whether the package has a tool that makes pictures smaller while it builds or serves.
  private func isMadeSmaller(_ unit: Int) -> Bool {
    let tools = ["imagemin", "imagetools", "image-optimiz", "responsive-loader"]
    let frameworks: Set<String> = ["next", "gatsby", "astro", "nuxt"]
    return workspace.package(of: units[unit].path)?.dependencies.contains { dependency in
      frameworks.contains(dependency.name) || tools.contains { dependency.name.contains($0) }
    } ?? false
  }

  private func importedPictures(of unit: Int) -> [ShownPicture] {
    let facts = units[unit].facts
    return facts.imports.dropFirst().compactMap {
      item -> ShownPicture? in
      guard item.kind == .static || item.kind == .require, !item.isPattern,
        let picture = workspace.largePicture(
          named: facts.names.string(item.specifier),
          from: units[unit].path
        )
      else { return nil }
      return shown(picture, at: SourcePlace(unit: unit, span: item.span))
    }
  }

  /// Pictures by their address: `<img src="/images/hero.png">`, of components of the project as well.
  private func namedPictures(in unit: Int) -> [ShownPicture] {
    let facts = units[unit].facts
    return facts.instructions.compactMap { step -> ShownPicture? in
      guard step.operation == .element, let props = facts.list(ListID(step.b)).first,
        let source = entry(named: "src", of: ValueRef(unit: unit, id: ValueID(props)))
      else { return nil }
      let text = value(source)
      // A module that stands beside the page is an import, and told as one.
      guard text.kind == .string, source.unitIndex == unit else { return nil }
      let name = facts.names.string(NameID(text.a))
      guard !name.hasPrefix("."),
        let picture = workspace.largePicture(named: name, from: units[unit].path)
      else { return nil }
      return shown(picture, at: SourcePlace(unit: unit, span: step.span))
    }
  }

  /// Pictures behind elements, by their address: `backgroundImage: "url(/hero.png)"`.
  private func backgrounds(in unit: Int) -> [ShownPicture] {
    let facts = units[unit].facts
    return facts.values.compactMap { value -> ShownPicture? in
      guard value.kind == .string else { return nil }
      let range = facts.names.range(of: NameID(value.a))
      guard range.count > 8, range.count < 200,
        facts.names.bytes[range].starts(with: "url(".utf8)
      else { return nil }
      let name = facts.names.string(NameID(value.a)).dropFirst(4)
        .trimmingPrefix { $0 == "\"" || $0 == "'" }.prefix { !["\"", "'", ")"].contains($0) }
      guard name.hasPrefix("/"),
        let picture = workspace.largePicture(named: String(name), from: units[unit].path)
      else { return nil }
      return shown(picture, at: SourcePlace(unit: unit, span: value.span))
    }
  }

  private func shown(_ picture: LargePicture, at place: SourcePlace) -> ShownPicture {
    ShownPicture(path: picture.path, bytes: picture.bytes, place: place)
  }
}
