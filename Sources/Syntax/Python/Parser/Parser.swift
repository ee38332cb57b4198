// The state of the parser while it reads one file.

import CByteScan
import SourceText
import SyntaxTree

/// Reads tokens and builds nodes; each idea of the grammar is an extension in a file of its own.
///
/// A struct that cannot be copied, whose methods are `mutating` unless they are inlined, for the reasons that
/// the parser of JavaScript gives.
struct Parser: ~Copyable {
  /// The text, followed by zeros.
  let source: UnsafePointer<UInt8>
  /// The number of bytes of the text.
  let count: Int
  /// The lowest address that the stack may reach.
  let stackFloor: UInt

  // The current token.
  /// The byte behind the token.
  var position = 0
  var start = 0
  /// The end of the token before; line ends and indentation do not count.
  var previousEnd = 0
  var token = Token.newline
  /// The text of a name or keyword.
  var name = Name.none
  /// The quotes and prefix of a string.
  var quote = Quote()

  // Lines.
  /// How many brackets are open, in which line ends mean nothing.
  var nesting = 0
  var isAtLineStart = true
  /// Blocks that ended with the same line, and for which no token was given yet.
  var pendingDedents = 0
  /// The columns of the open blocks, outermost first.
  var indentations = GrowingBuffer<UInt32>(capacity: 64)
  /// The nesting at which the replacement field of a formatted string was opened; 0 outside of one.
  var fieldNesting = 0

  // Recovery.
  /// The statement that is being read contains an error.
  var isBroken = false
  var statementCount = 0
  var brokenStatementCount = 0

  // The tree under construction.
  var nodes: GrowingBuffer<Node>
  var kinds: GrowingBuffer<Kind>
  var words: GrowingBuffer<UInt32>
  /// Children of lists that are not complete yet.
  var pending = GrowingBuffer<UInt32>(capacity: 256)
  var comments = GrowingBuffer<Comment>(capacity: 64)
  var diagnostics: [Diagnostic] = []
  var names: Interner

  init(_ source: SourceBuffer, stackBudget: Int, names: consuming Interner) {
    self.source = source.base
    count = source.count
    let stack = UInt(byte_scan_stack_address())
    stackFloor = stack - min(stack, UInt(max(stackBudget, 0)))
    let estimate = source.count / 10 + 64
    nodes = GrowingBuffer(capacity: estimate)
    kinds = GrowingBuffer(capacity: estimate)
    words = GrowingBuffer(capacity: estimate / 2)
    self.names = names
    nodes.append(
      Node(start: 0, end: 0, lowest: 0, symbol: 0, flags: [], a: 0, b: 0, c: 0, d: 0)
    )
    kinds.append(.none)
    words.append(0)
    indentations.append(0)
  }

  /// A comment with its `#`.
  struct Comment: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
  }

  /// How a string is written.
  struct Quote: BitwiseCopyable {
    var byte: UInt8 = 0
    var isTriple = false
    var flags: Flags = []
    var isFormatted = false
    /// The byte behind the opening quotes.
    var textStart = 0
    /// The byte at which the closing quotes start.
    var textEnd = 0
  }
}

extension Parser {
  /// What remains when a file has been read.
  struct Result: ~Copyable {
    let tree: Tree
    let names: Interner

    consuming func takeNames() -> Interner { names }
  }

  /// Hands the finished tree and the interner over.
  consuming func finish(_ source: SourceBuffer) -> Result {
    var spans: [ByteSpan] = []
    spans.reserveCapacity(comments.count)
    for index in 0..<comments.count {
      let comment = comments[index]
      spans.append(ByteSpan(start: comment.start, end: comment.end))
    }
    // An unclosed string is noted at its start, when its end has been reached.
    diagnostics.sort { $0.offset < $1.offset }
    let tree = Tree(
      source: source,
      nodes: nodes,
      kinds: kinds,
      words: words,
      comments: spans,
      diagnostics: diagnostics,
      statementCount: statementCount,
      brokenStatementCount: brokenStatementCount
    )
    return Result(tree: tree, names: names)
  }
}
