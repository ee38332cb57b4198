// What is done once before a run, or once behind it.

/// One round of one user through a journey of which no figure is kept.
struct SingleRound {
  private let journey: Journey?
  private let name: String
  private let plan: LoadPlan
  private let endpoint: Endpoint
  private let tls: TLSClient?

  init(
    _ journey: Journey?,
    _ name: String,
    of plan: LoadPlan,
    at endpoint: Endpoint,
    _ tls: TLSClient?
  ) {
    self.journey = journey
    self.name = name
    self.plan = plan
    self.endpoint = endpoint
    self.tls = tls
  }

  /// What the variables are when the round has ended; nothing if there is no such journey.
  ///
  /// Throws an environment error that names the step that went wrong: the run would measure something else.
  func values() async throws(LoadError) -> [[UInt8]] {
    guard let journey else { return [] }
    var once = plan
    once.journeys = [journey]
    once.login = nil
    once.beside = []
    once.pacing = .users(Curve(constant: 1, seconds: 60), .none)
    once.rounds = 1
    once.roundsOfUser = nil
    once.threads = 1
    once.warmup = 0
    let (round, endpoint, tls) = (once, endpoint, tls)
    let outcomes = await WorkerThread.values(count: 1) { _ in
      Result { () throws(LoadError) in try Self.outcome(of: round, at: endpoint, tls) }
    }
    guard let outcome = outcomes.first else { throw .environment("no thread; try again") }
    let (figures, values) = try outcome.get()
    if let problem = problem(in: figures) { throw .environment("\(name): \(problem)") }
    return values
  }

  private static func outcome(
    of plan: LoadPlan,
    at endpoint: Endpoint,
    _ tls: TLSClient?
  ) throws(LoadError) -> (Figures, [[UInt8]]) {
    let share = ThreadShare(index: 0, count: 1)
    let curve = plan.pacing.curve
    var worker = try Worker(
      plan: plan,
      endpoint: endpoint,
      tls: tls,
      clock: RunClock(startingIn: 0),
      pacer: UserPacer(curve: curve, pause: .none, share: share, limit: 1, seed: plan.seed),
      slots: 1,
      share: share,
      collector: IntervalCollector(threads: 1)
    )
    let (figures, _) = worker.run()
    return (figures, worker.slots[0].values)
  }

  /// The first thing that was not as it should be.
  private func problem(in figures: Figures) -> String? {
    if let (error, _) = figures.errors.first { return "\(error.text); see to the server first" }
    if let status = figures.statuses.keys.sorted().first(where: { $0 >= 400 }) {
      let step = figures.steps.first { $0.failed > 0 }?.name ?? ""
      return "\(step) was answered with status \(status); correct the step, or see to the server"
    }
    if let check = figures.checks.first(where: { $0.failed > 0 }) {
      return "'\(check.name)' does not hold; correct the step, or see to the server"
    }
    let silent = figures.steps.first { $0.answered == 0 }
    return silent.map { "\($0.name) was not answered in time; see to the server first" }
  }
}

extension LoadPlan {
  /// Lets every scenario begin with what the setup has learned.
  mutating func give(_ values: [[UInt8]]) {
    given = values
    for index in beside.indices { beside[index].given = values }
  }
}
