// The query, the row and the serializer that a library's view hands to the application's own methods.

import Facts

extension Evaluator {
  /// What a call on a view gives of the view's class; empty where the class does not say.
  mutating func part(_ part: ViewPart, askedBy call: Instruction, in unit: Int) -> EntitySetID {
    if case .ownClass(let bases) = part {
      return userClass(extending: bases).map { entities.set(.classObject($0)) } ?? .empty
    }
    let views = views(askedBy: call, in: unit)
    guard !views.isEmpty else { return .empty }
    switch part {
    case .ownClass: return .empty
    case .storedRow(let inner, let member):
      return instances(of: listed(member, inside: inner, of: views), origin: nil)
    case .member(let member): return named(member, of: views)
    case .query(let member, let model, let manager):
      let own = named(member, of: views)
      return own.isEmpty ? all(of: model, manager, views) : own
    case .row(let method, let member): return single(elements(of: query(method, member, of: views)))
    case .serializer(let method, let member):
      return instances(of: serializers(method, member, of: views), origin: nil)
    }
  }

  /// The serializers that a view's class names, or its method picks among.
  mutating func serializers(
    _ method: String,
    _ member: String,
    of views: EntitySetID
  ) -> EntitySetID {
    let own = given(by: method, of: views)
    return own.isEmpty ? named(member, of: views) : own
  }

  private mutating func query(
    _ method: String,
    _ member: String,
    of views: EntitySetID
  ) -> EntitySetID {
    let own = given(by: method, of: views)
    return own.isEmpty ? named(member, of: views) : own
  }

  /// What the application's own method of a name gives.
  private mutating func given(by method: String, of views: EntitySetID) -> EntitySetID {
    var set = EntitySetID.empty
    for id in members(of: named(method, of: views)) {
      guard case .function(let function) = entities[id] else { continue }
      set = entities.union(set, returns(of: function))
    }
    return set
  }

  /// What a member of an inner class of the application's classes names.
  private mutating func listed(
    _ name: String,
    inside inner: String,
    of makers: EntitySetID
  ) -> EntitySetID {
    var set = EntitySetID.empty
    for id in members(of: makers) {
      guard case .instance(let type) = entities[id] else { continue }
      for member in innerMembers(name, inside: inner, of: type) {
        set = entities.union(set, evaluate(member.value, in: type.unitIndex))
      }
    }
    return set
  }

  /// All rows of the model that a member of a view names.
  private mutating func all(of model: String, _ manager: String, _ views: EntitySetID)
    -> EntitySetID
  {
    var set = EntitySetID.empty
    for id in members(of: views) {
      guard case .instance(let type) = entities[id],
        let ref = field(model, of: lineage(of: type))
      else { continue }
      set = entities.union(set, rows(ofModelNamedBy: ref, manager))
    }
    return set
  }

  private mutating func named(_ name: String, of views: EntitySetID) -> EntitySetID {
    names.known(name).map { lookUp($0, of: views) } ?? .empty
  }

  /// The application's views on which a method is called: `self`, or the one whose class asks the class above it.
  private mutating func views(askedBy call: Instruction, in unit: Int) -> EntitySetID {
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member else { return .empty }
    let base = ValueID(callee.a)
    if units[unit].facts.values[base.index].kind == .super {
      return receiver(in: function(enclosing: base, in: unit), unit: unit)
    }
    var views = EntitySetID.empty
    for id in members(of: evaluate(base, in: unit)) {
      if case .instance = entities[id] {
        views = entities.union(views, entities.set(single: id))
      }
    }
    return views
  }
}

// What the library hands to the methods of a view.
extension Evaluator {
  /// Gives a view's methods the serializer and the row that the library calls them with.
  mutating func bindParts(
    of type: ClassRef,
    serializer: ClassRef,
    rows: EntitySetID,
    _ rule: SerializerRule
  ) {
    let facts = units[type.unitIndex].facts
    for member in units[type.unitIndex].members(of: type.id) where member.function.isPresent {
      let name = facts.names.string(member.name)
      let first = ParameterRef(
        function: FunctionRef(unit: type.unitIndex, id: member.function),
        position: 0
      )
      if rule.savingMethods.contains(name) {
        bind(entities.set(.instance(serializer)), to: first)
      } else if rule.removingMethods.contains(name) {
        bind(single(rows), to: first)
      }
    }
  }
}
