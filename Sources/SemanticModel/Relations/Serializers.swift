// What serializers read of each row: nested serializers, fields with sources, methods.

import Facts

/// The serializers of a program, and the rows that are handed to their methods.
struct Serializers: Sendable {
  /// By class: what it reads of a row.
  var fields: [ClassRef: [Field]] = [:]
  var rules: [ClassRef: SerializerRule] = [:]
  /// By method: the rows that it is given one by one, and the call that gives them.
  var given: [Int32: [(rows: EntitySetID, call: Int?)]] = [:]
  /// Rows are asked for by coroutines: reading a relation that did not come with them is an error there, and no query.
  var refusesLateReads = false
  /// Views, once for each of their queries.
  var views: [View] = []
  /// Views that show their rows by a template, which is a function.
  var pages: [(page: PageRule, lineage: Lineage, template: FunctionRef)] = []

  /// A view that is given a serializer and a query.
  struct View: Sendable {
    let serializer: ClassRef
    let query: ValueRef
    /// The method that gives the query, where one does.
    let function: FunctionRef?
    /// Whether it gives the rows of its query, not one of them.
    let isListing: Bool
    /// The view's own methods, and those of the classes above it, through which its query goes.
    let narrowing: [FunctionRef]
  }

  struct Field: Sendable {
    /// The members that are read one after another.
    let path: [Name]
    let nested: ClassRef?
    let method: FunctionRef?
    let place: ValueRef
    /// It writes several rows for each row of its own.
    var isMany = false
    /// The member of the row behind the path that it writes, which may be a property.
    var member: Name?
    /// The property's function, once the rows are known.
    var getter: FunctionRef?
    /// It is named in a list only: of a relation to many rows it writes their keys.
    var isListed = false
    /// What it is declared as in its class.
    var declared: Name?
  }

  /// How deep serializers may be nested.
  static let deepest = 3
}

extension Evaluator {
  /// Finds the serializers that the program writes.
  mutating func findSerializers() {
    guard !relations.isEmpty else { return }
    for unit in units.indices where units[unit].facts.language == .python {
      for position in units[unit].facts.classes.indices.dropFirst() {
        let type = ClassRef(unit: unit, id: ClassID(position))
        if let rule = serializerRule(of: type) { serializers.rules[type] = rule }
      }
    }
    serializers.refusesLateReads = units.contains { unit in
      unit.facts.imports.contains { unit.facts.names.string($0.specifier).hasSuffix("ext.asyncio") }
    }
    for type in serializers.rules.keys.sorted() {
      serializers.fields[type] = fields(of: type, depth: 0)
    }
    bindChecked()
    findPages()
    findViews()
    for view in serializers.views {
      bindMethods(of: view.serializer, rows: rows(of: view), call: nil, depth: 0)
    }
  }

  private mutating func serializerRule(of type: ClassRef) -> SerializerRule? {
    let superclass = units[type.unitIndex].facts.classes[type.id.index].superclass
    guard superclass.isPresent else { return nil }
    return serializerRule(of: evaluate(superclass, in: type.unitIndex), depth: 0)
  }

  private mutating func serializerRule(of parents: EntitySetID, depth: Int) -> SerializerRule? {
    guard depth < 6 else { return nil }
    for id in members(of: parents) {
      switch entities[id] {
      case .member(let member, _):
        if let type = index.types(of: member).instance, let rule = index.serializer(type) {
          return rule
        }
      case .classObject(let parent):
        let superclass = units[parent.unitIndex].facts.classes[parent.id.index].superclass
        guard superclass.isPresent else { continue }
        let above = evaluate(superclass, in: parent.unitIndex)
        if let rule = serializerRule(of: above, depth: depth + 1) { return rule }
      default: continue
      }
    }
    return nil
  }

  /// The fields of a class and of those above it.
  private mutating func fields(of type: ClassRef, depth: Int) -> [Serializers.Field] {
    guard depth < 6, let rule = serializers.rules[type] else { return [] }
    let unit = type.unitIndex
    var result: [Serializers.Field] = rule.isAnnotated ? annotatedFields(of: type) : []
    for member in units[unit].members(of: type.id) where !rule.isAnnotated {
      guard let call = units[unit].facts.call(behind: member.value) else { continue }
      if var field = field(member, call, rule, of: type) {
        field.declared = units[unit].name(member.name)
        result.append(field)
      }
    }
    result += listedFields(of: type, rule)
    let listed = listedNames(of: type, rule)
    let superclass = units[unit].facts.classes[type.id.index].superclass
    for id in members(of: evaluate(superclass, in: unit)) {
      guard case .classObject(let parent) = entities[id] else { continue }
      result += fields(of: parent, depth: depth + 1).filter { inherited in
        guard let listed, let name = inherited.declared ?? inherited.member else { return true }
        return listed.contains(name)
      }
    }
    return result
  }

