// How nodes and lists are added to the tree.

import CByteScan
import SyntaxTree

extension Parser {
  /// The number that the next node will get: the lowest node of what is about to be read.
  @inline(__always)
  var mark: NodeID { NodeID(truncatingIfNeeded: nodes.count) }

  /// Adds a node that starts at `start`, ends with the token before, and owns all nodes from `lowest` on.
  @inline(__always)
  mutating func make(
    _ kind: Kind,
    _ start: Int,
    _ lowest: NodeID,
    _ a: UInt32 = 0,
    _ b: UInt32 = 0,
    _ c: UInt32 = 0,
    _ d: UInt32 = 0,
    symbol: Token = .end,
    flags: Flags = []
  ) -> NodeID {
    let id = mark
    nodes.append(
      Node(
        start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: previousEnd),
        lowest: lowest,
        symbol: symbol.rawValue,
        flags: flags,
        a: a,
        b: b,
        c: c,
        d: d
      )
    )
    kinds.append(kind)
    return id
  }

  @inline(__always)
  func kind(_ id: NodeID) -> Kind { kinds[Int(id)] }

  @inline(__always)
  mutating func push(_ id: NodeID) { pending.append(id) }

  /// Turns what was pushed since `first` into a list.
  @inline(__always)
  mutating func list(from first: Int) -> NodeListID {
    let length = pending.count &- first
    if length == 0 { return 0 }
    let place = words.count
    words.append(UInt32(truncatingIfNeeded: length))
    var index = first
    while index < pending.count {
      words.append(pending[index])
      index &+= 1
    }
    pending.count = first
    return NodeListID(truncatingIfNeeded: place)
  }

  /// Whether so much of the stack is used that reading must not go deeper.
  @inline(__always)
  var isTooDeep: Bool { UInt(byte_scan_stack_address()) < stackFloor }
}

// Looking at the current token.
extension Parser {
  @inline(__always)
  mutating func eat(_ expected: Token) -> Bool {
    if token == expected {
      next()
      return true
    }
    return false
  }

  /// Whether the token is this word, which is reserved in some places only.
  @inline(__always)
  func isWord(_ word: Word) -> Bool { token == .identifier && name == word }

  /// Whether a statement ends before the token.
  @inline(__always)
  var isAtStatementEnd: Bool { token == .newline || token == .semicolon || token == .end }

  /// Reads a name.
  ///
  /// - Returns: its number, or 0 if there is none.
  @inline(__always)
  mutating func takeName() -> UInt32 {
    if token != .identifier {
      report(.expectedName)
      return 0
    }
    let name = name.id
    next()
    return name
  }

  /// Makes a node of one token.
  @inline(__always)
  mutating func leaf(_ kind: Kind) -> NodeID {
    let start = start
    next()
    return make(kind, start, mark)
  }

  /// The current offset as an operand.
  @inline(__always)
  var startOffset: UInt32 { UInt32(truncatingIfNeeded: start) }
}

// Taking back what was read.
extension Parser {
  /// A place to which the parser can return; only for places within one logical line.
  struct Bookmark: BitwiseCopyable {
    let position: Int
    let start: Int
    let previousEnd: Int
    let token: Token
    let name: Name
    let quote: Quote
    let nesting: Int
    let isAtLineStart: Bool
    let pendingDedents: Int
    let indentationCount: Int
    let nodeCount: Int
    let wordCount: Int
    let pendingCount: Int
    let commentCount: Int
    let diagnosticCount: Int
    let isBroken: Bool
  }

  /// Remembers the current place, at which no error was met yet in this statement.
  mutating func bookmark() -> Bookmark {
    Bookmark(
      position: position,
      start: start,
      previousEnd: previousEnd,
      token: token,
      name: name,
      quote: quote,
      nesting: nesting,
      isAtLineStart: isAtLineStart,
      pendingDedents: pendingDedents,
      indentationCount: indentations.count,
      nodeCount: nodes.count,
      wordCount: words.count,
      pendingCount: pending.count,
      commentCount: comments.count,
      diagnosticCount: diagnostics.count,
      isBroken: isBroken
    )
  }

  /// Forgets all that was read since.
  mutating func goBack(to place: Bookmark) {
    position = place.position
    start = place.start
    previousEnd = place.previousEnd
    token = place.token
    name = place.name
    quote = place.quote
    nesting = place.nesting
    isAtLineStart = place.isAtLineStart
    pendingDedents = place.pendingDedents
    indentations.count = place.indentationCount
    nodes.count = place.nodeCount
    kinds.count = place.nodeCount
    words.count = place.wordCount
    pending.count = place.pendingCount
    comments.count = place.commentCount
    diagnostics.removeLast(diagnostics.count - place.diagnosticCount)
    isBroken = place.isBroken
  }
}
