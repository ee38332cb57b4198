// One write, and every connected client is sent the row.

import Capacity
import Findings
import SemanticModel

/// Reports rows that are sent to all sockets instead of those that need them.
struct BroadcastFlood: Rule {
  static let about = RuleDescription(
    name: "broadcast-flood",
    category: .noBackpressure,
    worst: .high,
    title: "Rows that are sent to every connected socket",
    problem: """
      The row is turned into text once and written to each connection, whoever they are: what one user does is \
      multiplied by all who are connected. Slow clients do not slow the sender down, so what they have not read yet \
      piles up in memory.
      """,
    verify: """
      Connect 1,000 sockets and send ten writes a second: bytes sent and resident memory of the process must grow \
      with the clients that need the row, not with all.
      """,
    fix:
      "Send to a room of those who need it (per tenant, per document, per user), and only the fields that changed.",
    tradeOff:
      "Clients must join their rooms, again after each reconnect, and fetch what they missed.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Int: [Broadcast]] = [:]
    for broadcast in program.broadcasts
    where broadcast.crossing.isReached(from: Audience.requests.entries.union(Audience.jobs.entries))
    {
      groups[broadcast.site.place.unit, default: []].append(broadcast)
    }
    let told = Set(groups.values.joined().map(\.site.position))
    return groups.keys.sorted().compactMap { unit in
      groups[unit].flatMap { finding(of: $0, in: program, under: target) }
    } + presenceFindings(in: program, besides: told, under: target)
      + subscriptionFindings(in: program, under: target)
  }

  private func finding(
    of broadcasts: [Broadcast],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = broadcasts.first else { return nil }
    let site = first.crossing
    let approach = site.approach
    let share = target.requestsPerSecond / 10
    let bytes = share * Double(target.users) * 2_000
    let megabytes = bytes / 1_000_000
    var steps = approach?.steps(in: program) ?? []
    if first.site.place != site.place {
      steps.append((first.site.place, "sends it to all sockets"))
    }
    steps += broadcasts.dropFirst().prefix(10).map {
      ($0.crossing.place, "`\($0.subject)` goes to all sockets too")
    }
    let before = program.source(of: first.site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: steps,
        function: site.function,
        title:
          "`\(site.calleeText)` sends the whole of `\(first.subject)` to every connected socket",
        problem: Self.about.problem,
        severity: megabytes >= 10 ? .high : .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(share)) writes/s × \(Figure.grouped(Double(target.users))) sockets × 2 kB = "
            + "\(Figure.grouped(megabytes)) MB/s; assuming a tenth of the requests, one socket for each user and rows of 2 kB",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: before, after: room(before, first)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: "Check whether every connected client needs `\(first.subject)`, and may see it."
      ),
      in: program
    )
  }

  /// `this.server.emit(` as `this.server.to(room).emit(`.
  private func room(_ before: String, _ broadcast: Broadcast) -> String? {
    let name = broadcast.site.calledName
    let head = broadcast.site.calleeText
    guard head.hasSuffix(".\(name)"), before.hasPrefix(head) else { return nil }
    let receiver = head.dropLast(name.utf8.count + 1)
    return "\(receiver).to(room).\(name)" + before.dropFirst(head.count)
  }
}