  private mutating func field(
    _ member: ClassMember,
    _ call: Instruction,
    _ rule: SerializerRule,
    of type: ClassRef
  ) -> Serializers.Field? {
    let unit = type.unitIndex
    let source = units[unit].facts.values[option(rule.sourceOption, of: call, in: unit).index]
    let path =
      source.kind == .string ? names(of: source, in: unit) : [units[unit].name(member.name)]
    let place = ValueRef(unit: unit, id: member.value)
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      switch entities[id] {
      case .classObject(let nested) where serializers.rules[nested] != nil:
        return Serializers.Field(
          path: path,
          nested: writesAsParent(nested) ? type : nested,
          method: nil,
          place: place,
          isMany: isTrue(option(rule.manyOption, of: call, in: unit), in: unit)
        )
      case .member(let function, _):
        let entry = index.member(function)
        switch (entry.called ?? entry.constructed)?.value.field {
        case .nested(let position):
          let nested = serializer(
            named: units[unit].value(at: position, of: ListID(call.b)),
            near: type
          )
          var field = Serializers.Field(path: path, nested: nested, method: nil, place: place)
          field.isMany = isTrue(option(rule.manyOption, of: call, in: unit), in: unit)
          return field
        case .related:
          return Serializers.Field(path: path, nested: nil, method: nil, place: place)
        case .method(let prefix, let option):
          let named = given(at: 0, or: option, of: call, in: unit)
          let method = method(member, prefix, named, of: type)
          return method.map { Serializers.Field(path: [], nested: nil, method: $0, place: place) }
        case .function(let position, let option):
          return written(by: given(at: position, or: option, of: call, in: unit), in: unit).map {
            Serializers.Field(path: [], nested: nil, method: $0, place: place)
          }
        case nil: break
        }
      default: continue
      }
    }
    return plain(member, path, place, call, rule, of: type)
  }

  /// A field that is written as it is, or a list of what another field writes.
  private mutating func plain(
    _ member: ClassMember,
    _ path: [Name],
    _ place: ValueRef,
    _ call: Instruction,
    _ rule: SerializerRule,
    of type: ClassRef
  ) -> Serializers.Field? {
    let unit = type.unitIndex
    if isRecursiveField(call, in: unit) {
      let isMany = isTrue(option(rule.manyOption, of: call, in: unit), in: unit)
      return Serializers.Field(
        path: path,
        nested: type,
        method: nil,
        place: place,
        isMany: isMany
      )
    }
    // `List(Nested(ItemSchema))`
    let inner = units[unit].value(at: 0, of: ListID(call.b))
    if let wrapped = units[unit].facts.call(behind: inner), wrapped.start > call.start {
      var listed = field(member, wrapped, rule, of: type)
      if listed?.nested != nil { listed?.isMany = true }
      return listed
    }
    // `tags = TagField(many=True)` walks the tags, whatever it writes of each.
    if isTrue(option(rule.manyOption, of: call, in: unit), in: unit) {
      return Serializers.Field(path: path, nested: nil, method: nil, place: place, isMany: true)
    }
    // `name = CharField(source="customer.name")` reads the customer on its way.
    var result = Serializers.Field(path: path.dropLast(), nested: nil, method: nil, place: place)
    result.member = path.last
    return result
  }

  /// The argument of a name, else the one at a position.
  private func given(at position: Int, or option: String, of call: Instruction, in unit: Int)
    -> ValueID
  {
    let named = self.option(option, of: call, in: unit)
    return named.isPresent ? named : units[unit].value(at: position, of: ListID(call.b))
  }

  func isTrue(_ id: ValueID, in unit: Int) -> Bool {
    let value = units[unit].facts.values[id.index]
    return value.kind == .boolean && value.a != 0
  }

  private func names(of text: Value, in unit: Int) -> [Name] {
    let parts = units[unit].facts.names.string(NameID(text.a)).utf8.split(
      separator: UInt8(ascii: ".")
    )
    return parts.map { names.known(String(Substring($0))) ?? .absent }
  }

  private mutating func serializer(named value: ValueID, near type: ClassRef) -> ClassRef? {
    let facts = units[type.unitIndex].facts
    let shape = facts.values[value.index]
    if shape.kind == .string {
      let name = facts.names.string(NameID(shape.a))
      return serializers.rules.keys.sorted().first { other in
        let facts = units[other.unitIndex].facts
        return facts.names.string(facts.classes[other.id.index].name) == name
      }
    }
    for id in members(of: evaluate(value, in: type.unitIndex)) {
      switch entities[id] {
      case .classObject(let nested), .instance(let nested): return nested
      // `Nested(lambda: ItemSchema(only=("id",)))`
      case .function(let made):
        for id in members(of: returns(of: made)) {
          if case .instance(let nested) = entities[id] { return nested }
        }
      default: continue
      }
    }
    return nil
  }

  private func method(
    _ member: ClassMember,
    _ prefix: String,
    _ named: ValueID,
    of type: ClassRef
  ) -> FunctionRef? {
    let facts = units[type.unitIndex].facts
    let value = facts.values[named.index]
    let name =
      value.kind == .string
      ? facts.names.string(NameID(value.a)) : prefix + facts.names.string(member.name)
    for other in units[type.unitIndex].members(of: type.id)
    where other.function.isPresent && facts.names.string(other.name) == name {
      return FunctionRef(unit: type.unitIndex, id: other.function)
    }
    return nil
  }
}
