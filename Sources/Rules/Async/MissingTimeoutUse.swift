// What is not known of how often requests wait for a call, in an application of many routes.

import SemanticModel

extension MissingTimeout.Waiting {
  /// What must be checked where the code does not show that users wait here all day.
  static func doubt(
    ofUse waiting: WaitingRoutes,
    _ site: CallSite,
    _ audience: Audience,
    isShared: Bool
  ) -> String? {
    // A thread that waits without end is lost to all users, whoever asked.
    guard audience == .requests, site.program.hasManyRoutes, !site.unit.isPython,
      let first = waiting.routes.first
    else { return nil }
    if waiting.routes.count > mostRoutes {
      return
        "Check which of \(waiting.routes.count) routes wait for `\(site.calleeText)`: so many seem to lead here, and most of them need not come so far."
    }
    if let flag = site.settingAround {
      return "Check where `\(flag)` is on: only there is `\(site.calleeText)` asked."
    }
    // One client that several calls share is mended once for all of them.
    if isShared || waiting.showsUse || waiting.routes.count >= severalRoutes { return nil }
    return
      "Check how often `\(first.label)` is asked: the application has many routes, and nothing shows that users come to this one all day."
  }

  private static let mostRoutes = 40
  private static let severalRoutes = 3
}
