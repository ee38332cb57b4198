// The state of turning one tree into facts, and the few ways of adding to the tables.

import CByteScan
import Facts
import SourceText
import SyntaxTree

/// Turns the tree of a file into its facts, function by function.
///
/// A nested function or class body is numbered where it is met and lowered after the function around it has
/// ended, so that each function's instructions, values and regions are contiguous. The tables keep their
/// memory from file to file.
struct Lowering: ~Copyable {
  /// What happens to the result of an expression, as flags of the instruction that makes it.
  typealias Use = Instruction.Flags

  var tree: TreePointers
  var names: FileNames
  var binder = Binder()

  /// The tables of a file with nothing in it: their first entries are the absent ones.
  let blank = FactTables(lines: LineIndex(starts: [0]))
  var values = GrowingBuffer<Value>(capacity: 1 << 12)
  var numbers = GrowingBuffer<Double>(capacity: 1 << 8)
  var lists = GrowingBuffer<UInt32>(capacity: 1 << 12)
  var instructions = GrowingBuffer<Instruction>(capacity: 1 << 11)
  var regions = GrowingBuffer<Region>(capacity: 1 << 10)
  var functions = GrowingBuffer<Function>(capacity: 1 << 8)
  /// The node of each function: the program, a function, an arrow, or the class of a class body.
  var functionNodes = GrowingBuffer<NodeID>(capacity: 1 << 8)
  var parameters = GrowingBuffer<Parameter>(capacity: 1 << 8)
  var classes = GrowingBuffer<ClassFact>(capacity: 1 << 6)
  var members = GrowingBuffer<ClassMember>(capacity: 1 << 7)
  var imports = GrowingBuffer<ImportFact>(capacity: 1 << 6)
  var exports = GrowingBuffer<ExportFact>(capacity: 1 << 6)

  /// The last value of each symbol that was read; it counts only if it belongs to the current function.
  var symbolValues = GrowingBuffer<UInt32>(capacity: 1 << 10)

  /// Lists under construction and the links of chains, as a stack.
  var scratch = GrowingBuffer<UInt32>(capacity: 1 << 10)
  /// Members of the classes that are being read, as a stack.
  var openMembers = GrowingBuffer<ClassMember>(capacity: 1 << 6)
  /// The loops, switches and labelled statements that are open in this function.
  var targets = GrowingBuffer<JumpTarget>(capacity: 1 << 5)
  /// The labels that the next statement carries.
  var labelCount = 0
  /// The function, region and namespace that are being lowered.
  var function = FunctionID.none
  var region = RegionID.none
  var namespaceDepth = 0
  var groupCount: UInt32 = 0
  static let smallNumberCount = 16
  /// The index of each small whole number in `numbers`, or 0.
  var smallNumbers = GrowingBuffer<UInt32>(capacity: smallNumberCount)
  /// Addresses of the stack below this one are left alone.
  var stackLimit: UInt = 0

  /// What `break` and `continue` can leave.
  struct JumpTarget: BitwiseCopyable {
    var label: UInt32
    var region: RegionID
    var isLoop: Bool
    /// A labelled statement that is neither a loop nor a switch.
    var isPlain: Bool
  }

  /// - Parameters:
  ///   - tree: any tree; `begin` sets the one to lower.
  ///   - names: the names of the worker's files.
  init(_ tree: TreePointers, _ names: consuming FileNames) {
    self.tree = tree
    self.names = names
  }
}

extension Lowering {
  /// Whether so little stack is left that deeper code must be given up.
  @inline(__always)
  var isStackLow: Bool { byte_scan_stack_address() < stackLimit }

  @inline(__always)
  mutating func add(
    _ kind: Value.Kind,
    a: UInt32 = 0,
    b: UInt32 = 0,
    detail: UInt16 = 0,
    flags: Value.Flags = .none,
    start: UInt32,
    end: UInt32
  ) -> ValueID {
    values.append(
      Value(kind, a: a, b: b, detail: detail, flags: flags, start: start, end: end)
    )
    return ValueID(values.count &- 1)
  }

  /// A value with the range of a node.
  @inline(__always)
  mutating func add(
    _ kind: Value.Kind,
    a: UInt32 = 0,
    b: UInt32 = 0,
    operator: Operator = .none,
    flags: Value.Flags = .none,
    at id: NodeID
  ) -> ValueID {
    let node = tree[id]
    return add(
      kind,
      a: a,
      b: b,
      detail: `operator`.rawValue,
      flags: flags,
      start: node.start,
      end: node.end
    )
  }

  /// A value of which nothing is known.
  mutating func unknown(_ id: NodeID) -> ValueID { add(.unknown, at: id) }

  @inline(__always)
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
    instructions.append(
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
    return InstructionID(instructions.count &- 1)
  }

  /// Moves the words above `mark` from the scratch stack into a list.
  mutating func list(from mark: Int) -> ListID {
    let count = scratch.count &- mark
    if count == 0 { return .none }
    let id = ListID(lists.count)
    lists.append(UInt32(truncatingIfNeeded: count))
    for index in mark..<scratch.count { lists.append(scratch[index]) }
    scratch.count = mark
    return id
  }

  /// A list of two values.
  mutating func list(_ first: ValueID, _ second: ValueID) -> ListID {
    let mark = scratch.count
    scratch.append(first.raw)
    scratch.append(second.raw)
    return list(from: mark)
  }

  func span(_ id: NodeID) -> ByteSpan {
    let node = tree[id]
    return ByteSpan(start: node.start, end: node.end)
  }

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
    at id: NodeID
  ) -> RegionID {
    regions.append(
      Region(
        kind,
        flags: flags,
        parent: region,
        function: function,
        group: group,
        subject: subject,
        firstInstruction: InstructionID(instructions.count),
        span: span(id)
      )
    )
    region = RegionID(regions.count &- 1)
    return region
  }

  /// Ends the current region.
  mutating func close() {
    regions.base[region.index].endInstruction = InstructionID(instructions.count)
    region = regions[region.index].parent
  }

  /// Ends the current region, or forgets it if nothing happens in it.
  mutating func closeUnlessEmpty() {
    if regions[region.index].firstInstruction.index < instructions.count { return close() }
    region = regions[region.index].parent
    regions.count &-= 1
  }
}
