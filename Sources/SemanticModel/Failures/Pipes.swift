// Streams that are piped, and whether somebody hears of their failures.

import Facts

extension Program {
  /// The calls on a request's way that pipe a stream made here, where nobody listens to its failures.
  package var unhandledPipes: [CallSite] {
    var heard: Set<Int> = []
    var pipes: [(site: CallSite, maker: Int)] = []
    for position in calls.indices where !calls[position].operations.isEmpty {
      let site = call(at: position)
      switch site.calledName {
      case "pipe":
        guard site.unit.isRunning,
          site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)]),
          let maker = site.maker, maker.calledName.hasPrefix("create"),
          maker.calledName.hasSuffix("Stream")
        else { continue }
        pipes.append((site, maker.position))
      case "on", "once", "addListener":
        guard case .text("error") = site.arguments.first?.shape, let maker = site.maker else {
          continue
        }
        heard.insert(maker.position)
      default: continue
      }
    }
    return pipes.filter { !heard.contains($0.maker) }.map(\.site)
  }

  /// Whether a call stands in code that browsers run.
  package func isForBrowser(_ site: CallSite) -> Bool { browserUnits.contains(site.place.unit) }
}
