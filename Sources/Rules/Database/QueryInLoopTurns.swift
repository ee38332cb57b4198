// What the statements of one loop have to do with who waits for it, and with what else a turn does.

import Capacity
import SemanticModel
import SourceText

/// One loop that asks the database, with what is known around it.
struct LoopTurns {
  let first: RepeatedCall
  /// All calls of the loop that ask, the first among them.
  let calls: [RepeatedCall]
  let list: WalkedList
  /// The read that gives what is walked, where nothing bounds it.
  let read: OpenRead?
  /// What each turn waits for besides.
  let outbound: RepeatedCall?
  let audience: Audience
  let rare: RareUse?
  let approach: Approach?
  /// A call of the way of which only the name is known.
  let byName: CallSite?
  let program: Program

  private static let writing: Set<String> = ["POST", "PUT", "PATCH", "DELETE", "MUTATION"]

  /// The route that the finding tells.
  var route: Route? {
    approach.flatMap { program.routes(of: $0.entry).first ?? program.routes(of: $0).first }
  }

  /// Whether those who come here save something.
  var isWriting: Bool {
    if let route {
      if Self.writing.contains(route.verb) { return !isQuestion(route) }
      // A handler of several verbs saves what it writes.
      let verbs = approach.map { program.routes(of: $0.entry).map(\.verb) } ?? []
      return verbs.contains { Self.writing.contains($0) || $0 == "ALL" }
        && calls.contains { isWrite($0) || $0.site.reachedKinds.contains(.write) }
    }
    guard let entry = approach?.entry else { return false }
    if entry.kind == .socket {
      var message = program.label(of: entry).split(separator: " ").last?.lowercased() ?? ""
      // A method that a framework calls stands behind the name of its class: `ChatConsumer.connect`.
      if entry.call == nil { message = String(message.split(separator: ".").last ?? "") }
      return !Self.asking.contains { message.hasPrefix($0) }
    }
    guard let position = entry.call.flatMap(program.position) else { return false }
    return ["mutation", "action", "post", "put", "patch", "delete"]
      .contains(program.call(at: position).calledName)
  }

  /// Whether a path says that its route only asks, as those do that send all by POST: `/documents.search`.
  private func isQuestion(_ route: Route) -> Bool {
    let last = route.path.split(separator: "/").last ?? ""
    let words = Growth.words(of: String(last.split(separator: ".").last ?? last))
    let isAsking = words.first.map { ["list", "search", "find"].contains($0) } ?? false
    return route.verb == "POST" && isAsking
  }

  /// How messages begin that only ask.
  private static let asking = [
    "get", "list", "fetch", "load", "find", "search", "read", "query", "subscribe", "join",
    "connect", "open",
    "refresh", "request", "sync", "login",
  ]

  /// Whether the statement of a call changes the database.
  func isWrite(_ call: RepeatedCall) -> Bool {
    call.isWrite || ["INSERT", "UPDATE", "DELETE"].contains(QueryInLoop.verb(call, in: program))
  }

  var onlyWrites: Bool { calls.allSatisfy(isWrite) }

  /// Whether strangers send what is walked, as the pages of others do when they report what happens there.
  var isIngest: Bool {
    guard let route, Self.writing.contains(route.verb), case .submitted = list else { return false }
    return program.takesReports(route)
  }

  /// Whether a route is there for what users do all day, by the words of its path: orders, messages, carts.
  var isMainPath: Bool {
    guard let route else { return false }
    let words = Growth.words(of: route.path)
    // What is taken away is taken away once.
    if route.verb == "DELETE" || words.contains(where: Self.removals.contains) { return false }
    return words.contains { Growth.isStream($0) || Self.bulk.contains($0) }
  }

  private static let removals: Set<String> = ["delete", "remove", "cancel", "archive", "purge"]

  private static let bulk: Set<String> = ["bulk", "batch", "cart", "checkout", "basket", "many"]

