// Several lines of the console for each request: what was left behind by whoever looked for a fault.

import Capacity
import Findings
import SemanticModel

extension LogFlooding {
  /// So many lines of one function tell of its steps, not of what happened.
  private static let fewestLines = 3

  /// One finding for each file: who takes the lines out, takes them out of all its functions.
  func chatterFindings(
    besides dumping: Set<FunctionRef>,
    in program: Program,
    under target: LoadTarget
  ) -> [Finding] {
    let found = program.chatter(atLeast: Self.fewestLines).filter { chatter in
      let site = chatter.lines[0]
      return !dumping.contains(site.function) && !program.isOfBrowsers(site.function)
        && site.isReached(from: Audience.requests.entries)
    }
    var files: [Int: [Chatter]] = [:]
    for chatter in found { files[chatter.lines[0].place.unit, default: []].append(chatter) }
    return files.keys.sorted().compactMap { unit in
      guard let own = files[unit],
        let most = own.max(by: { $0.lines.count < $1.lines.count })
      else { return nil }
      return finding(of: most, own, in: program, under: target)
    }
  }

  private func finding(
    of most: Chatter,
    _ all: [Chatter],
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = most.lines[0]
    let count = most.lines.count
    let share = Input.tenthOfRequests
    let load = LogLoad(
      target: target.at(share: share),
      linesPerRequest: .stated(Double(count), by: "lines of the function"),
      bytesPerLine: .logLine
    )
    let others = all.filter { $0.lines[0].function != site.function }
    return finding(
      site,
      (site.approach?.steps(in: program) ?? [])
        + most.lines.dropFirst().prefix(10).map { ($0.place, "the same request: another line") }
        + others.prefix(10).map { other in
          (other.lines[0].place, "\(other.lines.count) lines for each request here too")
        },
      title: "`\(site.calleeText)` writes \(count) lines for each request",
      severity: .monitor,
      confirm: site.rareUse?.question
        ?? "Check how often requests come this way, and whether anybody searches for these lines.",
      estimate: load.sentence + "; assuming \(share.source)",
      in: program
    )
  }
}
