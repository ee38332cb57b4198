// A baseline as it is committed.

package import Findings

extension Baseline {
  /// JSON, one member a line and in one order, so that a review shows what came and went.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of `Findings` throw nothing.
  package func text() throws -> String {
    try JSONEncoding.text(of: self)
  }
}
