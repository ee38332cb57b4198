// Numbers of plans as people read them.

enum PlanNumber {
  /// With commas between the thousands.
  static func grouped(_ number: Double) -> String {
    let whole = number.rounded()
    guard whole.magnitude < 1e15 else { return "\(number)" }
    var digits = Array("\(Int(whole))")
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return String(digits)
  }

  static func seconds(_ value: Double) -> String {
    if value < 0.95 { return "\(max(1, Int((value * 1_000).rounded()))) ms" }
    return value < 120 ? "\(Int(value.rounded())) s" : "\(grouped(value / 60)) min"
  }

  /// Without a fraction where there is none.
  static func plain(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
}
