// Whether what is sure is also worth a senior's time at once, by its routes, its branch, its rows and its own price.

import Findings
import SemanticModel
import SourceText

extension Diagnosis {
  /// The diagnosis as it is where one fact outside the code decides whether mending it pays.
  func weighed(by rule: String, in program: Program) -> Diagnosis {
    guard tier == .finding else { return self }
    let worth = Worth(rule: rule, diagnosis: self, program: program)
    return worth.doubt.map(doubted) ?? self
  }
}

/// What a finding that is right may still lack.
struct Worth {
  let rule: String
  let diagnosis: Diagnosis
  let program: Program

  /// What is to be checked first; nil where the finding stands by itself.
  var doubt: String? {
    doubtOfHygiene ?? doubtOfPrice ?? doubtOfSharedWay ?? doubtOfErrands ?? doubtOfSignIn
      ?? doubtOfRows ?? doubtOfSetting ?? doubtOfKind
  }

  // MARK: What no place of the code shows

  /// What is missing in the whole application; how much that hurts is known where it runs.
  static let hygiene: [String: String] = [
    "missing-request-telemetry":
      "Check what stands before the server: a proxy or a platform may already count, time and number the requests.",
    "missing-fallback":
      "Check how often this is asked, and whether the user waits for the result on purpose: then a deadline is enough.",
  ]

  private var doubtOfHygiene: String? {
    if rule == "missing-shutdown", program.fileOfDeployment == nil {
      return
        "No file of a deployment is here: check what stops the process, and whether anybody is served meanwhile."
    }
    return Self.hygiene[rule]
  }

  // MARK: Its own price

  /// What a broken instance costs does not follow from the load.
  private static let unpriced: Set<String> = ["shallow-health-check"]

  private var doubtOfPrice: String? {
    guard diagnosis.severity == .monitor, !Self.unpriced.contains(rule) else { return nil }
    return
      "By its own estimate this costs little at the load target: check whether more comes this way, or more rows are there, "
      + "than is assumed."
  }

  // MARK: Its routes

  /// What costs as much as it is asked for.
  static let pricedByUse: Set<String> = [
    "event-loop-block", "missing-timeout", "missing-index", "query-in-loop", "lazy-relation",
    "unbounded-read", "uncapped-page-size", "held-session", "held-connection", "await-waterfall",
    "await-in-loop", "exact-count", "unindexable-match", "repeated-count", "slow-work-in-request",
    "large-buffering", "busy-loop", "unsorted-page", "late-page",
  ]

  /// Routes beyond this number share a helper that runs whatever each of them hands in.
  static let manyRoutes: [String: Int] = [
    "missing-timeout": 30, "missing-index": 30, "held-session": 10,
  ]

  private var doubtOfSharedWay: String? {
    guard let most = Self.manyRoutes[rule], diagnosis.routes.count > most else { return nil }
    return
      "\(diagnosis.routes.count) routes seem to lead here: check which of them do, and how often those are asked."
  }

  private var doubtOfErrands: String? {
    guard Self.pricedByUse.contains(rule), let first = diagnosis.routes.first else { return nil }
    let errands = Errands(in: program)
    let isMadeOnTheWay =
      rule == "event-loop-block" && diagnosis.routes.count == 1
      && called.contains(where: errands.isAccountMade)
    guard isMadeOnTheWay || diagnosis.routes.allSatisfy(errands.isErrand) else { return nil }
    return
      "One user asks `\(first)` once, or now and then: check whether so many come this way that it matters."
  }

  /// The names of the functions on the way.
  private var called: [String] {
    [program.symbol(around: diagnosis.function)]
      + diagnosis.because.compactMap { step in
        guard step.note.hasPrefix("calls `") else { return nil }
        return step.note.dropFirst(7).split { $0 == "`" || $0 == "." }.last.map(String.init)
      }
  }

  /// A limiter lets so few passwords through that their hashes take little of a processor.
  private var doubtOfSignIn: String? {
    guard rule == "event-loop-block", !diagnosis.routes.isEmpty else { return nil }
    let errands = Errands(in: program)
    let usual = diagnosis.routes.filter { !errands.isErrand($0) }
    guard !usual.isEmpty, usual.allSatisfy(errands.isSignIn) else { return nil }
    var protection = Protection(of: program)
    let routes = program.routes.filter { usual.contains($0.label) }
    let isLimited =
      routes.contains { protection.limiting(of: $0) != .unlimited }
      || routes.isEmpty && protection.limiting(of: diagnosis.function) != .unlimited
    guard isLimited else { return nil }
    return
      "A limiter is seen in this program: check whether it covers `\(usual[0])`, and how many of these it lets through in "
      + "a second."
  }

  // MARK: Its rows

  private var doubtOfRows: String? {
    guard !diagnosis.rows.isEmpty else { return nil }
    let isFew =
      switch rule {
      case "unbounded-read":
        !Growth.comesWithUse(diagnosis.rows) && !Growth.areGoods(diagnosis.rows)
      case "lazy-relation", "query-in-loop": Growth.isConfigured(diagnosis.rows)
      case "missing-index":
        Growth.isConfigured(diagnosis.rows) || Growth.isArranged(diagnosis.rows)
      default: false
      }
    guard isFew else { return nil }
    return
      "Few `\(diagnosis.rows)` may be there, made by hand: check how many there are, and who lists them."
  }

  // MARK: Its branch

  static let chosen: Set<String> = [
    "missing-timeout", "event-loop-block", "await-waterfall", "held-session", "query-in-loop",
    "floating-promise",
  ]

  private static let fewRoutes = 4

  private var doubtOfSetting: String? {
    guard Self.chosen.contains(rule) else { return nil }
    // Of many routes the way of one is shown, and its tests say nothing of the others.
    let way = diagnosis.routes.count > Self.fewRoutes ? [] : diagnosis.because.map(\.place)
    let places = [diagnosis.place] + way
    for place in places.prefix(12) {
      guard let test = program.settingChoosing(place) else { continue }
      return
        "It runs only where a setting chooses it, by `\(test)`: check which installations do, and how often it runs there."
    }
    return rule == "missing-timeout" ? doubtOfAlternative ?? doubtOfPreview : nil
  }

  private var doubtOfKind: String? {
    guard ["floating-promise", "held-connection"].contains(rule),
      let test = program.kindSelecting(diagnosis.place)
    else { return nil }
    return
      "It runs only where `\(test)`: check how often that is so, and which calls can make it so."
  }

  /// One of several ways out, of which an installation takes one.
  private var doubtOfAlternative: String? {
    let folder = path.dropLast().last ?? ""
    guard ["transports", "drivers", "adapters", "backends"].contains(folder) else { return nil }
    return
      "It is one of several `\(folder)`: check which of them this installation uses."
  }

  /// Pictures for previews of links, which crawlers ask for and caches keep.
  private var doubtOfPreview: String? {
    let name = path.last?.split(separator: ".").first.map(String.init) ?? ""
    guard ["opengraph-image", "twitter-image", "apple-icon", "icon", "sitemap"].contains(name)
    else { return nil }
    return "Previews are asked for by crawlers, and kept: check how often this one is made anew."
  }

  private var path: [String] {
    program.units[diagnosis.place.unit].path.split(separator: "/").map(String.init)
  }
}
