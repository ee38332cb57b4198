// The shape of a value: what a piece of source evaluates to, as far as it can be said without running it.

package import SourceText

/// One node of the value table; what `a` and `b` mean depends on `kind`.
///
/// Values hold no order of evaluation: that is the work of the instructions, which values refer to by
/// `.result`. Every function's values are contiguous, so "all paths read in this function" is a range.
@frozen
package struct Value: BitwiseCopyable, Sendable {
  package var kind: Kind
  package var flags: Flags
  /// The operator of `.binary`, `.unary` and `.choice`; the position of `.parameter`.
  package var detail: UInt16
  package var a: UInt32
  package var b: UInt32
  package var start: UInt32
  package var end: UInt32

  @inlinable
  package init(
    _ kind: Kind,
    a: UInt32 = 0,
    b: UInt32 = 0,
    detail: UInt16 = 0,
    flags: Flags = .none,
    start: UInt32,
    end: UInt32
  ) {
    self.kind = kind
    self.flags = flags
    self.detail = detail
    self.a = a
    self.b = b
    self.start = start
    self.end = end
  }

  @inlinable package var span: ByteSpan { ByteSpan(start: start, end: end) }

  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// Entry 0 of every table.
    case absent
    /// Evaluates to something that the facts do not describe.
    case unknown
    case null, undefined
    /// `a`: 0 or 1.
    case boolean
    /// `a`: index into `FileFacts.numbers`.
    case number
    /// `a`: name of the text, escapes resolved.
    case string
    /// `a`: name of the pattern source.
    case regex
    /// Template, f-string or `+` chain with a text in it. `a`: list of values, in order.
    case template
    /// `a`: list of (name, value) pairs; a spread or computed entry has the name `any`
    /// (a spread's value is of kind `.spread`).
    case object
    /// `a`: list of values; a hole is 0, a spread is of kind `.spread`. Tuples and sets too.
    case array
    /// `a`: symbol. Members of one symbol may share this value: where they read it, their own range says.
    case symbol
    /// A name that no scope of the file binds. `a`: name.
    case global
    /// The exports of an imported module. `a`: import.
    case module
    /// `a`: base value, `b`: name.
    case member
    /// `a`: base value, `b`: key value.
    case index
    /// The result of a call, construction or element. `a`: instruction.
    case result
    /// `a`: the awaited value.
    case awaited
    /// `a`: function of this file.
    case function
    /// `a`: class of this file.
    case `class`
    case this, `super`
    /// A parameter of a function. `a`: function, `detail`: its position. Flag `rest` for the rest of them.
    case parameter
    /// One element of a collection (loop variable, array pattern rest). `a`: the collection.
    case element
    /// One key of a collection (`for … in`). `a`: the collection.
    case key
    /// One of several values (`?:`, `||`, `&&`, `??`, a default). `a`: list of values, `detail`: operator.
    case choice
    /// `a`, `b`: operands, `detail`: operator.
    case binary
    /// `a`: operand, `detail`: operator.
    case unary
    /// `a`: the spread value.
    case spread
    /// What a comprehension gathers, one for each turn. `a`: the value of one turn, `b`: the collection of its
    /// outermost loop.
    case gathered
    /// A type annotation. `a`: value that names it, `b`: list of type values (its arguments).
    case type
    /// The exception of a catch clause.
    case caught
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
    /// Written with `?.`.
    @inlinable package static var optional: Flags { Flags(rawValue: 1) }
    /// Takes the rest of the arguments.
    @inlinable package static var rest: Flags { Flags(rawValue: 2) }
    /// An object that holds the arguments which a call gives by name: its last argument.
    @inlinable package static var keywords: Flags { Flags(rawValue: 4) }
  }
}

/// Operators as both languages have them.
package enum Operator: UInt16, BitwiseCopyable, Sendable {
  case none
  case add, subtract, multiply, divide, remainder, power, bits
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case contains, isInstance
  case and, or, nullish, conditional
  case not, negate, typeOf, void, delete
}
