// The modifiers that a node can carry.

import SyntaxTree

/// Modifiers of a node; each is meaningful for the kinds named beside it only.
struct Flags: OptionSet, Sendable {
  let rawValue: UInt16

  /// `?.` of a call, member or index; `?` of a parameter, field, method or type member.
  static let optional = Flags(rawValue: 1)
  /// `[key]` of a property, method, field or type member.
  static let computed = Flags(rawValue: 1 << 1)
  /// `{ name }`: the key and the value of a property share a node.
  static let shorthand = Flags(rawValue: 1 << 2)
  /// `async` of a function or arrow; `await` of a for-of loop.
  static let async = Flags(rawValue: 1 << 3)
  /// `*` of a function or of a yield.
  static let generator = Flags(rawValue: 1 << 4)
  /// `static` of a method or field.
  static let `static` = Flags(rawValue: 1 << 5)
  /// `get` of a property, method or type member.
  static let getter = Flags(rawValue: 1 << 6)
  /// `set` of a property, method or type member.
  static let setter = Flags(rawValue: 1 << 7)
  /// The expression or type stands in parentheses, which its range leaves out.
  static let parenthesized = Flags(rawValue: 1 << 8)
  /// The body of an arrow is an expression.
  static let expressionBody = Flags(rawValue: 1 << 9)
  /// `++x`, not `x++`.
  static let prefix = Flags(rawValue: 1 << 10)
  /// `object.#name`.
  static let privateName = Flags(rawValue: 1 << 11)
  /// `import type`, `export type`, and `type` of one specifier.
  static let typeOnly = Flags(rawValue: 1 << 12)
  /// A declaration without code (`declare`, `abstract`); a parameter that declares a field.
  static let declare = Flags(rawValue: 1 << 13)
  /// `{ name() {} }`: a property that is a method.
  static let method = Flags(rawValue: 1 << 14)
  /// A function or class that is a statement, not an expression; `const` of an enum; `asserts` of a predicate.
  static let declaration = Flags(rawValue: 1 << 15)
}
