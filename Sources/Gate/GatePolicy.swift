// What a change must not do.

package import ConfigSyntax
package import Findings

/// The limits of the gate.
package struct GatePolicy: Hashable, Sendable {
  /// New findings of this severity or a worse one fail; nil lets all pass.
  package var failLevel: Severity?
  /// The lowest score that passes; nil for none.
  package var scoreFloor: Double?
  /// What measured figures must keep, in the order of the file.
  package var budgets: [Budget] = []
  /// The revision since which findings count; nil for all.
  package var since: String?
  /// A table of so many rows, at ten times those of today, must not newly be read whole.
  package var scanRows = 100_000.0
  /// What a statement may cost, as a multiple of what it did.
  package var planCost = 2.0

  package init(failLevel: Severity? = .high, scoreFloor: Double? = nil, since: String? = nil) {
    self.failLevel = failLevel
    self.scoreFloor = scoreFloor
    self.since = since
  }

  /// The keys under `thresholds` of plimsoll.yml that are the gate's.
  package static var keys: [String] { ["score", "failOn", "scanRows", "planCost"] }

  /// Takes what `thresholds` of plimsoll.yml says: `score: 7.0`, `failOn: medium`.
  ///
  /// - Throws: A `GateError` that names the file and the line.
  package mutating func take(_ thresholds: ConfigValue, path: String) throws(GateError) {
    if let unknown = thresholds.members.first(where: { !Self.keys.contains($0.key) }) {
      throw GateError(
        message:
          "\(path):\(unknown.line): unknown key “thresholds.\(unknown.key.prefix(60))”; known keys are "
          + "\(Self.keys.joined(separator: ", ")); limits of measured figures stand under “budgets”"
      )
    }
    for member in thresholds.members {
      switch member.key {
      case "score":
        guard let floor = member.value.number, 1...10 ~= floor else {
          throw Self.error(path, member, "a number from 1 to 10, like 7.0")
        }
        scoreFloor = floor
      case "failOn":
        let word = member.value.string ?? ""
        guard let level = Severity(rawValue: word.uppercased()) else {
          guard word == "never" else {
            throw Self.error(path, member, "critical, high, medium, monitor or never")
          }
          failLevel = nil
          continue
        }
        failLevel = level
      case "scanRows":
        guard let rows = member.value.number, 1...1e12 ~= rows else {
          throw Self.error(path, member, "a number of rows, like 100000")
        }
        scanRows = rows
      case "planCost":
        guard let factor = member.value.number, 1...1e6 ~= factor else {
          throw Self.error(path, member, "a factor from 1 on, like 2")
        }
        planCost = factor
      default: continue
      }
    }
  }

  private static func error(
    _ path: String,
    _ member: ConfigMember,
    _ expected: String
  ) -> GateError {
    GateError(message: "\(path):\(member.line): “thresholds.\(member.key)” must be \(expected)")
  }
}
