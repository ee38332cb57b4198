// The comments by which people silence a rule, with their reasons.

/// A finding that a person accepted, and why.
package struct Suppressed: Codable, Sendable, Hashable {
  package var reason: String

  package init(reason: String) { self.reason = reason }
}

/// One `plimsoll-ignore RULE -- reason` comment.
package struct Suppression: Sendable, Hashable {
  package enum Scope: Sendable, Hashable {
    /// `plimsoll-ignore`: the comment's last line and the line after it.
    case line
    /// `plimsoll-ignore-file`: the whole file.
    case file
  }

  package var scope: Scope
  /// The rule as it was written; empty when the comment names none.
  package var rule: String
  /// Why the finding is accepted; empty when the comment does not say.
  package var reason: String

  package init(scope: Scope, rule: String, reason: String) {
    self.scope = scope
    self.rule = rule
    self.reason = reason
  }

  /// Reads the text of one comment, with or without its marks (`//`, `/* */`, `#`, `--`).
  ///
  /// Returns nil when the comment does not begin with the word `plimsoll-ignore`. A comment that
  /// lacks its rule or its reason is returned with that part empty, so that it can be reported.
  package init?(comment: some Sequence<UInt8>) {
    let bytes = Array(comment)
    // Nearly every comment says something else, and is not taken apart for it.
    guard let start = bytes.firstIndex(where: { !Self.opensComment($0) }),
      bytes[start...].starts(with: "plimsoll-ignore".utf8)
    else { return nil }
    let text = String(decoding: bytes[start...], as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let keyword = words.first, let scope = Self.scopes[String(keyword)] else { return nil }
    self.scope = scope
    let rest = words.dropFirst()
    self.rule = rest.first.map(String.init).flatMap { Self.isName($0) ? $0 : nil } ?? ""
    let separator = rest.firstIndex(of: "--")
    let reason = separator.map { rest[$0...].dropFirst().joined(separator: " ") } ?? ""
    self.reason = Self.withoutClosingMark(reason)
  }

  private static let scopes: [String: Scope] = [
    "plimsoll-ignore": .line, "plimsoll-ignore-file": .file,
  ]

  private static func opensComment(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: true
    case 0x2F, 0x2A, 0x23, 0x2D, 0x7B: true  // / * # - {
    default: false
    }
  }

  private static func isName(_ word: String) -> Bool {
    word.utf8.allSatisfy { byte in
      byte == 0x2D || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    } && word != "--"
  }

  private static func withoutClosingMark(_ reason: String) -> String {
    var bytes = Array(reason.utf8)
    if bytes.last == 0x7D { bytes.removeLast() }  // }
    if bytes.suffix(2) == [0x2A, 0x2F] { bytes.removeLast(2) }
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
