// Which names each scope of a Python file binds.

import Facts
import SourceText
import SyntaxTree

/// The scopes of a file: the module, functions, lambdas, classes and comprehensions.
///
/// Python binds a name where it is assigned anywhere in a function, so all names of a scope are collected before
/// the first is looked up. Descending node numbers are a mirrored pre-order: no recursion is needed.
struct Scopes {
  /// The scope of the module itself.
  static let module = 0

  struct Scope {
    let kind: Kind
    let parent: Int
    /// The symbols that it binds, by `Name.id`.
    var symbols: [UInt32: SymbolID] = [:]
    /// Names that belong to the module, or to a function around, though they are assigned here.
    var globals: Set<UInt32> = []
    var outers: Set<UInt32> = []
    /// The function that runs it; known once that is lowered.
    var function = FunctionID.none

    enum Kind { case module, function, type, comprehension }
  }

  private(set) var all: [Scope] = []
  /// The scope that a node opens.
  private(set) var byNode: [NodeID: Int] = [:]
  /// The symbols of all scopes; entry 0 is the absent one.
  private(set) var bindings: [Binding] = [
    Binding(name: 0, kind: .absent, declaration: ByteSpan(start: 0, end: 0), scope: 0)
  ]

  /// A name that some scope binds.
  struct Binding {
    let name: UInt32
    let kind: Symbol.Kind
    let declaration: ByteSpan
    let scope: Int
  }

  subscript(scope: Int) -> Scope {
    get { all[scope] }
    set { all[scope] = newValue }
  }

  /// The symbol that a name means where a scope is open, and whether a function lies between.
  func resolve(_ name: UInt32, from start: Int) -> (symbol: SymbolID, isCaptured: Bool)? {
    var next = start
    var seesClass = true
    var isCaptured = false
    while true {
      let scope = all[next]
      if scope.globals.contains(name) {
        return all[Self.module].symbols[name].map { ($0, next != Self.module) }
      }
      let isHidden = scope.kind == .type && !seesClass || scope.outers.contains(name)
      if !isHidden, let symbol = scope.symbols[name] { return (symbol, isCaptured) }
      if next == Self.module { return nil }
      if scope.kind != .comprehension { seesClass = false }
      if scope.kind == .function { isCaptured = true }
      next = scope.parent
    }
  }
}

// Collecting.
extension Scopes {
  /// Collects the names of all scopes of a tree.
  mutating func collect(_ tree: TreePointers, _ names: inout FileNames) {
    all = [Scope(kind: .module, parent: 0)]
    var targets = TargetMarks(count: tree.count)
    var open: [(lowest: NodeID, scope: Int)] = [(0, Self.module)]
    var id = NodeID(truncatingIfNeeded: tree.count - 1)
    while id > 0 {
      while let last = open.last, id < last.lowest { open.removeLast() }
      let current = open.last?.scope ?? Self.module
      let node = tree[id]
      declare(id, node, in: current, tree, &targets, &names)
      if let kind = Self.scopeKind(tree.kind(id)) {
        all.append(Scope(kind: kind, parent: current))
        byNode[id] = all.count - 1
        open.append((node.lowest, all.count - 1))
        declareParameters(of: id, node, in: all.count - 1, tree)
      }
      id &-= 1
    }
  }

  private static func scopeKind(_ kind: Kind) -> Scope.Kind? {
    switch kind {
    case .function, .lambda: .function
    case .class: .type
    case .listComprehension, .setComprehension, .dictionaryComprehension, .generator: .comprehension
    default: nil
    }
  }

  /// Nodes that are assigned to, found at what assigns to them.
  private struct TargetMarks {
    private var marks: [Bool]
    init(count: Int) { marks = Array(repeating: false, count: count) }
    func contains(_ id: NodeID) -> Bool { marks[Int(id)] }
    mutating func insert(_ id: NodeID) { marks[Int(id)] = true }
  }

  private mutating func declare(
    _ id: NodeID,
    _ node: Node,
    in scope: Int,
    _ tree: TreePointers,
    _ targets: inout TargetMarks,
    _ names: inout FileNames
  ) {
    switch tree.kind(id) {
    case .assignment, .delete:
      for index in 0..<tree.count(of: node.a) { targets.insert(tree.node(index, of: node.a)) }
    case .augmentedAssignment, .annotatedAssignment, .for, .comprehensionClause, .typeAlias:
      targets.insert(node.a)
    case .named:
      // A comprehension's own scope does not keep the name.
      var outer = scope
      while all[outer].kind == .comprehension { outer = all[outer].parent }
      if tree.kind(node.a) == .name {
        bind(tree[node.a].a, .variable, tree[node.a].range, in: outer)
      }
    case .withItem: if node.b != 0 { targets.insert(node.b) }
    case .tuple, .list:
      guard targets.contains(id) else { return }
      for index in 0..<tree.count(of: node.a) { targets.insert(tree.node(index, of: node.a)) }
    case .starred: if targets.contains(id) { targets.insert(node.a) }
    case .name: if targets.contains(id) { bind(node.a, .variable, node.range, in: scope) }
    case .function: bind(node.a, .function, nameRange(of: node, word: 4, tree), in: scope)
    case .class: bind(node.a, .class, nameRange(of: node, word: 3, tree), in: scope)
    case .handler: if node.b != 0 { bind(node.b, .caught, node.range, in: scope) }
    case .capturePattern: if node.b != 0 { bind(node.b, .variable, node.range, in: scope) }
    case .starPattern: if node.a != 0 { bind(node.a, .variable, node.range, in: scope) }
    case .importedName:
      // `import a.b` binds `a`.
      let name = node.b != 0 ? node.b : names.firstPart(of: Name(id: node.a)).id
      bind(name, .import, node.range, in: scope)
    case .global:
      for index in 0..<tree.count(of: node.a) {
        all[scope].globals.insert(tree[tree.node(index, of: node.a)].a)
      }
    case .nonlocal:
      for index in 0..<tree.count(of: node.a) {
        all[scope].outers.insert(tree[tree.node(index, of: node.a)].a)
      }
    default: return
    }
  }

  private func nameRange(of node: Node, word: Int, _ tree: TreePointers) -> ByteSpan {
    let start = tree.word(word, of: node.d)
    return ByteSpan(start: start, end: max(start, min(node.end, start &+ 1)))
  }

  private mutating func declareParameters(
    of id: NodeID,
    _ node: Node,
    in scope: Int,
    _ tree: TreePointers
  ) {
    let list: NodeListID
    switch tree.kind(id) {
    case .function: list = node.b
    case .lambda: list = node.a
    default: return
    }
    for index in 0..<tree.count(of: list) {
      let parameter = tree.node(index, of: list)
      guard tree.kind(parameter) == .parameter else { continue }
      bind(tree[parameter].a, .parameter, tree[parameter].range, in: scope)
    }
  }

  private mutating func bind(
    _ name: UInt32,
    _ kind: Symbol.Kind,
    _ declaration: ByteSpan,
    in scope: Int
  ) {
    guard name != 0 else { return }
    let binding = Binding(name: name, kind: kind, declaration: declaration, scope: scope)
    guard let known = all[scope].symbols[name] else {
      all[scope].symbols[name] = SymbolID(bindings.count)
      return bindings.append(binding)
    }
    // Later places are met first: the earliest is the declaration, which a parameter is anyway.
    if bindings[known.index].kind != .parameter { bindings[known.index] = binding }
  }
}

extension Node {
  /// Where the node stands.
  var range: ByteSpan { ByteSpan(start: start, end: end) }
}
