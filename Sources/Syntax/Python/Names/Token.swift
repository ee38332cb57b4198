// The tokens of Python; operators keep them as their meaning in the tree.

/// What the lexer reads; the raw values of keywords are those of their `Word`.
enum Token: UInt8, Sendable {
  case end
  // Reserved words, in the order of `Word`.
  case `false`, none, `true`, and, `as`, assert, async, await, `break`, `class`, `continue`, def
  case del, elif, `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda
  case nonlocal, not, or, pass, raise, `return`, `try`, `while`, with, yield

  // Names, literals and lines. A formatted string is read up to its first quote.
  case identifier, number, string, formattedString
  case newline, indent, dedent

  // Punctuation.
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, colon, dot, ellipsis, semicolon, at, arrow, exclamation, walrus

  // Operators; `isNot` and `notIn` are made of two words, and matrices are multiplied by `at`.
  case plus, minus, times, divide, floorDivide, remainder, power
  case shiftLeft, shiftRight, bitAnd, bitOr, bitXor, invert
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, isNot, notIn

  // Assignments.
  case assign, plusAssign, minusAssign, timesAssign, divideAssign, floorDivideAssign
  case remainderAssign, powerAssign, matrixMultiplyAssign, shiftLeftAssign, shiftRightAssign
  case bitAndAssign, bitOrAssign, bitXorAssign

  /// A byte that starts no token.
  case unknown
}

extension Token {
  /// Whether the token is an assignment with an operator, such as `+=`.
  @inline(__always)
  var isAugmentedAssignment: Bool {
    rawValue >= Token.plusAssign.rawValue && rawValue <= Token.bitXorAssign.rawValue
  }

  /// How tightly the operator binds its operands; 0 for tokens that are no binary operator.
  @inline(__always)
  var precedence: UInt8 {
    switch self {
    case .or: 1
    case .and: 2
    case .not, .in, .is, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: 4
    case .bitOr: 5
    case .bitXor: 6
    case .bitAnd: 7
    case .shiftLeft, .shiftRight: 8
    case .plus, .minus: 9
    case .times, .divide, .floorDivide, .remainder, .at: 10
    default: 0
    }
  }

  /// What `not` binds tighter than.
  static let precedenceOfNot: UInt8 = 3
  /// What sums bind tighter than: operands with nothing but `+`, `-` and products.
  static let precedenceOfSum: UInt8 = 8
  /// What comparisons bind tighter than; operands at this level have no comparison in them.
  static let precedenceOfComparison: UInt8 = 4

  /// The operator as it is written; empty for tokens that are none.
  var operatorText: StaticString {
    switch self {
    case .plus: "+"
    case .minus: "-"
    case .times: "*"
    case .divide: "/"
    case .floorDivide: "//"
    case .remainder: "%"
    case .power: "**"
    case .at: "@"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .bitAnd: "&"
    case .bitOr: "|"
    case .bitXor: "^"
    case .invert: "~"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .equal: "=="
    case .notEqual: "!="
    case .is: "is"
    case .isNot: "is not"
    case .in: "in"
    case .notIn: "not in"
    case .not: "not"
    case .and: "and"
    case .or: "or"
    default: assignmentText
    }
  }

  private var assignmentText: StaticString {
    switch self {
    case .assign: "="
    case .plusAssign: "+="
    case .minusAssign: "-="
    case .timesAssign: "*="
    case .divideAssign: "/="
    case .floorDivideAssign: "//="
    case .remainderAssign: "%="
    case .powerAssign: "**="
    case .matrixMultiplyAssign: "@="
    case .shiftLeftAssign: "<<="
    case .shiftRightAssign: ">>="
    case .bitAndAssign: "&="
    case .bitOrAssign: "|="
    case .bitXorAssign: "^="
    default: ""
    }
  }
}
