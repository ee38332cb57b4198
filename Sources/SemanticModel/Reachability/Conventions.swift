// Entries that no call registers: decorated methods, files that a framework loads, rendered components.

import Facts
import SourceText
import Workspace

extension Evaluator {
  /// The entry points that the frameworks' conventions make.
  mutating func conventionalEntries(_ workspace: Workspace) -> [Entry] {
    let conventions = index.libraries.flatMap(\.conventions)
      .filter { workspace.asksFor($0.requires) }
      .map(ConventionalPath.init(of:))
    var directives: [String: EntryKind] = [:]
    for library in index.libraries { directives.merge(library.directives) { own, _ in own } }
    var entries: [Entry] = []
    let unnamed = unnamedViews()
    for unit in units.indices {
      entries += decorated(in: unit, besides: unnamed)
      entries += exported(from: unit, conventions)
      entries += rendered(in: unit)
      entries += directed(in: unit, directives)
      entries += endless(in: unit)
    }
    return entries
  }

  private mutating func decorated(in unit: Int, besides unnamed: Set<ClassRef>) -> [Entry] {
    var entries: [Entry] = []
    let facts = units[unit].facts
    for (position, type) in facts.classes.enumerated().dropFirst() {
      let view = ClassRef(unit: unit, id: ClassID(position))
      let methods = unnamed.contains(view) ? [:] : hooks(of: view)
      let rules = facts.valueList(type.decorators).compactMap { decorator($0, in: unit) }
      for member in facts.members(of: ClassID(position)) where member.function.isPresent {
        let function = FunctionRef(unit: unit, id: member.function)
        if let kind = methods[units[unit].name(member.name)] {
          entries.append(Entry(kind: kind, function: function, call: nil))
        }
        for rule in rules where !rule.methods.isEmpty {
          guard let kind = rule.methods[facts.names.string(member.name)] else { continue }
          entries.append(Entry(kind: kind, function: function, call: nil))
        }
        for value in facts.valueList(member.decorators) {
          guard let kind = decorator(value, in: unit)?.entry else { continue }
          entries.append(Entry(kind: kind, function: function, call: call(value, in: unit)))
        }
      }
    }
    return entries
  }

  /// The methods that a framework calls on a class because of what it extends.
  private mutating func hooks(of type: ClassRef) -> [Name: EntryKind] {
    let unit = type.unitIndex
    let superclass = units[unit].facts.classes[type.id.index].superclass
    var result: [Name: EntryKind] = [:]
    var pending = [evaluate(superclass, in: unit)]
    var steps = 0
    while let set = pending.popLast(), steps < 16 {
      steps += 1
      for id in members(of: set) {
        switch entities[id] {
        case .member(let member, _):
          guard let instance = index.types(of: member).instance else { continue }
          result.merge(index.hooks(of: instance)) { own, _ in own }
        case .classObject(let parent):
          let next = units[parent.unitIndex].facts.classes[parent.id.index].superclass
          pending.append(evaluate(next, in: parent.unitIndex))
        default: continue
        }
      }
    }
    return result
  }

  func call(_ value: ValueID, in unit: Int) -> CallRef? {
    let shape = units[unit].facts.values[value.index]
    guard shape.kind == .result else { return nil }
    return CallRef(unit: unit, id: InstructionID(shape.a))
  }

