// Regular expressions over the bytes of an answer, in time that no pattern and no answer can blow up.

/// A pattern without back references, matched by a set of threads that go through the text together.
///
/// Its words: literals, `.`, `[a-z]`, `\d \w \s` and their opposites, `( )`, `(?: )`, `|`, `* + ?` and their lazy forms, `^`, `$`.
struct BytePattern: Sendable, Hashable {
  enum Instruction: Sendable, Hashable {
    case bytes(ByteSet)
    /// Goes on at both places; the first is preferred.
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    /// Remembers the place: 0 and 1 are the ends of the first group.
    case save(Int)
    case match
  }

  let code: [Instruction]
  /// Longer patterns have no honest use here.
  static let mostInstructions = 2_000
  /// Bytes of a body that a pattern is held against.
  static let mostBytes = 256 << 10

  /// Reads a pattern; throws an error of the plan that says where it is wrong.
  init(_ text: String) throws(LoadError) {
    var reader = PatternReader(text)
    let tree = try reader.whole()
    var code: [Instruction] = []
    Self.compile(.group(tree, isCaptured: !reader.hasGroup), into: &code)
    guard code.count < Self.mostInstructions else {
      throw .plan("regex '\(text)': too long; write a shorter one")
    }
    self.code = code + [.match]
  }

  private static func compile(_ node: PatternNode, into code: inout [Instruction]) {
    switch node {
    case .set(let set): code.append(.bytes(set))
    case .start: code.append(.start)
    case .end: code.append(.end)
    case .sequence(let nodes): for node in nodes { compile(node, into: &code) }
    case .group(let inner, let isCaptured):
      if isCaptured { code.append(.save(0)) }
      compile(inner, into: &code)
      if isCaptured { code.append(.save(1)) }
    case .either(let first, let second):
      let split = code.count
      code.append(.match)
      compile(first, into: &code)
      let jump = code.count
      code.append(.match)
      code[split] = .split(split + 1, code.count)
      compile(second, into: &code)
      code[jump] = .jump(code.count)
    case .optional(let inner, let isLazy):
      let split = code.count
      code.append(.match)
      compile(inner, into: &code)
      code[split] = isLazy ? .split(code.count, split + 1) : .split(split + 1, code.count)
    case .many(let inner, let isLazy):
      let split = code.count
      code.append(.match)
      compile(inner, into: &code)
      code.append(.jump(split))
      code[split] = isLazy ? .split(code.count, split + 1) : .split(split + 1, code.count)
    }
  }

  // MARK: - Matching

  private struct Thread {
    let place: Int
    var from: Int
    var to: Int
  }

  /// What the first group matched at the first place where the pattern does, or the whole match without a group.
  func firstGroup(in text: [UInt8]) -> [UInt8]? {
    let text = text.prefix(Self.mostBytes)
    var current: [Thread] = []
    var next: [Thread] = []
    var seen = [Int](repeating: -1, count: code.count)
    var found: Thread?
    for position in 0...text.count {
      if found == nil {
        add(Thread(place: 0, from: -1, to: -1), at: position, text.count, &current, &seen)
      }
      if current.isEmpty, found != nil { break }
      scan: for thread in current {
        switch code[thread.place] {
        case .bytes(let set) where position < text.count && set.contains(text[position]):
          let after = Thread(place: thread.place + 1, from: thread.from, to: thread.to)
          add(after, at: position + 1, text.count, &next, &seen)
        case .match:
          found = thread
          // What comes behind is preferred less.
          break scan
        default: break
        }
      }
      swap(&current, &next)
      next.removeAll(keepingCapacity: true)
    }
    guard let found, found.from >= 0, found.to >= found.from else { return nil }
    return Array(text[found.from..<found.to])
  }

  /// Adds a thread, and those into which it splits before it reads the byte at a position.
  private func add(
    _ first: Thread,
    at position: Int,
    _ count: Int,
    _ threads: inout [Thread],
    _ seen: inout [Int]
  ) {
    var open = [first]
    while let thread = open.popLast() {
      guard seen[thread.place] != position else { continue }
      seen[thread.place] = position
      var after = Thread(place: thread.place + 1, from: thread.from, to: thread.to)
      switch code[thread.place] {
      case .bytes, .match: threads.append(thread)
      case .jump(let place): open.append(Thread(place: place, from: thread.from, to: thread.to))
      case .split(let preferred, let other):
        open.append(Thread(place: other, from: thread.from, to: thread.to))
        open.append(Thread(place: preferred, from: thread.from, to: thread.to))
      case .start: if position == 0 { open.append(after) }
      case .end: if position == count { open.append(after) }
      case .save(let end):
        if end == 0 { after.from = position } else { after.to = position }
        open.append(after)
      }
    }
  }
}
