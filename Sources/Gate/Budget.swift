// What a measured figure may be at most, or must be at least.

package import ConfigSyntax
package import Findings

/// One line under `budgets` of plimsoll.yml: `firstLoad: 170 kB`, `headroom: ">= 2 x"`.
package struct Budget: Hashable, Sendable {
  /// The name of the measurement.
  package let name: String
  package let limit: Double
  /// As it is written; empty for the measurement's own.
  package let unit: String
  /// Whether the figure must be at least the limit; else at most.
  package let isFloor: Bool

  /// Reads the value of a key; nil for what is no limit.
  init?(_ name: String, _ value: ConfigValue) {
    self.name = name
    if let number = value.number {
      guard number.isFinite else { return nil }
      (limit, unit, isFloor) = (number, "", Self.floors.contains(name))
      return
    }
    guard var rest = value.string?[...] else { return nil }
    rest = rest.drop { $0 == " " }
    let isExplicit = rest.hasPrefix(">=") || rest.hasPrefix("<=")
    isFloor = isExplicit ? rest.hasPrefix(">=") : Self.floors.contains(name)
    rest = rest.dropFirst(isExplicit ? 2 : 0).drop { $0 == " " }
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), number.isFinite else { return nil }
    limit = number
    unit = String(rest.dropFirst(digits.count).drop { $0 == " " })
    guard unit.count <= 12 else { return nil }
  }

  /// More of these is better.
  private static let floors: Set = [
    Measurement.Name.availability.rawValue, Measurement.Name.headroom.rawValue,
  ]

  /// `at most 170 kB`.
  package var caption: String {
    let figure = Int(exactly: limit).map { "\($0)" } ?? "\(limit)"
    return "at \(isFloor ? "least" : "most") \(figure)\(unit.isEmpty ? "" : " \(unit)")"
  }

  /// Whether a figure keeps it; nil where its unit is another one, or it is no number.
  package func isKept(by measurement: Measurement) -> Bool? {
    guard case .number(let value) = measurement.value else { return nil }
    let figure: Double
    if unit.isEmpty || unit == measurement.unit {
      figure = value
    } else if let mine = Self.scales[unit], let theirs = Self.scales[measurement.unit],
      mine.kind == theirs.kind
    {
      figure = value * theirs.size / mine.size
    } else {
      return nil
    }
    return isFloor ? figure >= limit : figure <= limit
  }

  private static let scales: [String: (kind: Character, size: Double)] = [
    "bytes": ("b", 1), "byte": ("b", 1), "B": ("b", 1), "kB": ("b", 1e3), "KB": ("b", 1e3),
    "MB": ("b", 1e6), "KiB": ("b", 1_024), "MiB": ("b", 1_048_576), "ms": ("t", 1), "s": ("t", 1e3),
    "min": ("t", 60e3),
  ]
}

extension GatePolicy {
  /// Takes `budgets` of plimsoll.yml.
  ///
  /// - Throws: A `GateError` that names the file and the line.
  package mutating func takeBudgets(_ mapping: ConfigValue, path: String) throws(GateError) {
    for member in mapping.members {
      guard let budget = Budget(member.key, member.value) else {
        throw GateError(
          message:
            "\(path):\(member.line): “budgets.\(member.key.prefix(60))” must be a limit like "
            + "170 kB, 300 ms or \">= 2 x\""
        )
      }
      budgets.append(budget)
    }
  }
}
