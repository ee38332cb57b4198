// Lengths of time as flags and files write them.

/// Reads lengths of time.
package enum TimeText {
  private static let units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3_600.0)]

  /// `500ms`, `30s`, `5m`, `1h`, or seconds without a unit; nil for what is no number.
  package static func seconds(_ text: String) -> Double? {
    let unit = units.first { text.hasSuffix($0.0) }
    return Double(text.dropLast(unit?.0.count ?? 0)).map { $0 * (unit?.1 ?? 1) }
  }
}
