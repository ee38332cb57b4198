// What a finding is worth at a place to which few requests come.

import Capacity
import Findings
import SemanticModel

extension CallSite {
  /// Why few requests come here; nil where users do, or where nobody waits for a request.
  var rareUse: RareUse? { audience == .requests ? program.rareUse(of: self) : nil }

  /// Whether nobody waits for it, or one person now and then.
  var isOfFewWaiting: Bool {
    let use = rareUse ?? approach.flatMap { program.rareUse(of: $0) }
    return use.map { [.schedule, .comingBack, .trial, .demonstration].contains($0.errand) } ?? false
  }
}

extension LoadTarget {
  /// The part of the load that comes to a place.
  func at(_ use: RareUse?) -> LoadTarget {
    guard let use else { return self }
    var result = self
    result.requestsPerSecond = min(requestsPerSecond, use.rate(under: self).value)
    return result
  }
}

extension RareUse {
  /// Requests a second of one route of the kind.
  ///
  /// A page of administrators that somebody looks at every ten seconds all day is a busy one; what is done with a
  /// button is done less often still.
  func rate(under target: LoadTarget) -> Input {
    switch errand {
    case .setUp: return inferred(0.01, "the set-up of an installation, which runs once")
    case .clearing: return inferred(0.01, "putting stores in order by hand")
    case .demonstration: return inferred(0.01, "a mode for demonstrations")
    case .removal: return inferred(0.01, "the removal of an account or a project")
    case .schedule: return inferred(1.0 / 60, "a clock, taken as once a minute")
    case .trial: return inferred(0.1, "a button that tries a setting")
    case .comingBack:
      return inferred(
        Double(target.users) / 3_600,
        "each user comes back from a consent once an hour"
      )
    case .intake: return inferred(0.1, "an import")
    case .settings:
      return inferred(Double(target.users) / 3_600, "each user saves settings once an hour")
    case .administration:
      return inferred(0.1, "one route of administrators")
    case .deletion:
      return inferred(
        target.requestsPerSecond / 100,
        "one request in a hundred takes something away"
      )
    case .keptAnswer:
      let keys = 20.0
      let seconds = max(keptSeconds ?? 60, 1)
      return inferred(
        min(target.requestsPerSecond, keys / seconds),
        "an answer that is kept for \(keptSeconds == nil ? "a time, taken as " : "")\(Figure.duration(seconds)), for each "
          + "of \(Figure.grouped(keys)) addresses"
      )
    }
  }

  private func inferred(_ rate: Double, _ what: String) -> Input {
    .assumed(rate, because: "\(what): \(Figure.grouped(rate)) req/s (inferred from \(reason))")
  }

  /// What a loop walks in such a request.
  var rowsOfLoop: Input {
    if isBulk { return .rowsOfOneFile }
    return errand == .removal ? .rowsOfOneOwner : .rowsOfOnePage
  }

  /// How long such a request makes one person wait decides: others hardly notice it.
  func severity(ofDelay milliseconds: Double, under target: LoadTarget) -> Severity {
    let isLong = Consequence.ofDelay(milliseconds: milliseconds, under: target) >= .degrades
    return isLong || errand == .deletion ? .medium : .monitor
  }

  var question: String {
    let who =
      switch errand {
      case .setUp: "this runs once in an installation"
      case .clearing: "this is done by hand now and then"
      case .demonstration: "this is there for demonstrations"
      case .removal: "this removes an account or a project"
      case .schedule: "a clock or another program calls this"
      case .trial: "this is a button that tries a setting"
      case .comingBack: "this answers once after each consent"
      case .intake: "this takes in a file"
      case .settings: "this saves settings"
      case .administration: "only administrators come here"
      case .keptAnswer: "the answer is kept"
      case .deletion: "something is taken away"
      }
    return "By \(reason), \(who): check whether it is asked often enough to matter."
  }
}
