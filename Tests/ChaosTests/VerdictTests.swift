// Recovery, error looks and the budget, on figures that were made up.

@testable import LoadEngine
import Testing

@testable import Chaos

@Suite("Verdict")
struct VerdictTests {
  /// Seconds with 100 answers each, some of them failed or slow.
  private func rows(
    _ count: Int,
    failed: [Int: Int] = [:],
    answered: [Int: Int] = [:],
    slow: Set<Int> = []
  ) -> [IntervalRow] {
    (0..<count).map { second in
      IntervalRow(
        second: second,
        sent: 100,
        answered: answered[second] ?? 100,
        failed: failed[second] ?? 0,
        p50: 1_000_000,
        p95: slow.contains(second) ? 900_000_000 : 5_000_000,
        p99: 9_000_000,
        maximum: 9_000_000
      )
    }
  }

  private func recovering(_ rows: [IntervalRow], settled: Double = 3) -> Recovering {
    var budget = ChaosBudget()
    budget.settled = settled
    return Recovering(
      budget: budget,
      rows: rows,
      failures: Failures(),
      curve: Curve(constant: 100, seconds: Double(rows.count)),
      warmup: 0
    )
  }

  private func record(_ at: Double, _ end: Double) -> FaultRecord {
    let fault = Fault(at: at, seconds: end - at, action: .down(proxy: "db"))
    return FaultRecord(fault: fault, began: at, ended: end + 0.004)
  }

  @Test("recovery is the first of enough good seconds after the fault")
  func recovers() {
    // Errors until second 21, slow until 23, one more error at 25.
    let failed = Dictionary(uniqueKeysWithValues: (10...21).map { ($0, 80) } + [(25, 5)])
    let episodes = recovering(rows(60, failed: failed, slow: [22, 23]))
      .episodes(of: [record(10, 20)])
    #expect(episodes.count == 1)
    guard case .after(let seconds) = episodes[0].recovery else {
      Issue.record("\(episodes[0].recovery)")
      return
    }
    #expect((5.9...6.0).contains(seconds))
    #expect(episodes[0].seconds == 10..<21)
  }

  @Test("a system that is well in the first second has recovered at once")
  func atOnce() {
    let episodes = recovering(rows(60)).episodes(of: [record(10, 20)])
    #expect(episodes.map(\.recovery) == [.after(0)])
  }

  @Test("too few answers are no recovery, even if all of them are good")
  func rateMustComeBack() {
    let few = Dictionary(uniqueKeysWithValues: (20..<30).map { ($0, 40) })
    let episodes = recovering(rows(60, answered: few)).episodes(of: [record(10, 20)])
    guard case .after(let seconds) = episodes[0].recovery else {
      Issue.record("\(episodes[0].recovery)")
      return
    }
    #expect((9.9...10.0).contains(seconds))
  }

