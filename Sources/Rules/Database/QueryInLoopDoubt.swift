// The one fact that decides whether a loop of queries is worth mending.

import SemanticModel

extension LoopTurns {
  /// What is to be checked; nil where the code shows that the list is long, or read by those who wait.
  var doubt: String? {
    if let unknown = doubtOfEntry { return unknown }
    if let handed = first.queryOfOthers(on: approach) {
      return
        "`\(handed)` is a query on some ways only, made by code that does not lead here: check what it is in this loop."
    }
    if let outbound {
      return
        "Each turn also waits for `\(outbound.site.calleeText)`, which takes longer than a statement: check "
        + "whether those calls can start together or run in a job, and whether the statements then still matter."
    }
    if first.isEndedByTest {
      return
        "A test ends the loop, not a list: check how many turns it usually takes."
    }
    if calls.allSatisfy(program.isAskedOfRowFirst) {
      return
        "The method looks first for what the row may have brought along: check whether the query of this list adds it."
    }
    if isSmallByName {
      return
        "\(walkedFirst) is a short list by its name: check that it stays below twenty or so, where one statement "
        + "each is no matter."
    }
    if list == .written {
      return "\(walkedFirst) is written out in the code: check how many elements it has."
    }
    if calls.allSatisfy({ Self.isWorkOnFile($0.site.calledName) }) {
      return
        "Each turn works on a file, by `\(first.site.calleeText)`, which takes longer than a statement: check whether the "
        + "statements matter beside it."
    }
    if calls.allSatisfy(program.isForOneKind) {
      return
        "The statements are asked for elements of one kind only: check how many of \(walked) are of it."
    }
    if let guarded = doubtOfGuard { return guarded }
    if calls.allSatisfy(\.isOfUnknownClass) {
      return
        "`\(first.site.calleeText)` holds a class that the code around it chooses: check which it is here, and whether "
        + "making one asks the database."
    }
    if audience == .jobs { return doubtOfJob }
    if let kept = doubtOfKeptAnswers ?? doubtOfHands { return kept }
    if let state = program.stateEnteredOnce(by: program.origin(of: first)) {
      return
        "The function refuses what it has done once, by `\(state)`: check how many elements \(walked) has in that one run."
    }
    if rare?.errand == .removal, read == nil {
      return
        "\(walkedFirst) is what belongs to one account or project: check how many one of them has."
    }
    return isWriting ? doubtOfWriting : doubtOfReading
  }

  /// What the loop walks, in words.
  private var walked: String {
    let subject = first.repetition.subject
    if !subject.isEmpty, !subject.contains("…") { return "`\(subject)`" }
    switch list {
    case .part(let name) where !name.isEmpty: return "`\(name)`"
    case .submitted(let name) where !name.isEmpty: return "`\(name)`"
    default: return "the list"
    }
  }

  /// The same at the beginning of a sentence.
  private var walkedFirst: String { walked == "the list" ? "The list" : walked }

  /// Who hands a function to what cannot be followed may run it now and then.
  private var doubtOfEntry: String? {
    guard let approach else {
      return
        "No route is seen to lead here: check who runs the loop, and how many elements it walks then."
    }
    if approach.entry.kind == .escaped || approach.entry.kind == .startup {
      return
        "`\(program.label(of: approach.entry))` is handed over to be run by something else: check how often "
        + "that is, and how many elements \(walked) has then."
    }
    if let byName {
      return
        "`\(byName.calleeText)` leads here by its name alone: check that it is this function which runs, and how "
        + "many elements \(walked) has then."
    }
    let routes = program.routes(of: approach).count
    guard routes > Self.tooMany else { return nil }
    return
      "\(routes) of \(program.routes.count) routes seem to lead here: check which of them does, and how many "
      + "elements \(walked) has there."
  }

  private static let tooMany = 40

  /// A test that lets few turns, or few requests, come to the statement.
  private var doubtOfGuard: String? {
    let guards = calls.map { program.turnGuard(of: $0) }
    guard !guards.contains(nil), let guarded = guards.first ?? nil else { return nil }
    switch guarded {
    case .mark(let name):
      return
        "The statements are asked for elements with `\(name)` only: check how many of \(walked) have it."
    case .option(let name):
      return
        "The statements are asked only where `\(name)` is given or turned on: check how many requests do so, and how many "
        + "elements \(walked) has then."
    }
  }

  /// Most of the routes that lead here send an answer that is kept.
  private var doubtOfKeptAnswers: String? {
    guard let approach, rare == nil else { return nil }
    let (kept, all) = program.keptAnswers(of: approach)
    guard kept * 2 > all else { return nil }
    return
      "\(kept) of the \(all) routes that lead here keep their answers for a while: check how often the others are asked."
  }

  private static func isWorkOnFile(_ name: String) -> Bool {
    !Set(Growth.words(of: name)).isDisjoint(with: [
      "upload", "pdf", "resize", "thumbnail", "transcode", "unzip", "file", "filename",
    ])
  }

  private var isSmallByName: Bool {
    let subject = first.repetition.subject.split {
      $0 == "." || $0 == "(" || $0 == ")" || $0 == "…"
    }
    var name = subject.last.map(String.init) ?? ""
    if name.isEmpty {
      switch list {
      case .part(let own), .submitted(let own): name = own
      case .rows, .written, .unknown: break
      }
    }
    // `groupNames` are groups, and `teamIds` teams.
    let words = Growth.words(of: name)
    let noun = words.last { !Self.keys.contains($0) } ?? ""
    guard !noun.isEmpty, read == nil || read?.reach != .everything else { return false }
    if Growth(of: noun) == .small || Self.short.contains(noun) { return true }
    guard case .part = list else { return false }
    return Growth(of: noun) == .slow
  }

