// What was found out so far, who relied on it, and what must be done again when it changes.

import SyntaxTree

/// The answers of an evaluation, each in a numbered cell, with the cells that were computed from it.
///
/// A change takes back exactly the answers that it touches: every cell remembers who read it (Acar 2005,
/// "Self-adjusting computation"). Answers that nothing can change remember nobody.
///
/// Every step of the evaluation reads and writes here, so that arrays, which ask each time whether they are shared,
/// would cost too much.
struct Cells: ~Copyable {
  /// By cell: the set that was found, or one of the marks below.
  private var sets: GrowingBuffer<UInt32>
  /// By cell: the first link of those who read it, or one of the two marks below.
  private var readers: GrowingBuffer<Int32>
  private var links = GrowingBuffer<Link>(capacity: 0)
  private var freeLink = Self.noLink
  /// The cell that is being computed, or the step that is being made.
  private var reader = Self.nobody
  /// Whether the current computation read something that may change.
  private var isProvisional = false
  /// Off once nothing changes any more.
  private var isRecording = true
  /// By cell that was taken back from readers of itself: what its next readers are told.
  private var remembered: [Int: UInt32] = [:]
  private let steps: Range<Int>
  private var isDirty: [Bool]

  private static let unasked = UInt32.max
  private static let running = UInt32.max - 1
  /// A cell that is being computed and was read meanwhile: this, and the set that its readers were told.
  private static let told: UInt32 = 1 << 31
  private static let noLink: Int32 = -1
  private static let final: Int32 = -2
  private static let nobody: Int32 = -1

  /// Not private, because `GrowingBuffer` is compiled for it in other files too.
  struct Link: BitwiseCopyable {
    var reader: Int32
    var next: Int32
  }

  /// What was being computed before another cell was begun.
  struct Frame {
    fileprivate let reader: Int32
    fileprivate let isProvisional: Bool
  }

  /// - Parameters:
  ///   - count: The number of cells at first.
  ///   - steps: The cells that have no answer: what is done again as soon as something that it read has changed.
  init(count: Int, steps: Range<Int>) {
    // Room for the questions that come up, so that the tables are not doubled for a few of them.
    sets = GrowingBuffer(capacity: count + count / 4)
    readers = GrowingBuffer(capacity: count + count / 4)
    self.steps = steps
    isDirty = Array(repeating: true, count: steps.count)
    for _ in 0..<count { append() }
  }

  var count: Int { sets.count }

  /// Adds a cell behind all others.
  mutating func append() {
    sets.append(Self.unasked)
    readers.append(Self.noLink)
  }

  /// What is known of a cell, for the one who is reading; a cell that is being computed holds what was found of it
  /// so far, which is nothing at first.
  mutating func known(_ cell: Int) -> EntitySetID? {
    let set = sets[cell]
    if set == Self.unasked { return nil }
    note(cell)
    if set < Self.told { return EntitySetID(raw: set) }
    guard isRecording else { return .empty }
    if set != Self.running { return EntitySetID(raw: set - Self.told) }
    sets[cell] = Self.told + EntitySetID.empty.raw
    return .empty
  }

  /// Whether somebody read the cell that is being computed, and was told less than what was found by now.
  ///
  /// All that was computed from that is taken back, and whoever reads the cell from now on is told what was found.
  mutating func assume(_ set: EntitySetID, of cell: Int) -> Bool {
    guard isRecording, sets[cell] != Self.running, sets[cell] != Self.told + set.raw,
      isReadByFew(cell)
    else { return false }
    sets[cell] = Self.told + set.raw
    takeBackReaders(of: cell, keepingSets: true)
    return true
  }

  /// A value that is made of itself is read by the few links of its own chain.
  ///
  /// Where modules refer to each other in a great ring, each of thousands of cells would take back all the others.
  private static let mostReaders = 64

  private func isReadByFew(_ cell: Int) -> Bool {
    var seen: Set = [Int32(truncatingIfNeeded: cell)]
    var pending = Array(seen)
    while let changed = pending.popLast() {
      var next = readers[Int(changed)]
      while next >= 0 {
        let link = links[Int(next)]
        next = link.next
        guard seen.insert(link.reader).inserted else { continue }
        guard seen.count <= Self.mostReaders else { return false }
        pending.append(link.reader)
      }
    }
    return true
  }

