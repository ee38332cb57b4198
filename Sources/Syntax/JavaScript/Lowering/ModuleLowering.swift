// Imports, exports, enumerations and namespaces.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  mutating func moduleStatement(_ id: NodeID, _ kind: Kind) {
    switch kind {
    case .importDeclaration: importDeclaration(id)
    case .importEquals: importEquals(id)
    case .exportNamed: exportNamed(id)
    case .exportDefault: exportDefault(id)
    case .exportAll: exportAll(id)
    case .exportAssignment:
      let value = expression(tree[id].a)
      export(.whole, value, at: id)
    case .enum: enumeration(id)
    case .module: namespace(id)
    default: break
    }
  }

  private mutating func export(_ name: NameID, _ value: ValueID, at id: NodeID) {
    if namespaceDepth == 0 { exports.append(ExportFact(name: name, value: value, span: span(id))) }
  }

  /// The name of an imported or exported thing, which may be written as a string.
  private mutating func specifierName(_ id: NodeID) -> NameID {
    switch tree.kind(id) {
    case .string: stringName(id)
    case .identifier: names.number(of: Name(id: tree[id].a))
    default: .none
    }
  }
}

// Imports.
extension Lowering {
  private mutating func importDeclaration(_ id: NodeID) {
    let node = tree[id]
    guard tree.kind(node.b) == .string else { return }
    var modules = SourceModules(
      source: node.b,
      statement: id,
      isTypeOnly: node.flags.contains(.typeOnly)
    )
    let count = tree.count(of: node.a)
    if count == 0 { _ = module(&modules, isTypeOnly: false) }
    for index in 0..<count { importSpecifier(tree.node(index, of: node.a), &modules) }
  }

  private mutating func importSpecifier(_ id: NodeID, _ modules: inout SourceModules) {
    let node = tree[id]
    let module = module(&modules, isTypeOnly: node.flags.contains(.typeOnly))
    let value: ValueID
    let local: NodeID
    switch tree.kind(id) {
    case .importNamespace:
      value = module
      local = node.a
    case .importDefault:
      value = add(.member, a: module.raw, b: NameID.default.raw, at: id)
      local = node.a
    case .importSpecifier:
      value = add(.member, a: module.raw, b: specifierName(node.a).raw, at: id)
      local = node.b
    default: return
    }
    noteDeclared(local, value)
  }

  /// The module of one statement: asked for once to run, and once for types that are erased.
  private struct SourceModules {
    var source: NodeID
    var statement: NodeID
    var isTypeOnly: Bool
    var running = ValueID.none
    var erased = ValueID.none
  }

  private mutating func module(_ modules: inout SourceModules, isTypeOnly: Bool) -> ValueID {
    let isErased = isTypeOnly || modules.isTypeOnly
    let known = isErased ? modules.erased : modules.running
    if known.isPresent { return known }
    let value = module(
      isErased ? .typeOnly : .static,
      stringName(modules.source),
      span: span(modules.statement),
      at: modules.source
    )
    if isErased { modules.erased = value } else { modules.running = value }
    return value
  }

  /// `import a = require("b")`, `import a = b.c`.
  private mutating func importEquals(_ id: NodeID) {
    let node = tree[id]
    let importCount = imports.count
    let value = expression(node.b)
    if node.flags.contains(.typeOnly) && imports.count > importCount {
      imports.base[importCount].kind = .typeOnly
    }
    noteDeclared(node.a, value)
  }
}

// Exports.
extension Lowering {
  private mutating func exportNamed(_ id: NodeID) {
    let node = tree[id]
    if node.a != 0 {
      statement(node.a)
      forEachDeclared(by: node.a) { lowering, symbol in lowering.exportSymbol(symbol) }
      return
    }
    let hasSource = tree.kind(node.c) == .string
    if node.c != 0 && !hasSource { return }
    var modules = SourceModules(
      source: node.c,
      statement: id,
      isTypeOnly: node.flags.contains(.typeOnly)
    )
    for index in 0..<tree.count(of: node.b) {
      let specifier = tree.node(index, of: node.b)
      let names = tree[specifier]
      if hasSource {
        let module = module(&modules, isTypeOnly: names.flags.contains(.typeOnly))
        let name = specifierName(names.a)
        let value = add(.member, a: module.raw, b: name.raw, at: specifier)
        export(specifierName(names.b), value, at: specifier)
      } else if tree.kind(names.a) == .identifier, binder.slots[Int(names.a)] != 0 {
        export(specifierName(names.b), identifier(names.a), at: specifier)
      }
    }
  }

