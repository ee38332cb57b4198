// Operators of one to three bytes.

extension Parser {
  /// Reads the operator that starts at the current place with this byte.
  @inline(__always)
  mutating func operatorToken(_ byte: UInt8) {
    let place = start
    switch byte {
    case 0x3B: set(.semicolon, place &+ 1)
    case 0x7E: set(.invert, place &+ 1)
    case 0x2B: either(0x3D, .plusAssign, or: .plus, place)
    case 0x2D:
      if source[place &+ 1] == 0x3E {
        set(.arrow, place &+ 2)
      } else {
        either(0x3D, .minusAssign, or: .minus, place)
      }
    case 0x2A: doubled(byte, .times, .timesAssign, .power, .powerAssign)
    case 0x2F: doubled(byte, .divide, .divideAssign, .floorDivide, .floorDivideAssign)
    case 0x25: either(0x3D, .remainderAssign, or: .remainder, place)
    case 0x40: either(0x3D, .matrixMultiplyAssign, or: .at, place)
    case 0x26: either(0x3D, .bitAndAssign, or: .bitAnd, place)
    case 0x7C: either(0x3D, .bitOrAssign, or: .bitOr, place)
    case 0x5E: either(0x3D, .bitXorAssign, or: .bitXor, place)
    case 0x21: either(0x3D, .notEqual, or: .exclamation, place)
    case 0x3C:
      if source[place &+ 1] == 0x3E {
        set(.notEqual, place &+ 2)
      } else {
        doubled(byte, .less, .lessOrEqual, .shiftLeft, .shiftLeftAssign)
      }
    default: doubled(byte, .greater, .greaterOrEqual, .shiftRight, .shiftRightAssign)
    }
  }

  /// An operator whose byte may be doubled, and may be followed by `=` either way.
  @inline(__always)
  private mutating func doubled(
    _ byte: UInt8,
    _ single: Token,
    _ singleEqual: Token,
    _ double: Token,
    _ doubleEqual: Token
  ) {
    let place = start
    let second = source[place &+ 1]
    if second == byte {
      if source[place &+ 2] == 0x3D {
        set(doubleEqual, place &+ 3)
      } else {
        set(double, place &+ 2)
      }
    } else if second == 0x3D {
      set(singleEqual, place &+ 2)
    } else {
      set(single, place &+ 1)
    }
  }
}
