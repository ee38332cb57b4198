// Why the database could not do what it was asked.

/// One line for a person: what failed, with which input, and what to do.
package struct DatabaseError: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// A program or library is not on this machine.
    case notInstalled
    /// A file that was handed in is none of ours.
    case unusable
    case cannotStart
    /// The server refused a statement.
    case statement
    /// A statement took longer than it may, and was cancelled.
    case deadline
    /// The server is gone, or does not answer any more.
    case lost
  }

  package let kind: Kind
  /// The five characters of SQLSTATE; empty where the server said none.
  package let code: String
  package let message: String

  package init(_ kind: Kind, code: String = "", _ message: String) {
    self.kind = kind
    self.code = code
    self.message = message
  }
}
