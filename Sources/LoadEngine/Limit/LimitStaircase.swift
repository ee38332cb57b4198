// How sure a limit is: tries near it, up after each that is carried and down after each that is not.

import Glibc

/// The up-and-down method of Dixon and Mood ("A method for obtaining and analyzing sensitivity
/// data", JASA 43, 1948), with the mean of the rates tried and of the one that would come next
/// (Brownlee, Hodges and Rosenblatt, JASA 48, 1953).
package struct LimitStaircase: Sendable {
  /// The rates that half of the tries would carry lie there with 95 % confidence.
  package struct Interval: Sendable, Hashable {
    package let lower: Double
    package let middle: Double
    package let upper: Double
  }

  private var rates: [Double]
  private let most: Int

  private static let step = 1.05
  /// Student's t for 95 %, by degrees of freedom; from 20 on, as of 20.
  private static let students = [
    12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
  ]
  /// Rates of a staircase follow each other, so their mean varies more than that of as many others.
  private static let dependence = 1.5

  /// Begins in the middle of a gap.
  package init(carried: Double, broken: Double, tries: Int) {
    rates = [(carried * broken).squareRoot()]
    most = max(2, tries)
  }

  /// The rate to try; nil after the last.
  package var next: Double? { rates.count <= most ? rates.last : nil }

  package mutating func record(holds: Bool) {
    guard let tried = next else { return }
    rates.append(holds ? tried * Self.step : tried / Self.step)
  }

  /// What the tries say; nil before the last one.
  package var interval: Interval? {
    guard next == nil else { return nil }
    let values = rates.map { log($0) }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    // Tries that only go to and fro tell the limit no better than to the step.
    let spread = max((squares / (count - 1)).squareRoot(), log(Self.step) / 2)
    let freedom = min(Self.students.count, values.count - 1)
    let reach = Self.students[freedom - 1] * Self.dependence * spread / count.squareRoot()
    return Interval(lower: exp(mean - reach), middle: exp(mean), upper: exp(mean + reach))
  }
}
