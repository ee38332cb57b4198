// Why the folder under audit, or its configuration, cannot be used.

/// One clear line for the user, and whose fault it is.
package struct WorkspaceError: Error, Hashable, Sendable {
  /// Whose fault it is, as the exit code of the command tells it.
  package enum Kind: Sendable {
    /// The command was called with something that cannot be: exit 2.
    case usage
    /// plimsoll.yml says something that cannot be: exit 2.
    case configuration
    /// The world refuses: exit 3.
    case environment
    /// One file cannot be read: it is listed and the audit goes on.
    case file
  }

  package let kind: Kind
  /// What failed, with which input, and what to do.
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = Self.printable(message)
  }

  /// Names under audit may hold line ends and terminal commands; a message is one plain line.
  private static func printable(_ text: String) -> String {
    let isHarmful: (UnicodeScalar) -> Bool = { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { line.append(isHarmful(scalar) ? "\u{FFFD}" : scalar) }
    return String(line)
  }

  /// The exit code that the command ends with.
  package var exitCode: Int32 {
    switch kind {
    case .usage, .configuration: 2
    case .environment, .file: 3
    }
  }
}
