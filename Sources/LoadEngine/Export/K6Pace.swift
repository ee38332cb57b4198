// A plan's pace in the words of k6.

/// What k6 calls an executor, of a plan's pace.
struct K6Pace {
  /// The members of a scenario of k6's options.
  let members: [(String, JSONValue)]

  init(_ plan: LoadPlan) {
    let curve = plan.pacing.curve
    let first = curve.pieces.first?.from ?? 0
    let users = Int(curve.maximum.rounded(.up))
    var members: [(String, JSONValue)]
    switch plan.pacing {
    case .arrivals:
      // k6 counts in whole numbers: of a slow rate in a longer unit.
      let isWhole = curve.pieces.allSatisfy {
        $0.from.rounded() == $0.from && $0.to.rounded() == $0.to
      }
      let scale = isWhole ? 1.0 : 1_000
      func whole(_ value: Double) -> JSONValue { .integer(Int((value * scale).rounded())) }
      let unit = JSONValue.string(isWhole ? "1s" : "1000s")
      if curve.isConstant {
        members = [
          ("executor", .string("constant-arrival-rate")), ("rate", whole(first)),
          ("timeUnit", unit), ("duration", Self.time(curve.seconds)),
        ]
      } else {
        members = [
          ("executor", .string("ramping-arrival-rate")), ("startRate", whole(first)),
          ("timeUnit", unit), ("stages", Self.stages(curve, whole)),
        ]
      }
      members += [
        ("preAllocatedVUs", .integer(plan.connections)), ("maxVUs", .integer(plan.connections)),
      ]
    case .users:
      if let rounds = plan.roundsOfUser {
        members = [
          ("executor", .string("per-vu-iterations")), ("vus", .integer(users)),
          ("iterations", .integer(rounds)), ("maxDuration", Self.time(curve.seconds)),
        ]
      } else if let rounds = plan.rounds {
        members = [
          ("executor", .string("shared-iterations")), ("vus", .integer(min(users, rounds))),
          ("iterations", .integer(rounds)), ("maxDuration", Self.time(curve.seconds)),
        ]
      } else if curve.isConstant {
        members = [
          ("executor", .string("constant-vus")), ("vus", .integer(users)),
          ("duration", Self.time(curve.seconds)),
        ]
      } else {
        members = [
          ("executor", .string("ramping-vus")), ("startVUs", .integer(Int(first.rounded()))),
          ("stages", Self.stages(curve) { .integer(Int($0.rounded())) }),
        ]
      }
    }
    self.members = members + [("gracefulStop", Self.time(plan.grace))]
  }

  private static func time(_ seconds: Double) -> JSONValue {
    .string("\(Int((seconds * 1_000).rounded()))ms")
  }

  private static func stages(_ curve: Curve, _ number: (Double) -> JSONValue) -> JSONValue {
    .array(
      curve.pieces.map { .object([("duration", time($0.seconds)), ("target", number($0.to))]) }
    )
  }
}
