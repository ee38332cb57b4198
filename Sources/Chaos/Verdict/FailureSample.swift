// An answer that failed, as the first client got it.

/// An answer as the first client got it.
package struct FailureSample: Sendable, Hashable {
  package let kind: FailureKind
  package let step: String
  /// The beginning of the body.
  package let body: String
}