  @Test("what was not seen is told, not guessed")
  func notSeen() {
    let failed = Dictionary(uniqueKeysWithValues: (10..<28).map { ($0, 100) })
    let short = recovering(rows(30, failed: failed)).episodes(of: [record(10, 20)])
    #expect(short.map(\.recovery) == [.notSeen("the run ended after 2 s without errors")])
    let never = Dictionary(uniqueKeysWithValues: (10..<30).map { ($0, 100) })
    let ill = recovering(rows(30, failed: never)).episodes(of: [record(10, 20)])
    #expect(ill.map(\.recovery) == [.notSeen("not well again when the run ended")])
    let two = recovering(rows(60, failed: failed)).episodes(of: [record(10, 20), record(27, 40)])
    #expect(two.count == 2)
    #expect(
      two.first?.recovery == .notSeen("the next fault began before it was well again")
    )
  }

  @Test("faults that overlap or follow at once are judged as one")
  func together() {
    let episodes = recovering(rows(60)).episodes(of: [
      record(10, 20), record(15, 22), record(24, 25),
    ])
    #expect(episodes.count == 1)
    #expect(episodes.first?.faults.count == 3)
    #expect(episodes.first?.seconds == 10..<26)
  }

  @Test("errors count outside the faults, and in them where a budget is given")
  func budget() {
    let failed = Dictionary(uniqueKeysWithValues: (10..<20).map { ($0, 100) } + [(40, 3)])
    let rows = rows(60, failed: failed)
    let recovering = recovering(rows)
    let episodes = recovering.episodes(of: [record(10, 20)])
    func checks(_ change: (inout ChaosBudget) -> Void) -> [ChaosCheck] {
      var budget = recovering.budget
      change(&budget)
      return ChaosJudge(budget: budget, rows: rows, failures: Failures(), episodes: episodes).checks
    }
    // 3 of the 4,900 requests outside.
    #expect(checks { $0.errors = 0.001 }.first?.holds == true)
    #expect(checks { $0.errors = 0.0005 }.first?.holds == false)
    #expect(checks { _ in }.count == 3)
    let during = checks { $0.during = 0.5 }
    #expect(during.count == 4 && during[1].demand.contains("during") && !during[1].holds)
  }

  @Test(
    "errors that nobody can read break the budget while a proxy fails, not while a process is gone"
  )
  func friendliness() {
    let kinds: [FailureKind: Int] = [
      .refused(status: 503, .json): 90, .refused(status: 500, .stackTrace): 4,
      .unanswered(.firstByteTimeout): 6,
    ]
    let failures = Failures(seconds: [12: kinds])
    func check(_ action: Fault.Action, _ bound: Double?) -> ChaosCheck? {
      var budget = ChaosBudget()
      budget.friendly = bound
      let fault = Fault(at: 10, seconds: 10, action: action)
      let episode = Episode(faults: [fault], began: 10, ended: 20, recovery: .after(0))
      return ChaosJudge(budget: budget, rows: rows(60), failures: failures, episodes: [episode])
        .checks.first { $0.demand.contains("clients can read") }
    }
    #expect(check(.down(proxy: "db"), 1)?.holds == false)
    #expect(check(.down(proxy: "db"), 1)?.measured.contains("6 × no first byte") == true)
    #expect(check(.down(proxy: "db"), 0.9)?.holds == true)
    #expect(check(.down(proxy: "db"), nil) == nil)
    #expect(check(.kill(process: "app"), 1) == nil)
  }

  static let looks: [(String, String, ErrorLook)] = [
    ("application/json", #"{"error":"try again later"}"#, .json),
    ("application/json", "try again later", .broken),
    ("text/html; charset=utf-8", "<h1>Sorry</h1>", .html),
    ("text/plain", "Service Unavailable", .text),
    ("text/html", " \r\n", .empty),
    ("", "", .empty),
    ("text/html", "<pre>Error: no\n    at Pool.query (/app/pool.js:3:1)</pre>", .stackTrace),
    ("application/json", #"{"stack":"Error\n    at Pool.query"}"#, .stackTrace),
    ("text/plain", "Traceback (most recent call last):\n  File", .stackTrace),
    ("application/json", #"{"error":"connect ECONNREFUSED 127.0.0.1:5432"}"#, .internals),
    ("application/json\nContent-Encoding: gzip", "\u{1F}\u{8}", .json),
    ("text/html\nContent-Encoding: br", "\u{1}", .html),
    ("application/json", #"{"error":"terminating connection due to administrator"}"#, .internals),
  ]

  @Test("a body is told by what it holds", arguments: looks)
  func look(type: String, body: String, expected: ErrorLook) {
    let head = Array("Server: x\nContent-Type: \(type)\n".utf8)
    let refusal = Refusal(status: 500, head: head, body: Array(body.utf8))
    #expect(ErrorLook(of: refusal) == expected)
  }

  @Test("a compressed body is told by what it holds, too")
  func compressed() {
    // A stack trace of JavaScript in plain text, by gzip.
    let body: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 115, 45, 42, 202, 47, 178, 82, 168, 224, 82, 0, 130, 196, 18,
      133, 68, 5, 13, 253, 36, 189, 172, 98, 43, 67, 43, 67, 77, 46, 0, 141, 120, 111, 187, 30, 0,
      0, 0,
    ]
    let head = Array("Content-Type: text/plain\nContent-Encoding: gzip\n".utf8)
    let refusal = Refusal(status: 500, head: head, body: body)
    #expect(ErrorLook(of: refusal) == .stackTrace)
    let log = FailureLog()
    log.refused(refusal, step: "GET /a", at: 0)
    #expect(log.failures.samples.first?.body.hasPrefix("Error: x") == true)
  }

  @Test("the log counts by second and keeps the first body of each kind")
  func log() {
    let log = FailureLog()
    let refusal = Refusal(status: 503, head: [], body: Array("down for now".utf8))
    for second in [3, 3, 4] {
      log.refused(refusal, step: "GET /a", at: UInt64(second) * 1_000_000_000)
    }
    log.unanswered(Unanswered(error: .reset, isWrite: true), step: "POST /a", at: 4_500_000_000)
    log.unanswered(Unanswered(error: .refused, isWrite: true), step: "POST /a", at: 4_600_000_000)
    let failures = log.failures
    #expect(failures.kinds(in: 3..<4).map(\.count) == [2])
    #expect(failures.kinds(in: 0..<9).map(\.count).reduce(0, +) == 5)
    #expect(failures.unanswered(in: 4) == 2)
    #expect(failures.samples.map(\.body) == ["down for now"])
    #expect(failures.lostWrites == 1)
  }
}
