// The query that reads a relation together with its rows, in the user's own names.

import Findings
import SemanticModel
import SourceText

/// How one query is told to load a relation at once.
struct EagerRemedy {
  let remedy: Remedy

  init(_ load: LazyLoad, in program: Program) {
    let isAsked = load.path.contains(where: \.isAsked) || load.library(in: program) == "Django"
    let path = Self.path(of: load, in: program)
    let option = isAsked ? Self.names(path) : Self.loaders(path)
    let advice = "Read `\(load.name)` together with the rows: `\(option.text)`\(option.note)."
    guard !load.isBehindRelation, let place = program.place(load.chain),
      let site = program.call(load.query)
    else {
      remedy = Remedy(advice)
      return
    }
    let before = program.source(of: place)
    let whole = SourcePlace(unit: site.place.unit, span: site.place.span)
    // Where the first call is the question itself, the option stands in front of it.
    let end = site.effects.isEmpty ? whole.span.end : site.receiverEnd
    let offset = Int(end ?? 0) - Int(place.span.start)
    guard offset > 0, offset <= before.utf8.count else {
      remedy = Remedy(advice, before: before)
      return
    }
    var edit = SourceEdit(place, in: program)
    let at = place.span.start + UInt32(offset)
    edit.link(option.text, at: at)
    remedy = Remedy(
      advice,
      before: before,
      after: edit.text,
      repair: isAsked
        ? program.repair([edit], .unsafe) : Self.repair(edit, importing: path, in: program)
    )
  }

  /// The way with the row's class by the name under which the query asks it: `Topic` of `Topic.query`, which may be
  /// an alias, or a class that inherits the relation.
  private static func path(of load: LazyLoad, in program: Program) -> [LazyLoad.Step] {
    guard let first = load.path.first, let place = program.place(load.chain),
      let name = rowName(in: program.source(of: place), of: first.owner)
    else { return load.path }
    let own = LazyLoad.Step(
      owner: name,
      name: first.name,
      isMany: first.isMany,
      isAsked: first.isAsked
    )
    return [own] + load.path.dropFirst()
  }

  /// `models.Topic` of `models.Topic.query`, and of `session.query(models.Topic)`.
  private static func rowName(in source: String, of owner: String) -> String? {
    let isWord: (UInt8) -> Bool = { Words.isWord($0) || $0 == 0x2E }
    for path in source.utf8.split(whereSeparator: { !isWord($0) }).prefix(8) {
      let links = String(decoding: Array(path), as: UTF8.self).split(separator: ".")
      if let query = links.firstIndex(of: "query"), query > 0, query + 1 < links.count,
        links[0] != "self"
      {
        return links[..<query].joined(separator: ".")
      }
      if links.count > 1, links.last.map(String.init) == owner {
        return links.joined(separator: ".")
      }
    }
    return nil
  }

  /// The edit with the loaders that it names imported; it reads more rows at once: a person decides.
  private static func repair(
    _ edit: SourceEdit,
    importing path: [LazyLoad.Step],
    in program: Program
  ) -> Repair? {
    var file = program.edit(ofFile: edit.place.unit)
    let loaders = Set(path.map { $0.isMany ? "selectinload" : "joinedload" }).sorted()
    guard file.importNames(loaders, fromPython: "sqlalchemy.orm", in: program),
      path.dropFirst().allSatisfy({ program.knows($0.owner, in: edit.place.unit) }),
      let row = path.first?.owner.split(separator: ".").first,
      program.binds(String(row), around: edit.place)
    else { return nil }
    return program.repair([edit, file], .unsafe)
  }

  /// Loaders in a chain: `.options(selectinload(Order.items).joinedload(Item.product))`.
  private static func loaders(_ path: [LazyLoad.Step]) -> (text: String, note: String) {
    let chain = path.map { step in
      "\(step.isMany ? "selectinload" : "joinedload")(\(step.owner).\(step.name))"
    }
    let used = Set(path.map { $0.isMany ? "selectinload" : "joinedload" }).sorted()
    return (
      ".options(\(chain.joined(separator: ".")))",
      " (`from sqlalchemy.orm import \(used.joined(separator: ", "))`)"
    )
  }

  /// Names in a chain: `.select_related("customer")`.
  private static func names(_ path: [LazyLoad.Step]) -> (text: String, note: String) {
    let name = path.map(\.name).joined(separator: "__")
    let method = path.contains(where: \.isMany) ? "prefetch_related" : "select_related"
    return (".\(method)(\"\(name)\")", "")
  }
}

extension LazyLoad {
  /// The relation from the query's row on: `items.product`.
  var name: String { path.map(\.name).joined(separator: ".") }

  /// The library whose rows they are.
  func library(in program: Program) -> String? {
    reads.first.flatMap { program.call(at: $0).library }
  }
}
