// Hides secrets that stand in quoted code, for code is shown to people who may not know them.

/// Writes asterisks over what looks like a secret, byte for byte, so that columns stay right.
package enum SecretMask {
  /// The text with passwords in addresses, and texts that are stored under the names of secrets, hidden.
  package static func masked(_ text: String) -> String {
    let signs =
      unsafe text.utf8.withContiguousStorageIfAvailable { text in unsafe Signs(in: text) } ?? .all
    guard !signs.isEmpty else { return text }
    var bytes = Array(text.utf8)
    var changed = signs.contains(.address) && hideAddresses(in: &bytes)
    if signs.contains(.named), hideNamed(in: &bytes) { changed = true }
    if signs.contains(.known), hideKnown(in: &bytes) { changed = true }
    return changed ? String(decoding: bytes, as: UTF8.self) : text
  }

  /// What in a text asks for a closer look; nearly every text has nothing.
  private struct Signs: OptionSet {
    let rawValue: UInt8
    /// The start of an address, `://`.
    static let address = Signs(rawValue: 1)
    /// A text behind a colon or an equals sign.
    static let named = Signs(rawValue: 2)
    /// The first two bytes of a key.
    static let known = Signs(rawValue: 4)
    static let all: Signs = [.address, .named, .known]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(in text: UnsafeBufferPointer<UInt8>) {
      var found: Signs = []
      // Nothing begins with its second sign.
      var position = 1
      while position < text.count {
        switch unsafe text[position] {
        case UInt8(ascii: "/"):
          if unsafe text[position - 1] == UInt8(ascii: "/") { found.insert(.address) }
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
          if unsafe isGiven(before: position, in: text) { found.insert(.named) }
        case UInt8(ascii: "k"), UInt8(ascii: "K"), UInt8(ascii: "S"), UInt8(ascii: "I"),
          UInt8(ascii: "h"), UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "o"),
          UInt8(ascii: "G"), UInt8(ascii: "y"):
          // A key begins where no name goes on: that spares `task` and `basket` the search.
          if unsafe mayStartKey(text[position - 1], text[position]),
            unsafe position < 2 || !isNameByte(text[position - 2])
          {
            found.insert(.known)
          }
        default: break
        }
        position += 1
      }
      self = found
    }
  }

  /// Whether the last byte before a place that is no blank is a colon or an equals sign.
  private static func isGiven(before end: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = end - 1
    while unsafe position >= 0 && (text[position] == 32 || text[position] == 9) { position -= 1 }
    guard position >= 0 else { return false }
    return unsafe text[position] == UInt8(ascii: ":") || text[position] == UInt8(ascii: "=")
  }

  /// Whether one of the starts begins with two bytes.
  private static func mayStartKey(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first, second) {
    case (UInt8(ascii: "s"), UInt8(ascii: "k")), (UInt8(ascii: "r"), UInt8(ascii: "k")),
      (UInt8(ascii: "A"), UInt8(ascii: "K")), (UInt8(ascii: "A"), UInt8(ascii: "S")),
      (UInt8(ascii: "A"), UInt8(ascii: "I")), (UInt8(ascii: "g"), UInt8(ascii: "h")),
      (UInt8(ascii: "g"), UInt8(ascii: "i")), (UInt8(ascii: "g"), UInt8(ascii: "l")),
      (UInt8(ascii: "x"), UInt8(ascii: "o")), (UInt8(ascii: "S"), UInt8(ascii: "G")),
      (UInt8(ascii: "e"), UInt8(ascii: "y")):
      true
    default: false
    }
  }

  private static let star = UInt8(ascii: "*")

  /// `scheme://user:password@host`: the password; `scheme://token@host`: the token.
  private static func hideAddresses(in bytes: inout [UInt8]) -> Bool {
    let mark = Array("://".utf8)
    var changed = false
    var offset = 0
    while let start = next(mark, in: bytes, from: offset) {
      offset = start + mark.count
      var end = offset
      var colon: Int?
      while end < bytes.count, isUserByte(bytes[end]) {
        if bytes[end] == UInt8(ascii: ":"), colon == nil { colon = end }
        end += 1
      }
      guard end < bytes.count, bytes[end] == UInt8(ascii: "@"), end > offset else { continue }
      let first = colon.map { $0 + 1 } ?? offset
      // `${user}:${password}` says no secret.
      guard first < end, bytes[first] != UInt8(ascii: "$"), bytes[first] != UInt8(ascii: "{"),
        bytes[first] != UInt8(ascii: "<")
      else { continue }
      for index in first..<end { bytes[index] = star }
      changed = true
    }
    return changed
  }

  private static func isUserByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "`"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0...32:
      false
    default: true
    }
  }

  private static let names = [
    "password", "passwd", "secret", "apikey", "api_key", "privatekey", "private_key", "accesskey",
    "access_key", "authtoken", "auth_token", "authorization", "credential", "connectionstring",
  ].map { Array($0.utf8) }

  /// `password: "…"`, `SECRET = '…'`, `Authorization: "Bearer …"`.
  private static func hideNamed(in bytes: inout [UInt8]) -> Bool {
    var changed = false
    var offset = 0
    while offset < bytes.count {
      guard isQuote(bytes[offset]) else {
        offset += 1
        continue
      }
      let end = closing(of: offset, in: bytes)
      if end > offset + 1, isSecretName(before: offset, in: bytes) {
        for part in literals(in: (offset + 1)..<end, of: bytes) {
          for index in part { bytes[index] = star }
          changed = true
        }
      }
      offset = end + 1
    }
    return changed
  }

  /// What a text says itself: all of it, or the parts of a template that are long enough to be a secret.
  private static func literals(in text: Range<Int>, of bytes: [UInt8]) -> [Range<Int>] {
    guard bytes[text.lowerBound - 1] == UInt8(ascii: "`") else { return [text] }
    var parts: [Range<Int>] = []
    var start = text.lowerBound
    var index = start
    while index < text.upperBound {
      if let end = expression(at: index, in: bytes) {
        parts.append(start..<index)
        index = min(end, text.upperBound)
        start = index
      } else {
        index += 1
      }
    }
    guard !parts.isEmpty else { return [text] }
    return (parts + [start..<text.upperBound]).filter { $0.count >= shortestSecret }
  }

  /// `Bearer ` and `Basic ` in front of an expression are shorter.
  private static let shortestSecret = 12

  /// The end of `${…}`, which stands on one line; nil where none begins.
  private static func expression(at start: Int, in bytes: [UInt8]) -> Int? {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "$"),
      bytes[start + 1] == UInt8(ascii: "{")
    else { return nil }
    var depth = 0
    var index = start + 1
    while index < bytes.count, bytes[index] != 10 {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
      index += 1
      if depth == 0 { return index }
    }
    return index
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// The quote that closes a text on its line; the end of the line where none does.
  private static func closing(of start: Int, in bytes: [UInt8]) -> Int {
    var index = start + 1
    let isTemplate = bytes[start] == UInt8(ascii: "`")
    while index < bytes.count, bytes[index] != bytes[start], bytes[index] != 10 {
      if isTemplate, let end = expression(at: index, in: bytes) {
        index = end
      } else {
        index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
      }
    }
    return min(index, bytes.count)
  }

  /// Whether `name:`, `name=` or `"name":` of a secret stands before a text.
  private static func isSecretName(before quote: Int, in bytes: [UInt8]) -> Bool {
    var index = quote - 1
    func skipBlanks() { while index >= 0, bytes[index] == 32 || bytes[index] == 9 { index -= 1 } }
    skipBlanks()
    guard index >= 0, bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "=") else {
      return false
    }
    index -= 1
    skipBlanks()
    if index >= 0, isQuote(bytes[index]) { index -= 1 }
    let end = index
    while index >= 0, isNameByte(bytes[index]), end - index < 64 { index -= 1 }
    guard end > index else { return false }
    let name = bytes[(index + 1)...end].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    return names.contains { next($0, in: name, from: 0) != nil }
      || name.suffix(5) == Array("token".utf8)[...]
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  private static let starts = [
    "sk_live_", "sk_test_", "rk_live_", "AKIA", "ASIA", "ghp_", "gho_", "github_pat_", "xoxb-",
    "xoxp-", "glpat-", "AIza", "SG.", "eyJhbGciOi",
  ].map { Array($0.utf8) }

  /// Keys that tell by their first letters what they are.
  private static func hideKnown(in bytes: inout [UInt8]) -> Bool {
    var changed = false
    for start in starts {
      var offset = 0
      while let found = next(start, in: bytes, from: offset) {
        offset = found + start.count
        var end = offset
        while end < bytes.count, isNameByte(bytes[end]) || bytes[end] == UInt8(ascii: ".") {
          end += 1
        }
        let isStart = found == 0 || !isNameByte(bytes[found - 1])
        guard isStart, end - found >= 16 else { continue }
        for index in offset..<end { bytes[index] = star }
        changed = true
      }
    }
    return changed
  }

  private static func next(_ word: [UInt8], in bytes: [UInt8], from offset: Int) -> Int? {
    guard let first = word.first else { return nil }
    var index = offset
    while index + word.count <= bytes.count {
      if bytes[index] == first, bytes[index...].starts(with: word) { return index }
      index += 1
    }
    return nil
  }
}
