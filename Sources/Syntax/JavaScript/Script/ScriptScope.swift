// What the names of a script's module stand for, as far as waiting is concerned.

import SyntaxTree

extension BlockingCalls {
  /// Names of one module.
  struct Scope {
    /// Functions of libraries that wait, by their names here.
    private(set) var functions: Set<String> = []
    /// Names of libraries, with what of each waits.
    private(set) var libraries: [String: Set<String>] = [:]
    /// `check`, by its names here.
    private(set) var checks: Set<String> = []
    /// Names here of functions that other modules call otherwise.
    private(set) var aliases: [String: String] = [:]
    /// Names of modules of the script.
    private(set) var namespaces: Set<String> = []
    /// Functions by the names that they are called by.
    private(set) var declared: [String: [NodeID]] = [:]

    /// How a function is called.
    struct FunctionName {
      let text: String
      let isMember: Bool
    }

    init(of module: ScriptModule, libraries known: BlockingFunctions) {
      for id in 1..<max(1, NodeID(module.tree.count)) {
        let node = module.tree.node(id)
        switch node.kind {
        case .importDeclaration: takeImport(node, of: module, known)
        case .declarator: takeRequire(node, of: module, known)
        case .function, .arrow:
          for name in Self.names(of: node, in: module) {
            declared[name.text, default: []].append(id)
          }
        default: break
        }
      }
    }

    private mutating func takeImport(
      _ node: AnyNode,
      of module: ScriptModule,
      _ known: BlockingFunctions
    ) {
      guard let specifier = module.specifier(importedBy: node) else { return }
      for item in node.list(node.record.a) {
        switch item.kind {
        case .importDefault, .importNamespace:
          let local = item.node(item.record.a).text
          if let library = known[specifier] {
            libraries[local] = library
          } else if item.kind == .importNamespace {
            namespaces.insert(local)
          } else {
            aliases[local] = Self.nameOfDefault(specifier)
          }
        case .importSpecifier:
          let imported = item.node(item.record.a).text
          take(imported, as: item.node(item.record.b).text, from: specifier, known)
        default: break
        }
      }
    }

    /// `const http = require("k6/http")`, `const { sleep } = require("k6")`.
    private mutating func takeRequire(
      _ node: AnyNode,
      of module: ScriptModule,
      _ known: BlockingFunctions
    ) {
      var value = node.node(node.record.b)
      if value.kind == .member { value = value.node(value.record.a) }
      guard value.kind == .call, let specifier = module.specifier(importedBy: value) else { return }
      let target = node.node(node.record.a)
      if target.kind == .identifier {
        if let library = known[specifier] {
          libraries[target.text] = library
        } else {
          namespaces.insert(target.text)
        }
      }
      guard target.kind == .objectPattern else { return }
      for item in target.list(target.record.a) where item.kind == .property {
        let key = item.node(item.record.a).text
        take(key, as: item.node(item.record.b).text, from: specifier, known)
      }
    }

    private mutating func take(
      _ imported: String,
      as local: String,
      from specifier: String,
      _ known: BlockingFunctions
    ) {
      guard let library = known[specifier] else {
        aliases[local] = imported == "default" ? Self.nameOfDefault(specifier) : imported
        return
      }
      if library.contains(imported) { functions.insert(local) }
      if specifier == "k6", imported == "check" { checks.insert(local) }
      // `import { http } from "k6/x"` names no function: its members are unknown.
      if imported == "default" { libraries[local] = library }
    }

    /// What the default export of a module is called, for want of a name: its file's.
    private static func nameOfDefault(_ specifier: String) -> String {
      "default of " + (specifier.split(separator: "/").last.map(String.init) ?? specifier)
    }

    /// The names that a function is called by.
    static func names(of function: AnyNode, in module: ScriptModule) -> [FunctionName] {
      var names: [FunctionName] = []
      if function.kind == .function, function.record.a != 0 {
        names.append(FunctionName(text: function.node(function.record.a).text, isMember: false))
      }
      let holder = module.parent(of: function)
      switch holder.kind {
      case .declarator, .assignment:
        let target = holder.node(holder.record.a)
        if target.kind == .identifier {
          names.append(FunctionName(text: target.text, isMember: false))
        } else if target.kind == .member {
          let text = module.tree.source.text(target.record.c, target.end)
          names.append(FunctionName(text: text, isMember: true))
        }
      case .property, .method, .field:
        let key = holder.node(holder.record.a)
        if key.kind == .identifier {
          names.append(FunctionName(text: key.text, isMember: true))
        }
      case .exportDefault:
        names.append(FunctionName(text: nameOfDefault(module.path), isMember: false))
      default: break
      }
      return names
    }
  }
}
