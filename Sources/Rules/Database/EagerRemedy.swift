// The query that reads a relation together with its rows, in the user's own names.

import Findings
import SemanticModel
import SourceText

/// How one query is told to load a relation at once.
struct EagerRemedy {
  let remedy: Remedy

  init(_ loads: [LazyLoad], in program: Program) {
    guard let load = loads.first else {
      remedy = Remedy("Read the relations together with the rows.")
      return
    }
    let paths = Self.longest(loads.map { Self.path(of: $0, in: program) })
    let libraries = [load.library(in: program), program.call(load.query)?.library]
    let isAsked =
      loads.contains { $0.path.contains(where: \.isAsked) } || libraries.contains("Django")
    let option = isAsked ? Self.names(paths) : Self.loaders(paths)
    let names = paths.map { "`\($0.map(\.name).joined(separator: "."))`" }.joined(separator: ", ")
    let advice = "Read \(names) together with the rows: `\(option.text)`\(option.note)."
    guard !load.isBehindRelation, let place = program.place(load.chain),
      let site = program.call(load.query)
    else {
      remedy = Remedy(advice)
      return
    }
    guard !site.resolved.operations.isEmpty || site.resolved.targets.isEmpty else {
      remedy = Remedy(advice + Self.byOption)
      return
    }
    let missing = isAsked ? [] : Self.unknown(in: paths, place.unit, program)
    let imports =
      missing.isEmpty
      ? ""
      : " Import \(missing.map { "`\($0)`" }.joined(separator: " and ")) there, which the file does not know."
    let before = program.source(of: place)
    let whole = SourcePlace(unit: site.place.unit, span: site.place.span)
    // Where the first call is the question itself, the option stands in front of it.
    let end = site.effects.isEmpty ? whole.span.end : site.receiverEnd
    let offset = Int(end ?? 0) - Int(place.span.start)
    guard offset > 0, offset <= before.utf8.count else {
      remedy = Remedy(advice + imports, before: before)
      return
    }
    var edit = SourceEdit(place, in: program)
    let at = place.span.start + UInt32(offset)
    edit.link(option.text, at: at)
    remedy = Remedy(
      advice + imports,
      before: before,
      after: edit.text,
      repair: isAsked
        ? program.repair([edit], .unsafe) : Self.repair(edit, importing: paths, in: program)
    )
  }

  private static let byOption = """
     The statement stands in a method that serves all models: let it take the options of the query from who calls it.
    """

  /// Without those that others lead through: reading `items.product` reads `items`.
  private static func longest(_ paths: [[LazyLoad.Step]]) -> [[LazyLoad.Step]] {
    var result: [[LazyLoad.Step]] = []
    for path in paths where !result.contains(path) {
      let isOnWay = paths.contains { other in
        other.count > path.count && other.prefix(path.count).map(\.name) == path.map(\.name)
      }
      if !isOnWay { result.append(path) }
    }
    return result
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
    // The classes behind it are found where the first one is, unless the file knows them by themselves.
    let prefix = name.split(separator: ".").dropLast().map { "\($0)." }.joined()
    return [own]
      + load.path.dropFirst().map { step in
        guard !prefix.isEmpty, !program.knows(step.owner, in: place.unit) else { return step }
        return LazyLoad.Step(
          owner: prefix + step.owner,
          name: step.name,
          isMany: step.isMany,
          isAsked: step.isAsked,
          isHeldByKey: step.isHeldByKey
        )
      }
  }

  /// The classes that the option names and the file does not know.
  private static func unknown(
    in paths: [[LazyLoad.Step]],
    _ unit: Int,
    _ program: Program
  ) -> [String] {
    let names = paths.flatMap { $0.dropFirst() }.map(\.owner)
    return Set(names.filter { !$0.contains(".") && !program.knows($0, in: unit) }).sorted()
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
    importing paths: [[LazyLoad.Step]],
    in program: Program
  ) -> Repair? {
    var file = program.edit(ofFile: edit.place.unit)
    let loaders = Self.loaders(used: paths)
    guard file.importNames(loaders, fromPython: "sqlalchemy.orm", in: program),
      paths.allSatisfy({ path in
        path.dropFirst().allSatisfy {
          $0.owner.contains(".") || program.knows($0.owner, in: edit.place.unit)
        }
      }),
      let row = paths.first?.first?.owner.split(separator: ".").first,
      program.binds(String(row), around: edit.place)
    else { return nil }
    return program.repair([edit, file], .unsafe)
  }

  private static func loaders(used paths: [[LazyLoad.Step]]) -> [String] {
    Set(paths.joined().map(loader)).sorted()
  }

  private static func loader(_ step: LazyLoad.Step) -> String {
    step.isMany ? "selectinload" : "joinedload"
  }

  /// Loaders in a chain: `.options(selectinload(Order.items).joinedload(Item.product))`.
  private static func loaders(_ paths: [[LazyLoad.Step]]) -> (text: String, note: String) {
    let chains = paths.map { path in
      path.map { "\(loader($0))(\($0.owner).\($0.name))" }.joined(separator: ".")
    }
    return (
      ".options(\(chains.joined(separator: ", ")))",
      " (`from sqlalchemy.orm import \(loaders(used: paths).joined(separator: ", "))`)"
    )
  }

  /// Names in a chain: `.select_related("customer").prefetch_related("items")`.
  private static func names(_ paths: [[LazyLoad.Step]]) -> (text: String, note: String) {
    func call(_ method: String, _ paths: [[LazyLoad.Step]]) -> String {
      let names = paths.map { "\"\($0.map(\.name).joined(separator: "__"))\"" }
      return names.isEmpty ? "" : ".\(method)(\(names.joined(separator: ", ")))"
    }
    let single = paths.filter { !$0.contains(where: \.isMany) }
    let many = paths.filter { $0.contains(where: \.isMany) }
    return (call("select_related", single) + call("prefetch_related", many), "")
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
