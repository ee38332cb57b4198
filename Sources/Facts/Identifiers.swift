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
