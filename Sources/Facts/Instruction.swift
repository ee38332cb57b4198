// The flat flow IR of a function: what happens, in order of evaluation.

package import SourceText

/// One step of a function.
///
/// Instructions of a function are contiguous and in order of evaluation; the block structure is a tree of
/// regions beside them.
@frozen
package struct Instruction: BitwiseCopyable, Sendable {
  package var operation: Operation
  /// The operator of a compound `.assign`.
  package var detail: UInt8
  package var flags: Flags
  package var region: RegionID
  package var start: UInt32
  package var end: UInt32
  package var a: UInt32
  package var b: UInt32

  @inlinable
  package init(
    _ operation: Operation,
    a: UInt32 = 0,
    b: UInt32 = 0,
    detail: UInt8 = 0,
    flags: Flags = .none,
    region: RegionID,
    start: UInt32,
    end: UInt32
  ) {
    self.operation = operation
    self.detail = detail
    self.flags = flags
    self.region = region
    self.start = start
    self.end = end
    self.a = a
    self.b = b
  }

  @inlinable package var span: ByteSpan { ByteSpan(start: start, end: end) }

  package enum Operation: UInt8, BitwiseCopyable, Sendable {
    /// Entry 0 of every table.
    case absent
    /// `a`: callee value, `b`: list of argument values. Tagged templates too: the template is the argument.
    case call
    /// `new C(…)`; operands as in `call`.
    case construct
    /// A JSX element. `a`: tag value (string for plain DOM), `b`: list: the props object, then the children.
    case element
    /// `a`: place (a value of kind symbol, member or index), `b`: value.
    case assign
    /// `delete place`, `del place`. `a`: place.
    case remove
    /// `a`: awaited value.
    case await
    /// `a`: yielded value or 0.
    case yield
    /// `a`: returned value or 0. The body of an expression arrow too.
    case `return`
    /// `a`: thrown value.
    case `throw`
    /// `a`: the region that is left (a loop or switch).
    case `break`
    /// `a`: the loop region that goes on.
    case `continue`
    /// Reads a member that may run code when it is read: a property, or a relation of a stored row. `a`: the
    /// member. Only front ends whose languages hide calls behind members write it.
    case read
  }

  package struct Flags: OptionSet, BitwiseCopyable, Sendable {
    package let rawValue: UInt16
    @inlinable package init(rawValue: UInt16) { self.rawValue = rawValue }
    /// The one of the standard library is a call for each flag.
    @inlinable package func contains(_ other: Flags) -> Bool {
      rawValue & other.rawValue == other.rawValue
    }
    /// An empty literal would call into the standard library.
    @inlinable package static var none: Flags { Flags(rawValue: 0) }
    /// The result is awaited on the spot.
    @inlinable package static var awaited: Flags { Flags(rawValue: 1) }
    /// The result is thrown away (expression statement).
    @inlinable package static var discarded: Flags { Flags(rawValue: 2) }
    /// Written with `?.(`.
    @inlinable package static var optional: Flags { Flags(rawValue: 4) }
    /// An assignment that declares its symbol.
    @inlinable package static var declares: Flags { Flags(rawValue: 8) }
    /// Reads the place before it writes it (`x += 1`, `x++`); `detail` is the operator.
    @inlinable package static var compound: Flags { Flags(rawValue: 16) }
    /// A call that applies a decorator.
    @inlinable package static var decorator: Flags { Flags(rawValue: 32) }
    /// Yields all that another generator yields (`yield*`).
    @inlinable package static var delegates: Flags { Flags(rawValue: 64) }
    /// The result is the returned value of the function on the spot.
    @inlinable package static var returned: Flags { Flags(rawValue: 128) }
    /// A tagged template.
    @inlinable package static var template: Flags { Flags(rawValue: 256) }
    /// A `.read` that calls what it finds, if that can be called (templates).
    @inlinable package static var callsFound: Flags { Flags(rawValue: 512) }
  }
}

/// A block of a function: its body, a loop, an arm of a branch, a part of try.
@frozen
package struct Region: BitwiseCopyable, Sendable {
  package var kind: Kind
  package var flags: Flags
  package var parent: RegionID
  package var function: FunctionID
  /// Alternatives of a function share a group, of which at most one runs; 0 is none.
  package var group: UInt32
  /// What is iterated, tested, switched on, or entered (`with`).
  package var subject: ValueID
  /// The symbols that the block's head binds: loop variables, the caught error.
  package var bindings: ListID
  package var firstInstruction: InstructionID
  package var endInstruction: InstructionID
  package var span: ByteSpan

  @inlinable
  package init(
    _ kind: Kind,
    flags: Flags = .none,
    parent: RegionID,
    function: FunctionID,
    group: UInt32 = 0,
    subject: ValueID = .none,
    bindings: ListID = .none,
    firstInstruction: InstructionID,
    span: ByteSpan
  ) {
    self.kind = kind
    self.flags = flags
    self.parent = parent
    self.function = function
    self.group = group
    self.subject = subject
    self.bindings = bindings
    self.firstInstruction = firstInstruction
    self.endInstruction = firstInstruction
    self.span = span
  }

  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    case absent
    /// The whole function; its only root.
    case body
    /// Over a collection: `for … of`, `for … in`, a comprehension. `subject`: the collection.
    case forEach
    /// `for (init; test; update)`. `subject`: the test; init stands before the region.
    case forCount
    /// `while`, `do`. `subject`: the test.
    case `while`
    /// An arm of `if`, `?:`, `&&`, `||`, `??`. `subject`: the test (of `otherwise` too).
    case then, otherwise
    /// An arm of `switch` or `match`. `subject`: what is switched on.
    case `case`
    case `try`, `catch`, finally
    /// Python's `with`; JavaScript's `using` opens none. `subject`: the manager.
    case with

    package var isLoop: Bool { self == .forEach || self == .forCount || self == .while }
    /// Runs on some paths only.
    package var isArm: Bool {
      self == .then || self == .otherwise || self == .case || self == .catch
    }
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
    /// Awaits each turn (`for await`, `async for`, `async with`).
    @inlinable package static var async: Flags { Flags(rawValue: 1) }
    /// `for … in` of JavaScript: keys, not elements.
    @inlinable package static var keys: Flags { Flags(rawValue: 2) }
    /// Has no test that ends it (`while (true)`).
    @inlinable package static var endless: Flags { Flags(rawValue: 4) }
    /// Runs at least once: `do … while`.
    @inlinable package static var atLeastOnce: Flags { Flags(rawValue: 8) }
  }
}
