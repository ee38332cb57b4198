// Regular expressions as trees: enough of them to tell which take exponential time.

/// A node of a regular expression.
indirect enum Pattern: Sendable {
  /// Matches nothing and always: the empty text, an anchor, a look around.
  case empty
  case one(CharacterSet)
  case sequence([Pattern])
  case choice([Pattern])
  /// At least `from` times, at most `to`; nil: as often as it can.
  case repeated(Pattern, from: Int, to: Int?)
}

/// A set of characters: ASCII one by one, all others as one.
struct CharacterSet: Sendable, Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var others = false

  static let all = CharacterSet().inverted
  static let digits = CharacterSet(range: 0x30, 0x39)
  static let blanks: CharacterSet = {
    var set = CharacterSet(range: 9, 13)
    set.insert(32)
    return set
  }()
  static let words: CharacterSet = {
    var set = CharacterSet(range: 0x30, 0x39)
    set.formUnion(CharacterSet(range: 0x41, 0x5A))
    set.formUnion(CharacterSet(range: 0x61, 0x7A))
    set.insert(0x5F)
    return set
  }()
  static let beyondASCII: CharacterSet = {
    var set = CharacterSet()
    set.others = true
    return set
  }()

  init() {}

  init(range first: UInt32, _ last: UInt32) {
    guard first <= last else { return }
    if first < 128 { for code in first...min(last, 127) { insert(code) } }
    if last >= 128 { others = true }
  }

  mutating func insert(_ code: UInt32) {
    switch code {
    case ..<64: low |= 1 << UInt64(code)
    case ..<128: high |= 1 << UInt64(code - 64)
    default: others = true
    }
  }

  mutating func formUnion(_ other: CharacterSet) {
    low |= other.low
    high |= other.high
    others = others || other.others
  }

  var inverted: CharacterSet {
    var result = CharacterSet()
    result.low = ~low
    result.high = ~high
    result.others = true
    return result
  }

  /// The characters of both.
  func intersection(_ other: CharacterSet) -> CharacterSet {
    var result = CharacterSet()
    result.low = low & other.low
    result.high = high & other.high
    result.others = others && other.others
    return result
  }

  /// Whether it takes all that a line may hold.
  var holdsLine: Bool { !CharacterSet(range: 0x20, 0x7E).meets(inverted) }

  func meets(_ other: CharacterSet) -> Bool {
    low & other.low != 0 || high & other.high != 0 || others && other.others
  }
}
