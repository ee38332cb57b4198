// What the command line says of a script's run.

/// What the command line says of a script's run.
package struct ScriptOverrides: Sendable {
  package var users: Int?
  package var seconds: Double?
  package var rounds: Int?
  package var stages: [Stage] = []
  package var thresholds: [String] = []

  package init() {}

  var haveScenario: Bool { users != nil || seconds != nil || rounds != nil || !stages.isEmpty }
}
