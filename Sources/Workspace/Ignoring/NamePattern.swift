// One segment of a path pattern: a name with `*`, `?` and `[…]`.

/// Matches one file or folder name, byte by byte.
struct NamePattern: Hashable, Sendable {
  private enum Token: Hashable {
    case byte(UInt8)
    case any
    case star
    case set(ByteSet)
  }

  private enum Shape: Hashable {
    case literal([UInt8])
    /// `*` and then these bytes.
    case suffix([UInt8])
    case general([Token])
    /// A bracket or an escape is not finished: git matches nothing with it.
    case never
  }

  private let shape: Shape

  init(_ text: ArraySlice<UInt8>) {
    guard let tokens = Self.tokens(of: text) else {
      shape = .never
      return
    }
    if let bytes = Self.literal(tokens[...]) {
      shape = .literal(bytes)
    } else if tokens.first == .star, let bytes = Self.literal(tokens.dropFirst()) {
      shape = .suffix(bytes)
    } else {
      shape = .general(tokens)
    }
  }

  /// Whether the whole name matches.
  func matches(_ name: ArraySlice<UInt8>) -> Bool {
    switch shape {
    case .literal(let bytes):
      name.count == bytes.count && name.elementsEqual(bytes)
    case .suffix(let bytes):
      name.count >= bytes.count && name.suffix(bytes.count).elementsEqual(bytes)
    case .general(let tokens):
      Self.matches(tokens, name)
    case .never:
      false
    }
  }

  /// On a mismatch only the last star takes one more byte.
  private static func matches(_ tokens: [Token], _ name: ArraySlice<UInt8>) -> Bool {
    var position = name.startIndex
    var index = 0
    var retry: (index: Int, position: Int)?
    while position < name.endIndex {
      if index < tokens.count {
        if tokens[index] == .star {
          index += 1
          retry = (index, position)
          continue
        }
        if accepts(tokens[index], name[position]) {
          index += 1
          position += 1
          continue
        }
      }
      guard let last = retry else { return false }
      index = last.index
      position = last.position + 1
      retry = (index, position)
    }
    return tokens[index...].allSatisfy { $0 == .star }
  }

  private static func accepts(_ token: Token, _ byte: UInt8) -> Bool {
    switch token {
    case .byte(let expected): byte == expected
    case .any: true
    case .set(let set): set.contains(byte)
    case .star: false
    }
  }

  private static func literal(_ tokens: ArraySlice<Token>) -> [UInt8]? {
    var bytes: [UInt8] = []
    for token in tokens {
      guard case .byte(let byte) = token else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func tokens(of text: ArraySlice<UInt8>) -> [Token]? {
    var tokens: [Token] = []
    var rest = text
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        if tokens.last != .star { tokens.append(.star) }
      case UInt8(ascii: "?"):
        tokens.append(.any)
      case UInt8(ascii: "["):
        guard let set = ByteSet(afterBracketOf: &rest) else { return nil }
        tokens.append(.set(set))
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        tokens.append(.byte(escaped))
      default:
        tokens.append(.byte(byte))
      }
    }
    return tokens
  }
}
