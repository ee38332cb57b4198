// One number for each distinct name, found in one cache line.

/// Gives names their numbers; one for each worker, reused for all of its files.
///
/// A slot holds the first eight bytes and the hash of a name, so that one probe decides names of up to
/// eight bytes. Names are copied and stay valid as long as the interner.
@frozen
@usableFromInline
package struct Interner: ~Copyable {
  @frozen
  @usableFromInline struct Slot: BitwiseCopyable {
    @usableFromInline var head: UInt64
    @usableFromInline var hash: UInt32
    @usableFromInline var id: UInt32

    @inlinable
    init(head: UInt64 = 0, hash: UInt32 = 0, id: UInt32 = 0) {
      self.head = head
      self.hash = hash
      self.id = id
    }
  }

  @frozen
  @usableFromInline struct Entry: BitwiseCopyable {
    @usableFromInline var text: UnsafePointer<UInt8>
    @usableFromInline var count: UInt32

    init(text: UnsafePointer<UInt8>, count: UInt32) {
      self.text = text
      self.count = count
    }
  }

  @usableFromInline var slots: UnsafeMutablePointer<Slot>
  @usableFromInline var slotMask: Int
  @usableFromInline var entries: GrowingBuffer<Entry>
  @usableFromInline var chunk: UnsafeMutablePointer<UInt8>
  @usableFromInline var chunkLeft: Int
  private var chunks: [UnsafeMutablePointer<UInt8>] = []

  private static let firstSlotCount = 8192
  private static let chunkCount = 1 << 16
  /// Zero bytes behind each text, because texts are compared eight bytes at a time.
  private static let textPadding = 8

  /// An interner that knows some words only, whose numbers are their places in the list, from 1.
  ///
  /// - Parameter words: distinct words with one space between each two.
  package init(knowing words: StaticString) {
    slots = .allocate(capacity: Self.firstSlotCount)
    slots.initialize(repeating: Slot(), count: Self.firstSlotCount)
    slotMask = Self.firstSlotCount - 1
    entries = GrowingBuffer(capacity: 4096)
    chunk = .allocate(capacity: Self.chunkCount)
    chunkLeft = Self.chunkCount
    chunks.append(chunk)
    entries.append(Entry(text: UnsafePointer(chunk), count: 0))
    add(words)
  }

  deinit {
    slots.deallocate()
    for chunk in chunks { chunk.deallocate() }
  }

  /// The number of names, counting the empty one.
  package var count: Int { entries.count }

  /// The text of a name.
  package func text(_ name: Name) -> String {
    let entry = entries[Int(name.id)]
    return String(
      decoding: UnsafeBufferPointer(start: entry.text, count: Int(entry.count)),
      as: UTF8.self
    )
  }

  /// The UTF-8 bytes of a name; valid as long as the interner.
  package func bytes(_ name: Name) -> UnsafeBufferPointer<UInt8> {
    let entry = entries[Int(name.id)]
    return UnsafeBufferPointer(start: entry.text, count: Int(entry.count))
  }

  private mutating func add(_ words: StaticString) {
    let start = words.utf8Start
    let total = words.utf8CodeUnitCount
    var padded = [UInt8](UnsafeBufferPointer(start: start, count: total))
    padded.append(contentsOf: repeatElement(0, count: 16))
    padded.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var wordStart = 0
      for end in 0...total where end == total || bytes[end] == 0x20 {
        _ = intern(base + wordStart, end - wordStart)
        wordStart = end + 1
      }
    }
  }
}

extension Interner {
  /// The name of the `count` bytes at `text`; at least 16 more bytes must be readable.
  @inlinable
  @inline(__always)
  package mutating func intern(_ text: UnsafePointer<UInt8>, _ count: Int) -> Name {
    if count == 0 { return .none }
    let raw = UnsafeRawPointer(text)
    var head = raw.loadUnaligned(as: UInt64.self)
    if count < 8 { head &= Self.lowBytes(count) }
    let hash = count <= 8 ? Self.shortHash(head, count) : Self.longHash(raw, head, count)
    var index = Int(hash) & slotMask
    while true {
      let slot = slots[index]
      if slot.id == 0 { break }
      if slot.head == head && slot.hash == hash && hasText(slot.id, raw, count) {
        return Name(id: slot.id)
      }
      index = (index &+ 1) & slotMask
    }
    return insert(text, count, Slot(head: head, hash: hash), at: index)
  }

  /// A mask of the low `count` bytes, for counts below 8.
  @inlinable
  @inline(__always)
  static func lowBytes(_ count: Int) -> UInt64 {
    (1 &<< (UInt64(truncatingIfNeeded: count) &* 8)) &- 1
  }

  @inlinable
  @inline(__always)
  static func shortHash(_ head: UInt64, _ count: Int) -> UInt32 {
    let mixed = (head ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: mixed ^ (mixed >> 32))
  }

  @inlinable
  @inline(__always)
  static func longHash(_ raw: UnsafeRawPointer, _ head: UInt64, _ count: Int) -> UInt32 {
    var mixed = head &* 0x9E37_79B9_7F4A_7C15
    var offset = 8
    while offset &+ 8 < count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      mixed = (mixed ^ (mixed >> 29) ^ word) &* 0xBF58_476D_1CE4_E5B9
      offset &+= 8
    }
    // The last word may overlap the one before: no masking is needed.
    let last = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    mixed = (mixed ^ (mixed >> 29) ^ last) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: mixed ^ (mixed >> 32)) &+ UInt32(truncatingIfNeeded: count)
  }

  /// Whether a name whose first eight bytes agree has exactly this text.
  @inlinable
  @inline(__always)
  func hasText(_ id: UInt32, _ raw: UnsafeRawPointer, _ count: Int) -> Bool {
    let entry = entries[Int(id)]
    if entry.count != UInt32(truncatingIfNeeded: count) { return false }
    if count <= 8 { return true }
    let known = UnsafeRawPointer(entry.text)
    var offset = 8
    while offset &+ 8 < count {
      let a = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let b = known.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if a != b { return false }
      offset &+= 8
    }
    let a = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    let b = known.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    return a == b
  }

  @usableFromInline
  @inline(never)
  mutating func insert(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    _ slot: Slot,
    at index: Int
  ) -> Name {
    let room = count + Self.textPadding
    if chunkLeft < room {
      chunkLeft = max(Self.chunkCount, room)
      chunk = .allocate(capacity: chunkLeft)
      chunks.append(chunk)
    }
    chunk.update(from: text, count: count)
    (chunk + count).update(repeating: 0, count: Self.textPadding)
    let id = UInt32(truncatingIfNeeded: entries.count)
    entries.append(Entry(text: UnsafePointer(chunk), count: UInt32(truncatingIfNeeded: count)))
    chunk += room
    chunkLeft -= room
    slots[index] = Slot(head: slot.head, hash: slot.hash, id: id)
    if entries.count * 2 > slotMask { rehash() }
    return Name(id: id)
  }

  private mutating func rehash() {
    let old = slots
    let oldCount = slotMask + 1
    let newCount = oldCount * 4
    slots = .allocate(capacity: newCount)
    slots.initialize(repeating: Slot(), count: newCount)
    slotMask = newCount - 1
    for position in 0..<oldCount where old[position].id != 0 {
      var index = Int(old[position].hash) & slotMask
      while slots[index].id != 0 { index = (index + 1) & slotMask }
      slots[index] = old[position]
    }
    old.deallocate()
  }
}
