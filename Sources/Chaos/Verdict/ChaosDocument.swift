// A run with faults as programs read it.

import LoadEngine

/// The JSON of a run; times are seconds, shares are from 0 to 1.
package struct ChaosDocument: Encodable, Sendable {
  private struct Check: Encodable, Sendable {
    let demand: String
    let measured: String
    let holds: Bool
  }

  private struct FaultEntry: Encodable, Sendable {
    let fault: String
    let at: Double
    let seconds: Double
    let began: Double?
    let ended: Double?
    let problem: String?
  }

  private struct EpisodeEntry: Encodable, Sendable {
    struct Failure: Encodable, Sendable {
      let failure: String
      let count: Int
      let friendly: Bool
    }

    let faults: [String]
    let began: Double
    let ended: Double
    let recoveredAfter: Double?
    let notRecovered: String?
    let failures: [Failure]
  }

  private struct Sample: Encodable, Sendable {
    let failure: String
    let step: String
    let body: String
  }

  private let schema = "plimsoll-chaos/1"
  private let version: String
  private let verdict: String
  private let objection: String?
  private let checks: [Check]
  private let faults: [FaultEntry]
  private let episodes: [EpisodeEntry]
  private let proxies: [ProxyFigures]
  private let samples: [Sample]
  private let writesOfUnknownOutcome: Int
  /// The load test as `plimsoll load` tells it; its verdict is without thresholds.
  private let load: LoadDocument

  package init(of result: ChaosResult, verdict: ChaosVerdict, version: String) {
    self.version = version
    switch verdict.outcome {
    case .passed: (self.verdict, objection) = ("passed", nil)
    case .failed: (self.verdict, objection) = ("failed", nil)
    case .invalid(let reason): (self.verdict, objection) = ("invalid", reason)
    }
    checks = verdict.checks.map { Check(demand: $0.demand, measured: $0.measured, holds: $0.holds) }
    faults = result.faults.records.map { record in
      FaultEntry(
        fault: record.fault.text,
        at: record.fault.at,
        seconds: record.fault.seconds,
        began: record.began,
        ended: record.ended,
        problem: record.problem
      )
    }
    episodes = verdict.episodes.map { Self.entry(of: $0, in: result) }
    proxies = result.faults.proxies
    samples = result.failures.samples.map {
      Sample(failure: $0.kind.text, step: $0.step, body: $0.body)
    }
    writesOfUnknownOutcome = result.failures.lostWrites
    load = LoadDocument(
      of: result.load,
      verdict: LoadVerdict(on: result.load, thresholds: []),
      version: version
    )
  }

  private static func entry(of episode: Episode, in result: ChaosResult) -> EpisodeEntry {
    let recovered: Double?
    let reason: String?
    switch episode.recovery {
    case .after(let seconds): (recovered, reason) = (seconds, nil)
    case .notSeen(let why): (recovered, reason) = (nil, why)
    }
    let span = episode.seconds(until: result.plan.budget.recovery)
    return EpisodeEntry(
      faults: episode.faults.map(\.text),
      began: episode.began,
      ended: episode.ended,
      recoveredAfter: recovered,
      notRecovered: reason,
      failures: result.failures.kinds(in: span).map {
        EpisodeEntry.Failure(
          failure: $0.kind.text,
          count: $0.count,
          friendly: $0.kind.isFriendly
        )
      }
    )
  }
}
