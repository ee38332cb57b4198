// Who waits for a call without a deadline, and what is not known of it.

import Capacity
import Findings
import SemanticModel

extension MissingTimeout {
  /// Who waits while the other side hangs.
  struct Waiting {
    let audience: Audience
    let severity: Severity
    /// What must be checked; nil where nothing must.
    let doubt: String?
    /// What a cache in front spares, where the handler asks for one.
    let keptAnswer: String
    let approach: Approach?
    /// Those whose users wait, where the way begins at one.
    let routes: [Route]

    /// `isShared`: one client makes this call and several others.
    init(_ site: CallSite, _ audience: Audience, _ rule: DeadlineRule, isShared: Bool) {
      let approach = Self.usualWay(to: site)
      let waiting = approach.map { site.program.waitingRoutes(of: $0) }
      routes = waiting?.routes ?? []
      let isKept =
        audience == .requests
        && approach.map { site.program.asksCachesToKeep($0.entry.function) } ?? false
      keptAnswer =
        isKept
        ? " The answer may be kept by a shared cache in front (`s-maxage`): where there is one, only requests that it cannot answer wait."
        : ""
      // Whoever starts the work and goes on does not wait for it; the work itself hangs.
      let isWaitedFor = approach.map(Self.isWaitedFor) ?? true
      self.audience = audience == .requests && !isWaitedFor ? .jobs : audience
      self.approach = approach
      doubt =
        Self.doubt(site, approach, rule)
        ?? approach.flatMap { Self.doubt(ofWay: $0, site, rule) }
        ?? Self.doubt(of: site, heardBy: audience, approach, rule)
        ?? waiting.flatMap { Self.doubt(ofUse: $0, site, audience, isShared: isShared) }
      let isAsked =
        approach.map { way in
          way.entry.kind != .request || !site.program.routes(of: way).isEmpty
        } ?? true
      // Where routes are many, the share of each is assumed: that alone makes nothing a matter of all users.
      let isMeasurable = !site.program.hasManyRoutes
      severity =
        doubt == nil && !isKept && audience == .requests && isAsked && isMeasurable
        ? .high : .medium
    }

    /// A way on which nothing has failed before, where there is one.
    private static func usualWay(to site: CallSite) -> Approach? {
      let first = site.approach
      var closed: Set<Int> = []
      var next = first
      for _ in 0..<mostWays {
        guard let way = next else { return first }
        let failing = way.calls.filter(\.standsInHandler)
        if failing.isEmpty { return way }
        closed.formUnion(failing.map(\.position))
        next = site.approach(avoiding: closed)
      }
      return first
    }

    private static let mostWays = 6

    /// Entries that say who waits.
    static let known: EntryKinds = [
      EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job), EntryKinds(.render),
    ]

    private static func doubt(_ site: CallSite, _ approach: Approach?, _ rule: DeadlineRule)
      -> String?
    {
      if rule.isSettableElsewhere, !rule.what.hasPrefix("database") {
        return
          "Check whether a proxy, or a setting that all requests of the process share, limits the time of each \(rule.what)."
      }
      if rule.isSettableElsewhere {
        return
          "Check whether the server, the role or the connection string limits the time of each \(rule.what)."
      }
      // Programs have limits of their own, which stand in their arguments and manuals.
      if site.effects.contains(where: { $0.kind == .process }) {
        return "Check whether the program that `\(site.calleeText)` starts ends by itself."
      }
      let isKnown =
        site.isReached(from: known) || approach.map { $0.entry.kind != .escaped } ?? false
      guard isKnown else {
        return "Check who calls this: no route, job or page is known to lead here."
      }
      if let seconds = rule.defaultSeconds, seconds <= deliberateDefault {
        return
          "Check whether \(Figure.duration(seconds)), after which the library gives up by itself, are too long for those who wait here."
      }
      if site.maker?.calledName == "LambdaClient" {
        return
          "Check how long the function runs that it starts: some work for minutes, and a deadline ends those too."
      }
      if site.calledName.hasPrefix("stream") {
        return
          "Check how long a good answer of `\(site.calleeText)` takes to its last part: a deadline ends that one too."
      }
      return nil
    }