  /// Starts to compute a cell.
  mutating func begin(_ cell: Int) -> Frame {
    let frame = Frame(reader: reader, isProvisional: isProvisional)
    reader = Int32(truncatingIfNeeded: cell)
    isProvisional = false
    sets[cell] = Self.running
    if !remembered.isEmpty, let set = remembered.removeValue(forKey: cell) {
      sets[cell] = Self.told + set
    }
    return frame
  }

  /// Keeps what was found, and goes back to what was being computed before.
  mutating func finish(_ cell: Int, _ set: EntitySetID, _ frame: Frame) {
    sets[cell] = set.raw
    if !isProvisional, readers[cell] == Self.noLink { readers[cell] = Self.final }
    reader = frame.reader
    isProvisional = frame.isProvisional
    note(cell)
  }

  /// Keeps what nothing can change: nobody who reads it need be remembered.
  mutating func keep(_ set: EntitySetID, in cell: Int) -> EntitySetID {
    sets[cell] = set.raw
    readers[cell] = Self.final
    return set
  }

  /// Remembers that the current computation read a cell.
  mutating func note(_ cell: Int) {
    let last = readers[cell]
    guard last != Self.final else { return }
    isProvisional = true
    guard isRecording, reader != Self.nobody, reader != Int32(truncatingIfNeeded: cell) else {
      return
    }
    if last >= 0, links[Int(last)].reader == reader { return }
    let link = Link(reader: reader, next: last)
    if freeLink >= 0 {
      readers[cell] = freeLink
      let place = Int(freeLink)
      freeLink = links[place].next
      links[place] = link
    } else {
      readers[cell] = Int32(truncatingIfNeeded: links.count)
      links.append(link)
    }
  }

  /// Says that the current computation was cut short.
  mutating func giveUp() { isProvisional = true }
}

extension Cells {
  /// Starts a step: what is read from now on makes it dirty when it changes.
  mutating func beginStep(_ step: Int) {
    reader = Int32(truncatingIfNeeded: step)
    isDirty[step - steps.lowerBound] = false
  }

  /// The first step, from one on, that was not made yet or must be made again.
  func dirtyStep(from step: Int) -> Int? {
    var position = step - steps.lowerBound
    while position < isDirty.count, !isDirty[position] { position += 1 }
    return position < isDirty.count ? position + steps.lowerBound : nil
  }

  /// Ends the recording: what is read from now on makes nobody do anything again.
  mutating func stopRecording() {
    isRecording = false
    reader = Self.nobody
    links = GrowingBuffer(capacity: 0)
  }

  /// Takes back a cell and all that was computed from it; nothing is being computed meanwhile.
  mutating func change(_ cell: Int) {
    guard isRecording else { return }
    if sets[cell] < Self.told { sets[cell] = Self.unasked }
    takeBackReaders(of: cell)
  }

  /// With `keepingSets`, who reads such a cell while it is computed anew is told what was found of it before.
  private mutating func takeBackReaders(of cell: Int, keepingSets: Bool = false) {
    var pending = [Int32(truncatingIfNeeded: cell)]
    while let changed = pending.popLast() {
      var next = readers[Int(changed)]
      guard next >= 0 else { continue }
      readers[Int(changed)] = Self.noLink
      while next >= 0 {
        let link = links[Int(next)]
        links[Int(next)] = Link(reader: link.reader, next: freeLink)
        freeLink = next
        next = link.next
        let reader = Int(link.reader)
        if keepingSets, sets[reader] < Self.told, sets[reader] != EntitySetID.empty.raw {
          remembered[reader] = sets[reader]
        }
        takeBack(reader, &pending)
      }
    }
  }

  private mutating func takeBack(_ cell: Int, _ pending: inout [Int32]) {
    if steps.contains(cell) {
      isDirty[cell - steps.lowerBound] = true
    } else if sets[cell] < Self.told {
      sets[cell] = Self.unasked
      pending.append(Int32(truncatingIfNeeded: cell))
    }
  }
}
