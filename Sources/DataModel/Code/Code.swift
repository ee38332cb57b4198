// The program as the readers of declarations ask it: values, calls and classes across files.

import Facts
import SemanticModel
import SourceText
import Workspace

/// What several readers look up, found once.
final class Code {
  let program: Program
  /// By unit, as they are asked for: the values that a file offers under names.
  private var exports: [Int: [String: ValueID]] = [:]
  /// By unit, as they are asked for: where calls and constructions stand.
  private var callPositions: [Int: [InstructionID]] = [:]
  /// By unit: what its names tell.
  private var surveys: [Int: NameSurvey] = [:]
  private var depth = 0
  private var steps = 0

  init(_ program: Program) { self.program = program }

  var units: [Unit] { program.units }

  /// Answers a question that asks itself again of parts of a value.
  ///
  /// Code may define values by themselves, or double them at each step: beyond the bounds nothing is known.
  func bounded<Answer>(_ unknown: Answer, _ answer: () -> Answer) -> Answer {
    if depth == 0 { steps = 0 }
    guard depth < 24, steps < 20_000 else { return unknown }
    depth += 1
    steps += 1
    defer { depth -= 1 }
    return answer()
  }

  /// The value that a file offers under a name; `whole` stands for `module.exports`.
  func export(_ name: String, of unit: Int) -> ValueID? {
    if exports[unit] == nil {
      var table: [String: ValueID] = [:]
      let facts = units[unit].facts
      for export in facts.exports {
        let key = export.name == .whole ? "=" : facts.names.string(export.name)
        if table[key] == nil { table[key] = export.value }
      }
      exports[unit] = table
    }
    return exports[unit]?[name]
  }

  /// The values that a file offers wholly from others: `export * from`.
  func relays(of unit: Int) -> [Int] {
    let facts = units[unit].facts
    return facts.exports.filter { $0.name == .any }.flatMap { export -> [Int] in
      let value = facts.values[export.value.index]
      return value.kind == .module ? units[unit].importedUnits(ImportID(value.a)) : []
    }
  }

  /// The files that may belong to the application: no tests, which declare tables of their own.
  private(set) lazy var ownUnits: [Int] = units.indices.filter { units[$0].role != .test }

  /// What the names of a file tell.
  func survey(of unit: Int) -> NameSurvey {
    if let known = surveys[unit] { return known }
    let survey = NameSurvey(of: units[unit].facts.names)
    surveys[unit] = survey
    return survey
  }

  /// The files that import one of some packages, or a part of one: asked once by a reader, not for each file.
  func units(importing packages: String...) -> Set<Int> { units(importing: packages) }

  func units(importing packages: some Sequence<String>) -> Set<Int> {
    packages.reduce(into: []) { $0.formUnion(importers[$1] ?? []) }
  }

  /// By package: the files that import it, as often as they do.
  private lazy var importers: [String: [Int]] = {
    let dot = UInt8(ascii: ".")
    var result: [String: [Int]] = [:]
    for unit in units.indices {
      let facts = units[unit].facts
      for fact in facts.imports.dropFirst() {
        // What begins with a dot is a file of the project.
        let specifier = facts.names.bytes[facts.names.range(of: fact.specifier)]
        guard specifier.first != dot else { continue }
        result[Self.package(of: specifier), default: []].append(unit)
      }
    }
    return result
  }()

  /// `@scope/name/part` and `package.part` without their parts.
  private static func package(of specifier: ArraySlice<UInt8>) -> String {
    let slash = UInt8(ascii: "/")
    var name = specifier.prefix { $0 != slash }
    if specifier.first == UInt8(ascii: "@") {
      let second = specifier[name.endIndex...].dropFirst().prefix { $0 != slash }
      name = specifier[..<second.endIndex]
    } else {
      name = name.prefix { $0 != UInt8(ascii: ".") }
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// The calls and constructions of a file, in its order.
  func calls(in unit: Int) -> [Call] {
    if callPositions[unit] == nil {
      let facts = units[unit].facts
      callPositions[unit] = facts.instructions.indices.compactMap { position in
        let step = facts.instructions[position]
        let isCall = step.operation == .call || step.operation == .construct
        return isCall ? InstructionID(position) : nil
      }
    }
    return (callPositions[unit] ?? []).map { Call(code: self, unit: unit, id: $0) }
  }

  /// The calls that are written in a function, in its order; those of functions inside of it too.
  func calls(in function: FunctionRef) -> [Call] {
    let facts = units[function.unitIndex].facts
    let span = facts.functions[function.id.index].span
    return calls(in: function.unitIndex).filter {
      let step = facts.instructions[$0.id.index]
      return span.start <= step.start && step.end <= span.end
    }
  }

  /// The classes of a file.
  func classes(in unit: Int) -> [ClassView] {
    units[unit].facts.classes.indices.dropFirst().map {
      ClassView(code: self, unit: unit, id: ClassID($0))
    }
  }
}
