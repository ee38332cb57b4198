// Imports: modules by their dotted names, and what is taken from them.

import Facts
import SourceText
import SyntaxTree

extension Lowering {
  /// `import a.b.c`, `import a.b as c`.
  mutating func importModules(_ node: Node) {
    for id in nodes(node.a) {
      let content = tree[id]
      let name = name(content.a)
      if content.b != 0 {
        store(module(name, at: id), named: content.b, at: id)
      } else {
        let first = names.firstPart(of: Name(id: content.a))
        store(packages(content.a, at: id), named: first.id, at: id)
      }
    }
  }

  /// What `import a.b.c` binds to `a`: the package, which holds the module at the end of the path.
  private mutating func packages(_ dotted: UInt32, at id: NodeID) -> ValueID {
    let parts = names.parts(of: Name(id: dotted))
    var value = module(name(dotted), at: id)
    var length = parts.count - 1
    while length > 0 {
      let inner = [name(of: parts[length]).raw, value.raw]
      let held = add(.object, a: list(inner).raw, at: id)
      let own = module(name(of: parts[..<length].joined(separator: ".")), at: id)
      value = add(.choice, a: list([own, held]).raw, operator: .or, at: id)
      length -= 1
    }
    return value
  }

  /// `from a import b, c as d`, `from . import e`, `from a import *`.
  mutating func importNames(_ id: NodeID, _ node: Node) {
    let dots = String(repeating: ".", count: Int(node.symbol))
    let path = dots + (node.a == 0 ? "" : names.text(of: Name(id: node.a)))
    let module = module(name(of: path), at: id)
    if node.flags.contains(.star) {
      starModules.append(module)
      return
    }
    let prefix = node.a == 0 ? path : path + "."
    for item in nodes(node.b) {
      let content = tree[item]
      let member = add(.member, a: module.raw, b: name(content.a).raw, at: item)
      let inner = name(of: prefix + names.text(of: Name(id: content.a)))
      let nested = self.module(inner, .submodule, at: item)
      let value = add(.choice, a: list([member, nested]).raw, operator: .or, at: item)
      store(value, named: content.b != 0 ? content.b : content.a, at: item)
    }
  }

  private mutating func module(
    _ specifier: NameID,
    _ kind: ImportFact.Kind = .static,
    at id: NodeID
  ) -> ValueID {
    facts.imports.append(ImportFact(kind, specifier: specifier, span: span(id)))
    return add(.module, a: UInt32(truncatingIfNeeded: facts.imports.count - 1), at: id)
  }

  /// Gives the name that an import binds its value; no step assigns it.
  private mutating func store(_ value: ValueID, named name: UInt32, at id: NodeID) {
    guard let found = scopes.resolve(name, from: scope) else { return }
    note(value, inNamed: found.symbol, at: id)
  }
}
