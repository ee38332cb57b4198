// Lengths of time as configuration writes them, and as people say them.

/// Lengths of time as configuration writes them, and as people say them.
enum TimeText {
  /// `30d`, `15m`, `900`: nothing else may be told of an environment variable.
  static func isDuration(_ text: String) -> Bool {
    let digits = text.utf8.prefix { 0x30...0x39 ~= $0 }
    let unit = text.utf8.dropFirst(digits.count).filter { $0 != 32 }
    guard !digits.isEmpty, digits.count <= 8 else { return false }
    let units = ["", "ms", "s", "m", "h", "d", "w", "y", "min", "minutes", "hours", "days", "day"]
    return units.contains(String(decoding: unit, as: UTF8.self).lowercased())
  }

  static func text(seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e12 else { return "ever" }
    let units: [(Double, String)] = [(86_400, "d"), (3_600, "h"), (60, "min")]
    for (length, name) in units where seconds >= length {
      let count = seconds / length
      if count == count.rounded() { return "\(Int(count)) \(name)" }
    }
    if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
