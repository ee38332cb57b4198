// What the parser says about text that it could not read.

/// One place that could not be read, and what was missing there.
package struct Diagnostic: Hashable, Sendable {
  /// The most that is kept for one file.
  package static let limit = 100

  /// Why reading failed.
  package enum Code: UInt8, Sendable {
    case expectedToken, expectedExpression, expectedName, expectedStatementEnd, expectedBlock
    case expectedPattern, unexpectedToken, unexpectedIndentation, unmatchedIndentation
    case unclosedString, badReplacement, nestedTooDeeply, unknownEncoding
  }

  package let code: Code
  /// The byte offset in the file.
  package let offset: UInt32

  /// A sentence for a person.
  package var message: String {
    switch code {
    case .expectedToken: "punctuation or a keyword is missing here"
    case .expectedExpression: "an expression was expected here"
    case .expectedName: "a name was expected here"
    case .expectedStatementEnd: "the statement should have ended here"
    case .expectedBlock: "an indented block was expected here"
    case .expectedPattern: "a pattern was expected here"
    case .unexpectedToken: "this does not belong here"
    case .unexpectedIndentation: "the line is indented without a reason"
    case .unmatchedIndentation: "the indentation matches no line above"
    case .unclosedString: "the string is not closed"
    case .badReplacement: "the replacement field of the string is malformed"
    case .nestedTooDeeply: "the code is nested too deeply to be read"
    case .unknownEncoding: "the encoding of the file is not supported"
    }
  }
}
