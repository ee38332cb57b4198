// One file's bytes in, its facts out.

import CByteScan
package import Facts
import SourceText
package import SyntaxTree

/// Reads JavaScript, TypeScript and JSX files into facts; one for each worker.
///
/// What it keeps between files is memory and the numbers of names, neither of which shows in the facts: they
/// depend on the bytes and the dialect of the file alone.
package struct JavaScriptReader: ~Copyable {
  private let interner: UnsafeMutablePointer<Interner>
  private var lowering: Lowering
  private let parserBudget: Int
  private let loweringBudget: Int

  /// What walking the tree may use of an ordinary thread's stack, in bytes.
  private static let ordinaryBudget = 320 << 10
  /// What it may use of a large stack, beside the parser's part.
  private static let largeBudget = 48 << 20

  /// - Parameter onLargeStack: whether the reader is used inside `LargeStack.run`; code that is nested too
  ///   deeply for the stack is left out, with a diagnostic or as an unknown value.
  package init(onLargeStack: Bool = false) {
    interner = .allocate(capacity: 1)
    interner.initialize(to: .forJavaScript())
    parserBudget =
      onLargeStack ? LargeStack.parserBudget : JavaScriptParser.ordinaryStackBudget
    loweringBudget = onLargeStack ? Self.largeBudget : Self.ordinaryBudget
    let nothing = JavaScriptParser.parse(
      SourceBuffer([]),
      as: .javaScript,
      names: &interner.pointee
    )
    lowering = Lowering(TreePointers(nothing), FileNames(interner))
  }

  deinit {
    interner.deinitialize(count: 1)
    interner.deallocate()
  }

  /// Reads one file; whatever its bytes are, there are facts.
  package mutating func facts(of source: SourceBuffer, as dialect: Dialect) -> FileFacts {
    let tree = JavaScriptParser.parse(
      source,
      as: dialect,
      names: &interner.pointee,
      stackBudget: parserBudget
    )
    return withExtendedLifetime(tree) { lowering.facts(of: tree, stackBudget: loweringBudget) }
  }
}

extension Lowering {
  /// The facts of a tree.
  ///
  /// - Parameters:
  ///   - tree: a tree whose names come from the interner of `names`.
  ///   - stackBudget: how many bytes of the current thread's stack may be used.
  /// - Returns: the facts; nothing in them refers to the tree.
  mutating func facts(of tree: Tree, stackBudget: Int) -> FileFacts {
    begin(tree)
    stackLimit = byte_scan_stack_address() &- UInt(max(stackBudget, 0))
    binder.bind(self.tree, &names)
    symbolValues.count = 0
    symbolValues.appendZeros(binder.symbols.count)
    lowerFunctions()
    for index in 1..<binder.symbols.count {
      let owner = binder.slots[Int(binder.functionNodes[index])]
      binder.symbols.base[index].function = owner == 0 ? FileFacts.module : FunctionID(owner)
    }
    return collect(tree)
  }

  private mutating func begin(_ tree: Tree) {
    self.tree = TreePointers(tree)
    names.begin()
    values.restart(with: blank.values)
    numbers.restart(with: blank.numbers)
    lists.restart(with: blank.lists)
    instructions.restart(with: blank.instructions)
    regions.restart(with: blank.regions)
    functions.restart(with: blank.functions)
    functionNodes.count = 0
    functionNodes.append(0)
    classes.restart(with: blank.classes)
    imports.restart(with: blank.imports)
    parameters.count = 0
    members.count = 0
    exports.count = 0
    smallNumbers.count = 0
    smallNumbers.appendZeros(Self.smallNumberCount)
    scratch.count = 0
    openMembers.count = 0
    function = .none
    region = .none
    namespaceDepth = 0
    groupCount = 0
  }

  private mutating func collect(_ tree: Tree) -> FileFacts {
    var facts = blank
    facts.lines = LineIndex(starts: tree.source.lineStarts())
    facts.values = values.array
    facts.numbers = numbers.array
    facts.lists = lists.array
    facts.instructions = instructions.array
    facts.regions = regions.array
    facts.functions = functions.array
    facts.parameters = parameters.array
    facts.classes = classes.array
    facts.members = members.array
    facts.imports = imports.array
    facts.exports = exports.array
    facts.symbols = binder.symbols.array
    for comment in tree.comments {
      guard let text = Remarks.text(of: comment, in: self.tree.source) else { continue }
      let name = names.add(self.tree.source + text.lowerBound, count: text.count)
      facts.remarks.append(Remark(span: comment, text: name))
    }
    for diagnostic in tree.diagnostics {
      facts.diagnostics.append(
        SyntaxDiagnostic(offset: diagnostic.offset, message: diagnostic.message)
      )
    }
    facts.names = names.table()
    return FileFacts(facts)
  }
}
