// Tokens made of punctuation.

import SyntaxTree

extension Parser {
  /// Reads an operator at `start`.
  ///
  /// - Returns: false for the marks of HTML comments, which hide the rest of their line.
  @inline(__always)
  mutating func operatorToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D: equals()
    case 0x3E: greater()
    case 0x3C:
      if isHTMLCommentStart { return false }
      less()
    case 0x3F: question()
    case 0x2B: doubled(.increment, 0x2B, .plusAssign, or: .plus)
    case 0x2D:
      if isHTMLCommentEnd { return false }
      doubled(.decrement, 0x2D, .minusAssign, or: .minus)
    case 0x26: logical(0x26, .logicalAnd, .logicalAndAssign, .andAssign, .and)
    case 0x7C: logical(0x7C, .logicalOr, .logicalOrAssign, .orAssign, .or)
    case 0x2A: logical(0x2A, .power, .powerAssign, .timesAssign, .times)
    case 0x21: bang()
    case 0x25: either(0x3D, .remainderAssign, or: .remainder)
    case 0x5E: either(0x3D, .xorAssign, or: .xor)
    case 0x40: set(.at, start &+ 1)
    default: set(.invert, start &+ 1)
    }
    return true
  }

  /// One token if the next byte is `second`, another if not.
  @inline(__always)
  mutating func either(_ second: UInt8, _ both: Token, or alone: Token) {
    if source[start &+ 1] == second {
      set(both, start &+ 2)
    } else {
      set(alone, start &+ 1)
    }
  }

  mutating func dot() {
    let second = source[start &+ 1]
    if second >= 0x30 && second <= 0x39 {
      number()
    } else if second == 0x2E && source[start &+ 2] == 0x2E {
      set(.ellipsis, start &+ 3)
    } else {
      set(.dot, start &+ 1)
    }
  }

  /// `++`, `+=` or `+`.
  @inline(__always)
  private mutating func doubled(_ twice: Token, _ byte: UInt8, _ assign: Token, or alone: Token) {
    let second = source[start &+ 1]
    if second == byte {
      set(twice, start &+ 2)
    } else if second == 0x3D {
      set(assign, start &+ 2)
    } else {
      set(alone, start &+ 1)
    }
  }

  /// `&&=`, `&&`, `&=` or `&`.
  @inline(__always)
  private mutating func logical(
    _ byte: UInt8,
    _ twice: Token,
    _ twiceAssign: Token,
    _ assign: Token,
    _ alone: Token
  ) {
    let second = source[start &+ 1]
    if second != byte {
      if second == 0x3D { set(assign, start &+ 2) } else { set(alone, start &+ 1) }
    } else if source[start &+ 2] == 0x3D {
      set(twiceAssign, start &+ 3)
    } else {
      set(twice, start &+ 2)
    }
  }

  private mutating func equals() {
    let second = source[start &+ 1]
    if second == 0x3D {
      let isStrict = source[start &+ 2] == 0x3D
      set(isStrict ? .strictEqual : .equal, start &+ (isStrict ? 3 : 2))
    } else if second == 0x3E {
      set(.arrow, start &+ 2)
    } else {
      set(.assign, start &+ 1)
    }
  }

  private mutating func bang() {
    if source[start &+ 1] != 0x3D { return set(.not, start &+ 1) }
    let isStrict = source[start &+ 2] == 0x3D
    set(isStrict ? .strictNotEqual : .notEqual, start &+ (isStrict ? 3 : 2))
  }

  private mutating func question() {
    let second = source[start &+ 1]
    if second == 0x3F {
      let assigns = source[start &+ 2] == 0x3D
      set(assigns ? .coalesceAssign : .coalesce, start &+ (assigns ? 3 : 2))
    } else if second == 0x2E && !(source[start &+ 2] >= 0x30 && source[start &+ 2] <= 0x39) {
      set(.optionalDot, start &+ 2)
    } else {
      set(.question, start &+ 1)
    }
  }

  private mutating func less() {
    let second = source[start &+ 1]
    if second == 0x3C {
      let assigns = source[start &+ 2] == 0x3D
      set(assigns ? .shiftLeftAssign : .shiftLeft, start &+ (assigns ? 3 : 2))
    } else if second == 0x3D {
      set(.lessOrEqual, start &+ 2)
    } else {
      set(.less, start &+ 1)
    }
  }

  private mutating func greater() {
    switch (source[start &+ 1], source[start &+ 2], source[start &+ 3]) {
    case (0x3E, 0x3E, 0x3D): set(.unsignedShiftRightAssign, start &+ 4)
    case (0x3E, 0x3E, _): set(.unsignedShiftRight, start &+ 3)
    case (0x3E, 0x3D, _): set(.shiftRightAssign, start &+ 3)
    case (0x3E, _, _): set(.shiftRight, start &+ 2)
    case (0x3D, _, _): set(.greaterOrEqual, start &+ 2)
    default: set(.greater, start &+ 1)
    }
  }

  /// `-->` at the start of a line.
  @inline(__always)
  private var isHTMLCommentEnd: Bool {
    source[start &+ 1] == 0x2D && source[start &+ 2] == 0x3E
      && (isAfterNewline || previousEnd == 0) && !isTypeScript
  }

  /// `<!--` behind a space or semicolon; elsewhere it is taken for the operators that a module would read.
  @inline(__always)
  private var isHTMLCommentStart: Bool {
    source[start &+ 1] == 0x21 && source[start &+ 2] == 0x2D && source[start &+ 3] == 0x2D
      && !isTypeScript && (start == 0 || source[start &- 1] <= 0x20 || source[start &- 1] == 0x3B)
  }
}
