// Rounds through a journey: begin, go from step to step, end.

extension Worker {
  mutating func beginRound(_ index: Int, due: UInt64) {
    slots[index].journey = chooseJourney()
    slots[index].step = 0
    slots[index].roundBegan = due
    if !choices.isEmpty { drawValues(index) }
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
    if let template = step(of: index).template {
      slots[index].rendered = template.render(slots[index].values, &random)
    }
    connectAndSend(index)
  }

  /// The answer is there as a whole.
  mutating func finishRequest(_ index: Int) {
    let now = clock.now()
    let step = step(of: index)
    let status = slots[index].parser.status
    recorder.answered(step: step.figure, status: status, times: slots[index].times, at: now)
    let isWhole = step.checks.isEmpty || judge(index, step, status: status)
    rest(index)
    slots[index].isReused = true
    let next = slots[index].step + 1
    guard isWhole, next < steps[slots[index].journey].count, phase != .over else {
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
    slots[index].closeSocket()
    let due = slots[index].times.due
    recorder.failed(step: step(of: index).figure, error, due: due, at: now)
    rest(index)
    endRound(index, at: now, error.isUnreachable ? .unreachable : .done)
  }

  mutating func giveUp(_ index: Int, at now: UInt64) {
    switch slots[index].state {
    case .connecting: fail(index, .connectTimeout)
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

  /// Asks the checks and takes what later steps need; whether all of that was found.
  private mutating func judge(_ index: Int, _ step: WireStep, status: Int) -> Bool {
    let body = slots[index].parser.body
    var missing = 0
    var extractions = step.extractions.makeIterator()
    for (offset, check) in step.checks.enumerated() {
      var holds = check.holds(status: status, body: body)
      if case .found = check, let extraction = extractions.next() {
        let value = extraction.value(head: slots[index].parser.head, body: body)
        if let value { slots[index].values[extraction.variable] = value } else { missing += 1 }
        holds = value != nil
      }
      recorder.checked(step.firstCheck + offset, holds: holds)
    }
    return missing == 0
  }

  /// Gives the round its values; those that answers will fill in are empty until then.
  private mutating func drawValues(_ index: Int) {
    slots[index].values = choices.map { choices in
      choices.isEmpty ? [] : choices[Int(random.next() % UInt64(choices.count))]
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
