// What a file declares: functions, symbols, classes, imports, exports.

package import SourceText

/// A function, method, arrow or the body of the module itself (function 1).
@frozen
package struct Function: BitwiseCopyable, Sendable {
  package var kind: Kind
  package var flags: Flags
  /// The name it is known by: its own, or that of the variable or property it is first stored in.
  package var name: NameID
  /// The function it is written in; `none` for the module.
  package var parent: FunctionID
  /// The class it is a method of.
  package var owner: ClassID
  /// The object literal it is a method of.
  package var ownerObject: ValueID
  package var span: ByteSpan
  package var nameSpan: ByteSpan
  /// Positions in `FileFacts.parameters`.
  package var firstParameter: UInt32
  package var parameterCount: UInt32
  package var firstInstruction: InstructionID
  package var endInstruction: InstructionID
  package var firstValue: ValueID
  package var endValue: ValueID
  package var body: RegionID
  /// Values of the decorators (results of decorator calls, or the decorator itself).
  package var decorators: ListID

  @inlinable
  package init(_ kind: Kind, flags: Flags = .none, name: NameID, parent: FunctionID, span: ByteSpan)
  {
    self.kind = kind
    self.flags = flags
    self.name = name
    self.parent = parent
    self.span = span
    nameSpan = ByteSpan(start: span.start, end: span.start)
    owner = .none
    ownerObject = .none
    firstParameter = 0
    parameterCount = 0
    firstInstruction = .none
    endInstruction = .none
    firstValue = .none
    endValue = .none
    body = .none
    decorators = .none
  }

  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case absent, module, function, arrow, method, getter, setter
    /// Field initialisers and static blocks of a class.
    case classBody
  }

  package struct Flags: OptionSet, BitwiseCopyable, Sendable {
    package let rawValue: UInt8
    @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The one of the standard library is a call for each flag.
    @inlinable package func contains(_ other: Flags) -> Bool {
      rawValue & other.rawValue == other.rawValue
    }
    /// An empty literal would call into the standard library.
    @inlinable package static var none: Flags { Flags(rawValue: 0) }
    @inlinable package static var async: Flags { Flags(rawValue: 1) }
    @inlinable package static var generator: Flags { Flags(rawValue: 2) }
    @inlinable package static var `static`: Flags { Flags(rawValue: 4) }
    /// Called on the spot: `(async () => { … })()`.
    @inlinable package static var invoked: Flags { Flags(rawValue: 8) }
  }
}

/// One parameter of a function.
@frozen
package struct Parameter: BitwiseCopyable, Sendable {
  /// The symbol it binds; `none` where it is destructured.
  package var symbol: SymbolID
  package var defaultValue: ValueID
  /// Its annotation, a value of kind `.type`.
  package var type: ValueID
  package var decorators: ListID
  package var name: NameID
  package var isRest: Bool
  /// A TypeScript parameter property: the constructor stores it as `this.name`.
  package var isProperty: Bool

  @inlinable
  package init(
    symbol: SymbolID,
    name: NameID,
    defaultValue: ValueID = .none,
    type: ValueID = .none,
    decorators: ListID = .none,
    isRest: Bool = false,
    isProperty: Bool = false
  ) {
    self.symbol = symbol
    self.name = name
    self.defaultValue = defaultValue
    self.type = type
    self.decorators = decorators
    self.isRest = isRest
    self.isProperty = isProperty
  }
}

/// A binding of a scope.
@frozen
package struct Symbol: BitwiseCopyable, Sendable {
  package var kind: Kind
  package var flags: Flags
  package var name: NameID
  /// The function whose scope (or block) binds it.
  package var function: FunctionID
  package var declaration: ByteSpan
  /// What its first assignment stores.
  ///
  /// The initialiser, the function or class itself, the member of an imported module, the parameter: the only
  /// value there is unless `reassigned`.
  package var value: ValueID
  /// Its annotation, a value of kind `.type`.
  package var type: ValueID

  @inlinable
  package init(_ kind: Kind, name: NameID, function: FunctionID, declaration: ByteSpan) {
    self.kind = kind
    self.name = name
    self.function = function
    self.declaration = declaration
    flags = .none
    value = .none
    type = .none
  }

  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case absent, variable, constant, parameter, function, `class`, `import`, caught, `enum`,
      namespace
  }

  package struct Flags: OptionSet, BitwiseCopyable, Sendable {
    package let rawValue: UInt8
    @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The one of the standard library is a call for each flag.
    @inlinable package func contains(_ other: Flags) -> Bool {
      rawValue & other.rawValue == other.rawValue
    }
    /// An empty literal would call into the standard library.
    @inlinable package static var none: Flags { Flags(rawValue: 0) }
    /// Assigned more than once (the declaration's initialiser counts).
    @inlinable package static var reassigned: Flags { Flags(rawValue: 1) }
    /// Read or written by a function other than the one that binds it.
    @inlinable package static var captured: Flags { Flags(rawValue: 2) }
  }
}

