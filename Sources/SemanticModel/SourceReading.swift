// Level 1: reads every source file of a workspace into facts, several at a time.

import Facts
import JavaScriptSyntax
import PythonSyntax
import SourceText
import Synchronization
import SyntaxTree
import TemplateSyntax
import Workspace

/// Reads and lowers files; trees live no longer than their file is read.
struct SourceReading: Sendable {
  private let workspace: Workspace
  /// Indices into `Workspace.files`, in the order of the paths.
  private let files: [Int]
  /// The names that every file has: all readers begin with them.
  private let names = Names()

  /// What came of reading.
  struct Result: Sendable {
    var files: [ReadFile] = []
    var unread: [UnreadFile] = []
    var names = Names()
    /// By reader.
    var translations: [NameTranslation] = []
  }

  init(_ workspace: Workspace) {
    self.workspace = workspace
    // Templates of other languages look alike, and hand nothing to Python.
    let hasPython = workspace.files.contains { $0.language == .python }
    files = workspace.files.indices.filter {
      workspace.files[$0].isReadable || hasPython && workspace.files[$0].isTemplate
    }
  }

  /// Reads with as many workers as asked for; the result does not depend on their number.
  func read(jobs: Int, progress: @escaping @Sendable (Int) -> Void) async -> Result {
    let queue = WorkQueue(count: files.count)
    let works = await withTaskGroup(of: Work.self) { group in
      for _ in 0..<max(1, min(jobs, files.count)) {
        group.addTask { work(queue, progress) }
      }
      var works: [Work] = []
      for await work in group { works.append(work) }
      return works
    }
    return joined(works)
  }

  private func joined(_ works: [Work]) -> Result {
    var result = Result()
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(files.count)
    for (reader, work) in works.enumerated() {
      if reader == 0 {
        result.names = work.names
        result.translations.append(.none)
      } else {
        let others = result.names.map(work.names, from: names.count)
        result.translations.append(NameTranslation(shared: names.count, others: others))
      }
      for var outcome in work.outcomes {
        outcome.file?.reader = reader
        outcomes.append(outcome)
      }
    }
    outcomes.sort { $0.position < $1.position }
    for outcome in outcomes {
      if let file = outcome.file { result.files.append(file) }
      if let reason = outcome.reason {
        let path = workspace.files[files[outcome.position]].path
        result.unread.append(UnreadFile(path: path, reason: reason))
      }
    }
    return result
  }

  /// What one worker did.
  private struct Work: Sendable {
    var outcomes: [Outcome] = []
    var names: Names
  }

  private struct Outcome: Sendable {
    let position: Int
    var file: ReadFile?
    var reason: String?
  }

  /// One worker: its own interner, names and scratch memory, on a stack that deep code may use.
  private func work(_ queue: WorkQueue, _ progress: @Sendable (Int) -> Void) -> Work {
    var work = Work(names: names)
    onLargeStack {
      var readers = Readers(workspace)
      while let position = queue.take() {
        work.outcomes.append(read(position, with: &readers, &work.names))
        progress(queue.finish())
      }
    }
    return work
  }

  private func read(
    _ position: Int,
    with readers: inout Readers,
    _ names: inout Names
  ) -> Outcome {
    let file = workspace.files[files[position]]
    let source: SourceBuffer
    do {
      source = SourceBuffer(try workspace.read(file))
    } catch {
      return Outcome(position: position, reason: error.message)
    }
    if file.isTemplate { return template(position, source, with: &readers, &names) }
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
    let read = ReadFile(
      file: files[position],
      facts: facts,
      index: FileIndex(of: facts),
      names: names.map(facts.names),
      imports: readers.imports(of: facts, from: files[position])
    )
    return Outcome(position: position, file: read, reason: Self.gap(in: facts))
  }

  /// Reads a template; one that holds nothing but markup is none.
  private func template(
    _ position: Int,
    _ source: SourceBuffer,
    with readers: inout Readers,
    _ names: inout Names
  ) -> Outcome {
    guard TemplateReader.isTemplate(source) else { return Outcome(position: position) }
    let facts = TemplateReader.facts(of: source)
    let read = ReadFile(
      file: files[position],
      facts: facts,
      index: FileIndex(of: facts),
      names: names.map(facts.names),
      imports: readers.templates(of: facts, from: files[position])
    )
    return Outcome(position: position, file: read)
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
  private var modules: ModuleResolver
  private var pythonModules: PythonModules
  private let workspace: Workspace
  private lazy var templates = TemplateNames(
    workspace.files.enumerated().lazy.map { ($1.path, $0) }
  )

  init(_ workspace: Workspace) {
    self.workspace = workspace
    modules = ModuleResolver(workspace)
    pythonModules = PythonModules(workspace)
  }

  /// The templates that a template names.
  mutating func templates(of facts: FileFacts, from file: Int) -> [ReadImport] {
    facts.imports.map { fact in
      guard fact.kind != .absent else { return .nothing }
      let name = facts.names.string(fact.specifier)
      let found = templates.template(named: name, near: workspace.files[file].path)
      return found.map { .files([$0]) } ?? .nothing
    }
  }

  /// What the imports of a file lead to.
  mutating func imports(of facts: FileFacts, from file: Int) -> [ReadImport] {
    facts.language == .python
      ? pythonModules.imports(of: facts, from: file) : modules.imports(of: facts, from: file)
  }
}

/// Runs work where deep recursion is safe, and gives its result.
func onLargeStack<Result>(_ work: () -> Result) -> Result {
  var result: Result?
  let ran = LargeStack.run { result = work() }
  if ran, let result { return result }
  // No thread could be had: the guards against deep code hold on any stack.
  return work()
}

/// Works out two things that do not need each other, side by side where several threads may be used.
package func together<First, Second>(
  jobs: Int,
  _ first: () -> First,
  _ second: () -> Second
) -> (First, Second) {
  var firstResult: First?
  var secondResult: Second?
  if jobs > 1,
    LargeStack.run({ firstResult = first() }, beside: { secondResult = second() }),
    let firstResult, let secondResult
  {
    return (firstResult, secondResult)
  }
  return (first(), second())
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
  /// Whether it may be a template of Jinja or Django.
  fileprivate var isTemplate: Bool {
    (language == .html || language == .template) && role == .source
      && TemplateNames.isTemplate(path)
  }

  /// Whether level 1 can read it.
  fileprivate var isReadable: Bool {
    language.isCode && role != .declaration && role != .vendored && role != .generated
  }
}
