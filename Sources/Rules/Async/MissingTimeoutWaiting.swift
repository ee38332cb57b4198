// Who waits for a call without a deadline, and what is not known of it.

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

    init(_ site: CallSite, _ audience: Audience, _ approach: Approach?, _ rule: DeadlineRule) {
      let isKept =
        audience == .requests
        && approach.map { site.program.asksCachesToKeep($0.entry.function) } ?? false
      keptAnswer =
        isKept
        ? " The answer may be kept by a shared cache in front (`s-maxage`): where there is one, only requests that it cannot answer wait."
        : ""
      // Whoever starts the work and goes on does not wait for it; the work itself hangs.
      let isWaitedFor = approach?.isWaitedFor ?? true
      self.audience = audience == .requests && !isWaitedFor ? .jobs : audience
      doubt = Self.doubt(site, approach, rule)
      let isAsked =
        approach.map { way in
          way.entry.kind != .request || !site.program.routes(of: way).isEmpty
        } ?? true
      severity =
        doubt == nil && !isKept && audience == .requests && isWaitedFor && isAsked
        ? .high : .medium
    }

    /// Entries that say who waits.
    static let known: EntryKinds = [
      EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job), EntryKinds(.render),
    ]

    private static func doubt(_ site: CallSite, _ approach: Approach?, _ rule: DeadlineRule)
      -> String?
    {
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
      return isKnown ? nil : "Check who calls this: no route, job or page is known to lead here."
    }
  }
}
