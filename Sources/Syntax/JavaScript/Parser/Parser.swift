// The state of the parser while it reads one file.

import CByteScan
import SourceText
import SyntaxTree

/// Reads tokens and builds nodes; each idea of the grammar is an extension in a file of its own.
///
/// A struct that cannot be copied: fields of a class would be checked for exclusive access at run time,
/// which costs 2.8 times as many instructions. Methods that are not inlined are `mutating` even where they
/// change nothing: to call any other, the compiler copies the whole struct, which made frames of 4 KB.
struct Parser: ~Copyable {
  /// The text, followed by zeros.
  let source: UnsafePointer<UInt8>
  /// The number of bytes of the text.
  let count: Int
  /// `byte_scan_class_table`.
  let classes: UnsafePointer<UInt8>
  let isTypeScript: Bool
  let allowsJSX: Bool
  /// The lowest address that the stack may reach.
  let stackFloor: UInt

  // The current token.
  /// The byte behind the token.
  var position = 0
  var start = 0
  /// The end of the token before.
  var previousEnd = 0
  var token = Token.end
  /// The text of a name or keyword.
  var name = Name.none
  var isAfterNewline = false
  /// The name contains a `\u` escape, so it is no keyword.
  var isEscaped = false

  var context = Context()
  /// How many attempts are being made that may be taken back.
  var attemptDepth = 0
  /// The innermost attempt met an error.
  var attemptFailed = false
  var failedPlaces = FailedPlaces()

  // Recovery.
  /// The statement that is being read contains an error.
  var isBroken = false
  /// Closing brackets that were missing in the broken statement, innermost first.
  var missingClosers = 0
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

  init(_ source: SourceBuffer, as dialect: Dialect, stackBudget: Int, names: consuming Interner) {
    self.source = source.base
    count = source.count
    classes = byte_scan_classes()
    isTypeScript = dialect != .javaScript
    allowsJSX = dialect != .typeScript
    let stack = UInt(byte_scan_stack_address())
    stackFloor = stack - min(stack, UInt(max(stackBudget, 0)))
    let estimate = source.count / 9 + 64
    nodes = GrowingBuffer(capacity: estimate)
    kinds = GrowingBuffer(capacity: estimate)
    words = GrowingBuffer(capacity: estimate / 2)
    self.names = names
    nodes.append(
      Node(start: 0, end: 0, lowest: 0, symbol: 0, flags: [], a: 0, b: 0, c: 0, d: 0)
    )
    kinds.append(.none)
    words.append(0)
  }

  /// A comment, delimiters included.
  struct Comment: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
  }

  /// What the surrounding code says about the code being read.
  struct Context: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    static let async = Context(rawValue: 1)
    static let generator = Context(rawValue: 2)
    static let function = Context(rawValue: 4)
    /// In the head of a `for`: `in` is no operator.
    static let noIn = Context(rawValue: 8)
    /// Between `?` and `:`, where `(x): T => y` may be something else.
    static let conditional = Context(rawValue: 16)
    /// Behind `extends` in a type: no conditional type may start.
    static let noConditionalType = Context(rawValue: 32)

    /// What ends at an opening bracket.
    static let endedByBracket: Context = [.noIn, .conditional, .noConditionalType]
    static let ofFunction: Context = [.async, .generator, .function]
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
