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

  /// Finds what stands for the user who is signed in.
  mutating func findSignedIn() {
    guard !relations.isEmpty else { return }
    for rule in index.libraries.compactMap({ $0.settings?.signedIn }) {
      guard let member = names.known(rule.member), let type = userClass(extending: rule.bases)
      else { continue }
      let user = entities.set(.instance(type))
      signedIn = SignedInUser(member: member, holder: rule.holder, user: user)
    }
  }

  /// `request.user`, whatever else is known of the request.
  func signedInUser(_ name: Name, of base: ValueID, in unit: Int) -> EntitySetID {
    guard let signedIn, name == signedIn.member, units[unit].facts.language == .python,
      let last = units[unit].facts.lastName(of: base),
      units[unit].facts.names.isText(signedIn.holder, last)
    else { return .empty }
    return signedIn.user
  }
}

/// The user who is signed in, as the evaluator finds it.
struct SignedInUser: Sendable {
  let member: Name
  let holder: String
  let user: EntitySetID
}
