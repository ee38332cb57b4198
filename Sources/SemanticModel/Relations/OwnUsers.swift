// The application's own class of users, which relations and queries name in a roundabout way.

import Facts

extension Evaluator {
  /// `settings.AUTH_USER_MODEL`, `get_user_model()`: the class of the application that stands for its users.
  func userTarget(_ value: ValueID, _ rule: RelationRule, _ owner: ClassRef) -> ClassRef? {
    let facts = units[owner.unitIndex].facts
    var id = value
    for _ in 0..<4 where id.isPresent {
      let shape = facts.values[id.index]
      switch shape.kind {
      case .member where rule.userNames.contains(facts.names.string(NameID(shape.b))):
        return userClass(extending: rule.userBases)
      case .symbol:
        let symbol = facts.symbols[Int(shape.a)]
        if rule.userNames.contains(facts.names.string(symbol.name)) {
          return userClass(extending: rule.userBases)
        }
        id = symbol.value
      case .result: id = ValueID(facts.instructions[Int(shape.a)].a)
      default: return nil
      }
    }
    return nil
  }

  /// The one class that extends a library's class of users; the one that is called so where there are several.
  func userClass(extending bases: [String]) -> ClassRef? {
    var found: [ClassRef] = []
    for type in bases.flatMap({ subclasses[$0] ?? [] })
    where units[type.unitIndex].isRunning && !found.contains(type) {
      found.append(type)
    }
    if found.count == 1 { return found[0] }
    let named = found.filter { type in
      let facts = units[type.unitIndex].facts
      return facts.names.isText("User", facts.classes[type.id.index].name)
    }
    return named.count == 1 ? named[0] : nil
  }
}
