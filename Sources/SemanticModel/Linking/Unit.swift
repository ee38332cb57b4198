// One source file inside the program.

package import Facts
package import SourceText
package import Workspace

/// Something in one file: the file's position in the program and an index into its facts.
@frozen
package struct Place<Of>: Hashable, Sendable, Comparable {
  package let unit: UInt32
  package let id: ID<Of>

  @inlinable
  package init(unit: Int, id: ID<Of>) {
    self.unit = UInt32(truncatingIfNeeded: unit)
    self.id = id
  }

  @inlinable package var unitIndex: Int { Int(unit) }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    left.unit == right.unit ? left.id.raw < right.id.raw : left.unit < right.unit
  }

  @inlinable
  package static func == (left: Self, right: Self) -> Bool {
    left.unit == right.unit && left.id.raw == right.id.raw
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(unit) << 32 | UInt64(id.raw))
  }

  @inlinable
  package func _rawHashValue(seed: Int) -> Int {
    NumberHash.value(of: UInt64(unit) << 32 | UInt64(id.raw), seed)
  }
}

package typealias ValueRef = Place<Value>
package typealias FunctionRef = Place<Function>
package typealias ClassRef = Place<ClassFact>
package typealias CallRef = Place<Instruction>

/// A file with its facts, its names mapped to those of the program, and its imports resolved.
///
/// A class, because everything asks units all the time and a copy would retain each of their tables.
package final class Unit: Sendable {
  package let path: String
  package let role: FileRole
  /// A tool that the user wants to be judged like the application.
  let isIncludedTool: Bool
  /// Part of the application that serves users, judged by its path; kept, because rules ask it of every call.
  package let isRunning: Bool
  package let facts: FileFacts
  let index: FileIndex
  let names: [Name]
  let targets: [ImportTarget]
  /// Dense number of the file's function 0 in the program.
  let functionBase: Int

  init(
    path: String,
    role: FileRole,
    isIncludedTool: Bool,
    facts: FileFacts,
    index: FileIndex,
    names: [Name],
    targets: [ImportTarget],
    functionBase: Int
  ) {
    self.path = path
    self.role = role
    self.isIncludedTool = isIncludedTool
    isRunning = role == .source || isIncludedTool
    self.facts = facts
    self.index = index
    self.names = names
    self.targets = targets
    self.functionBase = functionBase
  }

  /// The files of the program that an import leads to; none for a package.
  package func importedUnits(_ id: ImportID) -> [Int] {
    guard targets.indices.contains(id.index), case .units(let units) = targets[id.index] else {
      return []
    }
    return units
  }

  /// What an import leads to.
  enum ImportTarget: Sendable {
    case unknown
    case units([Int])
    case library(Int)
    /// A package or built-in module of which nothing is known.
    case foreign(String)

    /// The library that the import leads to.
    var library: Int? {
      if case .library(let position) = self { position } else { nil }
    }
  }

  package var lines: LineIndex { facts.lines }

  /// Whether a fix for it is worded in Python.
  package var isPython: Bool { facts.language == .python }

  /// Whether it is a template: what runs it and what it is given stands in the code that names it.
  var isTemplate: Bool { isPython && !path.hasSuffix(".py") }

  /// Comments that say something to a linter, with their text.
  package var remarks: [(span: ByteSpan, text: String)] {
    facts.remarks.map { ($0.span, facts.names.string($0.text)) }
  }

  /// Written in a dialect for markup.
  var isMarkup: Bool { path.hasSuffix(".tsx") || path.hasSuffix(".jsx") }

  func name(_ id: NameID) -> Name { names[id.index] }

  // The same questions as of `FileFacts`, asked so often that they are answered in this room.

  /// The words of a list.
  func list(_ id: ListID) -> ArraySlice<UInt32> {
    let lists = facts.lists
    let first = id.index + 1
    return lists[first..<(first + Int(lists[id.index]))]
  }

  /// One value of a list; `none` where the list is shorter.
  func value(at position: Int, of id: ListID) -> ValueID {
    let lists = facts.lists
    guard position < Int(lists[id.index]) else { return .none }
    return ValueID(lists[id.index + 1 + position])
  }

  /// The value ids of a list.
  func valueList(_ id: ListID) -> [ValueID] { list(id).map { ValueID($0) } }

  /// The entries of an object literal, as the file numbers their names; spread and computed ones go by any name.
  func entries(ofObject id: ValueID) -> [(name: NameID, value: ValueID)] {
    let value = facts.values[id.index]
    guard value.kind == .object else { return [] }
    let words = list(ListID(value.a))
    return stride(from: words.startIndex, to: words.endIndex - 1, by: 2).map { position in
      (NameID(words[position]), ValueID(words[position + 1]))
    }
  }

  /// The members of a class.
  func members(of id: ClassID) -> ArraySlice<ClassMember> {
    let fact = facts.classes[id.index]
    return facts.members[Int(fact.firstMember)..<Int(fact.firstMember + fact.memberCount)]
  }

  /// The parameters of a function.
  func parameters(of id: FunctionID) -> ArraySlice<Parameter> {
    let function = facts.functions[id.index]
    let first = Int(function.firstParameter)
    return facts.parameters[first..<(first + Int(function.parameterCount))]
  }
}

extension FileFacts {
  /// The value ids of a list one by one, for questions that are asked too often to make an array each time.
  func eachValue(of id: ListID) -> LazyMapCollection<ArraySlice<UInt32>, ValueID> {
    list(id).lazy.map { ValueID($0) }
  }

  /// One value of a list; `none` where the list is shorter.
  func value(at position: Int, of id: ListID) -> ValueID {
    let words = list(id)
    return position < words.count ? ValueID(words[words.startIndex + position]) : .none
  }
}
