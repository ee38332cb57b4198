// One thread of the generator: an event loop over its share of the connections.

import Glibc
import Statistics

/// Begins rounds when they are due, moves bytes, and writes down what comes of it.
///
/// A struct that cannot be copied: a class would be checked for overlapping access at each step.
struct Worker<Pace: Pacer>: ~Copyable {
  enum Phase {
    case running
    /// No round begins any more; those under way may end.
    case draining
    case over
  }

  let plan: LoadPlan
  let endpoint: Endpoint
  /// Encrypts the connections; nil where the URL does not ask for it.
  let tls: TLSClient?
  let clock: RunClock
  let queue: EventQueue
  let slots: UnsafeMutableBufferPointer<Slot>
  let steps: [[WireStep]]
  let weights: [Double]
  /// What each variable is drawn from.
  let choices: [[[UInt8]]]
  let share: ThreadShare
  /// The row of each data file that the next round of this thread takes.
  var rows: [Int]
  let buffer: UnsafeMutableRawBufferPointer
  let timeouts: TimeoutsInNanoseconds
  var pacer: Pace
  var recorder: Recorder
  var health = GeneratorHealth()
  var thinking = DueQueue()
  /// Requests on one connection at most, and the connections; 0 and none where each slot has its own.
  let streams: Int
  var lanes: [Lane] = []
  /// The lane that a group of slots joins.
  var laneOfGroup: [Int] = []
  var random: Random
  var phase = Phase.running
  var busy = 0
  var rounds = 0
  private var nextTick: UInt64 = 0
  private var nextRound: UInt64 = 0
  private var graceEnds = UInt64.max
  private var warmupEnds: UInt64

  /// How often deadlines and interrupts are looked at, in nanoseconds.
  private static var tick: UInt64 { 20_000_000 }

  init(
    plan: LoadPlan,
    endpoint: Endpoint,
    tls: TLSClient?,
    clock: RunClock,
    pacer: Pace,
    slots count: Int,
    share: ThreadShare,
    collector: IntervalCollector
  ) throws(LoadError) {
    self.plan = plan
    self.endpoint = endpoint
    self.tls = tls
    self.clock = clock
    self.pacer = pacer
    queue = try EventQueue()
    slots = .allocate(capacity: count)
    slots.initialize(repeating: Slot(limits: plan.limits))
    steps = Self.wire(
      plan.countedJourneys,
      redirects: plan.redirects,
      keeping: plan.witness == nil ? 0 : Refusal.mostBytes
    )
    self.share = share
    rows = Array(repeating: share.index, count: plan.data.count)
    weights = plan.journeys.map(\.weight)
    choices = plan.variables.map { $0.choices.map { Array($0.utf8) } }
    buffer = .allocate(byteCount: 64 << 10, alignment: 16)
    timeouts = TimeoutsInNanoseconds(plan.timeouts)
    recorder = Recorder(
      journeys: plan.countedJourneys,
      isOpen: plan.pacing.isOpen,
      collector: collector
    )
    random = Random(seed: plan.seed &* 31 &+ UInt64(share.index))
    streams = plan.streams ?? 0
    if streams > 0 {
      for start in stride(from: 0, to: count, by: streams) {
        lanes.append(Lane(slots: start..<min(count, start + streams)))
      }
      laneOfGroup = Array(lanes.indices)
    }
    warmupEnds = plan.warmup > 0 ? Nanoseconds.of(plan.warmup) : .max
  }

  deinit {
    for index in slots.indices {
      slots[index].closeSocket()
      slots[index].wire.forgetSession()
    }
    for var lane in lanes {
      lane.close(endedWell: false)
      lane.wire.forgetSession()
    }
    slots.deinitialize()
    slots.deallocate()
    for step in steps.joined() { step.bytes.deallocate() }
    buffer.deallocate()
  }

  /// Runs until the plan has ended, or was interrupted; the figures, and what they cost.
  mutating func run() -> (Figures, GeneratorHealth) {
    clock.waitForStart()
    let meter = ThreadMeter()
    let began = clock.now()
    while true {
      let now = clock.now()
      if now >= nextTick { look(at: now) }
      if phase == .running { beginRounds(at: now) }
      goOn(at: now)
      if phase == .over || (phase == .draining && rounds == 0) { break }
      let count = queue.wait(nanoseconds: patience(at: now))
      for index in 0..<count { handle(queue[index]) }
    }
    let now = clock.now()
    recordUnfinished(at: now)
    var health = meter.health(wall: now - began)
    health.lag = self.health.lag
    let figures = recorder.finish(at: now)
    health.exhausted = figures.errors[.exhausted] ?? 0
    return (figures, health)
  }

  // MARK: - Time

  /// What need not be known at once: interrupts, deadlines, the end.
  private mutating func look(at now: UInt64) {
    nextTick = now + Self.tick
    recorder.roll(to: now)
    if now >= warmupEnds {
      warmupEnds = .max
      recorder.forgetWarmup(underWay: busy)
    }
    let interrupts = Interruption.count
    if interrupts > 1 { phase = .over }
    if phase == .running, interrupts > 0 { drain(at: now) }
    if phase == .running, now >= Nanoseconds.of(plan.pacing.curve.seconds) {
      // A thread that got no processor until the end sends what was due meanwhile where a slot is free, and
      // its lag tells so: as unsent requests they would be held against the server.
      beginRounds(at: now)
      if phase == .running { drain(at: now) }
    }
    if now >= graceEnds { phase = .over }
    for index in slots.indices where slots[index].deadline <= now { giveUp(index, at: now) }
    if streams > 0 { giveUpLanes(at: now) }
  }

  private mutating func drain(at now: UInt64) {
    phase = .draining
    nextRound = .max
    graceEnds = now + Nanoseconds.of(plan.grace)
    while let due = pacer.nextUnsent(at: now) {
      recorder.unsent(step: steps[0][0].figure, due: due, at: now)
    }
  }

  private mutating func beginRounds(at now: UInt64) {
    nextRound = .max
    while phase == .running {
      switch pacer.next(at: now) {
      case .start(let slot, let due, let lag):
        if let lag { health.lag.record(lag) } else { recorder.queued() }
        rounds += 1
        beginRound(slot, due: due)
      case .wait(let due):
        nextRound = due
        return
      case .waitForSlot: return
      case .over: drain(at: now)
      }
    }
  }

  /// How long nothing will happen by itself.
  private func patience(at now: UInt64) -> UInt64 {
    let next = min(nextTick, nextRound, thinking.first?.due ?? .max)
    return next > now ? next - now : 0
  }

  private static func wire(_ journeys: [Journey], redirects: Int, keeping bytes: Int)
    -> [[WireStep]]
  {
    var figure = 0
    var check = 0
    return journeys.map { journey in
      // Cookies matter to a later step, redirects to any.
      let needsHead = journey.steps.count > 1 || redirects > 0
      return journey.steps.map { step in
        defer {
          figure += 1
          check += step.checks.count
        }
        let least = max(bytes, needsHead ? 1 : 0)
        return WireStep(step, figure: figure, firstCheck: check, keeping: least)
      }
    }
  }
}

/// The timeouts of a plan as the engine counts.
struct TimeoutsInNanoseconds {
  let connect: UInt64
  let handshake: UInt64
  let firstByte: UInt64
  let total: UInt64

  init(_ timeouts: Timeouts) {
    connect = Nanoseconds.of(timeouts.connect)
    handshake = Nanoseconds.of(timeouts.handshake)
    firstByte = Nanoseconds.of(timeouts.firstByte)
    total = Nanoseconds.of(timeouts.total)
  }
}