  /// What a decorator means: the rule of the library that it is imported from.
  func decorator(_ id: ValueID, in unit: Int) -> DecoratorRule? {
    let facts = units[unit].facts
    var value = facts.values[id.index]
    if value.kind == .result { value = facts.values[Int(facts.instructions[Int(value.a)].a)] }
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent else { return nil }
      value = facts.values[symbol.value.index]
    }
    guard value.kind == .member else { return nil }
    var base = facts.values[Int(value.a)]
    if base.kind == .symbol { base = facts.values[facts.symbols[Int(base.a)].value.index] }
    guard base.kind == .module, case .library(let library) = units[unit].targets[Int(base.a)] else {
      return nil
    }
    return index.decorator(units[unit].name(NameID(value.b)), of: library)
  }

  private mutating func exported(
    from unit: Int,
    _ conventions: [ConventionalPath]
  ) -> [Entry] {
    var entries: [Entry] = []
    guard !units[unit].facts.exports.isEmpty else { return [] }
    let path = PathBytes(units[unit].path)
    for position in conventions.indices where conventions[position].matches(path) {
      let convention = conventions[position].convention
      for export in units[unit].facts.exports {
        let name = units[unit].facts.names.string(export.name)
        guard convention.exports.contains(name) || convention.exports.contains("*") else {
          continue
        }
        for function in functions(in: export.value, unit: unit) {
          entries.append(Entry(kind: convention.entry, function: function, call: nil))
        }
      }
    }
    return entries
  }

  /// Functions that never end by themselves: a worker that polls is a job, though the process starts it.
  private func endless(in unit: Int) -> [Entry] {
    let facts = units[unit].facts
    var entries: [Entry] = []
    for (position, region) in facts.regions.enumerated() where region.kind.isLoop {
      let hasNoTest = region.kind == .forCount && !region.subject.isPresent
      guard region.flags.contains(.endless) || hasNoTest else { continue }
      let steps = facts.instructions[
        region.firstInstruction.index..<region.endInstruction.index
      ]
      let leaves = steps.contains {
        $0.operation == .return
          || $0.operation == .break && RegionID($0.a) == RegionID(position)
      }
      guard !leaves, waits(steps, facts) else { continue }
      let function = FunctionRef(unit: unit, id: region.function)
      entries.append(Entry(kind: .job, function: function, call: nil))
    }
    return entries
  }

  /// Whether the turns of an endless loop let others run: a plain thread of Python waits in any call.
  private func waits(_ steps: ArraySlice<Instruction>, _ facts: FileFacts) -> Bool {
    if facts.language == .python {
      return steps.contains { $0.operation == .call }
        && !steps.contains { $0.operation == .yield }
    }
    return steps.contains { $0.operation == .await }
  }

  private static let servedFolders = [
    "/public/", "/static/", "/assets/", "/www/", "/wwwroot/", "/frontend/", "/front-end/",
    "/client/",
  ]

  /// Whether a path leads through a folder that a server hands out, or that is called the client's half.
  private func isServed(_ path: String) -> Bool {
    let path = "/" + path
    return Self.servedFolders.contains { path.holds($0) }
  }

  /// Whether code reaches into a page: `document.querySelector`, `$(".row")`.
  private func touchesPage(_ unit: Unit) -> Bool {
    let facts = unit.facts
    guard facts.language != .python else { return false }
    for case .foreign("jquery") in unit.targets { return true }
    let pages = facts.names.ids(of: ["document", "$", "jQuery"])
    guard !pages.isEmpty else { return false }
    return facts.instructions.contains { step in
      guard step.operation == .call else { return false }
      var callee = facts.values[Int(step.a)]
      let isMethod = callee.kind == .member
      if isMethod { callee = facts.values[Int(callee.a)] }
      guard callee.kind == .global, pages.contains(NameID(callee.a)) else { return false }
      return isMethod || facts.names.string(NameID(callee.a)) != "document"
    }
  }

  /// Files that write markup, are served and reach into a page, import a library whose hooks run in a browser, or import such a file.
  var browserUnits: UnitSet {
    let libraries = Set(index.libraries.indices.filter { index.isForBrowsers($0) })
    var importers: [[Int]] = Array(repeating: [], count: units.count)
    var pending: [Int] = []
    for unit in units.indices {
      for target in units[unit].targets {
        switch target {
        case .library(let library) where libraries.contains(library): pending.append(unit)
        case .units(let imported): for one in imported { importers[one].append(unit) }
        default: continue
        }
      }
      if units[unit].facts.instructions.contains(where: { $0.operation == .element }) {
        pending.append(unit)
      }
    }
    var result = UnitSet(outOf: units.count)
    pending.removeAll { !result.insert($0) }
    while let unit = pending.popLast() {
      for importer in importers[unit] where result.insert(importer) { pending.append(importer) }
    }
    // A server may use what is served, too: here the importers say nothing.
    for unit in units.indices where touchesPage(units[unit]) && isServed(units[unit].path) {
      _ = result.insert(unit)
    }
    return result
  }

  /// By file: whether a directive says that the whole file runs in a browser; empty where none says so.
  var clientUnits: [Bool] {
    var directives: [String: EntryKind] = [:]
    for library in index.libraries { directives.merge(library.directives) { own, _ in own } }
    guard !directives.isEmpty else { return [] }
    let result = units.indices.map {
      directive(of: FileFacts.module, directives, in: $0) == .render
    }
    return result.contains(true) ? result : []
  }

  /// Functions that a directive makes entries, alone or with all exports of their module.
  private mutating func directed(
    in unit: Int,
    _ directives: [String: EntryKind]
  ) -> [Entry] {
    var entries: [Entry] = []
    for position in units[unit].facts.functions.indices.dropFirst() {
      guard let kind = directive(of: FunctionID(position), directives, in: unit) else { continue }
      let function = FunctionRef(unit: unit, id: FunctionID(position))
      if function.id != FileFacts.module {
        entries.append(Entry(kind: kind, function: function, call: nil))
        continue
      }
      for export in units[unit].facts.exports {
        for function in functions(in: export.value, unit: unit) {
          entries.append(Entry(kind: kind, function: function, call: nil))
        }
      }
    }
    return entries
  }

  /// The directive that a function's body begins with: a text that is used for nothing.
  private func directive(
    of id: FunctionID,
    _ directives: [String: EntryKind],
    in unit: Int
  ) -> EntryKind? {
    let function = units[unit].facts.functions[id.index]
    for position in function.firstValue.index..<function.endValue.index {
      let value = units[unit].facts.values[position]
      if value.kind == .string {
        return directives[units[unit].facts.names.string(NameID(value.a))]
      }
      guard value.kind == .parameter || value.kind == .member || value.kind == .symbol else {
        return nil
      }
    }
    return nil
  }

  /// Functions that return markup are components; somebody renders them.
  private func rendered(in unit: Int) -> [Entry] {
    let facts = units[unit].facts
    guard facts.instructions.contains(where: { $0.operation == .element }) else { return [] }
    var entries: [Entry] = []
    for (position, function) in facts.functions.enumerated().dropFirst(2) {
      let isClassRender =
        function.owner.isPresent && facts.names.string(function.name) == "render"
      guard isClassRender || startsUppercase(function.name, facts) else { continue }
      let range = function.firstInstruction.index..<function.endInstruction.index
      guard facts.instructions[range].contains(where: { $0.operation == .element }) else {
        continue
      }
      let place = FunctionRef(unit: unit, id: FunctionID(position))
      entries.append(Entry(kind: .render, function: place, call: nil))
    }
    return entries
  }

  private func startsUppercase(_ name: NameID, _ facts: FileFacts) -> Bool {
    let range = facts.names.range(of: name)
    guard !range.isEmpty else { return false }
    let first = facts.names.bytes[range.lowerBound]
    return first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")
  }
}

