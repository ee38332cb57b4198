// Finds the relations that the classes of a program declare.

import Facts
import SourceText

extension Evaluator {
  /// Fills the table of relations; what declares them needs nothing that calls hand on.
  mutating func findRelations() {
    var pairs: [(relation: Int32, name: Name)] = []
    for unit in units.indices where units[unit].facts.language == .python {
      for position in units[unit].facts.classes.indices.dropFirst() {
        let owner = ClassRef(unit: unit, id: ClassID(position))
        for member in units[unit].members(of: owner.id) {
          guard let call = units[unit].facts.call(behind: member.value),
            let word = units[unit].facts.lastName(of: ValueID(call.a)),
            index.relationWords.contains(units[unit].name(word)),
            let declared = declaration(call, of: member, owner)
          else { continue }
          if let pair = add(declared) { pairs.append(pair) }
        }
      }
    }
    for pair in pairs {
      guard let target = relations[pair.relation].target,
        let other = relations.own(pair.name, of: target)
      else { continue }
      relations.pair(pair.relation, other)
    }
  }

  /// A declaration as it stands in the source.
  private struct Declaration {
    let rule: RelationRule
    let owner: ClassRef
    let member: ClassMember
    let call: Instruction
    let target: ClassRef?
    let load: MemberID
  }

  private mutating func declaration(
    _ call: Instruction,
    of member: ClassMember,
    _ owner: ClassRef
  ) -> Declaration? {
    var functions: [MemberID] = []
    for id in members(of: evaluate(ValueID(call.a), in: owner.unitIndex)) {
      if case .member(let function, _) = entities[id] { functions.append(function) }
    }
    if functions.isEmpty, let offered = offered(to: call, by: owner) { functions = [offered] }
    for function in functions {
      guard let rule = index.member(function).called?.value.relation,
        let type = index.types(of: function).callReturns,
        let load = names.known("__get__").flatMap({ index.member($0, of: type) }),
        case let target = target(of: call, rule, member, owner), target != nil || rule.size == .one
      else { continue }
      return Declaration(
        rule: rule,
        owner: owner,
        member: member,
        call: call,
        target: target,
        load: load
      )
    }
    return nil
  }

  /// What declares a relation in a class that a function makes of the extension it is handed:
  /// `def models(db): class Order(db.Model): customer = db.relationship("Customer")`.
  ///
  /// What the parameter is, is known once its callers are followed; that both names come from it says enough.
  private func offered(to call: Instruction, by owner: ClassRef) -> MemberID? {
    let unit = owner.unitIndex
    let facts = units[unit].facts
    let callee = facts.values[Int(call.a)]
    let parent = facts.values[facts.classes[owner.id.index].superclass.index]
    guard callee.kind == .member, parent.kind == .member,
      let given = units.parameter(behind: ValueID(callee.a), in: unit),
      given == units.parameter(behind: ValueID(parent.a), in: unit)
    else { return nil }
    return index.relation(
      units[unit].name(NameID(callee.b)),
      besides: units[unit].name(NameID(parent.b))
    )
  }

  /// Adds what a declaration says, and the way back; gives the name of a pair that is declared at the other end.
  private mutating func add(_ declared: Declaration) -> (relation: Int32, name: Name)? {
    let unit = declared.owner.unitIndex
    let isMany = isMany(declared)
    let name = units[unit].name(declared.member.name)
    var relation = relation(
      declared,
      name,
      from: declared.owner,
      to: declared.target,
      isMany,
      loading: option(declared.rule.loading, of: declared.call, in: unit),
      wrapper: wrapper(of: declared.member, declared.rule, in: unit)?.name,
      declaredBy: declared.member.value
    )
    relation.handsOnRemoval = handsOnRemoval(declared.call, in: unit)
    guard let number = relations.add(relation) else { return nil }
    if declared.rule.isHeldByKey, !isMany, refersTo(declared) { relations.hold(number) }
    addReverse(declared, of: number, isMany: isMany)
    guard let pair = declared.rule.pairOption,
      case let value = option(pair, of: declared.call, in: unit),
      units[unit].facts.values[value.index].kind == .string
    else { return nil }
    return (number, units[unit].name(NameID(units[unit].facts.values[value.index].a)))
  }

  private func relation(
    _ declared: Declaration,
    _ name: Name,
    from owner: ClassRef,
    to target: ClassRef?,
    _ isMany: Bool,
    loading: ValueID,
    wrapper: String? = nil,
    declaredBy declaration: ValueID
  ) -> Relation {
    let rule = declared.rule
    let facts = units[declared.owner.unitIndex].facts
    let value = facts.values[loading.index]
    let word = value.kind == .string ? facts.names.string(NameID(value.a)) : ""
    var access = Relation.Access.rows
    if isMany, let type = rule.manager.flatMap(index.type(named:)) { access = .manager(type) }
    let asked = rule.asked[word] ?? wrapper.flatMap { rule.askedWrappers[$0] }
    if let type = asked.flatMap(index.type(named:)) { access = .query(type) }
    return Relation(
      name: name,
      owner: owner,
      target: target,
      isMany: isMany,
      access: access,
      load: rule.unlazy.contains(word) ? nil : declared.load,
      declaration: ValueRef(unit: declared.owner.unitIndex, id: declaration)
    )
  }

