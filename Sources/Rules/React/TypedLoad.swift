// What people who type send, by who they are and what they type.

import Capacity
import Findings

/// The requests of those who type into one field.
struct TypedLoad {
  let severity: Severity
  let sentence: String

  /// A twentieth of the users searches at once; others fill a field now and then, and administrators are a handful.
  init(isSearch: Bool, isOfFew: Bool, isDrawn: Bool = false, under target: LoadTarget) {
    let typing = isOfFew ? 2 : Double(target.users) / (isSearch ? 20 : 200)
    let pace = isDrawn ? 10.0 : 4
    let rate = typing * pace
    let who =
      isOfFew
      ? "two administrators use it at once"
      : isSearch ? "a twentieth of the users searches at once" : "one user in 200 uses it"
    severity = rate >= target.requestsPerSecond ? .high : isOfFew ? .monitor : .medium
    sentence =
      "\(Figure.grouped(typing)) people \(isDrawn ? "drawing × 10 steps/s" : "typing × 4 keys/s") = \(Figure.grouped(rate)) requests/s against a target of "
      + "\(Figure.grouped(target.requestsPerSecond)) req/s for all; assuming \(who)"
  }
}
