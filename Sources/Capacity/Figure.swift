// Numbers as a report prints them.

/// Prints figures: grouped by thousands, and no more exact than they are.
package enum Figure {
  /// `2,100`, `2.1`, `0.05`: two decimals below ten, one below a hundred, none above.
  package static func grouped(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "unknown" : "unlimited" }
    let magnitude = value.magnitude
    // Beyond this a Double no longer counts single units, and an Int might not hold it.
    guard magnitude < 1e15 else { return "\(value)" }
    let decimals = magnitude < 10 ? 2 : magnitude < 100 ? 1 : 0
    let scale: Double = [1, 10, 100][decimals]
    let scaled = Int((magnitude * scale).rounded())
    let whole = grouped(digits: String(scaled / Int(scale)))
    let fraction = fraction(scaled % Int(scale), decimals: decimals)
    return (value < 0 && scaled > 0 ? "-" : "") + whole + fraction
  }

  /// `1 ms`, `1.5 s`, `5 min`, `5.6 h`, `12 days`, from seconds.
  package static func duration(_ seconds: Double) -> String {
    switch seconds.magnitude {
    case ..<1: "\(grouped(seconds * 1_000)) ms"
    case ..<120: "\(grouped(seconds)) s"
    case ..<7_200: "\(grouped(seconds / 60)) min"
    case ..<172_800: "\(grouped(seconds / 3_600)) h"
    default: "\(grouped(seconds / 86_400)) days"
    }
  }

  /// `1 round trip`, `20 round trips`.
  package static func counted(_ value: Double, _ thing: String) -> String {
    "\(grouped(value)) \(thing)\(value == 1 ? "" : "s")"
  }

  private static func grouped(digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  private static func fraction(_ value: Int, decimals: Int) -> String {
    guard value > 0 else { return "" }
    var digits = String(value)
    digits = String(repeating: "0", count: decimals - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return ".\(digits)"
  }
}
