// JSON as text: indented by two with one member a line, or on a single line.

/// Writes JSON while a value is encoded: a tree of it would cost more than the text.
///
/// A class, because `Encoder` hands out containers that all write into one text. Each container knows how deep it
/// stands; writing into it ends what is open below it, for nothing else says that a container is complete.
package final class JSONWriter {
  /// One value, so that each call below asks once whether nobody else writes.
  private var written: JSONText

  package init(
    isCompact: Bool = false,
    escaping escapes: @escaping @Sendable (Unicode.Scalar) -> Bool = { _ in false }
  ) {
    written = JSONText(isCompact: isCompact, escaping: escapes)
  }

  /// Where the next value begins.
  package var place: Place { Place(count: written.bytes.count, depth: written.open.count) }

  package struct Place {
    /// How many bytes were written before it: tells whether the value wrote anything.
    fileprivate let count: Int
    fileprivate let depth: Int
  }

  /// Ends a value, whole; one that wrote nothing is null.
  package func endValue(begunAt place: Place) { written.endValue(begunAt: place) }

  /// How many objects and arrays are open.
  package var depth: Int { written.open.count }

  package var text: String { String(decoding: written.bytes, as: UTF8.self) }

  package func beginObject() { written.begin(UInt8(ascii: "{"), end: UInt8(ascii: "}")) }
  package func beginArray() { written.begin(UInt8(ascii: "["), end: UInt8(ascii: "]")) }

  /// Ends objects and arrays until so many are open.
  package func end(to depth: Int) { written.end(to: depth) }

  /// Begins an element of the array, or a member of the object, that is this deep.
  package func beginItem(at depth: Int) { written.beginItem(at: depth) }

  /// Begins a member of the object that is this deep.
  package func beginMember(_ key: String, at depth: Int) { written.beginMember(key, at: depth) }

  package func breakLine() { written.breakLine() }
  package func put(_ text: String) { written.put(text) }

  /// JSON has no infinity: what is not a number becomes null.
  package func put(number: Double) { written.put(number: number) }
  package func put(string: String) { written.put(string: string) }
}

/// The text so far, and what is open in it.
private struct JSONText {
  private(set) var bytes: [UInt8] = []
  private(set) var open: [Level] = []
  /// Scalars that are written as escapes although JSON takes them as they are.
  private let escapes: @Sendable (Unicode.Scalar) -> Bool
  /// Whether there is no white space.
  private let isCompact: Bool

  struct Level {
    let end: UInt8
    var isEmpty = true
  }

  init(isCompact: Bool, escaping escapes: @escaping @Sendable (Unicode.Scalar) -> Bool) {
    self.isCompact = isCompact
    self.escapes = escapes
  }

  mutating func begin(_ start: UInt8, end: UInt8) {
    bytes.append(start)
    open.append(Level(end: end))
  }

  mutating func endValue(begunAt place: JSONWriter.Place) {
    if bytes.count == place.count { put("null") }
    end(to: place.depth)
  }

  /// Ends objects and arrays until so many are open.
  mutating func end(to depth: Int) {
    while open.count > depth, let level = open.popLast() {
      if !level.isEmpty { breakLine() }
      bytes.append(level.end)
    }
  }

  /// Begins an element of the array, or a member of the object, that is this deep.
  mutating func beginItem(at depth: Int) {
    end(to: depth)
    if !open[depth - 1].isEmpty { bytes.append(UInt8(ascii: ",")) }
    open[depth - 1].isEmpty = false
    breakLine()
  }

  /// Begins a member of the object that is this deep.
  mutating func beginMember(_ key: String, at depth: Int) {
    beginItem(at: depth)
    put(string: key)
    bytes.append(UInt8(ascii: ":"))
    if !isCompact { bytes.append(0x20) }
  }

  mutating func breakLine() {
    if isCompact { return }
    bytes.append(contentsOf: Self.margin[...min(2 * open.count, Self.margin.count - 1)])
    let rest = 2 * open.count - Self.margin.count + 1
    if rest > 0 { bytes.append(contentsOf: repeatElement(0x20, count: rest)) }
  }

  /// The end of a line, and as many blanks as nearly all lines need.
  private static let margin: [UInt8] = [0x0A] + Array(repeating: 0x20, count: 32)

  mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// JSON has no infinity: what is not a number becomes null.
  mutating func put(number: Double) {
    guard number.isFinite else { return put("null") }
    let text = number.description
    put(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  mutating func put(string: String) {
    bytes.append(UInt8(ascii: "\""))
    // Nearly all text is plain: only the rest is taken apart.
    let isDone = unsafe string.utf8.withContiguousStorageIfAvailable { text in
      guard unsafe text.allSatisfy(Self.isPlain) else { return false }
      unsafe bytes.append(contentsOf: text)
      return true
    }
    if isDone != true { putScalars(of: string) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func putScalars(of string: String) {
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": put("\\\"")
      case "\\": put("\\\\")
      case "\n": put("\\n")
      case "\r": put("\\r")
      case "\t": put("\\t")
      case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      default: put(scalar)
      }
    }
  }

  /// Below U+0020 JSON takes nothing as it is.
  private mutating func put(_ scalar: Unicode.Scalar) {
    guard scalar.value < 0x20 || escapes(scalar) else { return put(String(scalar)) }
    for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
      let digits = String(unit, radix: 16)
      put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }
}

extension ConfigValue {
  /// The value as JSON on one line.
  package var compactJSON: String {
    let writer = JSONWriter(isCompact: true)
    write(into: writer)
    return writer.text
  }

  private func write(into writer: JSONWriter) {
    let depth = writer.depth
    switch self {
    case .null: writer.put("null")
    case .bool(let flag): writer.put(flag ? "true" : "false")
    case .number(let number): writer.put(number: number)
    case .string(let text): writer.put(string: text)
    case .array(let items):
      writer.beginArray()
      for item in items {
        writer.beginItem(at: depth + 1)
        item.value.write(into: writer)
      }
      writer.end(to: depth)
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.beginMember(member.key, at: depth + 1)
        member.value.write(into: writer)
      }
      writer.end(to: depth)
    }
  }
}
