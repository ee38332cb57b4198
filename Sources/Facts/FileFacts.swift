// All that level 1 knows of one source file.

public import SourceText

/// The facts of one file: pure data, made from its bytes alone.
///
/// Entry 0 of every table is the absent one. Function 1 is the module itself. Facts name no library: what a call
/// means is decided when the files are linked.
///
/// A class, because everything asks facts all the time and a copy would retain each of their tables.
public final class FileFacts: Sendable {
  public let language: SourceLanguage
  public let names: NameTable
  public let numbers: [Double]
  public let values: [Value]
  public let lists: [UInt32]
  public let symbols: [Symbol]
  public let functions: [Function]
  public let parameters: [Parameter]
  public let regions: [Region]
  public let instructions: [Instruction]
  public let classes: [ClassFact]
  public let members: [ClassMember]
  public let imports: [ImportFact]
  public let exports: [ExportFact]
  public let remarks: [Remark]
  public let diagnostics: [SyntaxDiagnostic]
  public let lines: LineIndex

  /// The facts that a reader has collected.
  public init(_ tables: consuming FactTables) {
    language = tables.language
    names = tables.names
    numbers = tables.numbers
    values = tables.values
    lists = tables.lists
    symbols = tables.symbols
    functions = tables.functions
    parameters = tables.parameters
    regions = tables.regions
    instructions = tables.instructions
    classes = tables.classes
    members = tables.members
    imports = tables.imports
    exports = tables.exports
    remarks = tables.remarks
    diagnostics = tables.diagnostics
    lines = tables.lines
  }

  /// The module's own body.
  public static var module: FunctionID { FunctionID(1) }

  /// The words of a list.
  @inlinable
  public func list(_ id: ListID) -> ArraySlice<UInt32> {
    let start = id.index
    return lists[(start + 1)..<(start + 1 + Int(lists[start]))]
  }

  /// The value ids of a list.
  @inlinable
  public func valueList(_ id: ListID) -> [ValueID] { list(id).map { ValueID($0) } }

  /// What a class extends, one after another; several where the language has multiple inheritance.
  public func superclasses(of id: ClassID) -> [ValueID] {
    let above = classes[id.index].superclass
    guard above.isPresent else { return [] }
    let value = values[above.index]
    return value.kind == .choice ? Array(valueList(ListID(value.a))) : [above]
  }

  /// The members of a class.
  public func members(of id: ClassID) -> ArraySlice<ClassMember> {
    let fact = classes[id.index]
    return members[Int(fact.firstMember)..<Int(fact.firstMember + fact.memberCount)]
  }

  /// The parameters of a function.
  public func parameters(of id: FunctionID) -> ArraySlice<Parameter> {
    let function = functions[id.index]
    return parameters[
      Int(function.firstParameter)..<Int(function.firstParameter + function.parameterCount)
    ]
  }
}

/// What a file is written in, as far as the meaning of its facts depends on it.
public enum SourceLanguage: UInt8, BitwiseCopyable, Sendable {
  /// JavaScript, with or without types.
  case javaScript
  case python

  /// Asked of nearly every call: without this, other rooms compare raw values by two calls.
  @inlinable
  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.javaScript, .javaScript), (.python, .python): true
    default: false
    }
  }
}

/// The tables of a file while a reader fills them.
public struct FactTables: Sendable {
  public var language = SourceLanguage.javaScript
  public var names = NameTable()
  public var numbers: [Double] = [0]
  public var values: [Value] = [Value(.absent, start: 0, end: 0)]
  public var lists: [UInt32] = [0]
  public var symbols: [Symbol]
  public var functions: [Function]
  public var parameters: [Parameter] = []
  public var regions: [Region]
  public var instructions: [Instruction]
  public var classes: [ClassFact]
  public var members: [ClassMember] = []
  public var imports: [ImportFact]
  public var exports: [ExportFact] = []
  public var remarks: [Remark] = []
  public var diagnostics: [SyntaxDiagnostic] = []
  public var lines: LineIndex

  /// The value ids of a list.
  public func valueList(_ id: ListID) -> [ValueID] {
    let first = id.index + 1
    return lists[first..<(first + Int(lists[id.index]))].map { ValueID($0) }
  }

  /// Tables that hold their absent entries and nothing else.
  public init(lines: LineIndex) {
    let nowhere = ByteSpan(start: 0, end: 0)
    self.lines = lines
    symbols = [Symbol(.absent, name: .none, function: .none, declaration: nowhere)]
    functions = [Function(.absent, name: .none, parent: .none, span: nowhere)]
    regions = [
      Region(.absent, parent: .none, function: .none, firstInstruction: .none, span: nowhere)
    ]
    instructions = [Instruction(.absent, region: .none, start: 0, end: 0)]
    classes = [ClassFact(name: .none, symbol: .none, function: .none, span: nowhere)]
    imports = [ImportFact(.absent, specifier: .none, span: nowhere)]
  }
}

// How a reader adds to them.
extension FactTables {
  /// A list of words.
  public mutating func add(list words: [UInt32]) -> ListID {
    if words.isEmpty { return .none }
    let id = ListID(lists.count)
    lists.append(UInt32(truncatingIfNeeded: words.count))
    lists.append(contentsOf: words)
    return id
  }

  /// Opens a region of a function inside another one, at the next instruction.
  public mutating func openRegion(
    _ kind: Region.Kind,
    of function: FunctionID,
    inside parent: RegionID,
    flags: Region.Flags = .none,
    subject: ValueID = .none,
    group: UInt32 = 0,
    at span: ByteSpan
  ) -> RegionID {
    regions.append(
      Region(
        kind,
        flags: flags,
        parent: parent,
        function: function,
        group: group,
        subject: subject,
        firstInstruction: InstructionID(instructions.count),
        span: span
      )
    )
    return RegionID(regions.count - 1)
  }

  /// Ends a region behind the last instruction; the one around it.
  public mutating func close(_ region: RegionID) -> RegionID {
    regions[region.index].endInstruction = InstructionID(instructions.count)
    return regions[region.index].parent
  }
}

/// A comment that says something to a linter: a suppression of ours or of another tool.
public struct Remark: Sendable {
  public var span: ByteSpan
  /// The comment's text without its marks.
  public var text: NameID

  public init(span: ByteSpan, text: NameID) {
    self.span = span
    self.text = text
  }
}

/// A place that the parser could not read.
public struct SyntaxDiagnostic: Sendable, Hashable {
  public var offset: UInt32
  public var message: String

  public init(offset: UInt32, message: String) {
    self.offset = offset
    self.message = message
  }
}
