// MD5, SHA-1 and SHA-256: for scripts that sign what they send, and pages that name the script that may run.

/// A digest of bytes (RFC 1321, FIPS 180-4); not for keeping secrets.
package enum Digest: String, CaseIterable, Sendable {
  case md5
  case sha1
  case sha256

  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  package static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for place in 0..<4 {
        let letter = letters[Int(word >> (18 - 6 * UInt32(place)) & 63)]
        text.append(place <= group.count ? letter : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  package func hash(_ bytes: [UInt8]) -> [UInt8] {
    var state = start
    let whole = padded(bytes)
    for block in stride(from: 0, to: whole.count, by: 64) {
      let words = (0..<16).map { word(whole, at: block + $0 * 4) }
      switch self {
      case .md5: Self.mixMD5(words, into: &state)
      case .sha1: Self.mixSHA1(words, into: &state)
      case .sha256: Self.mixSHA256(words, into: &state)
      }
    }
    return state.flatMap(octets)
  }

  /// HMAC (RFC 2104): the digest with a key.
  package func hash(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var pad = key.count > 64 ? hash(key) : key
    pad += [UInt8](repeating: 0, count: 64 - pad.count)
    return hash(pad.map { $0 ^ 0x5C } + hash(pad.map { $0 ^ 0x36 } + bytes))
  }

  // MARK: - Words

  private var start: [UInt32] {
    switch self {
    case .md5: [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
    case .sha1: [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    case .sha256:
      [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
        0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
      ]
    }
  }

  /// A one, zeros and the length in bits, to a multiple of 64 bytes.
  private func padded(_ bytes: [UInt8]) -> [UInt8] {
    var whole = bytes + [0x80]
    whole += [UInt8](repeating: 0, count: (120 - whole.count % 64) % 64)
    let bits = UInt64(bytes.count) &* 8
    let length = (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64($0 * 8)) }
    return whole + (self == .md5 ? length : length.reversed())
  }

  private func word(_ bytes: [UInt8], at place: Int) -> UInt32 {
    let value = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[place + $1]) }
    return self == .md5 ? value.byteSwapped : value
  }

  private func octets(_ word: UInt32) -> [UInt8] {
    let value = self == .md5 ? word.byteSwapped : word
    return (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - $0 * 8)) }
  }
}