  private static let keys: Set<String> = ["id", "uid", "uuid", "name", "slug", "key", "ref"]

  /// What one person, page or thing has a handful of.
  private static let short: Set<String> = [
    "table", "column", "day", "month", "step", "locale", "scope", "organization", "organisation",
    "workspace", "team", "group", "domain", "owner", "admin", "administrator", "moderator",
    "filter", "condition", "sort", "region", "dependency", "widget", "file", "upload",
    "attachment",
  ]

  /// Nobody waits for a job, and a statement for each row keeps what a run had done before it failed.
  private var doubtOfJob: String {
    doubtOfUndertakings
      ?? "No request waits for it: check how many elements \(walked) has in one run, and how often that runs; "
      + "1,000 take about a second."
  }

  /// One statement for all would fail for all.
  private var doubtOfUndertakings: String? {
    guard calls.allSatisfy(\.isCaughtByTurn), calls.contains(where: writes) else { return nil }
    return
      "What fails in one turn is caught there, and the others go on: check whether \(walked) is ever long enough to "
      + "give that up for one statement."
  }

  private var isSubmitted: Bool {
    if case .submitted = list { return true }
    return false
  }

  private func writes(_ call: RepeatedCall) -> Bool {
    isWrite(call) || call.site.reachedKinds.contains(.write)
  }

  private var doubtOfWriting: String? {
    if !isIngest, !isMainPath || !isSubmitted, let own = doubtOfUndertakings { return own }
    let isNew = route.map { ["POST", "MUTATION"].contains($0.verb) } ?? false
    switch list {
    case .submitted:
      if isIngest || !onlyWrites && isNew && isMainPath { return nil }
      return
        "The one who saves sends \(walked): check how many one request brings; for a handful of rows one "
        + "statement each is no matter."
    case .rows:
      if isWhole || !onlyWrites && isNew && isMainPath && !isOfOneRow { return nil }
      return "\(walkedFirst) comes from a read that may give few rows: check how many it gives."
    case .part, .unknown, .written:
      return
        "\(walkedFirst) is walked when something is saved: check how many elements it has then; for a handful one "
        + "statement each is no matter."
    }
  }

  /// Whether what is walked is a whole table, or what one owner gathers without end.
  private var isWhole: Bool {
    guard let read else { return false }
    switch read.reach {
    case .everything, .share: return Growth(of: read.subject) > .small
    case .owned: return Growth.isStream(read.subject)
    case .few, .matching, .unknown: return false
    }
  }

  /// Whether what is walked are the rows of one other row, to which nobody goes on adding.
  private var isOfOneRow: Bool {
    guard let read, case .owned(let owner) = read.reach else { return false }
    if Self.hands.contains(UnboundedRead.noun(owner)) { return true }
    return !ReadFilter.isTenant(owner) && !Growth.isStream(read.subject)
      && program.depth(of: first.repetition) < 2
  }

  /// What one person puts together and takes along.
  private static let hands: Set<String> = [
    "cart", "basket", "bag", "order", "invoice", "booking", "quotation", "shipment",
  ]

  /// What one order or cart holds.
  private var doubtOfHands: String? {
    let parts = first.repetition.subject.split(separator: ".")
    let first = parts.first.map(String.init) ?? ""
    // `order.tickets`, `order_tickets`
    let owner = parts.count == 2 ? UnboundedRead.noun(first) : Growth.words(of: first).first ?? ""
    let isPart = parts.count == 2 || parts.count == 1 && Growth.words(of: first).count == 2
    if parts.count == 2, Growth.isStream(String(parts[1])) { return nil }
    guard !isSubmitted || parts.count == 2, isPart, Self.hands.contains(owner) else { return nil }
    return
      "\(walkedFirst) is what one `\(owner)` holds: check how many that is; for a handful one statement each is no matter."
  }

  private var doubtOfReading: String? {
    if calls.contains(where: { isWrite($0) || writes($0) && $0.site.isNamedForWriting }) {
      return
        "The loop writes in a request that reads: check how often there is something to write, and for how many "
        + "elements of \(walked)."
    }
    if isSubmitted {
      return
        "\(walkedFirst) comes with the request, or from what calls the handler: check how many elements one request "
        + "has; for a handful one statement each is no matter."
    }
    let isSent = route.map { ["POST", "PUT", "PATCH"].contains($0.verb) } ?? false
    if case .unknown = list,
      isSent && program.hasHundredsOfRoutes || (approach?.calls.count ?? 0) > Self.farAway
    {
      return
        "Nothing in the code shows where \(walked) comes from: check how many elements it has on this route."
    }
    return doubtOfChildren
  }

  /// What belongs to one row is mostly a handful; only what people go on adding to it is long.
  private var doubtOfChildren: String? {
    guard program.depth(of: first.repetition) < 2 else { return nil }
    switch list {
    case .part(let name) where !name.isEmpty && !Growth.isStream(name):
      return
        "\(walkedFirst) belongs to one row: check how many elements one row has; for a handful one statement each "
        + "is no matter."
    case .rows:
      guard let read, case .owned(let owner) = read.reach, !ReadFilter.isTenant(owner),
        !ReadFilter.isCustomer(owner), !Growth.isStream(read.subject)
      else { return nil }
      return
        "\(walkedFirst) holds the rows of one `\(owner)`: check how many it has; for a handful one statement each "
        + "is no matter."
    default: return nil
    }
  }

  private static let farAway = 4
}
