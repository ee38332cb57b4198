// Calls, constructions, tagged templates and the calls that load modules.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  mutating func call(_ id: NodeID, callee: ValueID, _ use: Use) -> ValueID {
    let node = tree[id]
    let mayRequire = Self.isWordRequire(node.a, tree)
    if mayRequire, isRequire(node.a), let module = requiredModule(id) { return module }
    let arguments = expressions(node.b)
    if mayRequire, isRequire(node.a), let module = joinedModule(arguments, at: id) {
      return module
    }
    markInvoked(callee)
    let flags = node.flags.contains(.optional) ? use.union(.optional) : use
    let instruction = emit(.call, a: callee.raw, b: arguments.raw, flags: flags, at: id)
    return result(of: instruction, use, at: id)
  }

  /// The value of a call; nothing asks for it if it is thrown away on the spot.
  private mutating func result(
    of instruction: InstructionID,
    _ use: Use,
    at id: NodeID
  ) -> ValueID {
    if use.contains(.discarded) && !use.contains(.awaited) { return .none }
    return add(.result, a: instruction.raw, at: id)
  }

  mutating func taggedTemplate(_ id: NodeID, tag: ValueID, _ use: Use) -> ValueID {
    let node = tree[id]
    let mark = scratch.count
    if tree.kind(node.b) == .template {
      let argument = template(node.b, isTagged: true)
      scratch.append(argument.raw)
    }
    let arguments = list(from: mark)
    let flags = use.union(.template)
    let instruction = emit(.call, a: tag.raw, b: arguments.raw, flags: flags, at: id)
    return result(of: instruction, use, at: id)
  }

  mutating func construction(_ id: NodeID, _ use: Use) -> ValueID {
    let node = tree[id]
    let callee = expression(node.a)
    let arguments = expressions(node.b)
    let instruction = emit(.construct, a: callee.raw, b: arguments.raw, flags: use, at: id)
    return result(of: instruction, use, at: id)
  }

  /// `(() => …)()` and `(function () { … }).call(this)` run the function on the spot.
  private mutating func markInvoked(_ callee: ValueID) {
    var value = values[callee.index]
    if value.kind == .member { value = values[Int(value.a)] }
    if value.kind == .function { functions.base[Int(value.a)].flags.insert(.invoked) }
  }
}

// Modules asked for by calls.
extension Lowering {
  /// Whether a callee is spelt `require`: asked of the tree alone, because all of a lowering is copied to be asked.
  private static func isWordRequire(_ callee: NodeID, _ tree: TreePointers) -> Bool {
    tree.kind(callee) == .identifier && Name(id: tree[callee].a) == Word.require
  }

  /// Whether the callee that is spelt `require` loads modules.
  private func isRequire(_ callee: NodeID) -> Bool {
    let symbol = binder.slots[Int(callee)]
    return symbol == 0 || isMadeRequire(binder.symbols[Int(symbol)].value)
  }

  /// `const require = createRequire(import.meta.url)`, by which a module of the language asks for older ones.
  private func isMadeRequire(_ id: ValueID) -> Bool {
    guard id.isPresent, case let made = values[id.index], made.kind == .result else { return false }
    let maker = values[Int(instructions[Int(made.a)].a)]
    switch maker.kind {
    case .symbol: return names.isText(binder.symbols[Int(maker.a)].name, "createRequire")
    case .member: return names.isText(NameID(maker.b), "createRequire")
    default: return false
    }
  }

  /// The module of a `require` whose argument says at least a part of the specifier.
  private mutating func requiredModule(_ id: NodeID) -> ValueID? {
    let node = tree[id]
    guard tree.count(of: node.b) > 0 else { return nil }
    switch tree.kind(tree.node(0, of: node.b)) {
    case .string, .template, .binary: break
    default: return nil
    }
    let specifier = expression(tree.node(0, of: node.b))
    switch values[specifier.index].kind {
    case .string: return module(.require, specifier, at: id)
    case .template:
      return besideModule(values[specifier.index], at: id) ?? module(.require, specifier, at: id)
    default: return nil
    }
  }

