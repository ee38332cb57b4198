// Rounds through a journey: begin, go from step to step, end.

extension Worker {
  mutating func beginRound(_ index: Int, due: UInt64) {
    let mustLogIn = plan.login != nil && slots[index].kept == nil
    slots[index].journey = mustLogIn ? weights.count : chooseJourney()
    slots[index].step = 0
    slots[index].roundBegan = due
    if !choices.isEmpty { drawValues(index) }
    // Who has logged in keeps what the server knows him by.
    if !slots[index].jar.isEmpty, mustLogIn || plan.login == nil { slots[index].jar.empty() }
    beginStep(index, due: due)
  }

  /// Lets users go on whose time to think is over.
  mutating func goOn(at now: UInt64) {
    while let first = thinking.first, first.due <= now {
      thinking.removeFirst()
      beginStep(Int(first.slot), due: first.due)
    }
  }

  /// What the slot's current step sends.
  func step(of index: Int) -> WireStep { steps[slots[index].journey][slots[index].step] }

  private mutating func beginStep(_ index: Int, due: UInt64) {
    busy += 1
    slots[index].times.due = due
    slots[index].isSecondTry = false
    slots[index].isLeftBehind = false
    slots[index].sendsRendered = false
    slots[index].redirects = 0
    if let template = step(of: index).template {
      slots[index].rendered = template.render(slots[index].values, &random)
      slots[index].sendsRendered = true
    }
    if !slots[index].jar.isEmpty { addCookies(index) }
    connectAndSend(index)
  }

  /// Tells the server the cookies that it has set in this round.
  private mutating func addCookies(_ index: Int) {
    let step = step(of: index)
    guard !step.hasCookies else { return }
    let request = RequestEdit(
      slots[index].sendsRendered ? slots[index].rendered : Array(step.bytes)
    )
    guard let line = slots[index].jar.line(for: request.path) else { return }
    slots[index].rendered = request.adding(line: line)
    slots[index].sendsRendered = true
  }

  /// Keeps what the answer sets, and asks anew where it sends its reader; whether it does.
  ///
  /// Each request of a chain counts by itself; the checks are asked of the last answer.
  private mutating func followed(_ index: Int, status: Int, at now: UInt64) -> Bool {
    let step = step(of: index)
    let head = slots[index].parser.head
    let request = RequestEdit(
      slots[index].sendsRendered ? slots[index].rendered : Array(step.bytes)
    )
    slots[index].jar.take(head, path: request.path)
    guard slots[index].redirects < plan.redirects, phase != .over,
      let path = Redirect.path(status: status, head: head, from: request.path, on: plan.url)
    else { return false }
    slots[index].redirects += 1
    slots[index].isSecondTry = false
    slots[index].isLeftBehind = false
    slots[index].times.due = now
    slots[index].rendered = request.following(path: path, status: status)
    slots[index].sendsRendered = true
    if !slots[index].jar.isEmpty { addCookies(index) }
    connectAndSend(index)
    return true
  }

  /// The answer is there as a whole.
  mutating func finishRequest(_ index: Int) {
    let now = clock.now()
    let step = step(of: index)
    let status = slots[index].parser.status
    recorder.answered(step: step.figure, status: status, times: slots[index].times, at: now)
    slots[index].isReused = slots[index].wire.isOpen
    if !slots[index].parser.head.isEmpty, followed(index, status: status, at: now) { return }
    if status >= 400, let witness = plan.witness {
      let said = slots[index].parser
      let refusal = Refusal(status: status, head: said.head, body: said.body)
      witness.refused(refusal, step: recorder.name(of: step.figure), at: now)
    }
    let isLogin = slots[index].journey == weights.count
    let duration = now &- slots[index].times.due
    let isWhole =
      (step.checks.isEmpty || judge(index, step, status: status, duration: duration))
      && !(isLogin && status >= 400)
    if status == 401 { slots[index].kept = nil }
    rest(index)
    let next = slots[index].step + 1
    guard isWhole, next < steps[slots[index].journey].count, phase != .over else {
      if isLogin, isWhole, phase != .over { return goOnAfterLogin(index, at: now) }
      recorder.roundEnded(after: now &- slots[index].roundBegan)
      return endRound(index, at: now, .done)
    }
    slots[index].step = next
    guard let pause = step.pause else { return beginStep(index, due: now) }
    slots[index].state = .thinking
    let due = now &+ Nanoseconds.of(pause.draw(&random))
    thinking.insert(DueQueue.Entry(due: due, slot: Int32(index)))
  }

