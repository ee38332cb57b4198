// What the parser says about text that it could not read.

import SyntaxTree

/// One place that could not be read, and what was missing there.
package struct Diagnostic: Hashable, Sendable {
  /// The most that is kept for one file.
  package static let limit = 100

  /// Why reading failed.
  package enum Code: UInt8, Sendable {
    case expectedToken, expectedExpression, expectedName, expectedStatementEnd, expectedType
    case expectedString, unexpectedToken, unclosedComment, unclosedString, unclosedTemplate
    case unclosedRegExp, badNumber, badIdentifier, badJSX, nestedTooDeeply
  }

  package let code: Code
  /// The byte offset in the file.
  package let offset: UInt32

  /// A sentence for a person.
  package var message: String {
    switch code {
    case .expectedToken: "punctuation is missing here"
    case .expectedExpression: "an expression was expected here"
    case .expectedName: "a name was expected here"
    case .expectedStatementEnd: "the statement should have ended here"
    case .expectedType: "a type was expected here"
    case .expectedString: "a string was expected here"
    case .unexpectedToken: "this does not belong here"
    case .unclosedComment: "the comment is not closed"
    case .unclosedString: "the string is not closed"
    case .unclosedTemplate: "the template string is not closed"
    case .unclosedRegExp: "the regular expression is not closed"
    case .badNumber: "the number is malformed"
    case .badIdentifier: "the name is malformed"
    case .badJSX: "the JSX element is malformed"
    case .nestedTooDeeply: "the code is nested too deeply to be read"
    }
  }
}