  private mutating func exportSymbol(_ symbol: UInt32) {
    let binding = binder.symbols[Int(symbol)]
    let place = binding.declaration
    let value = add(.symbol, a: symbol, start: place.start, end: place.end)
    if namespaceDepth > 0 {
      scratch.append(binding.name.raw)
      scratch.append(value.raw)
    } else {
      exports.append(ExportFact(name: binding.name, value: value, span: place))
    }
  }

  /// Visits the symbols that a declaration binds; those of types and signatures are none.
  @inline(__always)
  private mutating func forEachDeclared(
    by id: NodeID,
    _ body: (inout Lowering, UInt32) -> Void
  ) {
    let node = tree[id]
    switch tree.kind(id) {
    case .variableDeclaration:
      if node.flags.contains(.declare) { return }
      for index in 0..<tree.count(of: node.a) {
        forEachBound(in: tree[tree.node(index, of: node.a)].a, body)
      }
    case .function, .class, .enum, .module, .importEquals:
      if Binder.isPassedOver(tree.kind(id), node) { return }
      if tree.kind(node.a) == .identifier { forEachBound(in: node.a, body) }
    default: break
    }
  }

  private mutating func exportDefault(_ id: NodeID) {
    let declaration = tree[id].a
    let node = tree[declaration]
    let isNamed = node.a != 0 && node.flags.contains(.declaration)
    switch tree.kind(declaration) {
    case .interface, .none, .error: return
    case .function where isNamed, .class where isNamed:
      statement(declaration)
      guard !Binder.isPassedOver(tree.kind(declaration), node) else { return }
      export(.default, identifier(node.a), at: id)
    case .function where node.c == 0: return
    default:
      let value = expression(declaration)
      export(.default, value, at: id)
    }
  }

  /// `export * from "a"`, `export * as b from "a"`.
  private mutating func exportAll(_ id: NodeID) {
    let node = tree[id]
    guard tree.kind(node.b) == .string else { return }
    var modules = SourceModules(
      source: node.b,
      statement: id,
      isTypeOnly: node.flags.contains(.typeOnly)
    )
    let module = module(&modules, isTypeOnly: false)
    export(node.a == 0 ? .any : specifierName(node.a), module, at: id)
  }
}

// Enumerations and namespaces.
extension Lowering {
  /// An enumeration is an object of its members.
  private mutating func enumeration(_ id: NodeID) {
    let node = tree[id]
    let mark = scratch.count
    var next = 0.0
    for index in 0..<tree.count(of: node.b) {
      let member = tree.node(index, of: node.b)
      let content = tree[member]
      let name = key(content.a, isComputed: false)
      let value: ValueID
      if content.b == 0 {
        value = add(.number, a: numberIndex(next), at: member)
      } else {
        value = expression(content.b)
        if values[value.index].kind == .number { next = numbers[Int(values[value.index].a)] }
      }
      next += 1
      scratch.append(name.raw)
      scratch.append(value.raw)
    }
    let pairs = list(from: mark)
    let value = add(.object, a: pairs.raw, at: id)
    noteDeclared(node.a, value)
  }

  /// A namespace runs in place; what it exports are the members of an object.
  private mutating func namespace(_ id: NodeID) {
    let node = tree[id]
    if Binder.isPassedOver(.module, node) || tree.kind(node.b) != .block { return }
    let mark = scratch.count
    namespaceDepth += 1
    statements(tree[node.b].a)
    namespaceDepth -= 1
    let pairs = list(from: mark)
    let value = add(.object, a: pairs.raw, at: id)
    noteDeclared(node.a, value)
  }
}
