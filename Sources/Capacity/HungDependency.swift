// What becomes of the requests when something they wait for stops answering.

/// Requests that wait for a dependency that hangs.
package struct HungDependency: Sendable, Hashable {
  package var target: LoadTarget
  /// Seconds after which the call gives up by itself; nil: it waits as long as the peer keeps
  /// the connection open.
  package var givesUpAfter: Input?
  /// Seconds of the deadline that the fix would set.
  package var deadline: Double

  package init(
    target: LoadTarget = .standard,
    givesUpAfter: Input? = nil,
    deadline: Double = 2
  ) {
    self.target = target
    self.givesUpAfter = givesUpAfter
    self.deadline = deadline
  }

  /// Seconds until every user of the target waits.
  package var secondsUntilAllUsersWait: Double {
    Double(target.users) / target.requestsPerSecond
  }

  /// Requests parked at once with the code as it is; nil: they pile up without end.
  package var parkedNow: LittlesLaw? {
    givesUpAfter.map {
      LittlesLaw(arrivalsPerSecond: target.requestsPerSecond, secondsHeld: $0.value)
    }
  }

  /// Requests parked at once under the deadline.
  package var parkedWithDeadline: LittlesLaw {
    LittlesLaw(arrivalsPerSecond: target.requestsPerSecond, secondsHeld: deadline)
  }

  /// Whether every user waits before the call gives up.
  package var stopsEveryUser: Bool {
    parkedNow.map { $0.held >= Double(target.users) } ?? true
  }

  package var sentence: String {
    let rate = Figure.grouped(target.requestsPerSecond)
    let mended = parkedWithDeadline.sentence(of: "requests")
    let cure = "a deadline of \(Figure.duration(deadline)) parks \(mended) at most"
    guard stopsEveryUser else {
      let parked = parkedNow?.sentence(of: "requests") ?? ""
      return "While the peer hangs, \(parked) are parked; \(cure)"
    }
    let users = "\(Figure.grouped(Double(target.users))) users"
    let wait = Figure.duration(secondsUntilAllUsersWait)
    let release = givesUpAfter.map { ", and stay so for \(Figure.duration($0.value))" } ?? ""
    return "While the peer hangs, \(rate) req/s park \(rate) more requests each second: "
      + "all \(users) wait after \(wait)\(release); \(cure)"
  }

  /// The same where nobody knows how many requests come this way: what each of them sees first.
  ///
  /// `source`: what is assumed of their number.
  package func sentence(assuming source: String) -> String {
    let wait = givesUpAfter.map { "for \(Figure.duration($0.value))" } ?? "without end"
    let seconds = min(givesUpAfter?.value ?? target.durationSeconds, target.durationSeconds)
    let parked = LittlesLaw(arrivalsPerSecond: target.requestsPerSecond, secondsHeld: seconds)
    let held = parked.sentence(of: "requests")
    let left = parkedWithDeadline.sentence(of: "requests")
    return "While the peer hangs, each request that comes here waits \(wait). "
      + "How many come is not measured: with \(source), \(held) wait at once; "
      + "a deadline of \(Figure.duration(deadline)) leaves \(left)"
  }

  /// The same for a job: nobody waits, but the run does not end.
  package var sentenceOfRun: String {
    let wait = givesUpAfter.map { "for \(Figure.duration($0.value))" } ?? "without end"
    return "While the peer hangs, each run waits \(wait) and the next one may start beside it; "
      + "a deadline ends the run when its time is up"
  }

  /// The same for one user's browser.
  package var sentenceOfPage: String {
    let wait = givesUpAfter.map { "for \(Figure.duration($0.value))" } ?? "without end"
    return "While the peer hangs, the page of each user waits \(wait); "
      + "a deadline of \(Figure.duration(deadline)) lets it show an error or go on"
  }
}
