// Small questions to facts, answered in this room: the compiler (6.3.1) inlines nothing that is `package`.

import Facts

// Each shadows the member of the same name in `Facts`; calls of those were a tenth of level 2.

extension ID {
  @inline(__always)
  init(_ raw: UInt32) {
    // An id is its number and nothing else.
    self = unsafe unsafeBitCast(raw, to: Self.self)
  }

  @inline(__always)
  init(_ index: Int) { self.init(UInt32(truncatingIfNeeded: index)) }

  @inline(__always) var index: Int { Int(raw) }
  @inline(__always) var isPresent: Bool { raw != 0 }

  @inline(__always)
  static func == (left: Self, right: Self) -> Bool { left.raw == right.raw }

  @inline(__always)
  static func != (left: Self, right: Self) -> Bool { left.raw != right.raw }

  @inline(__always)
  static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
}

extension FileFacts {
  @inline(__always)
  func list(_ id: ListID) -> ArraySlice<UInt32> {
    let first = id.index + 1
    return lists[first..<(first + Int(lists[id.index]))]
  }

  func valueList(_ id: ListID) -> [ValueID] { list(id).map { ValueID($0) } }
}

extension Region.Kind {
  @inline(__always)
  static func == (left: Self, right: Self) -> Bool { left.number == right.number }

  @inline(__always)
  static func != (left: Self, right: Self) -> Bool { left.number != right.number }

  /// The raw value, without a call; the cases lie in the order of their numbers.
  @inline(__always)
  private var number: UInt8 { unsafe unsafeBitCast(self, to: UInt8.self) }
}

extension Value.Kind {
  @inline(__always)
  static func == (left: Self, right: Self) -> Bool { left.number == right.number }

  @inline(__always)
  static func != (left: Self, right: Self) -> Bool { left.number != right.number }

  /// The raw value, without a call; the cases lie in the order of their numbers.
  @inline(__always)
  private var number: UInt8 { unsafe unsafeBitCast(self, to: UInt8.self) }
}

extension Instruction.Operation {
  @inline(__always)
  static func == (left: Self, right: Self) -> Bool { left.number == right.number }

  @inline(__always)
  static func != (left: Self, right: Self) -> Bool { left.number != right.number }

  @inline(__always)
  private var number: UInt8 { unsafe unsafeBitCast(self, to: UInt8.self) }
}