    /// What a library chose with care, although it is longer than users wait: two minutes.
    private static let deliberateDefault = 120.0

    private static func isWaitedFor(_ approach: Approach) -> Bool {
      approach.isWaitedFor && !approach.calls.contains(where: \.isStartedAndLeft)
    }

    /// What the calls that lead here leave open.
    private static func doubt(ofWay approach: Approach, _ site: CallSite, _ rule: DeadlineRule)
      -> String?
    {
      if let failing = ([site] + approach.calls.reversed()).first(where: \.standsInHandler) {
        return
          "Check how often something fails: `\(failing.calleeText)` is only called where something else has failed."
      }
      if approach.isClosed {
        return
          "Check which call leads here: what the calls that are seen give, or leave out, closes the test around `\(site.calleeText)`."
      }
      if site.program.leadsToMost(approach) {
        return
          "Check which requests wait for `\(site.calleeText)`: the way to it goes through code that nearly all routes run, and most of them need not come so far."
      }
      if let call = approach.callKnownByName {
        return
          "Check whether `\(call.calleeText)` leads here: only its name says so, not what it is called on."
      }
      if site.isAskedOnMiss || approach.calls.suffix(3).contains(where: \.isAskedOnMiss) {
        return
          "Check how often the answer that is kept is missing: only then is `\(site.calleeText)` asked."
      }
      if approach.entry.kind == .request, site.program.asksCachesToKeep(approach.entry.function) {
        return
          "Check how often the cache in front asks anew: the handler tells it to keep the answer (`s-maxage`)."
      }
      if !approach.isSound(in: site.program) {
        return
          "Check what leads here: on the way, a helper calls what it is given, and this was given to it elsewhere."
      }
      if site.asksToKeepAnswer || site.program.mayBeBuiltOnce(approach.entry) {
        return
          "Check how often the framework asks anew: it keeps what the fetch or the page gives, from the build on."
      }
      if !isWaitedFor(approach) || site.isStartedAndLeft {
        return "Check who waits for it: on the way here, somebody starts it and goes on."
      }
      let units = Set([approach.entry.function.unitIndex, site.place.unit])
      let stated = units.sorted().lazy.compactMap { site.program.statedDuration(in: $0) }.first
      if let stated {
        return
          "Check after what time the platform ends the request: `\(stated)` says that one runs it."
      }
      return nil
    }

    /// What those who wait lose while a call hangs that ends by itself after minutes.
    private static func doubt(
      of site: CallSite,
      heardBy audience: Audience,
      _ approach: Approach?,
      _ rule: DeadlineRule
    ) -> String? {
      switch audience {
      case .browsers:
        return
          "Check what the page shows while it waits: one user waits, who can leave the page, and a large file may take that long."
      case .jobs:
        return rule.defaultSeconds.map {
          "Check whether a run may take \(Figure.duration($0)) longer: then the library gives up by itself."
        }
      case .requests: break
      }
      if !site.unit.isPython, site.program.makesByHand(site) {
        return
          "Check how often this is asked: an organisation makes such things by hand now and then, and few wait."
      }
      // A thread that waits without end is lost to all users; a promise is not.
      guard rule.defaultSeconds != nil || !site.unit.isPython,
        let use = site.rareUse ?? approach.flatMap({ site.program.rareUse(of: $0) })
      else { return nil }
      return switch use.errand {
      case .schedule:
        "Check whether runs may lie over one another: by \(use.reason), a clock or another program calls this, and no user waits."
      case .comingBack:
        "Check how many come back at a time: by \(use.reason), a browser comes here once after each consent."
      case .trial: "Check who waits: by \(use.reason), this is a button that tries a setting."
      default: nil
      }
    }
  }
}
