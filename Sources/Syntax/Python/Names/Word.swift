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

  // Names that the lowering asks for.
  case construct, new, `super`, format
  case staticmethod, classmethod, property, cachedProperty, hybridProperty, setter, deleter
  case abstractmethod, override, overload, wraps
  case optional, union, annotated, mapped, classVar, final, awaitable, typeGuard
  case list, listType, set, setType, frozenSet, sequence, iterable, iterator, collection
  case generatorType, asyncGenerator, asyncIterator
  case tuple, sorted, sum, max, min, any, all, many
  case dynamicMapped, writeOnlyMapped

  /// The number of reserved words; their raw values are `1...reservedCount`.
  static let reservedCount: UInt32 = 35

  /// The texts of all words in order; a test compares them with the cases.
  static let texts: StaticString = """
    False None True and as assert async await break class continue def del elif \
    else except finally for from global if import in is lambda nonlocal \
    not or pass raise return try while with yield \
    match case type _ \
    __init__ __new__ super format \
    staticmethod classmethod property cached_property hybrid_property setter deleter \
    abstractmethod override overload wraps \
    Optional Union Annotated Mapped ClassVar Final Awaitable TypeGuard \
    list List set Set FrozenSet Sequence Iterable Iterator Collection \
    Generator AsyncGenerator AsyncIterator \
    tuple sorted sum max min any all many \
    DynamicMapped WriteOnlyMapped
    """
}
