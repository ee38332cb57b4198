// Runs migrations, each in a transaction of its own, and notes what they do to tables that were there.

/// Runs file after file on one connection.
struct MigrationReplay {
  private let connection: Connection
  private let end: ContinuousClock.Instant
  private let limit: Duration
  private(set) var problems: [LabProblem] = []
  /// Statements that ran, and how many there were.
  private(set) var replayed = (done: 0, total: 0)
  private(set) var works: [TracedWork] = []
  private(set) var drops: [IndexDrop] = []

  init(on connection: Connection, within limit: Duration) throws(DatabaseError) {
    self.connection = connection
    self.limit = limit
    end = ContinuousClock.now + limit
    try connection.run("SET client_min_messages = error; SET lock_timeout = '1s'")
  }

  /// What cannot be done inside of a transaction, or only behind its end.
  private static let needsOwnTransactions: Set<String> = ["25001", "55P04", "55006", "53200"]

  /// Runs the statements of a file in one transaction, or in one each where they do not stand each other.
  mutating func run(_ text: MigrationText) throws(DatabaseError) {
    let saved = (problems.count, works.count, drops.count, replayed)
    if try runTogether(text) { return }
    problems.removeSubrange(saved.0...)
    works.removeSubrange(saved.1...)
    drops.removeSubrange(saved.2...)
    replayed = saved.3
    try connection.run("ROLLBACK")
    for statement in text.statements where !text.isOfNoUse(statement) {
      try runAlone(statement, of: text)
    }
  }

  /// False where a statement needs a transaction of its own: then nothing was done.
  private mutating func runTogether(_ text: MigrationText) throws(DatabaseError) -> Bool {
    var states = try begin(text)
    var waiting = text.statements.filter { !text.isOfNoUse($0) }[...]
    // All at once, until one fails.
    var count = waiting.count
    while !waiting.isEmpty {
      let sent = waiting.prefix(count)
      let groups = sent.map { statement in
        [.run("SAVEPOINT statement")] + requests(for: statement, of: text, states)
          + [.run("RELEASE statement")]
      }
      let answers = try connection.answers(to: groups, within: try timeLeft(), until: end)
      for (statement, answer) in zip(sent, answers) {
        waiting.removeFirst()
        replayed.total += 1
        switch answer {
        case .success(let rows): take(rows.dropFirst().dropLast(), statement, of: text, &states)
        case .failure(let error):
          if Self.needsOwnTransactions.contains(error.code) { return false }
          note(error, at: statement, of: text)
          try connection.run("ROLLBACK TO statement")
          count = 1
        }
        if case .failure = answer { break }
      }
    }
    do throws(DatabaseError) {
      try connection.run("COMMIT")
    } catch {
      if error.kind == .lost { throw error }
      // A check that waits for the end of the transaction.
      problems.append(LabProblem(subject: text.path, reason: error.message))
    }
    return true
  }

  private mutating func runAlone(_ statement: Range<Int>, of text: MigrationText)
    throws(DatabaseError)
  {
    let left = try timeLeft()
    replayed.total += 1
    var states = try begin(text)
    let group = requests(for: statement, of: text, states) + [.run("COMMIT")]
    switch try connection.answers(to: [group], within: left).first {
    case .success(let rows): return take(rows.dropLast(), statement, of: text, &states)
    case .failure(let error) where error.code != "25001":
      note(error, at: statement, of: text)
      return try connection.run("ROLLBACK")
    default: try connection.run("ROLLBACK")
    }
    do throws(DatabaseError) {
      try connection.run(text.source(of: statement), within: left)
      replayed.done += 1
    } catch {
      if error.kind == .lost { throw error }
      note(error, at: statement, of: text)
    }
  }

  /// Begins a transaction; the tables that it finds, if the file may do something to them.
  private func begin(_ text: MigrationText) throws(DatabaseError) -> TableStates {
    var states = TableStates()
    guard text.statements.contains(where: text.isWatched) else {
      try connection.run("BEGIN")
      return states
    }
    let answer = try connection.answers(to: [[.run("BEGIN"), .run(TableStates.all)]]).first
    if case .success(let rows) = answer, let tables = rows.last { states.take(tables) }
    return states
  }

  // MARK: One statement

  /// The statement, and what tells its effects.
  private func requests(
    for statement: Range<Int>,
    of text: MigrationText,
    _ states: TableStates
  ) -> [Request] {
    let names: [Request] = text.mayDropIndex(statement) ? [.run(Self.indexNames)] : []
    let isFollowed = text.isWatched(statement) && !states.byTable.isEmpty
    return names + [.run(text.source(of: statement))] + names
      + (isFollowed ? [.run(TableStates.locked)] : [])
  }

  /// Takes what those requests were answered.
  private mutating func take(
    _ answers: ArraySlice<[[String?]]>,
    _ statement: Range<Int>,
    of text: MigrationText,
    _ states: inout TableStates
  ) {
    replayed.done += 1
    var answers = answers
    if text.mayDropIndex(statement), answers.count >= 3 {
      let before = Self.names(answers.removeFirst())
      let after = Self.names(answers[answers.startIndex + 1])
      answers.remove(at: answers.startIndex + 1)
      for name in before.subtracting(after).sorted() {
        drops.append(
          IndexDrop(
            index: name,
            path: text.path,
            line: text.line(of: statement),
            statement: text.source(of: statement)
          )
        )
      }
    }
    guard text.isWatched(statement), answers.count == 2, let locked = answers.last else { return }
    let before = states.byTable
    states.take(locked)
    for (table, now) in states.byTable.sorted(by: { $0.key < $1.key }) {
      guard let then = before[table], let lock = now.lock else { continue }
      add(statement, of: text, table, then, now, lock)
    }
    // A table of this transaction is nobody's yet.
    states.byTable = states.byTable.filter { before[$0.key] != nil }
  }

  private mutating func add(
    _ statement: Range<Int>,
    of text: MigrationText,
    _ table: String,
    _ then: TableStates.State,
    _ now: TableStates.State,
    _ lock: TableLock
  ) {
    let form = SafeForm(tokens: text.tokens, statement: statement)
    let rewrites = now.file != then.file
    let scans = now.scans > then.scans && (lock >= .share || form.changesRows)
    guard rewrites || scans, let work = form.work(rewrites: rewrites, scans: scans) else { return }
    let step = MigrationStep(
      path: text.path,
      line: text.line(of: statement),
      statement: text.source(of: statement),
      table: "",
      work: work,
      lock: lock,
      safeForm: form.text(for: work)
    )
    works.append(TracedWork(step: step, table: table))
  }

  private static let indexNames =
    "SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relkind = 'i' AND c.oid >= 16384"

  private static func names(_ rows: [[String?]]) -> Set<String> {
    Set(rows.compactMap { $0.first.flatMap(\.self) })
  }

  private func timeLeft() throws(DatabaseError) -> Duration {
    let left = min(.seconds(5), end - ContinuousClock.now)
    guard left > .zero else {
      throw DatabaseError(.deadline, "the migrations did not end within \(limit)")
    }
    return left
  }

  private mutating func note(
    _ error: DatabaseError,
    at statement: Range<Int>,
    of text: MigrationText
  ) {
    problems.append(
      LabProblem(subject: "\(text.path):\(text.line(of: statement))", reason: error.message)
    )
  }
}
