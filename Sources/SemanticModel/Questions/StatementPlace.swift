// Where a statement of JavaScript stands in the body of its function: what edits need to add one before or behind it.

import Facts
import SourceText

/// A call that stands alone on its line, directly in the braces of its function.
package struct StatementPlace: Sendable {
  /// The name of the constant that the line stores the result in; nil where the result is thrown away.
  package let name: String?
  /// Behind the call, and behind the semicolon if there is one.
  package let end: UInt32
  package let endsWithSemicolon: Bool
  /// The blanks in front of it.
  package let indent: String
  /// The beginning of the line that holds the closing brace of the function.
  package let bodyEnd: UInt32

  package var semicolon: String { endsWithSemicolon ? ";" : "" }
}

extension Program {
  /// The statement that a call is; nil where it is part of something else, or nested deeper than the function.
  package func statement(of site: CallSite) -> StatementPlace? {
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    guard !site.unit.isPython, site.instruction.region == function.body else { return nil }
    let source = SourceEdit(SourcePlace(unit: site.place.unit, span: function.span), in: self)
    let head = source.lineHead(before: site.place.span.start)
    var name: String?
    if !head.text.isEmpty {
      let words = head.text.split(separator: " ")
      guard words.count == 3, words[0] == "const", words[2] == "=" else { return nil }
      name = String(words[1])
    } else if !site.instruction.isDiscarded {
      return nil
    }
    var end = site.place.span.end
    let next = source.source(ByteSpan(start: end, end: end + 1))
    let hasSemicolon = next == ";"
    if hasSemicolon { end += 1 }
    guard source.source(ByteSpan(start: end, end: end + 1)).first?.isNewline ?? false,
      function.span.end > end,
      source.source(ByteSpan(start: function.span.end - 1, end: function.span.end)) == "}"
    else { return nil }
    let close = source.lineHead(before: function.span.end - 1)
    guard close.text.isEmpty else { return nil }
    return StatementPlace(
      name: name,
      end: end,
      endsWithSemicolon: hasSemicolon,
      indent: head.indent,
      bodyEnd: function.span.end - 1 - UInt32(close.indent.utf8.count)
    )
  }

  /// Whether a call stands in the braces of its function, not among the defaults of its parameters.
  package func isInBody(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    guard function.body.isPresent else { return false }
    return facts.regions[function.body.index].span.contains(site.place.span)
  }

  /// Whether a function returns anything itself, or early.
  package func returns(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    return facts.instructions[fact.firstInstruction.index..<fact.endInstruction.index]
      .contains { $0.operation == .return }
  }

  /// The calls of a function itself, in order.
  package func calls(writtenIn function: FunctionRef) -> [CallSite] {
    let first = table.firstCall[function.unitIndex]
    let next = function.unitIndex + 1
    let end = next < table.firstCall.count ? table.firstCall[next] : calls.count
    return (first..<end).map { call(at: $0) }.filter { $0.resolved.function == function.id }
  }

  /// The names of a function's parameters, in order; empty for one that is taken apart.
  package func parameterNames(of function: FunctionRef) -> [String] {
    let facts = units[function.unitIndex].facts
    return facts.parameters(of: function.id).map { facts.names.string($0.name) }
  }

  /// The function around another one; nil for the module.
  package func parent(of function: FunctionRef) -> FunctionRef? {
    let parent = units[function.unitIndex].facts.functions[function.id.index].parent
    return parent.isPresent ? FunctionRef(unit: function.unitIndex, id: parent) : nil
  }

  /// A name that nothing in a file is called yet.
  package func freshName(_ wish: String, in unit: Int) -> String {
    let names = units[unit].facts.names
    var taken: Set<String> = []
    for position in 0..<names.count { taken.insert(names.string(NameID(UInt32(position)))) }
    guard taken.contains(wish) else { return wish }
    for number in 2...99 where !taken.contains("\(wish)\(number)") { return "\(wish)\(number)" }
    return "\(wish)OfPlimsoll"
  }
}