/// The path of a file, with a slash before it.
struct PathBytes {
  let bytes: [UInt8]
  let lastSlash: Int

  init(_ path: String) {
    var bytes = [UInt8(ascii: "/")]
    bytes.append(contentsOf: path.utf8)
    self.bytes = bytes
    lastSlash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? 0
  }
}

/// A convention with its path taken apart once for all files.
///
/// A class, because every file is held against all of them and a copy would retain each of their texts.
final class ConventionalPath {
  let convention: FileConvention
  private let stem: [UInt8]
  /// Between slashes; empty for any.
  private let folder: [UInt8]

  init(of convention: FileConvention) {
    self.convention = convention
    stem = Array(convention.stem.utf8)
    folder = convention.folder.isEmpty ? [] : Array("/\(convention.folder)/".utf8)
  }

  /// Whether a path is one of the files that the convention means.
  func matches(_ path: PathBytes) -> Bool {
    let slash = path.lastSlash
    let path = path.bytes
    guard hasStem(path, behind: slash) else { return false }
    guard !folder.isEmpty else { return true }
    var start = 0
    while start + folder.count <= slash + 1 {
      if path[start] == UInt8(ascii: "/"), holds(folder, at: start, of: path) { return true }
      start += 1
    }
    return false
  }

  private func hasStem(_ path: [UInt8], behind slash: Int) -> Bool {
    guard !stem.isEmpty else { return true }
    let end = slash + 1 + stem.count
    guard end <= path.count, end == path.count || path[end] == UInt8(ascii: ".") else {
      return false
    }
    return holds(stem, at: slash + 1, of: path)
  }

  private func holds(_ part: [UInt8], at start: Int, of path: [UInt8]) -> Bool {
    for offset in part.indices where path[start + offset] != part[offset] { return false }
    return true
  }
}

extension Workspace {
  /// Whether some package.json asks for one of the packages.
  func asksFor(_ names: [String]) -> Bool {
    names.isEmpty
      || packages.contains { manifest in
        manifest.dependencies.contains { names.contains($0.name) }
      }
  }
}
