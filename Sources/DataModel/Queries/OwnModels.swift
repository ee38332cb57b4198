// The model that a class of Python names as its own: `model = Order`, `queryset = Order.objects.all()`.

import Facts
import SemanticModel

extension ModelNames {
  /// `self.model.objects`, `self.queryset`: what the class of the caller gives a member.
  func ownModel(_ name: String, behind ref: ValueRef, askedBy call: Int) -> String? {
    guard Self.members.contains(name), values.value(ref).kind == .member,
      isOwner(values.base(ref))
    else { return nil }
    return model(named: name, inClassOf: call)
  }

  /// `self.get_queryset()`, `super().get_queryset()`: the query that the class, or the library for it, begins.
  func givenModel(_ name: String, by receiver: ValueRef, askedBy call: Int) -> String? {
    guard name == "get_queryset", isOwner(receiver) || values.value(receiver).kind == .super else {
      return nil
    }
    return Self.members.lazy.compactMap { model(named: $0, inClassOf: call) }.first
  }

  private func isOwner(_ ref: ValueRef) -> Bool {
    values.value(ref).kind == .this || values.name(ref) == "self"
  }

  private static let members = ["queryset", "model"]

  private func model(named name: String, inClassOf call: Int) -> String? {
    let place = values.program.calls[call]
    let facts = values.facts(place.place.unitIndex)
    let owner = facts.functions[place.function.index].owner
    guard owner.isPresent else { return nil }
    let member = facts.members(of: owner).last { member in
      member.value.isPresent && facts.names.isText(name, member.name)
    }
    guard let member else { return nil }
    let value = ValueRef(unit: place.place.unitIndex, id: member.value)
    guard let begun = values.call(of: value) else { return named(value) }
    return values.program.position(of: begun).flatMap { $0 == call ? nil : receiver(of: $0) }
  }
}
