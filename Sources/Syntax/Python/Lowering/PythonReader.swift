// One file's bytes in, its facts out.

import CByteScan
package import Facts
import SourceText
package import SyntaxTree

/// Reads Python files into facts; one for each worker.
///
/// What it keeps between files is memory and the numbers of names, neither of which shows in the facts: they depend
/// on the bytes of the file alone.
package struct PythonReader: ~Copyable {
  private let interner: UnsafeMutablePointer<Interner>
  private let parserBudget: Int
  private let loweringBudget: Int

  /// What walking the tree may use of an ordinary thread's stack, in bytes.
  private static let ordinaryBudget = 320 << 10
  /// What it may use of a large stack, beside the parser's part.
  private static let largeBudget = 48 << 20

  /// - Parameter onLargeStack: whether the reader is used inside `LargeStack.run`; code that is nested too
  ///   deeply for the stack is left out, with a diagnostic.
  package init(onLargeStack: Bool = false) {
    interner = .allocate(capacity: 1)
    interner.initialize(to: Interner.forPython())
    parserBudget = onLargeStack ? LargeStack.parserBudget : PythonParser.ordinaryStackBudget
    loweringBudget = onLargeStack ? Self.largeBudget : Self.ordinaryBudget
  }

  deinit {
    interner.deinitialize(count: 1)
    interner.deallocate()
  }

  /// Reads one file; whatever its bytes are, there are facts.
  package mutating func facts(of source: SourceBuffer) -> FileFacts {
    let tree = PythonParser.parse(
      source,
      names: &interner.pointee,
      stackBudget: parserBudget
    )
    return withExtendedLifetime(tree) {
      var lowering = Lowering(
        TreePointers(tree),
        FileNames(interner),
        lines: LineIndex(starts: source.lineStarts()),
        stackBudget: loweringBudget
      )
      return lowering.facts(of: tree)
    }
  }
}

extension Lowering {
  /// The facts of a tree; nothing in them refers to it.
  mutating func facts(of tree: Tree) -> FileFacts {
    scopes.collect(self.tree, &names)
    for binding in scopes.bindings.dropFirst() {
      facts.symbols.append(
        Symbol(
          binding.kind,
          name: name(binding.name),
          function: .none,
          declaration: binding.declaration
        )
      )
    }
    lowerFunctions()
    for (position, binding) in scopes.bindings.enumerated().dropFirst() {
      let owner = scopes[binding.scope].function
      facts.symbols[position].function = owner.isPresent ? owner : FileFacts.module
    }
    for comment in tree.comments {
      guard let text = Remarks.text(of: comment, in: self.tree.source) else { continue }
      facts.remarks.append(Remark(span: comment, text: name(of: text)))
    }
    for diagnostic in tree.diagnostics {
      facts.diagnostics.append(
        SyntaxDiagnostic(offset: diagnostic.offset, message: diagnostic.message)
      )
    }
    facts.names = names.table
    return FileFacts(facts)
  }
}
