// Typed indices into the tables of one file's facts.

/// An index into one table of a file's facts; 0 is "absent" wherever absence is possible.
@frozen
public struct ID<Of>: BitwiseCopyable, Hashable, Sendable, Comparable {
  public let raw: UInt32

  @inlinable
  public init(_ raw: UInt32) { self.raw = raw }

  @inlinable
  public init(_ index: Int) { raw = UInt32(truncatingIfNeeded: index) }

  /// The index as an `Int`, for subscripting.
  @inlinable public var index: Int { Int(raw) }

  /// The absent entry.
  @inlinable public static var none: Self { Self(UInt32(0)) }

  @inlinable public var isPresent: Bool { raw != 0 }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }

  @inlinable
  public static func == (left: Self, right: Self) -> Bool { left.raw == right.raw }

  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(raw) }

  /// Numbers that the program gave itself need no defence against chosen keys.
  @inlinable
  public func _rawHashValue(seed: Int) -> Int { NumberHash.value(of: UInt64(raw), seed) }
}

/// A quick hash for numbers that nobody outside chooses.
@frozen
public enum NumberHash {
  @inlinable
  public static func value(of number: UInt64, _ seed: Int) -> Int {
    let mixed = (number ^ UInt64(bitPattern: Int64(seed))) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}

public typealias NameID = ID<NameTable>
public typealias ValueID = ID<Value>
public typealias SymbolID = ID<Symbol>
public typealias InstructionID = ID<Instruction>
public typealias RegionID = ID<Region>
public typealias FunctionID = ID<Function>
public typealias ClassID = ID<ClassFact>
public typealias ImportID = ID<ImportFact>
/// A position in `FileFacts.lists`, where a count and that many words stand; `none` is the empty list.
public typealias ListID = ID<[UInt32]>
