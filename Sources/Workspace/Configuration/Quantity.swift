// Numbers with units, as people write them.

import ConfigSyntax

/// Numbers with units, as people write them.
enum Quantity {
  /// A plain decimal number.
  static func number(_ text: String) -> Double? {
    let bytes = text.utf8
    let isDecimal = bytes.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") }
    guard !bytes.isEmpty, bytes.count <= 40, isDecimal else { return nil }
    return Double(text)
  }

  /// A time above 0 in seconds; a number without a unit counts in `unit` seconds.
  static func seconds(_ text: String, unit: Double) -> Double? {
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0)]
    let known = units.first { text.hasSuffix($0.0) }
    let digits = known.map { String(text.dropLast($0.0.count)) } ?? text
    guard let number = number(digits), number > 0, number <= 1e9 else { return nil }
    return number * (known?.1 ?? unit)
  }

  /// A share from 0 to 1, written as such or in percent.
  static func share(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    guard let number = number(isPercent ? String(text.dropLast()) : text) else { return nil }
    let share = isPercent ? number / 100 : number
    return share <= 1 ? share : nil
  }
}
