// The names that every interner knows from birth, so that comparing with them is comparing a constant.

/// A well-known name; its raw value is the number of the name in every interner.
///
/// The reserved words come first and in the order of `Token`, because looking up a name is also how the
/// lexer recognises a keyword. Words that the lowering asks for are added at the end, here and in `texts`.
enum Word: UInt32, CaseIterable, Sendable {
  // Reserved words, in the order of `Token`.
  case `false` = 1
  case none, `true`, and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif
  case `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal
  case not, or, pass, raise, `return`, `try`, `while`, with, yield

  // Words with a meaning in some places.
  case match, `case`, type, underscore

  /// The number of reserved words; their raw values are `1...reservedCount`.
  static let reservedCount: UInt32 = 35

  /// The texts of all words in order; a test compares them with the cases.
  static let texts: StaticString = """
    False None True and as assert async await break class continue def del elif \
    else except finally for from global if import in is lambda nonlocal \
    not or pass raise return try while with yield \
    match case type _
    """
}
