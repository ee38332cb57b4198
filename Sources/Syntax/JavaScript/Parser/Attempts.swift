// Reading ahead, and taking back what turned out to be something else.

import SyntaxTree

/// The places at which an attempt failed; trying again there would make nested code cost exponential time.
///
/// One bit for each byte of the file, allocated when the first attempt fails.
struct FailedPlaces: ~Copyable {
  /// Attempts inside of attempts are not made at more than this depth; real code needs two or three.
  static let depthLimit = 8

  private var bits: UnsafeMutablePointer<UInt64>?

  deinit { bits?.deallocate() }

  @inline(__always)
  func contains(_ place: Int) -> Bool {
    guard let bits else { return false }
    return bits[place >> 6] & (1 &<< UInt64(truncatingIfNeeded: place & 63)) != 0
  }

  mutating func insert(_ place: Int, fileCount: Int) {
    let words = self.bits ?? allocate(fileCount / 64 + 1)
    words[place >> 6] |= 1 &<< UInt64(truncatingIfNeeded: place & 63)
  }

  private mutating func allocate(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    words.initialize(repeating: 0, count: count)
    bits = words
    return words
  }
}

extension Parser {
  /// The lexer's state before a token.
  struct LexerState: BitwiseCopyable {
    var position: Int
    var start: Int
    var previousEnd: Int
    var token: Token
    var name: Name
    var isAfterNewline: Bool
    var isEscaped: Bool
    var commentCount: Int
  }

  /// All that an attempt changes.
  struct Snapshot: BitwiseCopyable {
    var lexer: LexerState
    var context: Context
    var nodeCount: Int
    var wordCount: Int
    var pendingCount: Int
    var outerFailed: Bool
    var missingClosers: Int
    var statementCount: Int
  }

  @inline(__always)
  var lexerState: LexerState {
    LexerState(
      position: position,
      start: start,
      previousEnd: previousEnd,
      token: token,
      name: name,
      isAfterNewline: isAfterNewline,
      isEscaped: isEscaped,
      commentCount: comments.count
    )
  }

  @inline(__always)
  mutating func rewind(_ state: LexerState) {
    position = state.position
    start = state.start
    previousEnd = state.previousEnd
    token = state.token
    name = state.name
    isAfterNewline = state.isAfterNewline
    isEscaped = state.isEscaped
    comments.count = state.commentCount
  }

  /// Whether an attempt may be made at this place.
  @inline(__always)
  mutating func mayAttempt(at place: Int) -> Bool {
    if failedPlaces.contains(place) { return false }
    if _fastPath(attemptDepth < FailedPlaces.depthLimit) { return true }
    failedPlaces.insert(place, fileCount: count)
    return false
  }

  /// Starts reading what may be taken back; errors are not reported until `commit` or `takeBack`.
  mutating func beginAttempt() -> Snapshot {
    let snapshot = Snapshot(
      lexer: lexerState,
      context: context,
      nodeCount: nodes.count,
      wordCount: words.count,
      pendingCount: pending.count,
      outerFailed: attemptFailed,
      missingClosers: missingClosers,
      statementCount: statementCount
    )
    attemptDepth += 1
    attemptFailed = false
    return snapshot
  }

  /// Keeps what an attempt read.
  mutating func commit(_ snapshot: Snapshot) {
    attemptDepth -= 1
    attemptFailed = snapshot.outerFailed
  }

  /// Returns to where an attempt began and remembers that it failed at `place`.
  mutating func takeBack(_ snapshot: Snapshot, failedAt place: Int) {
    failedPlaces.insert(place, fileCount: count)
    takeBack(snapshot)
  }

  /// Returns to where an attempt began.
  mutating func takeBack(_ snapshot: Snapshot) {
    attemptDepth -= 1
    attemptFailed = snapshot.outerFailed
    rewind(snapshot.lexer)
    context = snapshot.context
    nodes.count = snapshot.nodeCount
    kinds.count = snapshot.nodeCount
    words.count = snapshot.wordCount
    pending.count = snapshot.pendingCount
    missingClosers = snapshot.missingClosers
    statementCount = snapshot.statementCount
  }
}

extension Parser {
  /// A token further on.
  struct Ahead {
    var token: Token
    var name: Name
    var isAfterNewline: Bool
    var isEscaped: Bool

    func isWord(_ word: Word) -> Bool { token == .identifier && name == word && !isEscaped }
  }

  /// The token behind the current one.
  mutating func peek() -> Ahead {
    look(ahead: 1)
  }

  /// The second token behind the current one.
  mutating func peekSecond() -> Ahead {
    look(ahead: 2)
  }

  private mutating func look(ahead count: Int) -> Ahead {
    let state = lexerState
    let failed = attemptFailed
    attemptDepth += 1
    for _ in 0..<count { next() }
    attemptDepth -= 1
    attemptFailed = failed
    let ahead = Ahead(
      token: token,
      name: name,
      isAfterNewline: isAfterNewline,
      isEscaped: isEscaped
    )
    rewind(state)
    return ahead
  }

  /// The first byte of the next token.
  @inline(__always)
  mutating func nextByte() -> UInt8 { source[nextPlace()] }

  /// Where the next token starts, as long as only ASCII blanks and comments stand before it.
  @inline(__always)
  mutating func nextPlace() -> Int {
    var place = position
    while isBlank(source[place]) { place &+= 1 }
    return _slowPath(source[place] == UInt8(ascii: "/")) ? placeBehindComments(place) : place
  }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  @inline(never)
  private mutating func placeBehindComments(_ from: Int) -> Int {
    var place = from
    while source[place] == UInt8(ascii: "/") {
      if source[place &+ 1] == UInt8(ascii: "/") {
        while source[place] != 0x0A && place < count { place &+= 1 }
      } else if source[place &+ 1] == UInt8(ascii: "*") {
        place = endOfBlockComment(place)
      } else {
        break
      }
      while isBlank(source[place]) { place &+= 1 }
    }
    return place
  }

  private mutating func endOfBlockComment(_ from: Int) -> Int {
    var place = from &+ 2
    while place < count {
      if source[place] == UInt8(ascii: "*") && source[place &+ 1] == UInt8(ascii: "/") {
        return place &+ 2
      }
      place &+= 1
    }
    return count
  }

  /// Whether `=>` follows on the same line.
  @inline(__always)
  mutating func isBeforeArrow() -> Bool {
    var place = position
    while source[place] == 0x20 || source[place] == 0x09 { place &+= 1 }
    if _slowPath(source[place] == UInt8(ascii: "/") && source[place &+ 1] == UInt8(ascii: "*")) {
      place = endOfBlockComment(place)
      while source[place] == 0x20 || source[place] == 0x09 { place &+= 1 }
    }
    return source[place] == UInt8(ascii: "=") && source[place &+ 1] == UInt8(ascii: ">")
  }
}
