// One scenario of a script: which function is run, how often, by how many users.

/// What k6 calls an executor is a pace and a size here.
struct ScriptScenario: Sendable {
  var name = "default"
  var executor: String
  /// The exported function that users run.
  var function = "default"
  /// The scenario's environment and tags, as JSON.
  var environment = "{}"
  var tags = "{}"
  var tagValues: [String: String] = [:]
  /// Seconds after the start of the run.
  var start = 0.0
  /// Seconds that rounds have to end in when the time is over.
  var grace = 30.0
  var pacing: Pacing
  /// Users at most.
  var users: Int
  /// Rounds of all users together, and of each.
  var rounds: Int?
  var roundsOfUser: Int?

  /// Seconds until no round begins any more.
  var end: Double { start + pacing.curve.seconds }

  /// Decides when which user begins a round.
  func pacer(seed: UInt64) -> any Pacer {
    let share = ThreadShare(index: 0, count: 1)
    switch pacing {
    case .arrivals(let curve, let spacing):
      return ArrivalPacer(curve: curve, spacing: spacing, share: share, slots: users, seed: seed)
    case .users(let curve, let pause):
      return UserPacer(
        curve: curve,
        pause: pause,
        share: share,
        limit: rounds,
        limitOfUser: roundsOfUser,
        seed: seed
      )
    }
  }

  /// What the script's side has to know of it.
  var json: String {
    JSONValue.object([
      ("name", .string(name)), ("executor", .string(executor)), ("exec", .string(function)),
      ("start", .number(start * 1_000)), ("isMain", .bool(true)),
    ]).text.dropLast() + ", \"env\": \(environment), \"tags\": \(tags) }"
  }
}
