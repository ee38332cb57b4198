// When users of a script begin rounds, and what comes of them.

import CJavaScript
import Statistics

extension ScriptHost {
  /// How many rounds begin before sockets are looked at again: rounds that wait for nothing would never end.
  private static let mostAtOnce = 64
  private static let tick: UInt64 = 20_000_000
  /// How many exceptions are told.
  private static let mostTold = 10

  // MARK: - The loop

  /// Runs all scenarios to their end.
  func runScenarios() {
    began = clock.now()
    nextTick = 0
    while refusal == nil, scenarios.contains(where: { $0.phase != .over }) { turn() }
  }

  /// Lets one user do one function of the script, which is not part of what is measured.
  ///
  /// Throws what the script threw, or that it took too long.
  func once(
    _ name: String,
    user: Int,
    argument: String? = nil,
    seconds: Double
  ) throws(LoadError) -> String {
    outcome = nil
    let ends = clock.now() &+ Nanoseconds.of(seconds)
    do throws(ScriptFailure) {
      let text = argument.flatMap { engine.value($0) } ?? engine.undefined()
      try engine.call(functions.once, engine.number(user), engine.value(name), text)
    } catch {
      throw .plan("\(name): \(error.located)")
    }
    while outcome == nil, refusal == nil, Interruption.count < 2 {
      guard clock.now() < ends else {
        throw .plan(
          "\(name)(): not done after \(Int(seconds)) s; give \(name)Timeout in the options"
        )
      }
      turn()
    }
    if let refusal { throw refusal }
    guard let outcome else { throw .plan("\(name)(): interrupted") }
    if let problem = outcome.problem { throw .plan("\(name)(): \(problem)") }
    return outcome.text
  }

  private func turn() {
    let now = clock.now()
    if now >= nextTick { look(at: now) }
    tellFailures()
    for index in scenarios.indices { advance(index, at: clock.now()) }
    wake(at: clock.now())
    guard failures.isEmpty, refusal == nil else { return }
    let count = queue.wait(nanoseconds: patience(at: clock.now()))
    for index in 0..<count { handle(queue[index]) }
  }

  private func patience(at now: UInt64) -> UInt64 {
    var next = min(nextTick, sleeping.first?.due ?? .max)
    for state in scenarios where state.phase == .running { next = min(next, state.nextRound) }
    return next > now ? next - now : 0
  }

  /// What need not be known at once: deadlines, interrupts, seconds.
  private func look(at now: UInt64) {
    nextTick = now &+ Self.tick
    giveUp(at: now)
    intervals?.roll(to: milliseconds)
    let interrupts = Interruption.count
    for index in scenarios.indices {
      if abortion != nil || interrupts > 1 { stop(index) }
      if interrupts > 0, scenarios[index].phase == .waiting { scenarios[index].phase = .over }
      if interrupts > 0, scenarios[index].phase == .running { drain(index, at: now) }
    }
    if !scenarios.isEmpty { lookAtMetrics() }
  }

  private func lookAtMetrics() {
    let active = scenarios.reduce(0) { $0 + $1.active }
    metrics.add(.users, Double(active))
    let seconds = milliseconds / 1_000
    for threshold in options.thresholds where abortion == nil {
      guard let delay = threshold.abortsAfter, seconds >= max(delay, 2) else { continue }
      let verdict = threshold.verdict(on: metrics, seconds: seconds)
      if !verdict.holds, verdict.measured != nil {
        abortion = "threshold '\(threshold.key): \(threshold.text)' does not hold"
      }
    }
  }

  // MARK: - Scenarios

  private func time(of index: Int) -> UInt64 {
    began &+ Nanoseconds.of(scenarios[index].scenario.start)
  }

