// What a chaos file says, and when its faults are due.

import LoadEngine
import Testing

@testable import Chaos

@Suite("Timelines")
struct TimelineTests {
  private static let file = """
    load: shop.yml
    rate: 50
    duration: 4m
    proxies:
      db: { listen: "127.0.0.1:15432", upstream: "127.0.0.1:5432" }
    processes:
      app: { start: node server.js }
    faults:
      - { at: 30s, proxy: db, down: 30s }
      - { at: 90s, for: 20s, proxy: db, toxic: latency, stream: upstream, toxicity: 0.5,
          attributes: { latency: 500, jitter: 100 } }
      - { at: 2m, process: app, stop: 10s }
    budget: { errors: 2%, recovery: 10s, settled: 3s, p95: 250ms, friendly: false }

    """

  private func read(_ text: String) throws(LoadError) -> ChaosFile {
    try ChaosFile(path: "chaos.yml", yaml: Array(text.utf8))
  }

  @Test("a file says proxies, processes, faults, and what must hold")
  func reads() throws {
    let file = try read(Self.file)
    #expect(file.load == "shop.yml" && file.rate == 50 && file.users == nil)
    #expect(file.duration == "4m")
    let plan = file.plan
    #expect(plan.proxies.map(\.listen) == ["127.0.0.1:15432"])
    #expect(plan.processes == [ProcessDescription(name: "app", start: "node server.js")])
    let latency = Toxic(
      kind: .latency,
      stream: .upstream,
      toxicity: 0.5,
      attributes: ["latency": 500, "jitter": 100]
    )
    #expect(
      plan.faults == [
        Fault(at: 30, seconds: 30, action: .down(proxy: "db")),
        Fault(at: 90, seconds: 20, action: .toxic(latency, proxy: "db")),
        Fault(at: 120, seconds: 10, action: .stop(process: "app")),
      ]
    )
    var budget = ChaosBudget()
    (budget.errors, budget.recovery, budget.settled, budget.p95) = (0.02, 10, 3, 0.25)
    budget.friendly = nil
    #expect(plan.budget == budget)
    #expect(plan.lastEnd == 130 && plan.leastSeconds == 134)
  }

  static let mistakes: [(String, [String])] = [
    ("fauls: []", ["chaos.yml:1: 'fauls' is not known; did you mean 'faults'?"]),
    ("budget: { recovry: 1s }", ["chaos.yml:1: 'recovry'", "did you mean 'recovery'?"]),
    ("proxies:\n  db: { upstraem: x }", ["chaos.yml:2: 'upstraem'", "did you mean 'upstream'?"]),
    ("proxies:\n  db: {}", ["db: no upstream"]),
    ("proxies:\n  db: { upstream: nowhere }", ["'nowhere': write HOST:PORT"]),
    ("faults: [{ at: 1s, proxy: db, down: 1s }]", ["there is no proxy 'db'"]),
    ("faults: [{ at: 1s, process: app, stop: 1s }]", ["there is no process 'app'"]),
    ("faults: [{ at: soon, proxy: db, down: 1s }]", ["at: soon: write a time"]),
    ("faults: [{ at: 1s, proxy: db }]", ["a fault is one of"]),
    ("faults: [{ at: 1s, proxy: db, down: 1s, stop: 1s }]", ["a fault is one of"]),
    ("faults: [{ at: 1s, down: 1s }]", ["down: needs a proxy"]),
    ("faults: [{ at: 1s, for: 1s, proxy: db, toxic: latensy }]", ["did you mean 'latency'?"]),
    ("faults: [{ at: 1s, proxy: db, toxic: latency }]", ["toxic: no length"]),
    (
      "faults: [{ at: 1s, for: 1s, proxy: db, toxic: latency, attributes: { ratte: 3 } }]",
      ["'ratte' is not known"]
    ),
    ("processes:\n  app: { pid: 7, start: x }", ["app: give either pid, or start"]),
    (
      "processes: { app: { pid: 7 } }\nfaults: [{ at: 1s, process: app, kill: 1s }]",
      ["'app' has no restart command"]
    ),
    ("proxies: [db]", ["chaos.yml:1: proxies: must be a mapping from names"]),
    ("processes: 4711", ["processes: must be a mapping from names"]),
    ("faults: { at: 1s }", ["faults: must be a list"]),
    ("rate: fast", ["chaos.yml:1: rate: must be a number"]),
    ("users: 1.5", ["users: must be a whole number"]),
    (
      "proxies: { db: { upstream: 5432 } }\nfaults: [{ at: 1s, proxy: db, down: 0 }]",
      ["it lasts no time"]
    ),
    ("budget: { errors: many }", ["errors: many: write a share as 1%"]),
    ("proxies: [", ["chaos.yml:"]),
    ("- 1", ["chaos.yml:1: must be a mapping"]),
  ]

  @Test("what cannot be is refused with its line and the nearest name", arguments: mistakes)
  func refuses(text: String, says: [String]) {
    #expect { try read(text) } throws: { error in
      let message = (error as? LoadError)?.message ?? ""
      return says.allSatisfy { message.contains($0) }
    }
  }

  @Test("what is down, stopped or gone cannot be so twice: the first end would lift both")
  func overlapping() throws {
    let things = """
      proxies: { db: { upstream: 5432 }, api: { upstream: 8080 } }
      processes: { app: { start: node a.js } }

      """
    for (one, two) in [
      ("{ at: 10s, proxy: db, down: 20s }", "{ at: 29s, proxy: db, down: 5s }"),
      ("{ at: 10s, process: app, kill: 20s }", "{ at: 5s, process: app, stop: 6s }"),
    ] {
      #expect(throws: LoadError.self) { try read(things + "faults: [\(one), \(two)]") }
    }
    let apart = try read(
      things + """
        faults:
          - { at: 10s, proxy: db, down: 20s }
          - { at: 30s, proxy: db, down: 5s }
          - { at: 15s, proxy: api, down: 5s }
          - { at: 15s, for: 5s, proxy: db, toxic: latency }
          - { at: 15s, process: app, stop: 5s }
        """
    )
    #expect(apart.plan.faults.count == 5)
  }

  @Test("steps come in the order of their times, an end before a beginning")
  func order() {
    let down = Fault.Action.down(proxy: "db")
    var timeline = Timeline([
      Fault(at: 5, seconds: 5, action: down), Fault(at: 0, seconds: 5, action: down),
    ])
    #expect(timeline.next == 0)
    #expect(timeline.popDue(at: 0) == .begin(1))
    #expect(timeline.popDue(at: 4.9) == nil)
    #expect(timeline.popDue(at: 5) == .end(1))
    #expect(timeline.popDue(at: 5) == .begin(0))
    #expect(timeline.popDue(at: 5) == nil)
    timeline.cancel()
    #expect(timeline.next == nil && timeline.popDue(at: 99) == nil)
  }

  @Test("a fault is read from a flag as from a file")
  func fromFlag() throws {
    var plan = ChaosPlan()
    plan.proxies = [ProxyDescription(name: "db", listen: "", upstream: "")]
    try plan.add(fault: "at: 1.5s, proxy: db, down: 500ms")
    #expect(plan.faults == [Fault(at: 1.5, seconds: 0.5, action: .down(proxy: "db"))])
    #expect(throws: LoadError.self) { try plan.add(fault: "at: 1s, proxy: db, dwn: 3s") }
    #expect(throws: LoadError.self) { try plan.add(fault: "}{") }
  }
}
