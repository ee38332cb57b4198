// Numbers as people read them.

/// Writes durations, counts and sizes with three digits and a unit.
package enum Quantity {
  /// `82 µs`, `1.25 ms`, `900 ms`, `12.3 s`.
  package static func duration(_ nanoseconds: UInt64) -> String {
    let value = Double(nanoseconds)
    if value < 999.5e3 { return digits(value / 1e3) + " µs" }
    if value < 999.5e6 { return digits(value / 1e6) + " ms" }
    return digits(value / 1e9) + " s"
  }

  /// `12,345`.
  package static func count(_ number: some BinaryInteger) -> String {
    let text = String(number)
    var parts: [Substring] = []
    var rest = text[...]
    while rest.count > 3 {
      parts.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + parts).joined(separator: ",")
  }

  /// `1.2 MB`.
  package static func bytes(_ number: Double) -> String {
    if number < 999.5 { return digits(number) + " B" }
    if number < 999.5e3 { return digits(number / 1e3) + " kB" }
    if number < 999.5e6 { return digits(number / 1e6) + " MB" }
    return digits(number / 1e9) + " GB"
  }

  package static func percent(_ share: Double) -> String { digits(share * 100) + " %" }

  /// Three digits that count; whole numbers without a point.
  package static func digits(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    let places = abs(value) >= 99.95 ? 0 : abs(value) >= 9.995 ? 1 : 2
    return fixed(value, places: places)
  }

  /// A number with so many places, without zeros at its end.
  static func fixed(_ value: Double, places: Int) -> String {
    let scale = places == 0 ? 1.0 : places == 1 ? 10 : places == 2 ? 100 : 1_000
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled / scale)
    var fraction = String(Int(scaled) - whole * Int(scale))
    fraction = String(repeating: "0", count: max(0, places - fraction.count)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + count(whole) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
