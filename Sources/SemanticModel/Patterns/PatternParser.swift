// Reads the source of a regular expression, of JavaScript or Python.

/// A parser that gives up (nil) on what it does not know, rather than guess.
struct PatternParser {
  private let bytes: [UInt8]
  private var next = 0
  private var depth = 0
  /// Something can fail behind a loop although nothing follows: `$`, `\b`, a look around.
  private(set) var hasAssertion = false

  private static let depthLimit = 40

  init(_ source: String) { bytes = Array(source.utf8) }

  /// The tree of the whole source.
  mutating func parse() -> Pattern? {
    guard bytes.count <= 2_000, let pattern = choice(), next == bytes.count else { return nil }
    return pattern
  }

  private var byte: UInt8? { next < bytes.count ? bytes[next] : nil }

  private mutating func skip(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    next += 1
    return true
  }

  private mutating func choice() -> Pattern? {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit, let first = sequence() else { return nil }
    var arms = [first]
    while skip(UInt8(ascii: "|")) {
      guard let arm = sequence() else { return nil }
      arms.append(arm)
    }
    return arms.count == 1 ? first : .choice(arms)
  }

  private mutating func sequence() -> Pattern? {
    var parts: [Pattern] = []
    while let byte, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      guard let part = atom(), let whole = quantified(part) else { return nil }
      parts.append(whole)
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom() -> Pattern? {
    guard let byte else { return nil }
    switch byte {
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: "["): return set()
    case UInt8(ascii: "\\"): return escape()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): return nil
    default: break
    }
    next += 1
    switch byte {
    case UInt8(ascii: "."): return .one(.all)
    case UInt8(ascii: "^"): return .empty
    case UInt8(ascii: "$"):
      hasAssertion = true
      return .empty
    default: return .one(character(byte))
    }
  }

  /// A character that begins with a byte; the rest of a longer one is skipped.
  private mutating func character(_ byte: UInt8) -> CharacterSet {
    guard byte >= 0x80 else { return CharacterSet(range: UInt32(byte), UInt32(byte)) }
    while let rest = self.byte, rest & 0xC0 == 0x80 { next += 1 }
    return .beyondASCII
  }

  private mutating func group() -> Pattern? {
    next += 1
    var isLook = false
    if skip(UInt8(ascii: "?")) {
      let rest = bytes[next...]
      if rest.starts(with: "=".utf8) || rest.starts(with: "!".utf8) {
        isLook = true
        next += 1
      } else if rest.starts(with: "<=".utf8) || rest.starts(with: "<!".utf8) {
        isLook = true
        next += 2
      } else if rest.starts(with: ":".utf8) {
        next += 1
      } else if rest.starts(with: "<".utf8) || rest.starts(with: "P<".utf8) {
        while let byte, byte != UInt8(ascii: ">") { next += 1 }
        next += 1
      } else {
        return nil
      }
    }
    guard let inner = choice(), skip(UInt8(ascii: ")")) else { return nil }
    if isLook { hasAssertion = true }
    return isLook ? .empty : inner
  }

  private mutating func quantified(_ part: Pattern) -> Pattern? {
    var from = 1
    var to: Int? = 1
    switch byte {
    case UInt8(ascii: "*"): (from, to) = (0, nil)
    case UInt8(ascii: "+"): (from, to) = (1, nil)
    case UInt8(ascii: "?"): (from, to) = (0, 1)
    case UInt8(ascii: "{"):
      guard let counts = counts() else { return part }
      (from, to) = counts
      _ = skip(UInt8(ascii: "?"))
      return .repeated(part, from: from, to: to)
    default: return part
    }
    next += 1
    _ = skip(UInt8(ascii: "?"))
    // Possessive, in newer Pythons: it never goes back.
    if byte == UInt8(ascii: "+") { return nil }
    return .repeated(part, from: from, to: to)
  }

  /// `{2}`, `{2,}`, `{2,5}`; nil where the brace stands for itself.
  private mutating func counts() -> (Int, Int?)? {
    let start = next
    next += 1
    let first = number()
    var last = first
    var isOpen = false
    if skip(UInt8(ascii: ",")) {
      last = number()
      isOpen = last == nil
    }
    guard let first, skip(UInt8(ascii: "}")) else {
      next = start
      return nil
    }
    return (first, isOpen ? nil : last)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let byte, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      value = min((value ?? 0) * 10 + Int(byte - UInt8(ascii: "0")), 100_000)
      next += 1
    }
    return value
  }
}

