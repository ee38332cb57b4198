// Scopes and bindings: which symbol each identifier of a file means.

import Facts
import SourceText
import SyntaxTree

/// Resolves the identifiers of a tree in two backward passes over its nodes.
///
/// Descending node numbers are a mirrored pre-order, so a scope is met before everything inside it and left
/// when the numbers fall below its subtree: neither pass recurses. The first pass collects the declarations
/// of each scope, the second enters scopes and looks names up in `visible`.
struct Binder: ~Copyable {
  /// A word for each node.
  ///
  /// While binding: of an identifier or pattern, a `Mark`, the context that it declares names in, or a
  /// declaration; of a scope, its first declaration. Afterwards: of an identifier its symbol, else 0.
  var slots = GrowingBuffer<UInt32>(capacity: 1 << 12)
  /// The symbols of the file, of which entry 0 is the absent one.
  ///
  /// Their `function` is filled in by the lowering.
  var symbols = GrowingBuffer<Symbol>(capacity: 1 << 10)
  /// The node of the function (or class, for its fields) that binds each symbol.
  var functionNodes = GrowingBuffer<NodeID>(capacity: 1 << 10)

  /// The scope that binds each symbol.
  var scopeNodes = GrowingBuffer<NodeID>(capacity: 1 << 10)
  var declarations = GrowingBuffer<Declaration>(capacity: 1 << 10)
  var contexts = GrowingBuffer<Context>(capacity: 1 << 8)
  var frames = GrowingBuffer<Frame>(capacity: 1 << 6)
  /// The symbol that each name of the interner means at the current node; 0 everywhere between files.
  var visible = GrowingBuffer<UInt32>(capacity: 1 << 13)
  /// What `visible` held before the scopes that are open.
  var shadowed = GrowingBuffer<Shadowed>(capacity: 1 << 8)

  struct Declaration: BitwiseCopyable {
    var identifier: NodeID
    var kind: Symbol.Kind
    var function: NodeID
    /// The next declaration of the scope, in source order; 0 ends the list.
    var next: UInt32
    var symbol: UInt32
  }

  /// What the identifiers of a pattern declare.
  struct Context: BitwiseCopyable {
    var scope: NodeID
    var function: NodeID
    var kind: Symbol.Kind
  }

  /// A scope or function that is open.
  struct Frame: BitwiseCopyable {
    var lowest: NodeID
    /// Where `let`, `const`, `class` and functions are bound.
    var scope: NodeID
    /// Where `var` is bound.
    var varScope: NodeID
    var function: NodeID
    var shadowedCount: Int
  }

  struct Shadowed: BitwiseCopyable {
    var name: UInt32
    var symbol: UInt32
  }

  /// Slots of identifiers that are neither contexts (small numbers) nor declarations.
  enum Mark {
    /// A key or another word that refers to nothing.
    static let noReference: UInt32 = 0x7FFF_FFFF
    /// A name in a type: it resolves, but reads nothing.
    static let type: UInt32 = 0x7FFF_FFFE
    /// The first name of a component's tag.
    static let component: UInt32 = 0x7FFF_FFFD
    /// Set in slots that hold the number of a declaration.
    static let declaration: UInt32 = 0x8000_0000
  }

  /// Resolves all identifiers of a tree.
  mutating func bind(_ tree: TreePointers, _ names: inout FileNames) {
    reset(tree.count, names.internedCount)
    declare(tree)
    resolve(tree, &names)
  }

  private mutating func reset(_ nodeCount: Int, _ nameCount: Int) {
    slots.count = 0
    slots.appendZeros(nodeCount)
    if visible.count < nameCount {
      visible.appendZeros(nameCount - visible.count)
    }
    declarations.count = 0
    let nowhere = ByteSpan(start: 0, end: 0)
    declarations.append(
      Declaration(identifier: 0, kind: .absent, function: 0, next: 0, symbol: 0)
    )
    contexts.count = 0
    contexts.append(Context(scope: 0, function: 0, kind: .absent))
    symbols.count = 0
    symbols.append(Symbol(.absent, name: .none, function: .none, declaration: nowhere))
    functionNodes.count = 0
    functionNodes.append(0)
    scopeNodes.count = 0
    scopeNodes.append(0)
  }
}

extension Binder {
  /// Whether a node binds nothing and refers to nothing itself; two nodes of three are such.
  @inline(__always)
  static func isPlain(_ kind: Kind) -> Bool {
    switch kind {
    case .none, .member, .call, .string, .expressionStatement, .number, .index, .binary, .logical,
      .true, .false, .null, .this, .super, .template, .array, .object, .spread, .unary, .update,
      .assignment, .conditional, .sequence, .new, .yield, .await, .declarator, .return, .if,
      .jsxText, .jsxExpression, .jsxSpreadAttribute, .typeKeyword, .asExpression, .nonNull:
      true
    default: false
    }
  }

  /// Whether a subtree holds nothing that runs or names a type of interest.
  ///
  /// Annotations keep their references, unions and arrays; all other types, ambient declarations and
  /// signatures without a body are passed over.
  @inline(__always)
  static func isPassedOver(_ kind: Kind, _ node: Node) -> Bool {
    switch kind {
    case .interface, .typeAlias, .tupleType, .functionType, .constructorType, .literalType,
      .templateType, .typeQuery, .indexedType, .conditionalType, .mappedType, .inferType,
      .predicateType, .importType, .optionalType, .restType, .namedTupleMember, .objectType,
      .propertySignature, .methodSignature, .callSignature, .constructSignature, .indexSignature,
      .typeParameter:
      true
    case .function: node.c == 0
    case .variableDeclaration: node.flags.contains(.declare)
    case .module: node.flags.contains(.declare) || node.b == 0
    default: false
    }
  }
}
