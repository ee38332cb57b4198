// One statement that writes all rows of a loop that does nothing else.

import Findings
import SemanticModel
import SourceText

/// A `for … of` whose body is one awaited write, and the write that takes its place.
struct BatchedWrite {
  private let call: RepeatedCall
  private let walk: Walk
  private let use: Use
  private let edit: SourceEdit
  private let program: Program

  /// Nil where the loop does more, or the library has no such write.
  init?(_ call: RepeatedCall, in program: Program) {
    guard call.path.isEmpty, case .loop = call.repetition.kind,
      let walk = program.walk(of: call.repetition)
    else { return nil }
    self.call = call
    self.program = program
    self.walk = walk
    use = call.site.use
    edit = SourceEdit(walk.statement, in: program)
    guard use.isDiscarded, use.methods.isEmpty, use.whole.start < use.chain.start, isAlone else {
      return nil
    }
  }

  /// Whether nothing but the write stands in the body, comments aside.
  private var isAlone: Bool {
    let head = ByteSpan(start: walk.collection.end, end: use.whole.start)
    let tail = ByteSpan(start: use.whole.end, end: edit.place.span.end)
    return [")", "){"].contains(code(head)) && ["", ";", "}", ";}"].contains(code(tail))
  }

  /// The text of a span without blanks and line comments.
  private func code(_ span: ByteSpan) -> String {
    let lines = edit.slice(span).split(separator: UInt8(ascii: "\n"))
    let code = lines.flatMap { line -> [UInt8] in
      let text = line.filter { $0 > 32 }
      return text.starts(with: "//".utf8) ? [] : text
    }
    return String(decoding: code, as: UTF8.self)
  }

  var remedy: (before: String, after: String)? {
    guard let method = call.site.method, let before = edit.text,
      let first = call.site.arguments.first, call.site.arguments.count == 1,
      let arguments = arguments(method.name, first)
    else { return nil }
    let receiver = ByteSpan(start: use.chain.start, end: method.span.start)
    let text = "await \(edit.source(receiver))\(arguments.method)(\(arguments.text));"
    return (before, text)
  }

  /// One statement fails whole, where the loop failed at one row: a person decides.
  func repair(with text: String) -> Repair {
    program.repair(replacing: edit.place, with: text, .unsafe)
  }

  private func arguments(_ method: String, _ first: Operand) -> (method: String, text: String)? {
    switch (call.site.library, method) {
    case ("Prisma", "create"):
      guard first.properties.count == 1, let data = first["data"], isFlat(data) else { return nil }
      return ("createMany", "{ data: \(rows(data)) }")
    case ("Mongoose", "create"):
      guard first.isObject else { return nil }
      return ("insertMany", rows(first))
    case ("Prisma", "update"):
      guard let filter = first["where"], let data = first["data"], first.properties.count == 2,
        filter.properties.count == 1, let key = filter.properties.first,
        let list = list(key.value), !mentionsTurn(data)
      else { return nil }
      let match = "{ \(key.name): { in: \(list) } }"
      return ("updateMany", "{ where: \(match), data: \(edit.source(data.span)) }")
    default: return nil
    }
  }

  /// Nested writes (`connect`, `create`) do not go into `createMany`.
  private func isFlat(_ data: Operand) -> Bool {
    data.isObject && data.properties.allSatisfy { !$0.value.isObject }
  }

  private func rows(_ row: Operand) -> String {
    "\(edit.source(walk.collection)).map((\(walk.element)) => (\(edit.source(row.span))))"
  }

  private func list(_ key: Operand) -> String? {
    guard case .path = key.shape else { return nil }
    let text = edit.source(key.span)
    if text == walk.element { return edit.source(walk.collection) }
    guard text.hasPrefix("\(walk.element).") else { return nil }
    return "\(edit.source(walk.collection)).map((\(walk.element)) => \(text))"
  }

  private func mentionsTurn(_ data: Operand) -> Bool {
    walk.names.contains { Words.count(of: $0, in: edit.slice(data.span)) > 0 }
  }
}
