// One figure that was read off a running system.

/// What was measured, by whom and when.
package struct Measurement: Codable, Sendable, Hashable {
  /// A figure, or a word where there is no figure.
  package enum Value: Codable, Sendable, Hashable {
    case number(Double)
    case text(String)

    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      }
    }
  }

  /// The names by which the report finds what it asks for; others are listed as they are.
  package enum Name: String, Sendable, CaseIterable {
    case p95, p99, errorRate, availability, headroom, soakGrowth
    case peakReadRate, peakWriteRate, concurrency, largestPayload
    case lcp, inp, cls
  }

  package var name: String
  package var value: Value
  package var unit: String
  package var source: String
  package var at: String?

  package init(name: String, value: Value, unit: String, source: String, at: String? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
    self.source = source
    self.at = at
  }
}

extension Audit {
  /// The last measurement of a name.
  package func measurement(_ name: Measurement.Name) -> Measurement? {
    measurements?.last { $0.name == name.rawValue }
  }
}
