// Growth that is there is found, and noise of any kind is not taken for it: both as often as stated.

import Glibc
import Testing

@testable import Statistics

/// Numbers that are the same in each run.
struct Dice {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

  mutating func share() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / Double(1 << 53)
  }

  /// A number of the standard normal distribution.
  mutating func normal() -> Double {
    (-2 * log(max(1e-300, share()))).squareRoot() * cos(2 * .pi * share())
  }
}

/// Two hours of readings, one in ten seconds, around 200 MB.
enum Noise: String, CaseIterable {
  case white
  /// Each reading keeps seven tenths of the last one's distance.
  case following
  /// Memory that rises and is collected, in periods that vary.
  case sawtooth
  /// Rare readings that are far too high.
  case outliers
  /// One jump somewhere, and then nothing.
  case jump
  /// A heap that fills up once, within the first half hour or so.
  case filling

  func series(seed: Int, perHour: Double = 0, seconds: Int = 7_200) -> Series {
    var dice = Dice(seed)
    for _ in 0..<20 { _ = dice.share() }
    var kept = 0.0
    var saw = dice.share() * 10
    let place = dice.share()
    let points = stride(from: 0, to: seconds, by: 10).map { second in
      let time = Double(second) / Double(seconds)
      let noise = dice.normal()
      let value: Double
      switch self {
      case .white: value = noise
      case .following:
        kept = 0.7 * kept + noise
        value = kept
      case .sawtooth:
        saw += 0.5 * dice.share()
        if saw > 8 + 4 * dice.share() { saw = 0 }
        value = saw + 0.3 * noise
      case .outliers: value = noise + (dice.share() < 0.03 ? 60 * dice.share() : 0)
      case .jump: value = 0.3 * noise + (time > place ? 5 : 0)
      case .filling: value = 30 * (1 - exp(-time / (0.05 + 0.1 * place))) + noise
      }
      return Series.Point(
        seconds: Double(second),
        value: 200 + value + perHour * Double(second) / 3_600
      )
    }
    return Series(name: "memory", unit: "MB", step: 0.004, points: points)
  }
}

@Suite("Trends")
struct TrendTests {
  private static let rule = Growth.Rule(level: 0.01, tolerated: 0)

  @Test(
    "of 1,000 runs without growth fewer are called growing than the stated 1 %",
    arguments: Noise.allCases
  )
  func falseAlarms(noise: Noise) {
    let alarms = (0..<1_000).count {
      Growth(of: noise.series(seed: $0), rule: Self.rule).outcome == .growing
    }
    #expect(alarms < 10, "\(alarms) of 1,000 by \(noise)")
  }

  @Test(
    "nor do shortened runs of 20 minutes see growth where there is none",
    arguments: [Noise.following, .sawtooth, .jump]
  )
  func falseAlarmsOfShortRuns(noise: Noise) {
    let alarms = (0..<1_000).count {
      let series = noise.series(seed: $0, seconds: 1_200)
      return Growth(of: series, rule: Self.rule).outcome == .growing
    }
    #expect(alarms < 10, "\(alarms) of 1,000 by \(noise)")
  }

  @Test(
    "a leak of 5 MB/h is found in two hours, and its interval holds it",
    arguments: [Noise.white, .following, .outliers]
  )
  func finds(noise: Noise) {
    var found = 0
    var held = 0
    for seed in 0..<200 {
      let growth = Growth(of: noise.series(seed: seed, perHour: 5), rule: Self.rule)
      found += growth.outcome == .growing ? 1 : 0
      if let rate = growth.perHour, rate.lower <= 5, rate.upper >= 5 { held += 1 }
    }
    #expect(found >= 196, "\(found) of 200 by \(noise)")
    #expect(held >= 180, "\(held) of 200 by \(noise)")
  }

  @Test(
    "what a shortened run says that it would have found is found in four of five",
    arguments: [Noise.white, .following, .sawtooth, .outliers]
  )
  func power(noise: Noise) throws {
    let seeds = 0..<300
    let stated = try seeds.map { seed in
      let series = noise.series(seed: seed, seconds: 1_200)
      return try #require(Growth(of: series, rule: Self.rule).detectable)
    }
    let found = seeds.count { seed in
      let series = noise.series(seed: seed + 1_000, perHour: stated[seed], seconds: 1_200)
      return Growth(of: series, rule: Self.rule).outcome == .growing
    }
    #expect(found >= 240, "\(found) of 300 by \(noise)")
  }

  @Test("a heap that fills up once is said to have grown unevenly, or to be flat")
  func settles() {
    let outcomes = (0..<100).map {
      Growth(of: Noise.filling.series(seed: $0), rule: Self.rule).outcome
    }
    #expect(!outcomes.contains(.growing) && outcomes.contains(.uneven))
  }

  @Test("growth below what is tolerated is no leak; a figure that stands still has no noise")
  func tolerates() throws {
    let slow = Noise.white.series(seed: 1, perHour: 5)
    #expect(Growth(of: slow, rule: Growth.Rule(level: 0.01, tolerated: 6)).outcome == .flat)
    let points = (0..<100).map { Series.Point(seconds: Double($0), value: 7) }
    let still = Growth(
      of: Series(name: "descriptors", unit: "", step: 1, points: points),
      rule: Self.rule
    )
    #expect(still.outcome == .flat && still.perHour?.upper == 0)
    let detectable = try #require(still.detectable)
    #expect(abs(detectable - 4 * 3_600 / 99) < 1e-9)
  }

  @Test("too few readings give no verdict, and no readings at all none either")
  func tooFew() {
    let points = (0..<19).map { Series.Point(seconds: Double($0), value: Double($0)) }
    let growth = Growth(of: Series(name: "a", unit: "", points: points), rule: Self.rule)
    #expect(growth.outcome == .unknown && growth.detectable == nil)
    #expect(Growth(of: Series(name: "a", unit: ""), rule: Self.rule).outcome == .unknown)
  }

  @Test("the tails of the normal distribution are those of the tables")
  func normal() {
    #expect(abs(Normal.upperTail(1.959_964) - 0.025) < 1e-7)
    #expect(abs(Normal.value(above: 0.005) - 2.575_829) < 1e-5)
  }
}
