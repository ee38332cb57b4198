// One connection to PostgreSQL, on which every statement has a deadline.

import Glibc

/// Owns a connection; used by one task at a time.
package final class Connection {
  let library: LibPQ
  let handle: OpaquePointer
  /// How long the server may take to answer a cancellation.
  private let grace = Duration.seconds(2)

  /// Connects by the words that libpq knows: `host=… user=…`.
  package init(_ words: String) throws(DatabaseError) {
    library = try LibPQ()
    guard let handle = library.connect(words) else {
      throw DatabaseError(.lost, "libpq has no memory for a connection")
    }
    self.handle = handle
    guard library.status(handle) == 0 else {
      let message = Self.firstLine(library.errorMessage(handle))
      throw DatabaseError(.lost, "cannot connect to PostgreSQL: \(message)")
    }
    // Else libpq writes every NOTICE to standard error.
    _ = library.setNoticeProcessor(handle, { _, _ in }, nil)
    _ = library.setNonblocking(handle, 1)
  }

  deinit { library.finish(handle) }

  /// The version of the server, as it says it: `15.20`.
  package var serverVersion: String {
    guard let text = library.parameterStatus(handle, "server_version") else { return "" }
    let whole = String(cString: text)
    return String(whole.prefix { $0 != " " })
  }

  /// The rows that one statement gives, as text; more than one statement is refused.
  @discardableResult
  package func rows(
    _ statement: String,
    _ parameters: [String?] = [],
    within limit: Duration = .seconds(10)
  ) throws(DatabaseError) -> [[String?]] {
    let texts = parameters.map { $0.flatMap { strdup($0) } }
    defer { for text in texts { free(text) } }
    let pointers = texts.map { $0.map { UnsafePointer($0) } }
    let sent = library.sendQueryParams(
      handle,
      statement,
      Int32(parameters.count),
      nil,
      pointers,
      nil,
      nil,
      0
    )
    return try answer(sent, within: limit, keepsRows: true).rows
  }

  /// Runs a script of any number of statements, and forgets the rows that they give.
  package func run(_ script: String, within limit: Duration = .seconds(10)) throws(DatabaseError) {
    let sent = library.sendQuery(handle, script)
    if sent == 1 { _ = library.setSingleRowMode(handle) }
    _ = try answer(sent, within: limit, keepsRows: false)
  }

  /// Has the server parse a statement under a name; the types of its parameters, as their OIDs.
  package func prepare(
    _ statement: String,
    as name: String,
    within limit: Duration = .seconds(10)
  ) throws(DatabaseError) -> [UInt32] {
    _ = try answer(
      library.sendPrepare(handle, name, statement, 0, nil),
      within: limit,
      keepsRows: false
    )
    return try answer(
      library.sendDescribePrepared(handle, name),
      within: limit,
      keepsRows: false
    ).parameterTypes
  }

  // MARK: Answers

  private struct Answer {
    var rows: [[String?]] = []
    var parameterTypes: [UInt32] = []
  }

  private func answer(_ sent: Int32, within limit: Duration, keepsRows: Bool)
    throws(DatabaseError) -> Answer
  {
    guard sent == 1 else {
      throw DatabaseError(.lost, Self.firstLine(library.errorMessage(handle)))
    }
    let deadline = ContinuousClock.now + limit
    var answer = Answer()
    var failure: DatabaseError?
    while true {
      try wait(until: deadline)
      guard let result = library.getResult(handle) else { break }
      defer { library.clear(result) }
      switch library.resultStatus(result) {
      case 0, 1, 2, 6, 9: if keepsRows { answer.rows += rows(of: result) }
      // Rows that the statement wants to be sent are refused, and it fails.
      case 4: _ = library.putCopyEnd(handle, "no rows are sent here")
      case 3, 8: throw DatabaseError(.lost, "a COPY wants its rows to be read")
      default: failure = error(of: result)
      }
      if library.resultStatus(result) == 1 { answer.parameterTypes = parameterTypes(of: result) }
    }
    if let failure { throw failure }
    return answer
  }

  /// Waits for a result; behind the deadline it cancels, and gives up on a server that does not obey.
  ///
  /// A cancellation that comes before the statement has begun stops nothing, so it is sent again, each time after twice
  /// the time, while the server is busy.
  func wait(until deadline: ContinuousClock.Instant) throws(DatabaseError) {
    var pause = Duration.milliseconds(50)
    var next = deadline
    var end: ContinuousClock.Instant?
    while true {
      let isUnsent = library.flush(handle) == 1
      if library.isBusy(handle) == 0 { return }
      let now = ContinuousClock.now
      if now >= next {
        if let end, now >= end {
          throw DatabaseError(.lost, "the server does not stop a statement that was cancelled")
        }
        end = end ?? now + grace
        cancel()
        next = ContinuousClock.now + pause
        pause = pause * 2
        continue
      }
      var socket = pollfd(fd: library.socket(handle), events: 0, revents: 0)
      socket.events = Int16(isUnsent ? POLLIN | POLLOUT : POLLIN)
      _ = poll(&socket, 1, Int32(clamping: Int((next - now) / .milliseconds(1)) + 1))
      if socket.revents & ~Int16(POLLOUT) != 0, library.consumeInput(handle) == 0 {
        throw DatabaseError(.lost, Self.firstLine(library.errorMessage(handle)))
      }
    }
  }

  private func cancel() {
    guard let request = library.getCancel(handle) else { return }
    var message = [CChar](repeating: 0, count: 256)
    _ = library.cancel(request, &message, 256)
    library.freeCancel(request)
  }

  func rows(of result: OpaquePointer) -> [[String?]] {
    let fields = library.fieldCount(result)
    return (0..<library.rowCount(result)).map { row in
      (0..<fields).map { field in
        guard library.isNull(result, row, field) == 0 else { return nil }
        return library.value(result, row, field).map { String(cString: $0) }
      }
    }
  }

  private func parameterTypes(of result: OpaquePointer) -> [UInt32] {
    (0..<library.parameterCount(result)).map { library.parameterType(result, $0) }
  }

  func error(of result: OpaquePointer) -> DatabaseError {
    let code =
      library.resultField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
    let message = Self.firstLine(library.resultField(result, Int32(UInt8(ascii: "M"))))
    return DatabaseError(code == "57014" ? .deadline : .statement, code: code, message)
  }

  static func firstLine(_ text: UnsafeMutablePointer<CChar>?) -> String {
    guard let text else { return "no reason was given" }
    let lines = String(cString: text).split(separator: "\n")
    return lines.first.map(String.init) ?? "no reason was given"
  }
}
