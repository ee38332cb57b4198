// The state of turning one Python tree into facts, and the few ways of adding to the tables.

import CByteScan
import Facts
import SourceText
import SyntaxTree

/// Turns the tree of a file into its facts, function by function.
///
/// A nested function or class body is numbered where it is met and lowered after the function around it has ended,
/// so that each function's instructions, values and regions are contiguous.
struct Lowering: ~Copyable {
  /// What happens to the result of an expression, as flags of the instruction that makes it.
  typealias Use = Instruction.Flags

  let tree: TreePointers
  var names: FileNames
  var facts: FactTables
  var scopes: Scopes
  /// What is still to be lowered, in the order in which it was met.
  var pending: [Pending] = []
  /// The function, region and scope that are being lowered.
  var function = FunctionID.none
  var region = RegionID.none
  var scope = Scopes.module
  var groupCount: UInt32 = 0
  /// The loops that are open in this function.
  var loops: [RegionID] = []
  /// The texts of string literals by their names.
  var texts: [UInt32: String] = [:]
  /// What `Annotated` says beside the type, of the annotation that was read last.
  var extras: [ValueID] = []
  /// The modules whose names the file takes all of.
  var starModules: [ValueID] = []
  /// By name: the classes that the file takes from them.
  var starNames: [UInt32: SymbolID] = [:]
  /// Addresses of the stack below this one are left alone.
  let stackLimit: UInt
  private var saidTooDeep = false

  /// A function or class body that has a number and no content yet.
  struct Pending {
    let function: FunctionID
    let node: NodeID
    let scope: Int
    /// Defaults and annotations, which belong to the function around.
    let parameters: [ParameterHead]
    let owner: ClassID
    /// The first parameter stands for the instance or the class.
    let hasReceiver: Bool
  }

  /// What the function around says of a parameter.
  struct ParameterHead {
    let node: NodeID
    let defaultValue: ValueID
    let type: ValueID
    let extras: ListID
  }

  init(_ tree: TreePointers, _ names: consuming FileNames, lines: LineIndex, stackBudget: Int) {
    self.tree = tree
    self.names = names
    facts = FactTables(lines: lines)
    facts.language = .python
    scopes = Scopes()
    stackLimit = byte_scan_stack_address() &- UInt(max(stackBudget, 0))
  }
}

extension Lowering {
  /// Whether so little stack is left that deeper code must be given up; says so once.
  mutating func isStackLow(_ id: NodeID) -> Bool {
    guard byte_scan_stack_address() < stackLimit else { return false }
    if !saidTooDeep {
      saidTooDeep = true
      facts.diagnostics.append(
        SyntaxDiagnostic(offset: tree[id].start, message: "nested too deeply to be followed")
      )
    }
    return true
  }

  mutating func add(
    _ kind: Value.Kind,
    a: UInt32 = 0,
    b: UInt32 = 0,
    operator: Operator = .none,
    flags: Value.Flags = .none,
    at id: NodeID
  ) -> ValueID {
    let node = tree[id]
    facts.values.append(
      Value(
        kind,
        a: a,
        b: b,
        detail: `operator`.rawValue,
        flags: flags,
        start: node.start,
        end: node.end
      )
    )
    return ValueID(facts.values.count - 1)
  }

  /// A value of which nothing is known.
  mutating func unknown(_ id: NodeID) -> ValueID { add(.unknown, at: id) }

  @discardableResult
  mutating func emit(
    _ operation: Instruction.Operation,
    a: UInt32 = 0,
    b: UInt32 = 0,
    operator: Operator = .none,
    flags: Instruction.Flags = .none,
    at id: NodeID
  ) -> InstructionID {
    let node = tree[id]
    facts.instructions.append(
      Instruction(
        operation,
        a: a,
        b: b,
        detail: UInt8(truncatingIfNeeded: `operator`.rawValue),
        flags: flags,
        region: region,
        start: node.start,
        end: node.end
      )
    )
    return InstructionID(facts.instructions.count - 1)
  }

  /// A list of words.
  mutating func list(_ words: [UInt32]) -> ListID { facts.add(list: words) }

  /// A list of values.
  mutating func list(_ values: [ValueID]) -> ListID { list(values.map(\.raw)) }

  func span(_ id: NodeID) -> ByteSpan {
    ByteSpan(start: tree[id].start, end: tree[id].end)
  }

  /// The nodes of a list.
  func nodes(_ list: NodeListID) -> [NodeID] {
    (0..<tree.count(of: list)).map { tree.node($0, of: list) }
  }

  /// The name of an interned word.
  mutating func name(_ id: UInt32) -> NameID { names.number(of: Name(id: id)) }

  /// The name of a text that the lowering makes up.
  mutating func name(_ text: StaticString) -> NameID { name(of: text.description) }

  mutating func name(of text: String) -> NameID { names.number(of: text) }

  /// A number for alternatives of which at most one runs.
  mutating func newGroup() -> UInt32 {
    groupCount &+= 1
    return groupCount
  }

  /// Opens a region inside the current one, which it becomes.
  @discardableResult
  mutating func open(
    _ kind: Region.Kind,
    flags: Region.Flags = .none,
    subject: ValueID = .none,
    group: UInt32 = 0,
    at place: ByteSpan
  ) -> RegionID {
    region = facts.openRegion(
      kind,
      of: function,
      inside: region,
      flags: flags,
      subject: subject,
      group: group,
      at: place
    )
    return region
  }

  /// Ends the current region.
  mutating func close() { region = facts.close(region) }

  /// Ends the current region, or forgets it if nothing happens in it.
  mutating func closeUnlessEmpty() {
    let isLast = region.index == facts.regions.count - 1
    let first = facts.regions[region.index].firstInstruction.index
    if !isLast || first < facts.instructions.count { return close() }
    region = facts.regions[region.index].parent
    facts.regions.removeLast()
  }

  /// From the first to the last of some statements.
  func span(of statements: NodeListID, else id: NodeID) -> ByteSpan {
    let count = tree.count(of: statements)
    guard count > 0 else { return span(id) }
    return ByteSpan(
      start: tree[tree.node(0, of: statements)].start,
      end: tree[tree.node(count - 1, of: statements)].end
    )
  }
}
