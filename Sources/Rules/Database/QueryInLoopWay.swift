// The way on which a request or job comes to a loop.

import SemanticModel
import SourceText

/// The way that a finding tells, and who waits at its beginning.
struct Way {
  let approach: Approach?
  let audience: Audience
  /// A call of the way that leads on by the name of a method alone; nil where every step is seen.
  let byName: CallSite?

  private static let mostTries = 4

  init(to site: CallSite, avoiding closed: Set<Int>) {
    let program = site.program
    var closed = closed
    var found = program.way(fromHandlerAround: site.function) ?? site.approach(avoiding: closed)
    let first = found
    var guess: CallSite?
    for _ in 0..<Self.mostTries {
      guard let way = found else { break }
      let named = program.callsByName(on: way)
      guard let call = way.calls.first(where: { named.contains($0.position) }) else {
        guess = nil
        break
      }
      guess = guess ?? call
      closed.formUnion(named)
      found = site.approach(avoiding: closed)
    }
    let isSeen = guess == nil
    approach = isSeen ? found : first
    byName = guess
    audience = Self.audience(of: site, on: approach)
  }

  private static func audience(of site: CallSite, on way: Approach?) -> Audience {
    guard let way, site.audience == .requests else { return site.audience }
    if way.entry.kind == .job { return .jobs }
    let isTimed = site.program.routes(of: way.entry).contains { route in
      !timers.isDisjoint(with: Growth.words(of: route.path))
    }
    return isTimed ? .jobs : .requests
  }

  /// The words of paths that a clock asks for, and no user.
  private static let timers: Set<String> = ["cron", "cronjob", "scheduler"]
}
