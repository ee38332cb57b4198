// Marks that the rules do not meet yet, each with its reason.

/// A difference between an application's marks and the findings.
///
/// A gap that has closed fails the test, so that this table only ever shrinks.
struct KnownGap: Sendable {
  let application: String
  let mark: Mark
  let kind: Kind
  let reason: String

  enum Kind: Sendable {
    /// Marked, and not reported.
    case missed
    /// Reported, and not marked.
    case extra
  }

  static let all: [KnownGap] = []
}