  /// There will be no answer; the round ends here, for what follows would need it.
  mutating func fail(_ index: Int, _ error: ErrorClass) {
    let now = clock.now()
    if error == .tls { recorder.tlsFailed(because: TLSClient.reason) }
    slots[index].closeSocket(endedWell: false)
    if streams > 0 { leaveLane(index) }
    let due = slots[index].times.due
    let step = step(of: index)
    recorder.failed(step: step.figure, error, due: due, at: now)
    if let witness = plan.witness {
      let lost = Unanswered(error: error, isWrite: !step.isIdempotent)
      witness.unanswered(lost, step: recorder.name(of: step.figure), at: now)
    }
    rest(index)
    endRound(index, at: now, error.isUnreachable ? .unreachable : .done)
  }

  mutating func giveUp(_ index: Int, at now: UInt64) {
    switch slots[index].state {
    case .connecting: fail(index, .connectTimeout)
    case .shakingHands: fail(index, .handshakeTimeout)
    case .sending, .awaiting: fail(index, .firstByteTimeout)
    case .reading: fail(index, .totalTimeout)
    case .idle, .thinking: slots[index].deadline = .max
    }
  }

  /// Counts what is under way when the run ends.
  mutating func recordUnfinished(at now: UInt64) {
    for index in slots.indices where slots[index].isBusy {
      let due = slots[index].times.due
      recorder.unfinished(step: step(of: index).figure, due: due, at: now)
      slots[index].closeSocket()
    }
  }

  private mutating func rest(_ index: Int) {
    busy -= 1
    slots[index].state = .idle
    slots[index].deadline = .max
  }

  private mutating func endRound(_ index: Int, at now: UInt64, _ end: RoundEnd) {
    rounds -= 1
    pacer.finished(slot: index, at: now, end)
  }

  /// The user is known from now on: the round begins of which the login was the first part.
  private mutating func goOnAfterLogin(_ index: Int, at now: UInt64) {
    slots[index].kept = slots[index].values
    slots[index].journey = chooseJourney()
    slots[index].step = 0
    beginStep(index, due: now)
  }

  /// Asks the checks and takes what later steps need; whether all of that was found.
  private mutating func judge(
    _ index: Int,
    _ step: WireStep,
    status: Int,
    duration: UInt64
  ) -> Bool {
    let head = slots[index].parser.head
    let answer = Answer(
      status: status,
      head: head,
      body: ContentCoding.plain(slots[index].parser.body, head: head, most: Extraction.mostBytes),
      duration: duration
    )
    var missing = 0
    var extractions = step.extractions.makeIterator()
    for (offset, check) in step.checks.enumerated() {
      var holds = check.holds(answer)
      if case .found = check, let extraction = extractions.next() {
        let value = extraction.value(head: answer.head, body: answer.body)
        if let value { slots[index].values[extraction.variable] = value } else { missing += 1 }
        holds = value != nil
      }
      recorder.checked(step.firstCheck + offset, holds: holds)
    }
    return missing == 0
  }

  /// Gives the round its values; those that answers will fill in are as the login left them.
  private mutating func drawValues(_ index: Int) {
    var values = slots[index].kept ?? plan.given
    if values.count != choices.count { values = Array(repeating: [], count: choices.count) }
    for (variable, choices) in choices.enumerated() where !choices.isEmpty {
      values[variable] = choices[Int(random.next() % UInt64(choices.count))]
    }
    for (number, set) in plan.data.enumerated() {
      let row = set.rows[row(of: set, number, user: index)]
      for (variable, value) in zip(set.variables, row) { values[variable] = value }
    }
    slots[index].values = values
  }

  /// The row of a data file that a round takes.
  private mutating func row(of set: DataSet, _ number: Int, user: Int) -> Int {
    switch set.turn {
    case .user: return (user * share.count + share.index) % set.rows.count
    case .random: return Int(random.next() % UInt64(set.rows.count))
    case .round:
      defer { rows[number] += share.count }
      return rows[number] % set.rows.count
    }
  }

  private mutating func chooseJourney() -> Int {
    guard weights.count > 1 else { return 0 }
    var left = random.share() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }
}
