// Classes that build queries for others: what their constructors keep, and what their methods say.

import Facts
import SourceText

extension Program {
  /// What the constructor of the one class of a file that keeps something under a name keeps there:
  /// `this.asked = asked`.
  func keptByConstructor(_ name: NameID, in unit: Int) -> [ValueID] {
    let facts = units[unit].facts
    var result: [ValueID] = []
    var owners: Set<Int> = []
    for own in facts.functions.dropFirst()
    where own.owner.isPresent && facts.names.isText("constructor", own.name) {
      for position in own.firstInstruction.index..<own.endInstruction.index {
        let step = facts.instructions[position]
        guard step.operation == .assign, case let place = facts.values[Int(step.a)],
          place.kind == .member, NameID(place.b) == name, facts.values[Int(place.a)].kind == .this
        else { continue }
        owners.insert(own.owner.index)
        result.append(ValueID(step.b))
      }
    }
    return owners.count == 1 ? result : []
  }

  /// Whether a place stands in a method of another class of JavaScript than a call does: `features.search()`.
  package func isInBuilder(_ place: SourcePlace, besides site: CallSite) -> Bool {
    guard units[place.unit].facts.language == .javaScript,
      let function = function(at: place), let owner = owner(of: function)
    else { return false }
    return owner != self.owner(of: site.function) && function != site.function
  }

  /// The class around a function.
  private func owner(of function: FunctionRef) -> ClassRef? {
    let facts = units[function.unitIndex].facts
    var next = function.id
    while next.isPresent {
      let fact = facts.functions[next.index]
      if fact.owner.isPresent { return ClassRef(unit: function.unitIndex, id: fact.owner) }
      next = fact.parent
    }
    return nil
  }
}
