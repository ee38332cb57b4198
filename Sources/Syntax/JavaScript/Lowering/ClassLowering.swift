// Classes: their members, decorators, and the function that their fields run in.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  mutating func classValue(_ id: NodeID) -> ValueID {
    let node = tree[id]
    let number = ClassID(classes.count)
    let isNamed = tree.kind(node.a) == .identifier
    let name = isNamed ? names.number(of: Name(id: tree[node.a].a)) : .none
    let symbol = isNamed ? SymbolID(binder.slots[Int(node.a)]) : .none
    classes.append(ClassFact(name: name, symbol: symbol, function: function, span: span(id)))
    let applied = decorators(tree.word(3, of: node.d))
    let superclass = node.b == 0 ? ValueID.none : expression(node.b)
    let interfaces = types(tree.word(2, of: node.d))
    let mark = openMembers.count
    var runsCode = false
    for index in 0..<tree.count(of: node.c) {
      let member = tree.node(index, of: node.c)
      addMember(member, of: number)
      runsCode = runsCode || isRun(member)
    }
    closeMembers(of: number, from: mark)
    classes.base[number.index].decorators = applied
    classes.base[number.index].superclass = superclass
    classes.base[number.index].interfaces = interfaces
    classes.base[number.index].isAbstract = node.flags.contains(.declare)
    if runsCode {
      let body = enqueue(id, .classBody, name: name)
      functions.base[body.index].owner = number
    }
    let value = add(.class, a: number.raw, at: id)
    noteDeclared(node.a, value)
    return value
  }

  /// Whether a member is code of the class itself: an initialiser or a static block.
  private func isRun(_ id: NodeID) -> Bool {
    tree.kind(id) == .staticBlock || (tree.kind(id) == .field && tree[id].b != 0)
  }

  /// Whether a member is listed: index signatures, static blocks and methods without a body are not.
  private func isListed(_ id: NodeID) -> Bool {
    switch tree.kind(id) {
    case .field: true
    case .method: tree.kind(tree[id].b) == .function && tree[tree[id].b].c != 0
    default: false
    }
  }

  private mutating func closeMembers(of number: ClassID, from mark: Int) {
    classes.base[number.index].firstMember = UInt32(truncatingIfNeeded: members.count)
    classes.base[number.index].memberCount = UInt32(
      truncatingIfNeeded: openMembers.count - mark
    )
    for index in mark..<openMembers.count { members.append(openMembers[index]) }
    openMembers.count = mark
  }

  private mutating func addMember(_ id: NodeID, of number: ClassID) {
    guard isListed(id) else { return }
    let node = tree[id]
    let applied = decorators(node.d)
    let name = key(node.a, isComputed: node.flags.contains(.computed))
    let isStatic = node.flags.contains(.static)
    var member = ClassMember(name: name, isStatic: isStatic, decorators: applied, span: span(id))
    if tree.kind(id) == .method {
      decorateParameters(node.b)
      let value = functionValue(node.b, methodKind(node.flags), name: name, span: span(node.a))
      let method = Int(values[value.index].a)
      functions.base[method].owner = number
      functions.base[method].decorators = applied
      if isStatic { functions.base[method].flags.insert(.static) }
      member.function = FunctionID(method)
    } else {
      member.type = type(node.c)
    }
    openMembers.append(member)
  }

  /// The decorators of parameters run where the class is declared, long before the method.
  private mutating func decorateParameters(_ method: NodeID) {
    let nodes = tree[method].b
    for index in 0..<tree.count(of: nodes) {
      let id = tree.node(index, of: nodes)
      guard tree.kind(id) == .parameter, tree[id].d != 0 else { continue }
      let applied = decorators(tree[id].d)
      binder.slots[Int(id)] = applied.raw
    }
  }

  /// The values of decorators, which are calls or the functions to call.
  private mutating func decorators(_ nodes: NodeListID) -> ListID {
    let mark = scratch.count
    for index in 0..<tree.count(of: nodes) {
      let value = expression(tree[tree.node(index, of: nodes)].a, .decorator)
      scratch.append(value.raw)
    }
    return list(from: mark)
  }

  /// Lowers what a class itself runs: the initialisers of its fields and its static blocks.
  mutating func classBody(_ id: NodeID) {
    let number = functions[function.index].owner
    var index = Int(classes[number.index].firstMember)
    let node = tree[id]
    for position in 0..<tree.count(of: node.c) {
      let member = tree.node(position, of: node.c)
      let content = tree[member]
      if tree.kind(member) == .staticBlock { statements(content.a) }
      guard isListed(member) else { continue }
      if tree.kind(member) == .field && content.b != 0 {
        let value = expression(content.b)
        nameFunction(value, members[index].name, at: content.a)
        members.base[index].value = value
      }
      index += 1
    }
  }
}
