// A database client that each request makes for itself.

import Capacity
import Findings
import SemanticModel

/// Reports clients, pools and connections that are made on a request path.
struct ClientPerRequest: Rule {
  static let about = RuleDescription(
    name: "client-per-request",
    category: .poolExhaustion,
    worst: .critical,
    title: "Database client made for each request",
    problem: """
      Every request opens connections of its own: a handshake, TLS and a login, which take longer than most queries, \
      and one server process or thread in the database each. Under load the database refuses further connections, for \
      everybody.
      """,
    verify:
      "Send the load and count the connections in the database (`pg_stat_activity`, `SHOW PROCESSLIST`): their number must stay at the size of one pool.",
    fix:
      "Make one client or pool when the process starts, in a module of its own, and use it everywhere.",
    tradeOff: "None: a pool reconnects by itself, and bounds what the database must bear.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // Functions of one file that each make the same client share one mistake.
    var groups: [Maker: [RequestClient]] = [:]
    for client in program.clientsPerRequest(playing: [.connectionPool])
    where client.site.audience != .browsers {
      let maker = Maker(unit: client.site.place.unit, text: client.site.calleeText)
      groups[maker, default: []].append(client)
    }
    return groups.values.sorted { $0[0].site.place < $1[0].site.place }
      .map { finding(of: $0, in: program, under: target) }
      + settingsFinding(in: program, under: target)
  }

  private struct Maker: Hashable {
    let unit: Int
    let text: String
  }

  static let handshake = Input.assumed(
    20,
    because: "20 ms for TCP, TLS and login in one data centre"
  )

  private func finding(
    of clients: [RequestClient],
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    // The one that nothing closes is the worst.
    let client = clients.first { !$0.isClosed } ?? clients[0]
    let site = client.site
    let approach = site.approach
    let share = Input.tenthOfRequests
    let rate = target.requestsPerSecond * share.value
    let minute = rate * 60
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + clients.filter { $0.site.position != site.position }
          .map { ($0.site.place, "makes one too") },
        function: site.function,
        title: client.isClosed
          ? "`\(site.calleeText)` opens a connection for each request"
          : "`\(site.calleeText)` opens connections for each request, and nothing closes them",
        problem: Self.about.problem,
        severity: client.isClosed ? .high : .critical,
        confidence: .high,
        impact: Impact(
          estimate: client.isClosed
            ? "\(Figure.grouped(rate)) logins/s × \(Figure.duration(Self.handshake.value / 1_000)) are added to each of "
              + "these requests; assuming \(share.source) and \(Self.handshake.source)"
            : "\(Figure.grouped(rate)) req/s × 60 s = \(Figure.grouped(minute)) clients after a minute, where PostgreSQL "
              + "accepts 100 connections; assuming \(share.source)",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
        routes: approach?.routeLabels(in: program) ?? []
      ),
      in: program
    )
  }
}
