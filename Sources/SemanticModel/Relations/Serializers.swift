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
          nested: nested,
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
          var named = self.option(option, of: call, in: unit)
          if !named.isPresent { named = units[unit].value(at: 0, of: ListID(call.b)) }
          let method = method(member, prefix, named, of: type)
          return method.map { Serializers.Field(path: [], nested: nil, method: $0, place: place) }
        case .function(let position, let option):
          var given = self.option(option, of: call, in: unit)
          if !given.isPresent { given = units[unit].value(at: position, of: ListID(call.b)) }
          return written(by: given, in: unit).map {
            Serializers.Field(path: [], nested: nil, method: $0, place: place)
          }
        case nil: break
        }
      default: continue
      }
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

// Where serializers are given rows.
extension Evaluator {
  /// The serializer that a call gives rows to, and the rows.
  mutating func serialization(
    by call: Instruction,
    in unit: Int
  ) -> (serializer: ClassRef, rows: EntitySetID)? {
    guard !serializers.rules.isEmpty, call.operation == .call,
      units[unit].facts.language == .python
    else { return nil }
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      switch entities[id] {
      case .classObject(let type):
        guard let rule = serializers.rules[type] else { continue }
        if rule.isAnnotated, let found = nestedRows(of: type, givenTo: call, in: unit) {
          return found
        }
        guard rule.rowsOption != nil else { continue }
        return constructed(type, rule, by: call, in: unit)
      case .member(let member, _):
        if let part = index.member(member).called?.value.viewPart, case .serializer = part {
          for made in members(of: self.part(part, askedBy: call, in: unit)) {
            guard case .instance(let type) = entities[made], let rule = serializers.rules[type],
              let found = constructed(type, rule, by: call, in: unit)
            else { continue }
            return found
          }
        }
        guard let position = index.member(member).called?.value.serializes else { continue }
        let set = evaluate(argument: position, of: call, in: unit)
        for receiver in members(of: receiver(of: call, in: unit)) {
          switch entities[receiver] {
          case .instance(let type) where serializers.rules[type] != nil:
            return (type, written(of: set, by: type))
          // `OrderRead.model_validate(order)`
          case .classObject(let type) where serializers.rules[type]?.isAnnotated ?? false:
            return (type, set)
          default: continue
          }
        }
      default: continue
      }
    }
    return nil
  }

  /// The rows that a call hands to a serializer that it makes.
  private mutating func constructed(
    _ type: ClassRef,
    _ rule: SerializerRule,
    by call: Instruction,
    in unit: Int
  ) -> (serializer: ClassRef, rows: EntitySetID)? {
    guard let option = rule.rowsOption else { return nil }
    var rows = units[unit].value(at: 0, of: ListID(call.b))
    if units[unit].facts.values[rows.index].flags.contains(.keywords) { rows = .none }
    if !rows.isPresent { rows = self.option(option, of: call, in: unit) }
    guard rows.isPresent else { return nil }
    let given = elements(of: evaluate(rows, in: unit))
    return (type, saysOne(rule, call, in: unit) ? single(given) : given)
  }

  /// Whether a call leaves out what would tell a serializer that it is given several rows.
  private func saysOne(_ rule: SerializerRule, _ call: Instruction, in unit: Int) -> Bool {
    let facts = units[unit].facts
    guard !option(rule.manyOption, of: call, in: unit).isPresent else { return false }
    return facts.valueList(ListID(call.b)).allSatisfy { argument in
      let value = facts.values[argument.index]
      guard value.kind == .object, value.flags.contains(.keywords) else {
        return value.kind != .spread
      }
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).allSatisfy { position in
        facts.values[ValueID(words[position + 1]).index].kind != .spread
      }
    }
  }

  /// Hands rows to the methods of a serializer, and of those that are nested in it.
  mutating func bindMethods(of type: ClassRef, rows: EntitySetID, call: Int?, depth: Int) {
    guard depth < Serializers.deepest, !rows.isEmpty else { return }
    bindProperties(of: type, rows: rows, call: call)
    for field in serializers.fields[type] ?? [] {
      if let method = field.method {
        bind(rows, to: ParameterRef(function: method, position: 0))
        note(rows, givenTo: method, by: call)
      }
      guard let nested = field.nested else { continue }
      bindMethods(of: nested, rows: rowsBehind(field.path, of: rows), call: call, depth: depth + 1)
    }
  }

  mutating func note(_ rows: EntitySetID, givenTo method: FunctionRef, by call: Int?) {
    let number = units.number(method)
    let known = serializers.given[number] ?? []
    if !known.contains(where: { $0.rows == rows && $0.call == call }),
      known.count < EntityTable.rowLimit
    {
      serializers.given[number, default: []].append((rows, call))
    }
  }

  /// The relations that a serializer reads of rows, told at one call.
  mutating func reads(
    of type: ClassRef,
    rows: EntitySetID,
    at call: Int,
    depth: Int = 0
  ) -> [RelationRead] {
    guard depth < Serializers.deepest, !rows.isEmpty else { return [] }
    var result: [RelationRead] = []
    for field in serializers.fields[type] ?? [] where field.isListed {
      result += keyReads(of: field, rows, at: call)
    }
    fields: for field in serializers.fields[type] ?? [] where !field.path.isEmpty {
      var set = rows
      for (position, name) in field.path.enumerated() {
        // A manager has no member of its rows: such a field is left out without a question.
        let wantsRow = position + 1 < field.path.count || field.nested != nil && !field.isMany
        for id in members(of: set) {
          guard case .stored(let found) = entities[id], case let row = entities[found],
            let number = relation(name, of: row.model), relations[number].load != nil,
            !leadsBack(number, from: row)
          else { continue }
          if wantsRow, case .manager = relations[number].access { continue fields }
          result.append(RelationRead(call: call, row: row, relation: number, field: field.place))
        }
        set = rowsBehind([name], of: set)
      }
      if let nested = field.nested {
        result += reads(of: nested, rows: set, at: call, depth: depth + 1)
      }
    }
    return result
  }
}