/// A class declaration or expression.
@frozen
package struct ClassFact: BitwiseCopyable, Sendable {
  package var name: NameID
  package var symbol: SymbolID
  package var superclass: ValueID
  /// The types that it says to implement: values of kind `.type`, or 0 for one that names nothing.
  package var interfaces: ListID
  /// Declared `abstract`: methods without a body are not among its members.
  package var isAbstract: Bool
  /// What the head of the class says by name (`table=True`): an object, or `none`.
  package var keywords: ValueID
  package var decorators: ListID
  /// The function in which it is declared.
  package var function: FunctionID
  package var span: ByteSpan
  /// Positions in `FileFacts.members`.
  package var firstMember: UInt32
  package var memberCount: UInt32
  /// What is stored on the class is read through its instances too, and the other way round for declarations.
  package var sharesMembers: Bool

  @inlinable
  package init(name: NameID, symbol: SymbolID, function: FunctionID, span: ByteSpan) {
    self.name = name
    self.symbol = symbol
    self.function = function
    self.span = span
    superclass = .none
    interfaces = .none
    isAbstract = false
    keywords = .none
    decorators = .none
    firstMember = 0
    memberCount = 0
    sharesMembers = false
  }
}

/// A field, method or accessor of a class.
@frozen
package struct ClassMember: BitwiseCopyable, Sendable {
  package var name: NameID
  package var isStatic: Bool
  /// The method or accessor; `none` for a plain field.
  package var function: FunctionID
  /// The initialiser of a field.
  package var value: ValueID
  package var type: ValueID
  package var decorators: ListID
  package var span: ByteSpan

  @inlinable
  package init(
    name: NameID,
    isStatic: Bool,
    function: FunctionID = .none,
    value: ValueID = .none,
    type: ValueID = .none,
    decorators: ListID = .none,
    span: ByteSpan
  ) {
    self.name = name
    self.isStatic = isStatic
    self.function = function
    self.value = value
    self.type = type
    self.decorators = decorators
    self.span = span
  }
}

/// A module that the file asks for.
///
/// `require("x")`, `import … from "x"`, `import("x")` and Python's `import x` alike. What is taken from it is
/// a `.member` of a `.module` value.
@frozen
package struct ImportFact: BitwiseCopyable, Sendable {
  package var kind: Kind
  /// The specifier; for a pattern, the text before the first unknown piece.
  package var specifier: NameID
  /// For a pattern (`require("./drivers/" + name)`), the text behind the last unknown piece.
  package var suffix: NameID
  package var isPattern: Bool
  package var span: ByteSpan

  @inlinable
  package init(
    _ kind: Kind,
    specifier: NameID,
    suffix: NameID = .none,
    isPattern: Bool = false,
    span: ByteSpan
  ) {
    self.kind = kind
    self.specifier = specifier
    self.suffix = suffix
    self.isPattern = isPattern
    self.span = span
  }

  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case absent
    case `static`, require, dynamic
    /// Erased before the program runs: `import type`.
    case typeOnly
    /// What a name taken from a package is if the package has a module of that name (`from a import b`).
    case submodule
  }
}

/// A name under which the file offers something to others.
@frozen
package struct ExportFact: BitwiseCopyable, Sendable {
  /// `default` for the default export, `whole` for `module.exports = …`, `any` for `export * from`.
  package var name: NameID
  /// What is exported; a member of a `.module` value for a re-export, the `.module` value itself for `export *`.
  package var value: ValueID
  package var span: ByteSpan

  @inlinable
  package init(name: NameID, value: ValueID, span: ByteSpan) {
    self.name = name
    self.value = value
    self.span = span
  }
}
