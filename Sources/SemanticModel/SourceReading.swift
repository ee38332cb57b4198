// Level 1: reads every source file of a workspace into facts, several at a time.

import Facts
import JavaScriptSyntax
import PythonSyntax
import SourceText
import Synchronization
import SyntaxTree
import Workspace

/// Reads and lowers files; trees live no longer than their file is read.
struct SourceReading: Sendable {
  private let workspace: Workspace
  /// Indices into `Workspace.files`, in the order of the paths.
  private let files: [Int]

  /// What came of reading.
  struct Result: Sendable {
    var files: [ReadFile] = []
    var unread: [UnreadFile] = []
  }

  init(_ workspace: Workspace) {
    self.workspace = workspace
    files = workspace.files.indices.filter { workspace.files[$0].isReadable }
  }

  /// Reads with as many workers as asked for; the result does not depend on their number.
  func read(jobs: Int, progress: @escaping @Sendable (Int) -> Void) async -> Result {
    let queue = WorkQueue(count: files.count)
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(files.count)
    await withTaskGroup(of: [Outcome].self) { group in
      for _ in 0..<max(1, min(jobs, files.count)) {
        group.addTask { work(queue, progress) }
      }
      for await some in group { outcomes += some }
    }
    outcomes.sort { $0.position < $1.position }
    var result = Result()
    for outcome in outcomes {
      let file = files[outcome.position]
      if let facts = outcome.facts { result.files.append(ReadFile(file: file, facts: facts)) }
      if let reason = outcome.reason {
        result.unread.append(UnreadFile(path: workspace.files[file].path, reason: reason))
      }
    }
    return result
  }

  private struct Outcome: Sendable {
    let position: Int
    var facts: FileFacts?
    var reason: String?
  }

  /// One worker: its own interner and scratch memory, on a stack that deep code may use.
  private func work(_ queue: WorkQueue, _ progress: @Sendable (Int) -> Void) -> [Outcome] {
    var outcomes: [Outcome] = []
    onLargeStack {
      var readers = Readers()
      while let position = queue.take() {
        outcomes.append(read(position, with: &readers))
        progress(queue.finish())
      }
    }
    return outcomes
  }

  private func read(_ position: Int, with readers: inout Readers) -> Outcome {
    let file = workspace.files[files[position]]
    let source: SourceBuffer
    do {
      source = SourceBuffer(try workspace.read(file))
    } catch {
      return Outcome(position: position, reason: error.message)
    }
    if let reason = Unreadable.reason(path: file.path, source) {
      return Outcome(position: position, reason: reason.message)
    }
    let facts: FileFacts
    if file.language == .python {
      facts = readers.python.facts(of: source)
    } else {
      guard let dialect = Dialect(path: file.path) else {
        return Outcome(position: position, reason: "a language that plimsoll does not read")
      }
      facts = readers.javaScript.facts(of: source, as: dialect)
    }
    return Outcome(position: position, facts: facts, reason: Self.gap(in: facts))
  }

  /// What to say of a file that was read in part.
  private static func gap(in facts: FileFacts) -> String? {
    guard let first = facts.diagnostics.first else { return nil }
    let line = facts.lines.line(at: first.offset)
    return "not read whole: line \(line): \(first.message)"
  }
}

/// What one worker reads files with.
private struct Readers: ~Copyable {
  var javaScript = JavaScriptReader(onLargeStack: true)
  var python = PythonReader(onLargeStack: true)
}

/// Runs work where deep recursion is safe, and gives its result.
func onLargeStack<Result>(_ work: () -> Result) -> Result {
  var result: Result?
  let ran = LargeStack.run { result = work() }
  if ran, let result { return result }
  // No thread could be had: the guards against deep code hold on any stack.
  return work()
}

/// Hands out positions to workers.
private final class WorkQueue: Sendable {
  private let count: Int
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)

  init(count: Int) { self.count = count }

  func take() -> Int? {
    let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return position < count ? position : nil
  }

  func finish() -> Int { finished.wrappingAdd(1, ordering: .relaxed).newValue }
}

extension WorkspaceFile {
  /// Whether level 1 can read it.
  fileprivate var isReadable: Bool {
    language.isCode && role != .declaration && role != .vendored && role != .generated
  }
}
