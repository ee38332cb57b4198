// A baseline and locked plans as they are committed.

package import Findings
package import Gate

extension Baseline {
  /// JSON, one member a line and in one order, so that a review shows what came and went.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of `Findings` throw nothing.
  package func text() throws -> String {
    try JSONEncoding.text(of: self)
  }
}

extension PlanLock {
  /// JSON like that of a baseline.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of `Gate` throw nothing.
  package func text() throws -> String {
    try JSONEncoding.text(of: self)
  }
}
