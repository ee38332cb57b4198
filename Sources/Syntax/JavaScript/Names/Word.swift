// The names that every interner knows from birth, so that comparing with them is comparing a constant.

import SyntaxTree

/// A well-known name; its raw value is the number of the name in every interner.
///
/// The reserved words come first and in the order of `Token`, because looking up a name is also how the
/// lexer recognises a keyword. Words that the lowering asks for are added at the end, here and in `texts`.
enum Word: UInt32, CaseIterable, Sendable {
  // Reserved words, in the order of `Token`.
  case `break` = 1
  case `case`, `catch`, `class`, const, `continue`, debugger, `default`, delete, `do`, `else`,
    `enum`
  case export, extends, `false`, finally, `for`, function, `if`, `import`, `in`, instanceof, new,
    null
  case `return`, `super`, `switch`, this, `throw`, `true`, `try`, typeof, `var`, void, `while`, with

  // Words with a meaning in some places.
  case `let`, `static`, yield, await, async, of, get, set, `as`, from, type, interface, namespace
  case module, declare, abstract, readonly, `public`, `private`, protected, override, keyof, unique
  case infer, `is`, asserts, satisfies, implements, require, global, `any`, unknown, never, string
  case number, boolean, symbol, object, undefined, bigint, accessor, constructor, target, meta, out
  case using, intrinsic, assert, `defer`, source, eval, arguments

  // Words that the lowering asks for.
  case exports, prototype, Promise, Object, Array, Map, Set, WeakMap, process, globalThis, window
  case React, then, all, allSettled, race, map, forEach, filter, reduce, some, every, find, flatMap
  case push, bind, call, apply, create, defineProperty, assign, entries, keys, values, length, key
  case ref

  /// The number of reserved words; their raw values are `1...reservedCount`.
  static let reservedCount: UInt32 = 36

  /// The texts of all words in order; a test compares them with the cases.
  static let texts: StaticString = """
    break case catch class const continue debugger default delete do else enum \
    export extends false finally for function if import in instanceof new null \
    return super switch this throw true try typeof var void while with \
    let static yield await async of get set as from type interface namespace \
    module declare abstract readonly public private protected override keyof unique \
    infer is asserts satisfies implements require global any unknown never string \
    number boolean symbol object undefined bigint accessor constructor target meta out \
    using intrinsic assert defer source eval arguments \
    exports prototype Promise Object Array Map Set WeakMap process globalThis window \
    React then all allSettled race map forEach filter reduce some every find flatMap \
    push bind call apply create defineProperty assign entries keys values length key \
    ref
    """
}