  private func advance(_ index: Int, at now: UInt64) {
    switch scenarios[index].phase {
    case .waiting where now >= time(of: index): scenarios[index].phase = .running
    case .draining where scenarios[index].active == 0: scenarios[index].phase = .over
    case .draining where now >= scenarios[index].graceEnds: stop(index)
    default: break
    }
    guard scenarios[index].phase == .running else { return }
    let start = time(of: index)
    let length = Nanoseconds.of(scenarios[index].scenario.pacing.curve.seconds)
    if now >= start &+ length { return drain(index, at: now) }
    for _ in 0..<Self.mostAtOnce where refusal == nil {
      switch scenarios[index].pacer.next(at: now - start) {
      case .start(let slot, let due, let late):
        if scenarios[index].scenario.pacing.isOpen, let late { lag.record(late) }
        begin(slot, of: index, due: start &+ due)
      case .wait(let due):
        scenarios[index].nextRound = start &+ due
        return
      case .waitForSlot:
        scenarios[index].nextRound = .max
        if scenarios[index].active == 0 { drain(index, at: now) }
        return
      case .over: return drain(index, at: now)
      }
    }
    scenarios[index].nextRound = now
  }

  private func drain(_ index: Int, at now: UInt64) {
    scenarios[index].phase = .draining
    scenarios[index].graceEnds = now &+ Nanoseconds.of(scenarios[index].scenario.grace)
    let start = time(of: index)
    var dropped = 0.0
    while scenarios[index].pacer.nextUnsent(at: now - min(start, now)) != nil { dropped += 1 }
    if dropped > 0 { metrics.add(.dropped, dropped, tags: scenarios[index].tags) }
  }

  /// Ends a scenario whatever its users are doing.
  private func stop(_ index: Int) {
    guard scenarios[index].phase != .over else { return }
    scenarios[index].phase = .over
    for user in users.indices where users[user].scenario == index && users[user].isActive {
      users[user].isActive = false
      interrupted += 1
      cancel(user: user)
    }
    scenarios[index].active = 0
  }

  // MARK: - Rounds

  private func begin(_ slot: Int, of index: Int, due: UInt64) {
    let user = scenarios[index].firstUser + slot
    let number = scenarios[index].rounds
    scenarios[index].rounds += 1
    scenarios[index].active += 1
    let now = clock.now()
    users[user].isActive = true
    users[user].began = now
    users[user].due = due
    users[user].couldNotConnect = false
    let isOpen = scenarios[index].scenario.pacing.isOpen
    users[user].late = isOpen && now > due ? now - due : 0
    do throws(ScriptFailure) {
      try engine.call(functions.iterate, engine.number(user), engine.number(number))
    } catch {
      refuse(error)
    }
  }

  /// The script's side says that a user's round is over.
  func roundEnded(of user: Int, problem: String?) {
    guard users.indices.contains(user), users[user].isActive else { return }
    let now = clock.now()
    let index = users[user].scenario
    let isOpen = scenarios[index].scenario.pacing.isOpen
    let duration = Double(now &- (isOpen ? users[user].due : users[user].began)) / 1e6
    let tags = scenarios[index].tags
    metrics.add(.roundDuration, duration, tags: tags)
    metrics.add(.rounds, 1, tags: tags)
    if let problem {
      exceptions += 1
      if exceptions <= Self.mostTold { say("error: \(problem)") }
      if exceptions == Self.mostTold { say("error: further exceptions are only counted") }
    }
    let least = Nanoseconds.of(options.leastRound)
    guard now &- users[user].began < least else { return finishRound(of: user) }
    let number = ticket(.rest(user))
    let due = users[user].began &+ least
    sleeping.insert(DueQueue.Entry(due: due, slot: Int32(number)))
  }

  /// Gives the user back to the pacer.
  func finishRound(of user: Int) {
    guard users[user].isActive else { return }
    let index = users[user].scenario
    users[user].isActive = false
    scenarios[index].active -= 1
    if !options.reusesConnectionsOfUser { closeIdle(of: user) }
    let now = clock.now()
    let start = time(of: index)
    let end: RoundEnd = users[user].couldNotConnect ? .unreachable : .done
    scenarios[index].pacer.finished(slot: users[user].slot, at: now - min(start, now), end)
    scenarios[index].nextRound = now
  }

  /// How much of a user's scenario has passed, from 0 to 1.
  func progress(ofUser user: Int) -> Double {
    guard users.indices.contains(user), scenarios.indices.contains(users[user].scenario) else {
      return 0
    }
    let scenario = scenarios[users[user].scenario].scenario
    let passed = milliseconds / 1_000 - scenario.start
    return max(0, min(1, passed / max(0.001, scenario.pacing.curve.seconds)))
  }
}
