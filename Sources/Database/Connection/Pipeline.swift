// Statements that are sent ahead of the answers: one wait for many of them.

/// One thing that the server is asked.
package enum Request: Sendable {
  /// Runs one statement; more than one is refused.
  case run(String)
  /// Parses one statement under a name.
  case prepare(String, as: String)
}

extension Connection {
  /// The rows of each request of a group, or why its first failing one was refused: what stands behind that one was not done.
  package typealias GroupAnswer = Result<[[[String?]]], DatabaseError>

  /// How many groups are on their way at once.
  private static let window = 64

  /// Asks all groups in their order; the failure of one is no matter to the next.
  ///
  /// Each may take `limit` for itself; behind `end` those that are left are cancelled.
  ///
  /// - Throws: Only where the connection is lost.
  package func answers(
    to groups: [[Request]],
    within limit: Duration = .seconds(5),
    until end: ContinuousClock.Instant? = nil
  ) throws(DatabaseError) -> [GroupAnswer] {
    guard let pipeline = library.pipeline, pipeline.enter(handle) == 1 else {
      return try oneByOne(groups, within: limit, until: end)
    }
    defer { _ = pipeline.exit(handle) }
    var answers: [GroupAnswer] = []
    for start in stride(from: 0, to: groups.count, by: Self.window) {
      let sent = groups[start..<min(start + Self.window, groups.count)]
      for group in sent {
        for request in group where !send(request) { throw lost }
        guard pipeline.sync(handle) == 1 else { throw lost }
      }
      for group in sent {
        let deadline = Self.deadline(limit, end)
        answers.append(try answer(to: group, until: deadline))
      }
    }
    return answers
  }

  private func send(_ request: Request) -> Bool {
    switch request {
    case .run(let text): library.sendQueryParams(handle, text, 0, nil, nil, nil, nil, 0) == 1
    case .prepare(let text, let name): library.sendPrepare(handle, name, text, 0, nil) == 1
    }
  }

  private static func deadline(_ limit: Duration, _ end: ContinuousClock.Instant?)
    -> ContinuousClock.Instant
  {
    let own = ContinuousClock.now + limit
    return end.map { min($0, own) } ?? own
  }

  private func answer(to group: [Request], until deadline: ContinuousClock.Instant)
    throws(DatabaseError) -> GroupAnswer
  {
    var all: [[[String?]]] = []
    var failure: DatabaseError?
    for _ in group {
      var rows: [[String?]] = []
      while let result = try nextResult(until: deadline) {
        defer { library.clear(result) }
        switch library.resultStatus(result) {
        case 0, 1, 2, 9: rows += self.rows(of: result)
        case 3, 4, 8: throw DatabaseError(.lost, "a COPY wants its rows to be read")
        // What stands behind a failure is not done.
        case 11: break
        default: failure = failure ?? error(of: result)
        }
        guard library.status(handle) == 0 else { throw lost }
      }
      all.append(rows)
    }
    // The mark behind the group.
    if let mark = try nextResult(until: deadline) { library.clear(mark) }
    guard library.status(handle) == 0 else { throw lost }
    return failure.map { .failure($0) } ?? .success(all)
  }

  private func nextResult(until deadline: ContinuousClock.Instant) throws(DatabaseError)
    -> OpaquePointer?
  {
    try wait(until: deadline)
    return library.getResult(handle)
  }

  private var lost: DatabaseError {
    DatabaseError(.lost, Self.firstLine(library.errorMessage(handle)))
  }

  /// The same with a wait for each request.
  func oneByOne(
    _ groups: [[Request]],
    within limit: Duration,
    until end: ContinuousClock.Instant? = nil
  ) throws(DatabaseError) -> [GroupAnswer] {
    var answers: [GroupAnswer] = []
    for group in groups {
      let limit = Self.deadline(limit, end) - ContinuousClock.now
      var all: [[[String?]]] = []
      do throws(DatabaseError) {
        for request in group {
          switch request {
          case .run(let text): all.append(try rows(text, within: limit))
          case .prepare(let text, let name):
            _ = try prepare(text, as: name, within: limit)
            all.append([])
          }
        }
        answers.append(.success(all))
      } catch {
        if error.kind == .lost { throw error }
        answers.append(.failure(error))
      }
    }
    return answers
  }
}
