// How a name on disk is spelled in text.

/// A path of the disk as text, and its bytes where text cannot hold them.
struct PathName: Hashable, Sendable {
  let text: String
  /// The bytes on disk; nil when they are those of the text.
  let raw: [UInt8]?

  init(_ bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.text = text
      raw = nil
    } else {
      text = Self.escaped(bytes)
      raw = bytes
    }
  }

  /// The text with every byte that is no part of valid UTF-8 written as `\xE9`.
  private static func escaped(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var rest = bytes[...]
    while let first = rest.first {
      let length = (1...4).first { count in
        count <= rest.count && String(validating: rest.prefix(count), as: UTF8.self) != nil
      }
      if let length {
        text += rest.prefix(length)
        rest = rest.dropFirst(length)
      } else {
        let digits = String(first, radix: 16, uppercase: true)
        text += Array("\\x\(digits)".utf8)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
