// Counts, sizes and times as a report prints them.

enum Amount {
  /// `1 file`, `1,204 files`.
  static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
  }

  /// `1,204`.
  static func grouped(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var result = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// `812 bytes`, `48 kB`, `5.2 MB`, in powers of ten.
  static func size(_ bytes: Int) -> String {
    switch bytes.magnitude {
    case ..<1_000: counted(bytes, "byte")
    case ..<10_000: "\(tenths(Double(bytes) / 1e3)) kB"
    case ..<1_000_000: "\(bytes / 1_000) kB"
    case ..<1_000_000_000: "\(tenths(Double(bytes) / 1e6)) MB"
    default: "\(tenths(Double(bytes) / 1e9)) GB"
    }
  }

  /// `12 ms`, `1.3 s`, `75 s`.
  static func time(milliseconds: Double) -> String {
    switch milliseconds {
    case ..<1: "less than 1 ms"
    case ..<1_000: "\(Int(milliseconds)) ms"
    case ..<60_000: "\(tenths(milliseconds / 1e3)) s"
    default: milliseconds < 1e12 ? "\(grouped(Int(milliseconds / 1e3))) s" : "a long time"
    }
  }

  /// `96 %`; 100 only for all of it.
  static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0, part >= 0, part <= whole else { return "unknown" }
    return "\(Int(Double(part) / Double(whole) * 100)) %"
  }

  /// `100`, `7.5`, `1,000`: a figure of the load target.
  static func figure(_ value: Double) -> String {
    guard value.magnitude < 1e15 else { return "\(value)" }
    let tenths = Int((value * 10).rounded())
    return grouped(tenths / 10) + (tenths % 10 == 0 ? "" : ".\(abs(tenths % 10))")
  }

  /// `1,000`, `99.95`: every digit of a figure that was measured or set.
  static func exact(_ value: Double) -> String {
    guard value.magnitude < 1e15, value != value.rounded() else { return figure(value) }
    return "\(value)"
  }

  /// `7.0`: always one decimal, as the bands are told apart by it.
  static func score(_ value: Double) -> String {
    let tenths = Int((min(max(value, 0), 10) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `0.25`, `1.5`, `12`.
  static func hours(_ value: Double) -> String {
    let hundredths = Int((min(max(value, 0), 1e6) * 100).rounded())
    let (whole, rest) = (grouped(hundredths / 100), hundredths % 100)
    if rest == 0 { return whole }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
