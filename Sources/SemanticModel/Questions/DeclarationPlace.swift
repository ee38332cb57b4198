// Where models are declared in a file: what edits of their declarations need.

package import Facts
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

  /// Whether a name is bound by the module, or by a function around a place.
  package func binds(_ name: String, around place: SourcePlace) -> Bool {
    let facts = units[place.unit].facts
    return facts.symbols.dropFirst().contains { symbol in
      facts.names.string(symbol.name) == name
        && (symbol.function == FileFacts.module
          || facts.functions[symbol.function.index].span.contains(place.span))
    }
  }

  /// Whether a class of the project sets a field itself.
  package func hasField(_ name: String, ofClass wanted: String) -> Bool {
    units.contains { unit in
      let facts = unit.facts
      return facts.classes.dropFirst().contains { fact in
        guard fact.name.isPresent, facts.names.string(fact.name) == wanted else { return false }
        let first = Int(fact.firstMember)
        return facts.members[first..<(first + Int(fact.memberCount))]
          .contains { facts.names.string($0.name) == name }
      }
    }
  }

  /// Whether a file is written in Python.
  package func isPython(_ unit: Int) -> Bool { units[unit].isPython }

  /// Whether a file of JavaScript has types.
  package func isTyped(_ unit: Int) -> Bool {
    let path = units[unit].path
    return [".ts", ".tsx", ".mts", ".cts"].contains { path.hasSuffix($0) }
  }

  /// The paths of all files of the folder, in their order.
  package var filePaths: [String] { workspace.files.map(\.path) }

  /// The names of all folders and files, those of Python without their ending.
  package var moduleNames: Set<Substring> {
    answers.moduleNames.value {
      Set(
        workspace.files.flatMap { file in
          file.path.pieces(between: "/").map { $0.hasSuffix(".py") ? $0.dropLast(3) : $0 }
        }
      )
    }
  }

  /// The path of the last migration that Prisma wrote; nil where it wrote none.
  package var lastPrismaMigration: String? {
    answers.lastPrismaMigration.value {
      workspace.files.lazy.map(\.path).filter { $0.hasSuffix("/migration.sql") }.max()
    }
  }

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

extension Program {
  /// What the one name of a statement of its own is set to: `parseInt(text)` of `const size = parseInt(text)`.
  package func definition(of id: ValueID, in unit: Int) -> SourcePlace? {
    let facts = units[unit].facts
    let value = facts.values[id.index]
    guard value.kind == .symbol else { return nil }
    let symbol = facts.symbols[Int(value.a)]
    guard !symbol.flags.contains(.reassigned), symbol.function != FileFacts.module else {
      return nil
    }
    let name = facts.names.string(symbol.name)
    for step in facts.instructions
    where step.operation == .assign && step.flags.contains(.declares) {
      let place = facts.values[Int(step.a)]
      guard place.kind == .symbol, place.a == value.a else { continue }
      let span = facts.values[Int(step.b)].span
      let edit = SourceEdit(SourcePlace(unit: unit, span: span), in: self)
      let words = edit.lineHead(before: span.start).text.split(separator: " ").suffix(2)
      let rest = edit.slice(ByteSpan(start: span.end, end: span.end &+ 4))
        .drop { $0 == 32 || $0 == UInt8(ascii: ";") }
      guard words.elementsEqual([Substring(name), "="]), rest.first.map({ $0 < 32 }) ?? true else {
        return nil
      }
      return edit.place
    }
    return nil
  }
}

/// The options of a model that stand in a class of their own.
package struct InnerClass: Sendable {
  /// The list of indexes that it has.
  package let indexes: ByteSpan?
  package let lastField: ByteSpan?
}

extension Program {
  /// A class that the innermost class around a place holds.
  package func innerClass(_ name: String, around span: ByteSpan, in unit: Int) -> InnerClass? {
    let facts = units[unit].facts
    guard
      let outer = facts.classes.dropFirst().filter({ $0.span.contains(span) })
        .max(by: { $0.span.start < $1.span.start }),
      let inner = facts.classes.dropFirst().first(where: {
        outer.span.contains($0.span) && $0.span != outer.span && $0.name.isPresent
          && facts.names.string($0.name) == name
      })
    else { return nil }
    let first = Int(inner.firstMember)
    let fields = facts.members[first..<(first + Int(inner.memberCount))]
      .filter { !$0.function.isPresent }
    let given = fields.first { facts.names.string($0.name) == "indexes" && $0.value.isPresent }
    return InnerClass(
      indexes: given.map { facts.values[$0.value.index].span },
      lastField: fields.map(\.span).max { $0.end < $1.end }
    )
  }

  /// The innermost call of a name around a place.
  package func call(named name: String, around span: ByteSpan, in unit: Int) -> SourcePlace? {
    let facts = units[unit].facts
    return facts.instructions.filter { step in
      step.operation == .call && step.span.contains(span)
        && calledName(facts.values[Int(step.a)], facts) == name
    }
    .min { $0.span.end - $0.span.start < $1.span.end - $1.span.start }
    .map { SourcePlace(unit: unit, span: $0.span) }
  }

  /// Where the last of so many arguments of a call ends; nil where it has more or fewer.
  package func lastArgument(of place: SourcePlace, count: Int) -> UInt32? {
    let facts = units[place.unit].facts
    guard
      let step = facts.instructions.first(where: {
        $0.operation == .call && $0.span == place.span
      })
    else { return nil }
    let arguments = facts.valueList(ListID(step.b))
    return arguments.count == count ? arguments.last.map { facts.values[$0.index].end } : nil
  }
}
