// How often something is asked, where the code says that few ask it.

import Facts

/// What requests are sent for that are far fewer than those of users; the rarest first.
package enum RareErrand: UInt8, Sendable, Hashable, CaseIterable {
  /// Sets up an installation: once.
  case setUp = 1
  /// Puts stores in order.
  case clearing
  /// Is there for demonstrations only: `/auth/demo/login`.
  case demonstration
  /// Removes an account or a project with all that belongs to it.
  case removal
  /// Comes from a clock: `/cron/report`.
  case schedule
  /// Tries a setting with a button.
  case trial
  /// Comes back from another service after a sign-in or a consent.
  case comingBack
  /// Takes in what a file holds, or puts back what was saved.
  case intake
  /// Saves how somebody wants things to be.
  case settings
  /// Is open to those only who run the application.
  case administration
  /// Is answered from a cache unless that has no answer.
  case keptAnswer
  /// Takes something of a user away.
  case deletion
}

/// Why something is asked rarely.
package struct RareUse: Sendable, Hashable {
  package let errand: RareErrand
  /// What says so: "`isAdmin`", "its path".
  package let reason: String
  /// How long an answer is kept, where that is why.
  package let keptSeconds: Double?
  /// It takes or gives all rows that somebody has: an import, an export.
  package internal(set) var isBulk = false

  init(_ errand: RareErrand, reason: String, keptSeconds: Double? = nil) {
    self.errand = errand
    self.reason = reason
    self.keptSeconds = keptSeconds
  }
}