  /// Whether all statements run in one transaction.
  var isInTransaction: Bool {
    if program.transactionAround(first.site.function) != nil { return true }
    let own = [first.site] + first.path
    return own.contains(where: \.mentionsTransaction)
      || (approach?.calls ?? []).contains { call in
        call.plays(.transaction) || call.calledName.lowercased().contains("transaction")
      }
  }

  /// Whether no turn waits for the one before it.
  var isTogether: Bool {
    if case .oneAfterAnother = pace { return false }
    return true
  }

  var pace: QueryLoad.Pace {
    guard first.isConcurrent(in: program) else { return .oneAfterAnother }
    if isInTransaction { return .onOneConnection }
    return program.isLimited(first) ? .fewAtATime : .together
  }

  /// The part of the load that comes to one route; nil where few routes share it.
  func share(of target: LoadTarget) -> Input? {
    if isIngest { return nil }
    return program.loadOfOneRoute(under: target, always: isWriting)
  }

  /// What goes wrong under load, where it is not what goes wrong elsewhere.
  var failure: String? {
    if audience == .jobs {
      return
        "The number of statements grows with the data, not with the code, and the connection and the locks "
        + "that the job holds are taken from the requests that run beside it."
    }
    guard isInTransaction else { return isTogether ? Self.failureTogether : nil }
    return
      "Every iteration waits for one round trip to the database, and the transaction keeps its connection and "
      + "its locks until the last has come back: others that want the same rows wait as long."
  }

  private static let failureTogether =
    "All of them ask at the same time, each with a statement of its own. The number of queries grows with the data, "
    + "not with the code: one request takes as many connections of the pool as it can get, and requests that need "
    + "a single row queue behind it."
}

extension Program {
  /// The function that a loop is written in.
  func origin(of call: RepeatedCall) -> FunctionRef {
    function(at: call.repetition.place) ?? call.site.function
  }
}

extension RepeatedCall {
  /// Whether what a turn asks of the database changes it.
  var isWrite: Bool {
    let last = path.last ?? site
    return last.isStatementOfWrite
      || (last.statementVerb == nil && !last.effects.isEmpty
        && last.effects.allSatisfy { $0.kind != .query })
  }

  /// Whether the call makes an object of a class that a member holds, of which some class of the project was taken.
  var isOfUnknownClass: Bool { site.makesOfHeldClass }

  /// Whether all turns ask the same: no name that is bound or assigned inside of the loop stands in the call.
  func isAlike(in program: Program) -> Bool {
    guard !isWrite, !repetition.subject.isEmpty,
      !site.reachedKinds.contains(.write), site.place != repetition.place
    else { return false }
    let text = program.source(of: site.place)
    let bytes = Array(text.utf8)
    return !text.contains("this.") && !text.contains("self.") && !text.contains("=>")
      && program.names(boundOrAssignedIn: repetition.place).allSatisfy {
        Words.count(of: $0, in: bytes[...]) == 0
      }
  }
}

extension CallSite {
  private static let writes: Set<String> = [
    "insert", "update", "delete", "del", "upsert", "increment", "decrement", "insertInto",
    "deleteFrom", "updateTable",
  ]

  /// Whether the statement inserts, changes or removes rows, by its text or by the calls that build it.
  var isStatementOfWrite: Bool {
    if let verb = statementVerb { return Self.writes.contains(verb) }
    return Self.writes.contains(calledName)
      || calleeText.split(whereSeparator: { "(….)".contains($0) }).contains {
        Self.writes.contains(String($0))
      }
  }

  /// Whether what is called says by its first word that it changes something: `syncDomain`, `deleteKey`.
  var isNamedForWriting: Bool {
    Growth.words(of: calledName).first.map(Self.changes.contains) ?? false
  }

  private static let changes: Set<String> = [
    "add", "archive", "cancel", "clean", "cleanup", "create", "delete", "execute", "insert", "mark",
    "process", "reconcile", "remove", "save", "send", "set", "start", "sync", "update", "upsert",
  ]
}
