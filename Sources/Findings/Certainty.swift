// How sure a finding is of itself.

/// Whether the code shown is proof, or one named fact must still be checked.
package enum Tier: String, Codable, Sendable, CaseIterable {
  /// The code shown is enough to say that it fails under the load target.
  case finding
  /// One named fact must be checked; `Finding.confirm` says which.
  case suspicious
}

/// How likely a statement is to be right.
package enum Confidence: String, Codable, Sendable, CaseIterable, Comparable {
  case high = "High"
  case medium = "Medium"
  case low = "Low"

  package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .high: 2
    case .medium: 1
    case .low: 0
    }
  }
}
