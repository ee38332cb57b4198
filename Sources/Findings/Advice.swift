// What a finding tells its reader: what it costs, how to check it, how to mend it.

/// What the defect costs, computed from code, configuration and load target.
package struct Impact: Codable, Sendable, Hashable {
  /// A sentence that shows its figures.
  package var estimate: String
  package var confidence: Confidence

  package init(estimate: String, confidence: Confidence) {
    self.estimate = estimate
    self.confidence = confidence
  }
}

/// One concrete step that proves or refutes the finding.
package struct Verify: Codable, Sendable, Hashable {
  package var steps: String
  /// The same step as a command line, where it can be run as it stands.
  package var command: String?

  package init(steps: String, command: String? = nil) {
    self.steps = steps
    self.command = command
  }
}

/// How to mend the code, in the user's own names.
package struct Remedy: Codable, Sendable, Hashable {
  package var description: String
  package var before: String?
  package var after: String?
  /// A unified diff that `git apply` takes, where the fix is mechanical.
  package var diff: String?
  /// The edits behind it, where the fix is mechanical; they need the source and leave the process as `diff` only.
  package var repair: Repair?

  package init(
    _ description: String,
    before: String? = nil,
    after: String? = nil,
    diff: String? = nil,
    repair: Repair? = nil
  ) {
    self.description = description
    self.before = before
    self.after = after
    self.diff = diff
    self.repair = repair
  }

  private enum CodingKeys: CodingKey {
    case description, before, after, diff
  }
}

/// What the fix takes, in hours of work.
package struct Effort: Codable, Sendable, Hashable {
  package var low: Double
  package var high: Double

  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}