  private mutating func addReverse(_ declared: Declaration, of number: Int32, isMany: Bool) {
    let unit = declared.owner.unitIndex
    let facts = units[unit].facts
    var value = option(declared.rule.reverseOption, of: declared.call, in: unit)
    let declaration = value
    var loading = ValueID.none
    var isSingle = false
    var handsOn = false
    if let call = facts.call(behind: value) {
      handsOn = handsOnRemoval(call, in: unit)
      // `backref("order", lazy="joined")`
      loading = option(declared.rule.loading, of: call, in: unit)
      if let list = declared.rule.listOption {
        let value = facts.values[option(list, of: call, in: unit).index]
        isSingle = value.kind == .boolean && value.a == 0
      }
      value = units[unit].value(at: 0, of: ListID(call.b))
    }
    let reverse: Name
    if facts.values[value.index].kind == .string {
      reverse = units[unit].name(NameID(facts.values[value.index].a))
    } else if let suffix = declared.rule.impliedReverse, !value.isPresent,
      case let own = facts.names.string(facts.classes[declared.owner.id.index].name),
      let known = names.known(own.lowercased() + suffix)
    {
      reverse = known
    } else {
      return
    }
    guard let target = declared.target else { return }
    let isManyBack = !isSingle && (declared.rule.reverseSize.map { $0 == .many } ?? !isMany)
    var back = relation(
      declared,
      reverse,
      from: target,
      to: declared.owner,
      isManyBack,
      loading: loading,
      // The way back is another relation than the way there, and needs a place of its own.
      declaredBy: declaration.isPresent ? declaration : ValueID(declared.call.a)
    )
    back.handsOnRemoval = handsOn
    guard let other = relations.add(back) else { return }
    relations.pair(number, other)
    if declared.rule.isHeldByKey, isMany, !isManyBack { relations.hold(other) }
  }
}

// Which class stands at the other end, and with how many rows.
extension Evaluator {
  private mutating func target(
    of call: Instruction,
    _ rule: RelationRule,
    _ member: ClassMember,
    _ owner: ClassRef
  ) -> ClassRef? {
    let unit = owner.unitIndex
    var value = units[unit].value(at: 0, of: ListID(call.b))
    if units[unit].facts.values[value.index].flags.contains(.keywords) { value = .none }
    if !value.isPresent, let name = rule.targetOption { value = option(name, of: call, in: unit) }
    if let named = target(value, owner) ?? userTarget(value, rule, owner) { return named }
    // What is annotated: `items: list[Item] = Relationship()`.
    let type = wrapper(of: member, rule, in: unit)?.type ?? member.type
    return model(ofType: type, in: unit)
  }

  private mutating func target(_ value: ValueID, _ owner: ClassRef) -> ClassRef? {
    guard value.isPresent else { return nil }
    let facts = units[owner.unitIndex].facts
    let shape = facts.values[value.index]
    if shape.kind == .string {
      return type(named: facts.names.string(NameID(shape.a)), near: owner)
    }
    if shape.kind == .function {
      let function = FunctionRef(unit: owner.unitIndex, id: FunctionID(shape.a))
      return model(in: returns(of: function))
    }
    return model(in: evaluate(value, in: owner.unitIndex))
  }

  private func model(in set: EntitySetID) -> ClassRef? {
    for id in entities[set] {
      if case .classObject(let type) = entities[id] { return type }
    }
    return nil
  }

  private mutating func model(ofType id: ValueID, in unit: Int) -> ClassRef? {
    guard id.isPresent else { return nil }
    for id in members(of: evaluate(id, in: unit)) {
      switch entities[id] {
      case .instance(let type): return type
      case .collection(let element):
        if case .instance(let type) = entities[element] { return type }
      default: continue
      }
    }
    return nil
  }

  /// A class by the text that names it: `Item`, `shop.Item`, `app.models.Item`, `self`.
  private func type(named text: String, near owner: ClassRef) -> ClassRef? {
    if text == "self" { return owner }
    let name = text.utf8.split(separator: UInt8(ascii: ".")).last.map { String(Substring($0)) }
    guard let name, let found = subclassNames[name.lowercased()] else { return nil }
    let exact = found.filter { type in
      let facts = units[type.unitIndex].facts
      return facts.language == .python
        && facts.names.string(facts.classes[type.id.index].name) == name
    }
    return exact.first { $0.unit == owner.unit }
      ?? exact.max { nearness($0, owner) < nearness($1, owner) }
  }

