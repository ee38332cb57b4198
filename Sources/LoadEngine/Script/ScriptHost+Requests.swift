// Requests of scripts: over kept connections, each user's own.

import CJavaScript
import Glibc

extension ScriptHost {
  /// The largest body that a script gets to see.
  private static let mostBody = 64 << 20

  /// The number of a server, which is looked up at its first use.
  ///
  /// A server that may not be loaded ends the run.
  func origin(_ text: String) throws(LoadError) -> Int {
    if let known = origins.firstIndex(where: { $0.text == text }) { return known }
    do throws(LoadError) {
      let plain = text.split(separator: "@").count == 2 ? Self.withoutUser(text) : text
      let url = try TargetURL(plain)
      let endpoints = try permission.allowed(try Endpoint.resolve(url), of: url)
      guard let endpoint = endpoints.first else {
        throw LoadError.environment("\(text): no address is known; check the host's name")
      }
      var trust = trust
      if !options.verifiesServers { trust.isVerified = false }
      let tls = try TLSClient.client(for: url, trust: trust)
      origins.append(ScriptOrigin(text: text, endpoint: endpoint, tls: tls))
      return origins.count - 1
    } catch {
      if refusal == nil { refusal = error }
      throw error
    }
  }

  private static func withoutUser(_ text: String) -> String {
    guard let start = text.firstRange(of: "//"), let at = text.lastIndex(of: "@") else {
      return text
    }
    return String(text[..<start.upperBound] + text[text.index(after: at)...])
  }

  /// Sends a request and gives the ticket that its answer will settle.
  func send(_ call: NativeCall) throws(LoadError) -> Int {
    let user = call.int(0)
    let origin = call.int(1)
    guard users.indices.contains(user), origins.indices.contains(origin) else {
      throw LoadError.plan("a request of nobody")
    }
    let index = connection(of: user, to: origin)
    let method = engine.text(call[6])
    var bytes: [UInt8] = []
    swap(&bytes, &connections[index].request)
    bytes.removeAll(keepingCapacity: true)
    engine.append(call[2], to: &bytes)
    if !options.reusesConnections { bytes += Array("Connection: close\r\n".utf8) }
    if engine.isUndefined(call[3]) {
      bytes += [0x0D, 0x0A]
    } else {
      let body = engine.bytes(call[3])
      bytes += Array("Content-Length: \(body.count)\r\n\r\n".utf8)
      bytes += body
    }
    let number = ticket(.request(connection: index))
    connections[index].request = bytes
    connections[index].ticket = number
    connections[index].timeout = Nanoseconds.of(max(1, call.double(4)) / 1_000)
    connections[index].mode = ScriptConnection.Mode(rawValue: call.int(5)) ?? .text
    connections[index].isIdempotent = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(method)
    connections[index].answersHead = method == "HEAD"
    connections[index].isSecondTry = false
    connections[index].asked = clock.now()
    connections[index].connectTook = 0
    connections[index].handshakeTook = 0
    connections[index].deadline = connections[index].asked &+ connections[index].timeout
    connectAndSend(index)
    return number
  }

  /// A connection that the user has kept to the server, or a new one.
  private func connection(of user: Int, to origin: Int) -> Int {
    let kept = users[user].idle.lastIndex { connections[Int($0)].origin == origin }
    if let kept { return Int(users[user].idle.remove(at: kept)) }
    let index = freeConnections.popLast() ?? connections.count
    if index == connections.count { connections.append(ScriptConnection()) }
    if connections[index].origin != origin { connections[index].wire.forgetSession() }
    connections[index].user = user
    connections[index].origin = origin
    return index
  }

  /// Gives a connection back: to its user while it is open.
  private func release(_ index: Int) {
    connections[index].state = .idle
    connections[index].deadline = .max
    if connections[index].wire.isOpen {
      connections[index].isReused = true
      users[connections[index].user].idle.append(Int32(index))
    } else {
      freeConnections.append(index)
    }
  }

  /// Closes what a user has kept.
  func closeIdle(of user: Int) {
    for index in users[user].idle {
      connections[Int(index)].closeSocket()
      freeConnections.append(Int(index))
    }
    users[user].idle.removeAll(keepingCapacity: true)
  }

  /// Takes away what a user waits for: the round is over.
  func cancel(user: Int) {
    for index in connections.indices
    where connections[index].isBusy && connections[index].user == user {
      tickets[connections[index].ticket] = .free
      freeTickets.append(connections[index].ticket)
      connections[index].closeSocket()
      release(index)
    }
    for number in tickets.indices {
      if case .sleep(user) = tickets[number] { tickets[number] = .cancelled }
    }
  }

  // MARK: - Answers