  /// `require(__dirname + "/../config/config.js")`.
  private mutating func besideModule(_ template: Value, at id: NodeID) -> ValueID? {
    guard template.a != 0, lists[Int(template.a)] == 2,
      case let folder = values[Int(lists[Int(template.a) + 1])], folder.kind == .global,
      names.isText(NameID(folder.a), "__dirname"),
      case let rest = values[Int(lists[Int(template.a) + 2])], rest.kind == .string,
      case let bytes = names.bytes(NameID(rest.a)), bytes.first == UInt8(ascii: "/")
    else { return nil }
    let path = [UInt8(ascii: ".")] + bytes
    return module(.require, names.number(ofBytes: path), span: span(id), at: id)
  }

  /// `require(path.join(__dirname, file))`: a module of the folder, whichever it is.
  private mutating func joinedModule(_ arguments: ListID, at id: NodeID) -> ValueID? {
    guard arguments != .none else { return nil }
    let argument = values[Int(lists[Int(arguments.raw) + 1])]
    guard argument.kind == .result else { return nil }
    let joining = instructions[Int(argument.a)]
    let callee = values[Int(joining.a)]
    guard callee.kind == .member, joining.b != 0,
      names.isText(NameID(callee.b), "join") || names.isText(NameID(callee.b), "resolve")
    else { return nil }
    let count = Int(lists[Int(joining.b)])
    let steps = (1...count).map { values[Int(lists[Int(joining.b) + $0])] }
    guard steps[0].kind == .global, names.isText(NameID(steps[0].a), "__dirname") else {
      return nil
    }
    let known = steps.dropFirst().prefix { $0.kind == .string }
    let folders = known.map { names.bytes(NameID($0.a)) }
    if known.count == count - 1 {
      let path = Array("./".utf8) + folders.joined(separator: [UInt8(ascii: "/")])
      return module(.require, names.number(ofBytes: path), span: span(id), at: id)
    }
    let prefix = Array("./".utf8) + folders.flatMap { $0 + [UInt8(ascii: "/")] }
    let last = steps[count - 1]
    return pattern(
      .require,
      prefix: names.number(ofBytes: prefix),
      suffix: last.kind == .string ? NameID(last.a) : ending(of: last),
      at: id
    )
  }

  /// The text that a template ends with.
  private func ending(of value: Value) -> NameID {
    guard value.kind == .template, value.a != 0 else { return .none }
    let last = values[Int(lists[Int(value.a) + Int(lists[Int(value.a)])])]
    return last.kind == .string ? NameID(last.a) : .none
  }

  /// `import(specifier)`.
  mutating func importCall(_ id: NodeID) -> ValueID {
    let arguments = tree[id].a
    guard tree.count(of: arguments) > 0 else { return unknown(id) }
    let specifier = expression(tree.node(0, of: arguments))
    for index in 1..<max(tree.count(of: arguments), 1) {
      _ = expression(tree.node(index, of: arguments))
    }
    return module(.dynamic, specifier, at: id)
  }

  private mutating func module(
    _ kind: ImportFact.Kind,
    _ specifier: ValueID,
    at id: NodeID
  ) -> ValueID {
    let value = values[specifier.index]
    if value.kind == .string {
      return module(kind, NameID(value.a), span: span(id), at: id)
    }
    var prefix = NameID.none
    var suffix = NameID.none
    if value.kind == .template && value.a != 0 {
      let count = Int(lists[Int(value.a)])
      let first = values[Int(lists[Int(value.a) + 1])]
      let last = values[Int(lists[Int(value.a) + count])]
      if first.kind == .string { prefix = NameID(first.a) }
      if last.kind == .string && count > 1 { suffix = NameID(last.a) }
    }
    return pattern(kind, prefix: prefix, suffix: suffix, at: id)
  }

  private mutating func pattern(
    _ kind: ImportFact.Kind,
    prefix: NameID,
    suffix: NameID,
    at id: NodeID
  ) -> ValueID {
    imports.append(
      ImportFact(kind, specifier: prefix, suffix: suffix, isPattern: true, span: span(id))
    )
    return add(.module, a: UInt32(truncatingIfNeeded: imports.count - 1), at: id)
  }

  /// Notes that the file asks for a module; the value stands for its exports.
  mutating func module(
    _ kind: ImportFact.Kind,
    _ specifier: NameID,
    span: ByteSpan,
    at id: NodeID
  ) -> ValueID {
    imports.append(ImportFact(kind, specifier: specifier, span: span))
    return add(.module, a: UInt32(truncatingIfNeeded: imports.count - 1), at: id)
  }
}
