// Reads a regular expression into a tree.

/// One part of a pattern.
indirect enum PatternNode {
  case set(ByteSet)
  case start
  case end
  case sequence([PatternNode])
  case either(PatternNode, PatternNode)
  case group(PatternNode, isCaptured: Bool)
  case optional(PatternNode, isLazy: Bool)
  case many(PatternNode, isLazy: Bool)
}

/// Goes through the bytes of a pattern once.
struct PatternReader {
  private let text: String
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0
  /// Whether a group was read that is captured: only the first is.
  private(set) var hasGroup = false

  private static let deepest = 50

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  mutating func whole() throws(LoadError) -> PatternNode {
    guard !bytes.isEmpty else { throw error("is empty") }
    let node = try alternatives()
    guard place == bytes.count else { throw error("')' without '('") }
    return node
  }

  private func error(_ what: String) -> LoadError { .plan("regex '\(text)': \(what)") }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func alternatives() throws(LoadError) -> PatternNode {
    var node = try sequence()
    while take(UInt8(ascii: "|")) { node = .either(node, try sequence()) }
    return node
  }

  private mutating func sequence() throws(LoadError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      nodes.append(try repeated(try atom()))
    }
    return .sequence(nodes)
  }

  private mutating func repeated(_ atom: PatternNode) throws(LoadError) -> PatternNode {
    guard let byte = next, "*+?{".utf8.contains(byte) else { return atom }
    guard byte != UInt8(ascii: "{") else {
      throw error("a number in braces is not known; write the part as often as needed, or +")
    }
    place += 1
    let isLazy = take(UInt8(ascii: "?"))
    switch byte {
    case UInt8(ascii: "*"): return .many(atom, isLazy: isLazy)
    case UInt8(ascii: "+"): return .sequence([atom, .many(atom, isLazy: isLazy)])
    default: return .optional(atom, isLazy: isLazy)
    }
  }

  private mutating func atom() throws(LoadError) -> PatternNode {
    guard let byte = next else { throw error("ends too early") }
    place += 1
    switch byte {
    case UInt8(ascii: "."): return .set(.any)
    case UInt8(ascii: "^"): return .start
    case UInt8(ascii: "$"): return .end
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "["): return .set(try set())
    case UInt8(ascii: "\\"): return .set(try escape())
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw error("nothing stands before '\(Character(Unicode.Scalar(byte)))'")
    default: return .set(ByteSet([byte]))
    }
  }

  private mutating func group() throws(LoadError) -> PatternNode {
    depth += 1
    guard depth < Self.deepest else { throw error("nested too deeply") }
    var isCaptured = !hasGroup
    if take(UInt8(ascii: "?")) {
      guard take(UInt8(ascii: ":")) else { throw error("of groups with '?' only '(?:' is known") }
      isCaptured = false
    }
    if isCaptured { hasGroup = true }
    let inner = try alternatives()
    guard take(UInt8(ascii: ")")) else { throw error("'(' is not closed") }
    depth -= 1
    return .group(inner, isCaptured: isCaptured)
  }

  private mutating func escape() throws(LoadError) -> ByteSet {
    guard let byte = next else { throw error("ends in a backslash") }
    place += 1
    switch byte {
    case UInt8(ascii: "d"): return .digits
    case UInt8(ascii: "D"): return ByteSet.digits.inverted
    case UInt8(ascii: "w"): return .words
    case UInt8(ascii: "W"): return ByteSet.words.inverted
    case UInt8(ascii: "s"): return .blanks
    case UInt8(ascii: "S"): return ByteSet.blanks.inverted
    case UInt8(ascii: "n"): return ByteSet([0x0A])
    case UInt8(ascii: "r"): return ByteSet([0x0D])
    case UInt8(ascii: "t"): return ByteSet([0x09])
    default:
      guard !ByteSet.words.contains(byte) else {
        throw error("'\\\(Character(Unicode.Scalar(byte)))' is not known")
      }
      return ByteSet([byte])
    }
  }

  private mutating func set() throws(LoadError) -> ByteSet {
    var set = ByteSet([])
    let isInverted = take(UInt8(ascii: "^"))
    var isFirst = true
    while let byte = next, isFirst || byte != UInt8(ascii: "]") {
      isFirst = false
      place += 1
      if byte == UInt8(ascii: "\\") {
        set = set.union(try escape())
      } else if next == UInt8(ascii: "-"), place + 1 < bytes.count,
        bytes[place + 1] != UInt8(ascii: "]")
      {
        let last = bytes[place + 1]
        place += 2
        guard byte <= last else { throw error("a range in [ ] runs backwards") }
        set = set.union(ByteSet(byte...last))
      } else {
        set.insert(byte)
      }
    }
    guard take(UInt8(ascii: "]")) else { throw error("'[' is not closed") }
    return isInverted ? set.inverted : set
  }
}