  /// The answer is there: hands it to the script.
  func answered(_ index: Int) {
    let now = clock.now()
    let ticket = connections[index].ticket
    writeNumbers(of: index, at: now)
    let mode = connections[index].mode
    let head = engine.value(ofText: connections[index].parser.head)
    var body: js_value?
    switch mode {
    case .none: body = nil
    case .text: body = engine.value(ofText: plainBody(of: index))
    case .bytes: body = engine.value(ofBytes: plainBody(of: index))
    }
    release(index)
    settle(ticket, body: body, head: head)
  }

  private func plainBody(of index: Int) -> [UInt8] {
    let parser = connections[index].parser
    return ContentCoding.plain(parser.body, head: parser.head, most: Self.mostBody)
  }

  /// There is no answer and will be none.
  func failed(_ index: Int, _ error: ErrorClass, because reason: String = "") {
    let now = clock.now()
    connections[index].closeSocket(endedWell: false)
    let ticket = connections[index].ticket
    let numbers = engine.numbers
    for place in 0..<12 { numbers[place] = 0 }
    numbers[1] = Double(now &- connections[index].asked) / 1e6
    numbers[7] = Double(error.k6Code)
    numbers[9] = error.isTimeout ? 2 : 0
    if error.isUnreachable { users[connections[index].user].couldNotConnect = true }
    numbers[10] = Double(connections[index].user)
    release(index)
    let text = reason.isEmpty ? error.text : "\(error.text): \(reason)"
    settle(ticket, head: engine.value(""), error: engine.value(text))
  }

  private func writeNumbers(of index: Int, at now: UInt64) {
    let numbers = engine.numbers
    func milliseconds(_ from: UInt64, _ to: UInt64) -> Double {
      to > from ? Double(to - from) / 1e6 : 0
    }
    // Only numbers are taken out: a copy of the connection would count references.
    let status = connections[index].parser.status
    let (sent, sentAll) = (connections[index].sent, connections[index].sentAll)
    let firstByte = connections[index].firstByte
    numbers[0] = Double(status)
    numbers[1] = milliseconds(sent, now)
    numbers[2] = milliseconds(connections[index].asked, sent)
    numbers[3] = Double(connections[index].connectTook) / 1e6
    numbers[11] = Double(connections[index].handshakeTook) / 1e6
    numbers[4] = milliseconds(sent, sentAll)
    numbers[5] = milliseconds(sentAll, firstByte)
    numbers[6] = milliseconds(firstByte, now)
    numbers[7] = status >= 400 ? Double(1_000 + status) : 0
    numbers[8] = Self.setsCookie(connections[index].parser.head) ? 1 : 0
    numbers[9] = 1
    numbers[10] = Double(connections[index].user)
  }

  private static func setsCookie(_ head: [UInt8]) -> Bool {
    let name = Array("set-cookie:".utf8)
    var start = 0
    while start + name.count < head.count {
      if head[start] | 0x20 == 0x73,
        zip(head[start...], name).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      {
        return true
      }
      guard let end = head[start...].firstIndex(of: 0x0A) else { return false }
      start = end + 1
    }
    return false
  }

  /// Counts the request whose answer has just come; only the script knows whether it was expected.
  func countRequest(isExpected: Bool, tags: ScriptTags?) {
    let numbers = engine.numbers
    let kind = numbers[9]
    metrics.add(.requests, 1, tags: tags)
    metrics.add(.failed, isExpected ? 0 : 1, tags: tags)
    intervals?.ended(failed: !isExpected)
    var duration = numbers[1]
    let user = Int(numbers[10])
    if users.indices.contains(user), users[user].late > 0 {
      duration += Double(users[user].late) / 1e6
      users[user].late = 0
    }
    let known = ScriptMetrics.Known.duration.rawValue
    if kind == 2 { return metrics.add(known, duration, tags: tags, isFinished: false) }
    guard kind == 1 else { return }
    if isExpected {
      metrics.add(known, duration, tags: tags)
      intervals?.answered(after: UInt64(duration * 1e6))
    } else {
      metrics.addUnexpected(known, duration, tags: tags)
    }
    metrics.add(.blocked, numbers[2], tags: tags)
    metrics.add(.connecting, numbers[3], tags: tags)
    metrics.add(.handshaking, numbers[11], tags: tags)
    metrics.add(.sending, numbers[4], tags: tags)
    metrics.add(.waiting, numbers[5], tags: tags)
    metrics.add(.receiving, numbers[6], tags: tags)
  }

  func prepareParser(of index: Int) {
    let keeps = connections[index].mode == .none ? 1 : Self.mostBody
    let answersHead = connections[index].answersHead
    connections[index].parser.reset(answersHead: answersHead, keeping: keeps)
  }
}
