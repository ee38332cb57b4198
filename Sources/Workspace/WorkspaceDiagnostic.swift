// Something in the folder's own configuration that could not be understood.

/// A complaint about a package.json, a tsconfig.json and their like: the audit goes on without it.
package struct WorkspaceDiagnostic: Hashable, Sendable {
  /// Relative to the root.
  package let path: String
  /// The 1-based line.
  package let line: Int
  /// What is wrong, as one phrase without a full stop.
  package let message: String

  package init(path: String, line: Int, message: String) {
    self.path = path
    self.line = line
    self.message = message
  }
}
