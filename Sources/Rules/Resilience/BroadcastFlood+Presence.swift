// Lists of who is online, sent to everybody whenever somebody comes or goes.

import Capacity
import Findings
import SemanticModel

extension BroadcastFlood {
  /// The news of who is there: one finding for each file that sends them.
  func presenceFindings(
    in program: Program,
    besides told: Set<Int>,
    under target: LoadTarget
  ) -> [Finding] {
    var groups: [Int: [PresenceNews]] = [:]
    for news in program.presenceNews where !told.contains(news.site.position) {
      groups[news.site.place.unit, default: []].append(news)
    }
    return groups.keys.sorted().compactMap { unit in
      groups[unit].flatMap { presence($0, in: program, under: target) }
    }
  }

  private func presence(
    _ all: [PresenceNews],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = all.first(where: \.isWholeList) ?? all.first else { return nil }
    let site = first.site
    let users = Double(target.users)
    let messages = "\(Figure.grouped(users)) messages for each that comes or goes"
    let entries = "\(Figure.grouped(users * users)) entries written"
    let what = first.isWholeList ? "the list of all who are there" : "who comes and goes"
    return finding(
      Diagnosis(
        place: site.place,
        because: (site.approach?.steps(in: program) ?? [])
          + all.filter { $0.site.position != site.position }.prefix(10).map {
            ($0.site.place, "`\($0.subject)` goes to all sockets too")
          },
        function: site.function,
        title:
          "`\(site.calleeText)` tells every socket \(what), each time somebody connects or leaves",
        problem: first.isWholeList
          ? "The list grows with those who are connected, and each of them is sent all of it whenever one comes or goes: what is written grows with the square of their number. After a restart of the server all connect again at the same time."
          : "Each connection, and each end of one, is written to all others, whether they know that person or not. After a restart of the server all connect again at the same time.",
        severity: first.isWholeList ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: "With \(Figure.grouped(users)) sockets: \(messages)"
            + (first.isWholeList ? ", \(entries)" : "") + "; assuming one socket for each user",
          confidence: .low
        ),
        verify: Verify(
          steps:
            "Connect 1,000 sockets one after another and add up the bytes that the server sends: they must grow with the sockets, not with their square."
        ),
        fix: Remedy(
          "Tell only those who show that person: a room for the contacts of each user. Send the one who changed instead of the list, and gather changes for a second.",
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        confirm:
          "Check how many are connected at the same time, and who shows the others' presence.",
        threshold: "about a thousand sockets at the same time"
      ),
      in: program
    )
  }
}
