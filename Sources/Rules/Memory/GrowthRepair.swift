// A cache of the process that drops its oldest entry when it is full.

import Findings
import SemanticModel
import SourceText

/// The edits that bound a collection which remembers what can be asked again.
struct GrowthRepair {
  private let container: ContainerFact
  private let growths: [ContainerFact.Growth]
  private let program: Program

  init(_ container: ContainerFact, _ growths: [ContainerFact.Growth], in program: Program) {
    self.container = container
    self.growths = growths
    self.program = program
  }

  /// So many entries are kept.
  private static let most = 1_000

  /// What stands behind the first statement that adds, and the edits of all.
  var remedy: (after: String, repair: Repair?)? {
    guard let first = growths.first, let line = line(behind: first) else { return nil }
    return ("\(program.source(of: first.place))\n\(line)", repair)
  }

  /// Nil where the entries may be the only record of something: only who looks first and fills then can fill again.
  private var repair: Repair? {
    var edits: [SourceEdit] = []
    for growth in growths {
      var edit = program.edit(ofFile: growth.place.unit)
      let head = edit.lineHead(before: growth.place.span.start)
      let isGuarded = head.text.hasPrefix("if (") && head.text.hasSuffix(") ")
      guard looksFirst(growth), head.text.isEmpty || isGuarded, let line = line(behind: growth),
        let end = lineEnd(behind: growth.place.span.end, in: edit)
      else { return nil }
      let text = line.replacing("\n", with: "\n\(head.indent)")
      edit.replace(ByteSpan(start: end, end: end), with: "\(head.indent)\(text)\n")
      edits.append(edit)
    }
    // What falls out is asked for again, and one that iterates sees fewer: a person decides.
    return edits.isEmpty ? nil : program.repair(edits, .unsafe)
  }

  /// Whether the function asks the collection before it adds.
  private func looksFirst(_ growth: ContainerFact.Growth) -> Bool {
    let body = program.body(of: growth.function)
    let start = max(body.span.start, min(growth.place.span.start, body.span.end))
    let before = program.source(
      of: SourcePlace(unit: body.unit, span: ByteSpan(start: body.span.start, end: start))
    )
    let name = container.name
    return ["\(name).has(", "\(name).get(", "in \(name)"].contains { before.contains($0) }
  }

  /// What drops the oldest entry, in the language of the collection; nil for collections of other kinds.
  private func line(behind growth: ContainerFact.Growth) -> String? {
    let name = container.name
    guard !name.isEmpty, !name.contains("…"), !name.contains("(") else { return nil }
    let text = program.source(of: growth.place)
    let edit = program.edit(ofFile: growth.place.unit)
    if program.isPython(growth.place.unit) {
      guard text.hasPrefix("\(name)["), text.contains("] = ") else { return nil }
      return "if len(\(name)) > \(Self.most):\n\(edit.style.indent)\(name).pop(next(iter(\(name))))"
    }
    guard text.hasPrefix("\(name).set(") || text.hasPrefix("\(name).add(") else { return nil }
    let key = text.hasPrefix("\(name).set(") ? "keys" : "values"
    let end = edit.style.hasSemicolons ? ";" : ""
    return "if (\(name).size > \(Self.most)) \(name).delete(\(name).\(key)().next().value)\(end)"
  }

  /// Behind the line that a statement ends; nil where more stands there.
  private func lineEnd(behind offset: UInt32, in edit: SourceEdit) -> UInt32? {
    let rest = edit.slice(ByteSpan(start: offset, end: edit.place.span.end))
    guard let end = rest.firstIndex(of: 0x0A) else { return nil }
    let tail = rest[..<end].drop { $0 == UInt8(ascii: ";") || $0 == 32 || $0 == 13 }
    guard tail.isEmpty || tail.first == UInt8(ascii: "#") || tail.starts(with: "//".utf8) else {
      return nil
    }
    return UInt32(end + 1)
  }
}
