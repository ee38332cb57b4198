// Where models are declared in a file: what edits of their declarations need.

import Facts
package import SourceText
import Workspace

extension Program {
  /// The constant of the module that stores what is made around a place, and the end of its statement.
  package func construction(around span: ByteSpan, in unit: Int) -> (name: String, end: UInt32)? {
    let facts = units[unit].facts
    for step in facts.instructions where step.operation == .assign {
      guard step.flags.contains(.declares) else { continue }
      let place = facts.values[Int(step.a)]
      let value = facts.values[Int(step.b)]
      guard place.kind == .symbol, value.kind == .result, value.span.contains(span),
        facts.symbols[Int(place.a)].function == FileFacts.module
      else { continue }
      let made = facts.instructions[Int(value.a)]
      guard made.operation == .construct || made.operation == .call else { continue }
      let name = facts.names.string(facts.symbols[Int(place.a)].name)
      let next = SourceEdit(SourcePlace(unit: unit, span: value.span), in: self)
        .source(ByteSpan(start: value.end, end: value.end + 1))
      return (name, next == ";" ? value.end + 1 : value.end)
    }
    return nil
  }

  /// Where the innermost class around a place begins, its decorators included.
  package func classStart(around span: ByteSpan, in unit: Int) -> UInt32? {
    guard let fact = innermostClass(around: span, in: unit) else { return nil }
    let facts = units[unit].facts
    let decorators = facts.valueList(fact.decorators).map { facts.values[$0.index].start }
    return ([fact.span.start] + decorators).min()
  }

  /// A field of the innermost class around a place.
  package func classMember(_ name: String, around span: ByteSpan, in unit: Int) -> MemberPlace? {
    guard let fact = innermostClass(around: span, in: unit) else { return nil }
    let facts = units[unit].facts
    let first = Int(fact.firstMember)
    let members = facts.members[first..<(first + Int(fact.memberCount))]
    let fields = members.filter { !$0.function.isPresent }
    guard
      let member = fields.first(where: { facts.names.string($0.name) == name && $0.value.isPresent }
      ),
      let last = fields.max(by: { $0.span.end < $1.span.end })
    else { return nil }
    return MemberPlace(
      value: SourcePlace(unit: unit, span: facts.values[member.value.index].span),
      lastField: last.span,
      siblings: Set(members.map { facts.names.string($0.name) })
    )
  }

  private func innermostClass(around span: ByteSpan, in unit: Int) -> ClassFact? {
    units[unit].facts.classes.dropFirst().filter { $0.span.contains(span) }
      .max { $0.span.start < $1.span.start }
  }

  /// Whether the module itself binds a name: an import, a class.
  package func knows(_ name: String, in unit: Int) -> Bool {
    let facts = units[unit].facts
    return facts.symbols.dropFirst().contains {
      $0.function == FileFacts.module && facts.names.string($0.name) == name
    }
  }

  /// The paths of all files of the folder, in their order.
  package var filePaths: [String] { workspace.files.map(\.path) }

  /// The statements with which a file imports a module.
  package func imports(of module: String, in unit: Int) -> [ByteSpan] {
    let facts = units[unit].facts
    return facts.imports.filter {
      $0.kind == .static && facts.names.string($0.specifier) == module
    }
    .map(\.span)
  }
}

/// A field of a class, for edits.
package struct MemberPlace: Sendable {
  /// What it is set to.
  package let value: SourcePlace
  /// The field that stands last.
  package let lastField: ByteSpan
  /// The names of all members.
  package let siblings: Set<String>
}
