// All that level 1 knows of one source file.

package import SourceText

/// The facts of one file: pure data, made from its bytes alone.
///
/// Entry 0 of every table is the absent one. Function 1 is the module itself. Facts name no library: what a call
/// means is decided when the files are linked.
///
/// A class, because everything asks facts all the time and a copy would retain each of their tables.
package final class FileFacts: Sendable {
  package let language: SourceLanguage
  package let names: NameTable
  package let numbers: [Double]
  package let values: [Value]
  package let lists: [UInt32]
  package let symbols: [Symbol]
  package let functions: [Function]
  package let parameters: [Parameter]
  package let regions: [Region]
  package let instructions: [Instruction]
  package let classes: [ClassFact]
  package let members: [ClassMember]
  package let imports: [ImportFact]
  package let exports: [ExportFact]
  package let remarks: [Remark]
  package let diagnostics: [SyntaxDiagnostic]
  package let lines: LineIndex

  /// The facts that a reader has collected.
  package init(_ tables: consuming FactTables) {
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
  package static var module: FunctionID { FunctionID(1) }

  /// The words of a list.
  package func list(_ id: ListID) -> ArraySlice<UInt32> {
    let start = id.index
    return lists[(start + 1)..<(start + 1 + Int(lists[start]))]
  }

  /// The value ids of a list.
  package func valueList(_ id: ListID) -> [ValueID] { list(id).map { ValueID($0) } }

  /// What a class extends, one after another; several where the language has multiple inheritance.
  package func superclasses(of id: ClassID) -> [ValueID] {
    let above = classes[id.index].superclass
    guard above.isPresent else { return [] }
    let value = values[above.index]
    return value.kind == .choice ? Array(valueList(ListID(value.a))) : [above]
  }

  /// The members of a class.
  package func members(of id: ClassID) -> ArraySlice<ClassMember> {
    let fact = classes[id.index]
    return members[Int(fact.firstMember)..<Int(fact.firstMember + fact.memberCount)]
  }

  /// The parameters of a function.
  package func parameters(of id: FunctionID) -> ArraySlice<Parameter> {
    let function = functions[id.index]
    return parameters[
      Int(function.firstParameter)..<Int(function.firstParameter + function.parameterCount)
    ]
  }
}

/// What a file is written in, as far as the meaning of its facts depends on it.
package enum SourceLanguage: UInt8, BitwiseCopyable, Sendable {
  /// JavaScript, with or without types.
  case javaScript
  case python

  /// Asked of nearly every call: without this, other rooms compare raw values by two calls.
  @inlinable
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.javaScript, .javaScript), (.python, .python): true
    default: false
    }
  }
}

/// The tables of a file while a reader fills them.
package struct FactTables: Sendable {
  package var language = SourceLanguage.javaScript
  package var names = NameTable()
  package var numbers: [Double] = [0]
  package var values: [Value] = [Value(.absent, start: 0, end: 0)]
  package var lists: [UInt32] = [0]
  package var symbols: [Symbol]
  package var functions: [Function]
  package var parameters: [Parameter] = []
  package var regions: [Region]
  package var instructions: [Instruction]
  package var classes: [ClassFact]
  package var members: [ClassMember] = []
  package var imports: [ImportFact]
  package var exports: [ExportFact] = []
  package var remarks: [Remark] = []
  package var diagnostics: [SyntaxDiagnostic] = []
  package var lines: LineIndex

  /// The value ids of a list.
  package func valueList(_ id: ListID) -> [ValueID] {
    let first = id.index + 1
    return lists[first..<(first + Int(lists[id.index]))].map { ValueID($0) }
  }

  /// Tables that hold their absent entries and nothing else.
  package init(lines: LineIndex) {
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
  package mutating func add(list words: [UInt32]) -> ListID {
    if words.isEmpty { return .none }
    let id = ListID(lists.count)
    lists.append(UInt32(truncatingIfNeeded: words.count))
    lists.append(contentsOf: words)
    return id
  }

  /// Opens a region of a function inside another one, at the next instruction.
  package mutating func openRegion(
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
  package mutating func close(_ region: RegionID) -> RegionID {
    regions[region.index].endInstruction = InstructionID(instructions.count)
    return regions[region.index].parent
  }
}

/// A comment that says something to a linter: a suppression of ours or of another tool.
package struct Remark: Sendable {
  package var span: ByteSpan
  /// The comment's text without its marks.
  package var text: NameID

  package init(span: ByteSpan, text: NameID) {
    self.span = span
    self.text = text
  }
}

/// A place that the parser could not read.
package struct SyntaxDiagnostic: Sendable, Hashable {
  package var offset: UInt32
  package var message: String

  package init(offset: UInt32, message: String) {
    self.offset = offset
    self.message = message
  }
}
