// Reads the tags of a page that load scripts and style sheets.

import SourceText

/// The tags of a page that load something.
struct PageTags {
  struct Tag {
    let name: String
    let span: ByteSpan
    let attributes: [String: String]

    /// What it is where the page waits for it, and from which other server it comes.
    var blocking: (BlockingResource.Kind, String)? {
      if name == "script", let source = attributes["src"], let host = Self.host(of: source),
        attributes["async"] == nil, attributes["defer"] == nil, attributes["type"] != "module"
      {
        return (.script, host)
      }
      guard name == "link", attributes["rel"]?.lowercased() == "stylesheet",
        let source = attributes["href"], let host = Self.host(of: source),
        // `media="print" onload="this.media='all'"` waits for nobody.
        attributes["media"].map({ $0 == "all" || $0 == "screen" }) ?? true
      else { return nil }
      return (.styles, host)
    }

    private static func host(of source: String) -> String? {
      for start in ["https://", "http://", "//"] where source.hasPrefix(start) {
        return String(source.dropFirst(start.count).prefix { $0 != "/" })
      }
      return nil
    }
  }

  private(set) var tags: [Tag] = []
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    while position < bytes.count {
      if starts("<!--") {
        skip(past: "-->")
      } else if starts("<script") || starts("<link") {
        let tag = tag()
        tags.append(tag)
        if tag.name == "script" { skip(past: "</script") }
      } else {
        position += 1
      }
    }
  }

  private func starts(_ text: String) -> Bool {
    guard bytes[position] | 0x20 == text.utf8.first.map({ $0 | 0x20 }),
      position + text.utf8.count <= bytes.count
    else { return false }
    return zip(bytes[position...], text.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }

  private mutating func skip(past text: String) {
    while position < bytes.count, !starts(text) { position += 1 }
    position = min(bytes.count, position + text.utf8.count)
  }

  private mutating func tag() -> Tag {
    let start = position
    position += 1
    let name = word().lowercased()
    var attributes: [String: String] = [:]
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      let key = word().lowercased()
      if key.isEmpty {
        position += 1
        continue
      }
      space()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
        attributes[key] = ""
        continue
      }
      position += 1
      space()
      attributes[key] = text()
    }
    position = min(bytes.count, position + 1)
    return Tag(
      name: name,
      span: ByteSpan(start: UInt32(start), end: UInt32(position)),
      attributes: attributes
    )
  }

  private mutating func space() {
    while position < bytes.count, bytes[position] <= 32 { position += 1 }
  }

  private mutating func word() -> String {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"):
        position += 1
      default: return String(decoding: bytes[start..<position], as: UTF8.self)
      }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// What an attribute is set to, with quotes or without.
  private mutating func text() -> String {
    guard position < bytes.count else { return "" }
    let quote = bytes[position]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { position += 1 }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if isQuoted ? byte == quote : byte <= 32 || byte == UInt8(ascii: ">") { break }
      position += 1
    }
    let found = String(decoding: bytes[start..<position], as: UTF8.self)
    if isQuoted { position = min(bytes.count, position + 1) }
    return found
  }
}
