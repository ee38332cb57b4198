// Whether a regular expression can read the same text in exponentially many ways.

/// The position automaton of a pattern: which character can follow which.
struct PatternAutomaton {
  private var sets: [CharacterSet] = []
  private var follows: [[Int]] = []
  /// Steps that two loops make in the same way.
  private var doubles: Set<Step> = []
  private var ends: Set<Int> = []
  private var isTooLarge = false

  private static let limit = 80

  private struct Step: Hashable {
    let from: Int
    let to: Int
  }

  /// A part of the pattern: whether it can be empty, and the positions where it begins and ends.
  private struct Part {
    var isEmpty: Bool
    var first: [Int]
    var last: [Int]
  }

  init?(_ pattern: Pattern) {
    let whole = build(pattern)
    guard !isTooLarge else { return nil }
    ends = Set(whole.last)
  }

  private mutating func build(_ pattern: Pattern) -> Part {
    guard !isTooLarge else { return Part(isEmpty: true, first: [], last: []) }
    switch pattern {
    case .empty: return Part(isEmpty: true, first: [], last: [])
    case .one(let set):
      guard sets.count < Self.limit else {
        isTooLarge = true
        return Part(isEmpty: true, first: [], last: [])
      }
      sets.append(set)
      follows.append([])
      return Part(isEmpty: false, first: [sets.count - 1], last: [sets.count - 1])
    case .sequence(let parts):
      var whole = Part(isEmpty: true, first: [], last: [])
      for part in parts { whole = join(whole, build(part)) }
      return whole
    case .choice(let arms):
      var whole = Part(isEmpty: false, first: [], last: [])
      for arm in arms {
        let part = build(arm)
        whole.isEmpty = whole.isEmpty || part.isEmpty
        whole.first += part.first
        whole.last += part.last
      }
      return whole
    case .repeated(let inner, let from, let to): return build(inner, from, to)
    }
  }

  private mutating func build(_ inner: Pattern, _ from: Int, _ to: Int?) -> Part {
    // More copies of a bounded repetition tell nothing new.
    var whole = Part(isEmpty: true, first: [], last: [])
    for _ in 0..<min(max(from - 1, 0), 2) { whole = join(whole, build(inner)) }
    guard let to else {
      var loop = build(inner)
      connect(loop.last, loop.first)
      loop.isEmpty = loop.isEmpty || from == 0
      return join(whole, loop)
    }
    if from > 0 { whole = join(whole, build(inner)) }
    return join(whole, optional(inner, min(to - from, 2)))
  }

  /// `(x(x)?)?`, which reads each text in one way only.
  private mutating func optional(_ inner: Pattern, _ times: Int) -> Part {
    guard times > 0, !isTooLarge else { return Part(isEmpty: true, first: [], last: []) }
    var part = join(build(inner), optional(inner, times - 1))
    part.isEmpty = true
    return part
  }

  private mutating func join(_ left: Part, _ right: Part) -> Part {
    connect(left.last, right.first)
    return Part(
      isEmpty: left.isEmpty && right.isEmpty,
      first: left.isEmpty ? left.first + right.first : left.first,
      last: right.isEmpty ? left.last + right.last : right.last
    )
  }

  private mutating func connect(_ lasts: [Int], _ firsts: [Int]) {
    for last in lasts {
      for first in firsts {
        if follows[last].contains(first) {
          doubles.insert(Step(from: last, to: first))
        } else {
          follows[last].append(first)
        }
      }
    }
  }
}

extension PatternAutomaton {
  /// Whether some text can be read in exponentially many ways, and the match fail behind it.
  func isExponential(endsFixed: Bool) -> Bool {
    for position in sets.indices {
      // Where the match may end at once, nothing fails and nothing is tried again.
      guard endsFixed || !ends.contains(position), isOnCycle(position) else { continue }
      if doubles.contains(where: { reaches(position, $0.from) && reaches($0.to, position) }) {
        return true
      }
      if splits(position) { return true }
    }
    return false
  }

  /// Whether two loops, one behind the other, can divide the same text between them at each of its characters, and
  /// the match fail behind it.
  func isQuadratic(endsFixed: Bool) -> Bool {
    guard sets.count <= Self.fewPositions else { return false }
    let loops = sets.indices.filter(isOnCycle)
    return loops.contains { first in
      loops.contains { second in
        second != first && canFail(behind: second, endsFixed) && reaches(first, second)
          && !reaches(second, first) && divides(first, second)
      }
    }
  }

  /// Whether the match may fail behind a loop: not where it may end at once, nor where the loop takes the whole line.
  private func canFail(behind position: Int, _ endsFixed: Bool) -> Bool {
    !ends.contains(position) || endsFixed && !sets[position].holdsLine
  }

  /// Triples of positions are walked: more would take too long.
  private static let fewPositions = 32

  /// Whether one text leads from a loop back to it, from there to another, and from the other back to that.
  private func divides(_ first: Int, _ second: Int) -> Bool {
    let count = sets.count
    var seen = Array(repeating: false, count: count * count * count)
    var pending = [(first, first, second)]
    while let (stays, moves, waits) = pending.popLast() {
      for one in follows[stays] {
        for two in follows[moves] where sets[one].meets(sets[two]) {
          let both = sets[one].intersection(sets[two])
          for three in follows[waits] where both.meets(sets[three]) {
            if one == first, two == second, three == second { return true }
            let state = (one * count + two) * count + three
            guard !seen[state] else { continue }
            seen[state] = true
            pending.append((one, two, three))
          }
        }
      }
    }
    return false
  }

  private func isOnCycle(_ position: Int) -> Bool {
    follows[position].contains { $0 == position || reaches($0, position) }
  }

  private func reaches(_ from: Int, _ to: Int) -> Bool {
    var seen = Array(repeating: false, count: sets.count)
    var pending = [from]
    seen[from] = true
    while let next = pending.popLast() {
      if next == to { return true }
      for follow in follows[next] where !seen[follow] {
        seen[follow] = true
        pending.append(follow)
      }
    }
    return false
  }

  /// Whether two different ways lead from a position over the same text back to it.
  private func splits(_ position: Int) -> Bool {
    let count = sets.count
    // Pairs of positions; the third bit of the state says that the ways have parted.
    var seen = Array(repeating: false, count: count * count * 2)
    var pending = [(position, position, false)]
    while let (left, right, hasParted) = pending.popLast() {
      for first in follows[left] {
        for second in follows[right] where sets[first].meets(sets[second]) {
          let parted = hasParted || first != second
          if parted, first == position, second == position { return true }
          let state = (first * count + second) * 2 + (parted ? 1 : 0)
          guard !seen[state] else { continue }
          seen[state] = true
          pending.append((first, second, parted))
        }
      }
    }
    return false
  }
}