extension PatternParser {
  /// `[a-z]`, `[^…]`.
  private mutating func set() -> Pattern? {
    next += 1
    let isInverted = skip(UInt8(ascii: "^"))
    var result = CharacterSet()
    var last: UInt32?
    while let byte, byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: "\\") {
        guard let one = classEscape() else { return nil }
        result.formUnion(one.set)
        last = one.code
        continue
      }
      next += 1
      if byte == UInt8(ascii: "-"), let first = last, let end = rangeEnd() {
        result.formUnion(CharacterSet(range: first, end))
        last = nil
        continue
      }
      result.formUnion(character(byte))
      last = byte < 0x80 ? UInt32(byte) : nil
    }
    guard skip(UInt8(ascii: "]")) else { return nil }
    return .one(isInverted ? result.inverted : result)
  }

  /// What ends a range behind its hyphen; nil where the hyphen stands for itself.
  private mutating func rangeEnd() -> UInt32? {
    guard let byte, byte != UInt8(ascii: "]") else { return nil }
    if byte == UInt8(ascii: "\\") {
      let start = next
      if let code = classEscape()?.code { return code }
      next = start
      return nil
    }
    next += 1
    guard byte >= 0x80 else { return UInt32(byte) }
    _ = character(byte)
    return 0x10FFFF
  }

  private mutating func classEscape() -> (set: CharacterSet, code: UInt32?)? {
    let start = next
    if next + 1 < bytes.count, bytes[next + 1] == UInt8(ascii: "b") {
      next += 2
      return (CharacterSet(range: 8, 8), 8)
    }
    guard case .one(let set)? = escape() else { return nil }
    let code = next - start == 2 ? UInt32(bytes[start + 1]) : nil
    let isClass = code.map { "dDwWsS".utf8.contains(UInt8(truncatingIfNeeded: $0)) } ?? true
    return (set, isClass ? nil : code)
  }

  private mutating func escape() -> Pattern? {
    next += 1
    guard let byte else { return nil }
    next += 1
    switch byte {
    case UInt8(ascii: "d"): return .one(.digits)
    case UInt8(ascii: "D"): return .one(CharacterSet.digits.inverted)
    case UInt8(ascii: "w"): return .one(.words)
    case UInt8(ascii: "W"): return .one(CharacterSet.words.inverted)
    case UInt8(ascii: "s"): return .one(.blanks)
    case UInt8(ascii: "S"): return .one(CharacterSet.blanks.inverted)
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "Z"):
      hasAssertion = true
      return .empty
    case UInt8(ascii: "A"): return .empty
    case UInt8(ascii: "n"): return .one(CharacterSet(range: 10, 10))
    case UInt8(ascii: "r"): return .one(CharacterSet(range: 13, 13))
    case UInt8(ascii: "t"): return .one(CharacterSet(range: 9, 9))
    case UInt8(ascii: "x"): return code(2)
    case UInt8(ascii: "u"): return code(4)
    // Properties, back references and control characters are not told apart.
    case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "k"), UInt8(ascii: "c"),
      UInt8(ascii: "1")...UInt8(ascii: "9"):
      return nil
    default: return .one(character(byte))
    }
  }

  private mutating func code(_ digits: Int) -> Pattern? {
    guard next + digits <= bytes.count,
      let code = UInt32(String(decoding: bytes[next..<(next + digits)], as: UTF8.self), radix: 16)
    else { return nil }
    next += digits
    return .one(CharacterSet(range: code, code))
  }
}
