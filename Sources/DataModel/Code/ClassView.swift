// One class of the source, with what it inherits.

import Facts
import Queries
import SemanticModel

/// A class declaration.
struct ClassView {
  let code: Code
  let unit: Int
  let id: ClassID

  private var facts: FileFacts { code.units[unit].facts }
  var fact: ClassFact { facts.classes[id.index] }
  var name: String { facts.names.string(fact.name) }
  var site: SchemaSite { code.site(fact.span, in: unit) }
  var ref: ClassRef { ClassRef(unit: unit, id: id) }

  private func expression(_ id: ValueID) -> Expression {
    Expression(code: code, unit: unit, id: id)
  }

  /// A field or method.
  struct Member {
    let name: String
    let value: Expression?
    let type: Expression?
    let function: FunctionRef?
    let decorators: [Call]
    /// The names of all decorators, called or not.
    let marks: Set<String>
    let site: SchemaSite
  }

  var members: [Member] {
    facts.members(of: id).map { member in
      Member(
        name: facts.names.string(member.name),
        value: member.value.isPresent ? expression(member.value) : nil,
        type: member.type.isPresent ? expression(member.type) : nil,
        function: member.function.isPresent
          ? FunctionRef(unit: unit, id: member.function) : nil,
        decorators: calls(member.decorators),
        marks: marks(member.decorators),
        site: code.site(member.span, in: unit)
      )
    }
  }

  /// The calls among the decorators.
  var decorators: [Call] { calls(fact.decorators) }

  /// The names of all decorators, called or not.
  var marks: Set<String> { marks(fact.decorators) }

  private func marks(_ list: ListID) -> Set<String> {
    Set(
      facts.valueList(list).compactMap { id in
        let decorator = expression(id)
        return decorator.call?.name ?? decorator.lastName
      }
    )
  }

  private func calls(_ list: ListID) -> [Call] {
    facts.valueList(list).compactMap { expression($0).call }
  }

  /// What the head of the class says by name.
  var keywords: Expression? { fact.keywords.isPresent ? expression(fact.keywords) : nil }

  /// The value of a field of the class itself.
  func field(_ name: String) -> Expression? { members.last { $0.name == name }?.value }

  /// A class that is declared in the body of this one.
  func inner(_ name: String) -> ClassView? {
    code.classes(in: unit).first { other in
      other.name == name && other.fact.function.isPresent
        && facts.functions[other.fact.function.index].owner == id
    }
  }

  /// What it extends, as it is written.
  var bases: [Expression] {
    guard fact.superclass.isPresent else { return [] }
    let base = expression(fact.superclass)
    guard base.kind == .choice else { return [base] }
    return facts.valueList(ListID(base.value.a)).map(expression)
  }

  /// The classes of the project that it extends, nearest first, and the names of those outside.
  var ancestry: (classes: [ClassView], foreign: [Expression]) {
    var classes: [ClassView] = []
    var foreign: [Expression] = []
    var seen: Set<ClassRef> = [ref]
    var waiting = bases
    while !waiting.isEmpty, classes.count < 32 {
      let base = waiting.removeFirst()
      guard let view = base.classView else {
        foreign.append(base)
        continue
      }
      guard seen.insert(view.ref).inserted else { continue }
      classes.append(view)
      waiting += view.bases
    }
    return (classes, foreign)
  }
}
