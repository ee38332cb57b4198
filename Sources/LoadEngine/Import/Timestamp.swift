// Moments as logs and archives write them.

/// Reads moments as seconds since 1970, without a calendar of the system.
enum Timestamp {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// `2026-11-22T14:05:24.123+01:00`, or with a blank between.
  static func seconds(iso text: String) -> Double? {
    let bytes = Array(text.utf8.prefix(40))
    guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[13] == 0x3A,
      bytes[16] == 0x3A, let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19])
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0.0
    if let mark = rest.first, mark == 0x2E || mark == 0x2C {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      fraction = Double("0." + String(decoding: digits.prefix(9), as: UTF8.self)) ?? 0
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let days = days(year, month, day) else { return nil }
    let whole = Double(days * 86_400 + hour * 3_600 + minute * 60 + second)
    return whole + fraction - offset(rest)
  }

  /// `10/Oct/2026:13:55:36 -0700`, as access logs write it.
  static func seconds(log text: String) -> Double? {
    let bytes = Array(text.utf8.prefix(40))
    guard bytes.count >= 20, bytes[2] == 0x2F, bytes[6] == 0x2F, bytes[11] == 0x3A,
      let day = number(bytes[0..<2]), let year = number(bytes[7..<11]),
      let month = months.firstIndex(of: String(decoding: bytes[3..<6], as: UTF8.self).lowercased()),
      let hour = number(bytes[12..<14]), let minute = number(bytes[15..<17]),
      let second = number(bytes[18..<20]), let days = days(year, month + 1, day)
    else { return nil }
    let whole = Double(days * 86_400 + hour * 3_600 + minute * 60 + second)
    return whole - offset(bytes[20...].drop { $0 == 0x20 })
  }

  /// `+01:00` or `-0700` in seconds; 0 for anything else.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Double {
    guard let sign = bytes.first, sign == 0x2B || sign == 0x2D else { return 0 }
    let digits = bytes.dropFirst().filter { $0 != 0x3A }.prefix(4)
    guard digits.count == 4, let value = number(digits[...]) else { return 0 }
    let seconds = Double(value / 100 * 3_600 + value % 100 * 60)
    return sign == 0x2D ? -seconds : seconds
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// Days since 1970 of a date of the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    guard (1...12).contains(month), (1...31).contains(day), (1_900...9_999).contains(year) else {
      return nil
    }
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
