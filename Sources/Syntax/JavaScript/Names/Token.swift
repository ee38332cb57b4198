// The tokens of JavaScript; operators keep them as their meaning in the tree.

/// What the lexer reads; the raw values of keywords are those of their `Word`.
enum Token: UInt8, Sendable {
  case end
  // Reserved words, in the order of `Word`.
  case `break`, `case`, `catch`, `class`, const, `continue`, debugger, `default`, delete, `do`,
    `else`
  case `enum`, export, extends, `false`, finally, `for`, function, `if`, `import`, `in`, instanceof
  case new, null, `return`, `super`, `switch`, this, `throw`, `true`, `try`, typeof, `var`, void
  case `while`, with

  // Names and literals. A template token ends at a backquote or at `${`.
  case identifier, privateName, number, bigInt, string, wholeTemplate, templateHead, regExp

  // Punctuation.
  case leftBrace, rightBrace, leftParenthesis, rightParenthesis, leftBracket, rightBracket
  case dot, ellipsis, semicolon, comma, question, optionalDot, colon, at, arrow

  // Operators.
  case less, lessOrEqual, equal, notEqual, strictEqual, strictNotEqual
  case plus, minus, times, divide, remainder, power, increment, decrement, shiftLeft
  case and, or, xor, not, invert, logicalAnd, logicalOr, coalesce
  case greater, greaterOrEqual, shiftRight, unsignedShiftRight

  // Assignments.
  case assign, plusAssign, minusAssign, timesAssign, divideAssign, remainderAssign, powerAssign
  case shiftLeftAssign, shiftRightAssign, unsignedShiftRightAssign, andAssign, orAssign, xorAssign
  case logicalAndAssign, logicalOrAssign, coalesceAssign

  /// A byte that starts no token.
  case unknown
}

extension Token {
  /// Whether the token assigns: `=`, `+=`, `??=` and the like.
  var isAssignment: Bool {
    rawValue >= Token.assign.rawValue && rawValue <= Token.coalesceAssign.rawValue
  }
  /// The operator as it is written; empty for tokens that are none.
  var operatorText: StaticString {
    switch self {
    case .plus: "+"
    case .minus: "-"
    case .times: "*"
    case .divide: "/"
    case .remainder: "%"
    case .power: "**"
    case .equal: "=="
    case .notEqual: "!="
    case .strictEqual: "==="
    case .strictNotEqual: "!=="
    case .less: "<"
    case .greater: ">"
    case .lessOrEqual: "<="
    case .greaterOrEqual: ">="
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .unsignedShiftRight: ">>>"
    case .and: "&"
    case .or: "|"
    case .xor: "^"
    case .in: "in"
    case .instanceof: "instanceof"
    case .logicalAnd: "&&"
    case .logicalOr: "||"
    case .coalesce: "??"
    case .not: "!"
    case .invert: "~"
    case .typeof: "typeof"
    case .void: "void"
    case .delete: "delete"
    case .increment: "++"
    case .decrement: "--"
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
    case .remainderAssign: "%="
    case .powerAssign: "**="
    case .shiftLeftAssign: "<<="
    case .shiftRightAssign: ">>="
    case .unsignedShiftRightAssign: ">>>="
    case .andAssign: "&="
    case .orAssign: "|="
    case .xorAssign: "^="
    case .logicalAndAssign: "&&="
    case .logicalOrAssign: "||="
    case .coalesceAssign: "??="
    default: ""
    }
  }
}