  /// How many folders two classes have in common.
  private func nearness(_ one: ClassRef, _ other: ClassRef) -> Int {
    let left = units[one.unitIndex].path.utf8
    let right = units[other.unitIndex].path.utf8
    return zip(left, right).prefix { $0 == $1 }.count
  }

  private mutating func isMany(_ declared: Declaration) -> Bool {
    switch declared.rule.size {
    case .one: return false
    case .many: return true
    case .declared: break
    }
    let unit = declared.owner.unitIndex
    let facts = units[unit].facts
    if let name = declared.rule.listOption {
      let value = facts.values[option(name, of: declared.call, in: unit).index]
      if value.kind == .boolean { return value.a == 1 }
    }
    if wrapper(of: declared.member, declared.rule, in: unit) != nil { return true }
    let type = facts.values[declared.member.type.index]
    if type.kind == .type {
      let named = facts.values[Int(type.a)]
      return named.kind == .global && facts.names.string(NameID(named.a)) == "Array"
    }
    return !refersTo(declared)
  }

  /// Whether a column of the class refers to the table at the other end.
  private mutating func refersTo(_ declared: Declaration) -> Bool {
    let unit = declared.owner.unitIndex
    let facts = units[unit].facts
    guard let target = declared.target else { return false }
    if target == declared.owner {
      return declared.rule.ownSideOption.map {
        option($0, of: declared.call, in: unit).isPresent
      } ?? false
    }
    if let columns = declared.rule.columnsOption {
      let named = option(columns, of: declared.call, in: unit)
      if namesOwnColumns(named, declared.owner) { return true }
      if namesColumns(of: target, named, in: unit) { return false }
    }
    let own = facts.names.string(declared.member.name)
    let tables = tableNames(of: target, declared.rule)
    for member in units[unit].members(of: declared.owner.id) {
      if facts.names.string(member.name) == own + "_id" { return true }
      guard let column = facts.call(behind: member.value) else { continue }
      for argument in facts.valueList(ListID(column.b)) {
        guard let key = facts.call(behind: argument), isForeignKey(key, in: unit) else { continue }
        let text = facts.values[units[unit].value(at: 0, of: ListID(key.b)).index]
        guard text.kind == .string else { continue }
        let parts = facts.names.string(NameID(text.a)).utf8.split(separator: UInt8(ascii: "."))
        if parts.count > 1, tables.contains(String(Substring(parts[parts.count - 2])).lowercased())
        {
          return true
        }
      }
    }
    return false
  }

  /// Whether the option says so: `foreign_keys=[email]`, `foreign_keys="Order.customer_id"`.
  private func namesOwnColumns(_ id: ValueID, _ owner: ClassRef) -> Bool {
    guard id.isPresent else { return false }
    let facts = units[owner.unitIndex].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .array: return facts.valueList(ListID(value.a)).contains { namesOwnColumns($0, owner) }
    case .symbol:
      let name = facts.symbols[Int(value.a)].name
      return units[owner.unitIndex].members(of: owner.id).contains { $0.name == name }
    case .string:
      let own = facts.names.string(facts.classes[owner.id.index].name)
      return facts.names.string(NameID(value.a)).contains("\(own).")
    default: return false
    }
  }

  /// Whether an option names columns of the class at the other end: `foreign_keys="Order.customer_id"` at the customer.
  private func namesColumns(of target: ClassRef, _ id: ValueID, in unit: Int) -> Bool {
    guard id.isPresent else { return false }
    let value = units[unit].facts.values[id.index]
    let other = units[target.unitIndex].facts
    let name = other.names.string(other.classes[target.id.index].name)
    return value.kind == .string
      && units[unit].facts.names.string(NameID(value.a)).contains("\(name).")
  }

  private mutating func isForeignKey(_ call: Instruction, in unit: Int) -> Bool {
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      if case .member(let member, _) = entities[id],
        index.member(member).called?.value.role == .foreignKey
      {
        return true
      }
    }
    return false
  }

  /// What the table of a class may be called.
  private func tableNames(of type: ClassRef, _ rule: RelationRule) -> Set<String> {
    let facts = units[type.unitIndex].facts
    let name = facts.names.string(facts.classes[type.id.index].name)
    var result: Set<String> = [name.lowercased(), snakeCase(name)]
    for member in units[type.unitIndex].members(of: type.id)
    where facts.names.string(member.name) == rule.tableMember {
      let value = facts.values[member.value.index]
      if value.kind == .string { result.insert(facts.names.string(NameID(value.a)).lowercased()) }
    }
    return result
  }

  /// `order_item` of `OrderItem`.
  private func snakeCase(_ name: String) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      if isCapital, !bytes.isEmpty { bytes.append(UInt8(ascii: "_")) }
      bytes.append(isCapital ? byte | 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
