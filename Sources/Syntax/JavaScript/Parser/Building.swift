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
    symbol: UInt8 = 0,
    flags: Flags = []
  ) -> NodeID {
    let id = mark
    nodes.append(
      Node(
        start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: previousEnd),
        lowest: lowest,
        symbol: symbol,
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
  func has(_ id: NodeID, _ flag: Flags) -> Bool { nodes[Int(id)].flags.contains(flag) }

  /// Whether the node is an arrow function, behind which no operator may follow.
  @inline(__always)
  func isArrow(_ id: NodeID) -> Bool { kind(id) == .arrow && !has(id, .parenthesized) }

  mutating func add(_ flags: Flags, to id: NodeID) {
    nodes.base[Int(id)].flags.formUnion(flags)
  }

  /// Forgets all nodes from this mark on.
  mutating func dropNodes(from mark: NodeID) {
    nodes.count = Int(mark)
    kinds.count = Int(mark)
  }

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

  /// A record of two words, or 0 if both are 0.
  mutating func record(_ first: UInt32, _ second: UInt32) -> UInt32 {
    if first | second == 0 { return 0 }
    let place = words.count
    words.append(first)
    words.append(second)
    return UInt32(truncatingIfNeeded: place)
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

  /// Whether the token is a name or a reserved word.
  @inline(__always)
  var isName: Bool {
    token == .identifier || token.rawValue &- 1 < UInt8(Word.reservedCount)
  }

  /// Whether the token is this contextual keyword.
  @inline(__always)
  func isWord(_ word: Word) -> Bool { token == .identifier && name == word && !isEscaped }

  @inline(__always)
  mutating func eatWord(_ word: Word) -> Bool {
    if isWord(word) {
      next()
      return true
    }
    return false
  }

  /// Reads a name, which may be a reserved word.
  mutating func identifier() -> NodeID {
    let start = start
    let name = name
    if !isName { return missing(.expectedName) }
    next()
    return make(.identifier, start, mark, name.id)
  }

  /// Makes a node of one token.
  @inline(__always)
  mutating func leaf(_ kind: Kind) -> NodeID {
    let start = start
    next()
    return make(kind, start, mark)
  }
}
