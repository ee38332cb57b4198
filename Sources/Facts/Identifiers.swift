// Typed indices into the tables of one file's facts.

/// An index into one table of a file's facts; 0 is "absent" wherever absence is possible.
@frozen
package struct ID<Of>: BitwiseCopyable, Hashable, Sendable, Comparable {
  package let raw: UInt32

  @inlinable
  package init(_ raw: UInt32) { self.raw = raw }

  @inlinable
  package init(_ index: Int) { raw = UInt32(truncatingIfNeeded: index) }

  /// The index as an `Int`, for subscripting.
  @inlinable package var index: Int { Int(raw) }

  /// The absent entry.
  @inlinable package static var none: Self { Self(UInt32(0)) }

  @inlinable package var isPresent: Bool { raw != 0 }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }

  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.raw == right.raw }

  @inlinable
  package func hash(into hasher: inout Hasher) { hasher.combine(raw) }

  /// Numbers that the program gave itself need no defence against chosen keys.
  @inlinable
  package func _rawHashValue(seed: Int) -> Int { NumberHash.value(of: UInt64(raw), seed) }
}

/// A quick hash for numbers that nobody outside chooses.
@frozen
package enum NumberHash {
  @inlinable
  package static func value(of number: UInt64, _ seed: Int) -> Int {
    let mixed = (number ^ UInt64(bitPattern: Int64(seed))) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}

package typealias NameID = ID<NameTable>
package typealias ValueID = ID<Value>
package typealias SymbolID = ID<Symbol>
package typealias InstructionID = ID<Instruction>
package typealias RegionID = ID<Region>
package typealias FunctionID = ID<Function>
package typealias ClassID = ID<ClassFact>
package typealias ImportID = ID<ImportFact>
/// A position in `FileFacts.lists`, where a count and that many words stand; `none` is the empty list.
package typealias ListID = ID<[UInt32]>
