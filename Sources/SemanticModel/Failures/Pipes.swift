// Streams that are piped, and whether somebody hears of their failures.

import Facts

extension Program {
  /// The calls on a request's way that pipe a stream made here, where nobody listens to its failures.
  package var unhandledPipes: [CallSite] {
    var heard: Set<Int> = []
    var pipes: [(site: CallSite, maker: Int)] = []
    let named = calls(named: ["pipe", "on", "once", "addListener"])
    for site in named where !site.resolved.operations.isEmpty {
      switch site.calledName {
      case "pipe":
        guard site.unit.isRunning,
          site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)]),
          let maker = site.maker, maker.calledName.hasPrefix("create"),
          maker.calledName.hasSuffix("Stream")
        else { continue }
        pipes.append((site, maker.position))
      default:
        guard case .text("error") = site.arguments.first?.shape, let maker = site.maker else {
          continue
        }
        heard.insert(maker.position)
      }
    }
    return pipes.filter { !heard.contains($0.maker) }.map(\.site)
  }

  /// Whether a call stands in code that browsers run.
  package func isForBrowser(_ site: CallSite) -> Bool { browserUnits.contains(site.place.unit) }
}
