// The audit for machines.

package import Findings

/// An audit as the JSON of the contract's schema.
package struct JSONReport: Sendable {
  private let audit: Audit

  package init(of audit: Audit) { self.audit = audit }

  /// The JSON, indented, with its keys in the schema's order and a line end behind it.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of `Findings` throw nothing.
  package func text() throws -> String {
    try JSONEncoding.text(of: audit)
  }
}
