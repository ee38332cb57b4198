// The modifiers that a node can carry.

/// Modifiers of a node; each is meaningful for the kinds named beside it only.
struct Flags: OptionSet, Sendable {
  let rawValue: UInt8

  /// `async` of a function, loop, `with` or clause of a comprehension.
  static let async = Flags(rawValue: 1)
  /// The expression stands in parentheses, which its range leaves out; a tuple's range includes its own.
  static let parenthesized = Flags(rawValue: 1 << 1)
  /// `except*` of a handler; `from m import *` of an import.
  static let star = Flags(rawValue: 1 << 2)
  /// A string of bytes.
  static let bytes = Flags(rawValue: 1 << 3)
  /// A raw string: backslashes stand for themselves.
  static let raw = Flags(rawValue: 1 << 4)
  /// A template string, `t"…"`.
  static let template = Flags(rawValue: 1 << 5)
  /// `{value=}` in a formatted string: the text of the expression is part of the result.
  static let selfDocumenting = Flags(rawValue: 1 << 6)
}
