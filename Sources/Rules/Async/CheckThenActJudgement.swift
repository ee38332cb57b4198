// What a race between reading and writing is worth, and what would end it.

import Findings
import SemanticModel

/// What is said of one race.
struct RaceJudgement {
  private(set) var title: String
  private(set) var fix: String
  private(set) var severity: Severity
  private(set) var confirm: String?
  /// What two requests do to each other.
  private(set) var problem = CheckThenAct.about.problem

  /// Nil where the database keeps two requests apart.
  init?(_ race: Race, _ keys: RowKeys) {
    let read = race.read.calleeText
    let write = race.write.calleeText
    (title, fix, severity) = ("", "", .medium)
    switch race.kind {
    case .create: guard judgeCreation(race, keys, read, write) else { return nil }
    case .number: guard judgeNumber(race, keys, read, write) else { return nil }
    case .consume: guard judgeConsumption(race, read, write) else { return nil }
    case .compute:
      title = "`\(race.subject)` is written by `\(write)` as computed from what `\(read)` gave"
      fix = Self.compute(race.subject)
      // A person who meets himself loses a setting, not money.
      severity = Self.isPrecious(race.subject) ? .critical : race.isOfCaller ? .monitor : .high
      if severity == .high, Growth.arePersons(race.table) {
        confirm =
          "Check whether two requests change the row of one person at the same moment: only that one's `\(race.subject)` is lost."
      }
      if Self.isStep(race.subject) {
        severity = min(severity, .medium)
        confirm =
          "Check what the second of two such requests is for: where both mean the same next `\(race.subject)`, one step is right."
      }
    case .carried:
      title =
        "`\(race.subject)` is computed from a row that was read before, and `\(write)` stores it"
      fix = Self.compute(race.subject)
      severity = Self.isPrecious(race.subject) ? .high : .medium
      confirm =
        race.read.unit.isPython
        ? "Check whether all who hand the row over read it with a lock (`\(Self.lock(race))`) in the transaction that saves it."
        : "Check whether two requests can change one row at the same moment, as guesses of a password do: each writes the number that it read."
    case .carriedClaim:
      title =
        "`\(race.subject)` is checked on a row that was read before, and `\(write)` stores what follows: two requests take it"
      fix =
        "Change it with the check in the statement (`UPDATE … SET \(race.subject) = … WHERE id = … AND \(race.subject) = …`), and go on only if one row was changed, or have all who hand the row over read it with a lock (`\(Self.lock(race))`)."
      severity = .high
      confirm =
        "Check whether all who hand the row over read it with a lock in the transaction that stores it."
    case .pending:
      title =
        "`\(race.subject)` is computed from what `\(read)` gave, and set on that row for who calls to commit"
      fix = Self.compute(race.subject)
      severity = .high
      confirm =
        "Check whether two requests can run this for the same row: what was read is kept until the commit, and the later of two undoes the earlier."
    case .limit:
      title =
        "`\(race.subject)` is checked on what `\(read)` gave, and `\(write)` changes it without a limit"
      fix =
        "Put the check into the statement that changes it (`UPDATE … SET \(race.subject) = \(race.subject) - n WHERE id = … AND \(race.subject) >= n`), and go on only if one row was changed."
      severity = Self.isPrecious(race.subject) ? .critical : .high
    case .recount:
      title = "`\(write)` writes what `\(read)` counted, while others change what was counted"
      if race.isLong || !race.write.resolved.targets.isEmpty {
        confirm =
          "Check how often two of these run at once for one row, and what another system is told: the older count must not be written or sent last, which takes a lock, not `$inc`."
      }
      fix =
        "Lock the row that is written before the others are counted (`SELECT … FOR UPDATE`), change it by the difference (`$inc`, `SET n = n + 1`), or compute it when it is read: the older of two results must not be written last, and a subquery in the statement that writes does not see what others have not committed."
    case .advance, .claim, .transition: judgeState(race, read, write)
    case .capacity, .floor: judgeCount(race, read, write)
    case .reversal: judgeReversal(race, read, write)
    case .repeated: judgeRepetition(race, write)
    case .counter:
      title = "`\(write)` sets what `\(read)` gave, plus a number: two requests count as one"
      fix = "Count with the cache's own `INCR` (and `EXPIRE` when it gives 1): it is one step."
    case .file:
      title = "`\(write)` writes back the file that `\(read)` gave: two requests undo each other"
      fix =
        "Keep it in a database, or let one writer at a time in (a queue in the process, a lock file) and write to a new file that is renamed."
      severity = .high
    }
    // A number in a cart promises nothing: the order asks for the goods again.
    if Self.isInCart(race), Self.isPrecious(race.subject), severity > .medium || confirm == nil {
      severity = .medium
      confirm =
        "Check whether one person can change one `\(race.table)` twice at once (a double click, two tabs), and whether "
        + "the order checks the numbers again."
    }
    if race.isFoundOrMade {
      doubt(
        "Check whether two requests for one row come at the same moment: a double click, two tabs, two people."
      )
    }
    // A job mostly runs once at a time.
    if race.write.audience == .jobs, confirm == nil {
      confirm = "Check whether two runs of this job for the same rows can overlap."
      severity = min(severity, .medium)
    }
  }

  /// Makes it a suspicion with a fact to check, unless it is one already.
  mutating func doubt(_ fact: String) {
    guard confirm == nil else { return }
    confirm = fact
    severity = min(severity, .medium)
  }

  private static func lock(_ race: Race) -> String {
    race.write.library == "SQLAlchemy" ? "with_for_update" : "select_for_update"
  }

  private static func compute(_ field: String) -> String {
    "Let the database compute it in one statement (`SET \(field) = \(field) + …`, `increment`, `$inc`), with the limit in its WHERE, or read the row with a lock in the same transaction."
  }

  private mutating func judgeCreation(
    _ race: Race,
    _ keys: RowKeys,
    _ read: String,
    _ write: String
  ) -> Bool {
    guard !race.subject.isEmpty, let filter = race.filter else { return false }
    let named = Self.named(by: filter)
    var columns = named.union(race.picked)
    // Lists and spans of time that the read compares name a row too, in a way that no constraint knows.
    let isLoose = columns.isEmpty
    if isLoose {
      columns = Set(filter.conditions.filter { !$0.isOptional }.map(\.name)).subtracting([""])
    }
    let keyed = columns.union(named.map { $0 + "_id" }).union(race.mentioned)
    // A read by a unique key (`findUnique`) says itself that there is one.
    let isKeyed = read.contains("Unique") || read.contains("Pk") || read.hasSuffix("ById")
    let isId = columns.isSubset(of: ["id", "_id", "pk", "uuid"])
    guard !keys.holds(keyed, of: race.table), !isKeyed, !isId,
      !race.sharedColumns.contains(where: { keys.holds([$0], of: race.table) })
    else { return false }
    // What both rows have in common is a key of the table: the database refuses the second.
    if keys.holdsTogether(Self.spelled(race.fixedColumns), of: race.table) { return false }
    title = "`\(write)` makes a row because `\(read)` found none: two requests make two"
    problem = Self.repeating
    let on = Self.list(columns)
    fix = Self.constraint(columns, fixed: Self.fixed(by: filter).intersection(columns))
    if isLoose {
      fix =
        "Keep a key of what is looked for in the row (a text in small letters, the sorted members of a list joined, the start of a slot), declare it unique, and take the error of the second insert for the answer."
      confirm = "Check what two rows that both match \(on) do to those who read them."
    }
    let foreign = columns.sorted().compactMap { column in
      column.lastIndex(of: ".").map { String(column[..<$0]) }
    }
    if let owner = foreign.first {
      fix =
        "No constraint of one table covers \(on): lock the row of `\(owner)` first, in one transaction, or keep its key in the table and declare them unique together."
    }
    if isLoose { return true }
    confirm = doubtOfCreation(race, keys, read, columns) ?? confirm
    return true
  }

  /// What has to be checked of two rows that are the same in some columns; nil where the code shows that they must
  /// not be.
  private func doubtOfCreation(
    _ race: Race,
    _ keys: RowKeys,
    _ read: String,
    _ columns: Set<String>
  ) -> String? {
    let on = Self.list(columns)
    if keys.holdsTogether(
      Self.spelled(race.fixedColumns.union(race.namedColumns)),
      of: race.table
    ) {
      return
        "The table keeps other columns of the new row unique together: check whether two requests that find none of these can differ in those, and what two rows then cost."
    } else if !keys.knows(race.table) {
      return "Check whether the database has a unique constraint on \(on)."
    } else if race.isOfCaller, !race.read.unit.isPython {
      return
        "Check whether one person can send this twice at once: a double click, a retry, two tabs."
    } else if race.write.library == nil,
      let last = read.split(separator: ".").last, Self.lists.contains(String(last))
    {
      return "Check what two such rows cost: the read takes all that there are, not one."
    } else if !Self.identify(columns) {
      return
        "Check what two rows with the same \(on) do to those who read them: where the first is as good as the second, nothing."
    }
    return nil
  }

  private mutating func judgeNumber(
    _ race: Race,
    _ keys: RowKeys,
    _ read: String,
    _ write: String
  ) -> Bool {
    // What is unique together with what the read selects by refuses the second insert.
    let scope = race.filter.map(Self.named) ?? []
    let keyed = scope.union(scope.map { $0 + "_id" }).union([race.subject])
    guard !keys.holds(keyed, of: race.table), !keys.isTime(race.subject, of: race.table) else {
      return false
    }
    title = "`\(race.subject)` of a new row is counted from `\(read)`: two requests get the same"
    fix =
      "Take the number from a sequence, or from a counter that one statement raises and returns (`UPDATE … SET n = n + 1 RETURNING n`), and declare it unique."
    severity = .high
    if !keys.knows(race.table) {
      confirm = "Check whether the database has a unique constraint on `\(race.subject)`."
    }
    return true
  }

  private mutating func judgeConsumption(_ race: Race, _ read: String, _ write: String) -> Bool {
    let noun = Growth.words(of: race.subject).last ?? ""
    guard
      ["token", "code", "otp", "coupon", "voucher", "invite", "invitation", "request"]
        .contains(noun)
    else {
      return false
    }
    if noun == "request" {
      confirm =
        "Check what refuses the second of two such rows: a unique constraint on what is made of a `request` does."
    }
    title =
      "A `\(noun)` that may be used once is read by `\(read)`, then taken away by `\(write)`"
    fix =
      "Take it away and read it in one step (`findOneAndDelete`, `DELETE … RETURNING`, `UPDATE … WHERE used = false`), and go on only if there was one."
    return true
  }

  private mutating func judgeState(_ race: Race, _ read: String, _ write: String) {
    title =
      race.kind == .claim
      ? "`\(race.subject)` is found free by `\(read)`, then taken by `\(write)`: two requests take it"
      : "`\(race.subject)` is checked on what `\(read)` gave, then changed by `\(write)`"
    fix =
      "Change it with the check in the statement (`UPDATE … SET \(race.subject) = … WHERE id = … AND \(race.subject) = …`), and go on only if one row was changed."
    if race.isLong {
      fix +=
        " What another service is asked between them is asked by both: claim the row first, or hand that service a key of idempotency."
    }
    severity = race.kind == .claim ? .high : .medium
    if race.kind == .advance {
      confirm =
        "Check what the second of two such requests does again: writing the same once more is nothing, a mail or a payment is not."
    }
    if Self.isNoteOfTime(race.subject) {
      severity = .medium
      confirm =
        "`\(race.subject)` notes when something was last done: check what it costs to do that twice (a read repeated is nothing, a mail sent twice is not)."
    }
    if race.kind == .claim, race.write.audience == .jobs {
      confirm = "Check whether more than one worker runs this job at the same time."
      severity = .medium
    }
    if race.kind == .transition {
      severity = .monitor
      confirm =
        "Check whether two requests can change `\(race.subject)` of one row in different ways at the same time (cancel and ship, say)."
    }
  }

  /// `lastCheck`, `refreshed_at`: the second of two requests does again what the first did.
  private static func isNoteOfTime(_ field: String) -> Bool {
    let words = Growth.words(of: field)
    return words.first == "last"
      || words.contains {
        ["checked", "refreshed", "fetched", "synced", "polled", "scanned"].contains($0)
      }
  }

  private mutating func judgeReversal(_ race: Race, _ read: String, _ write: String) {
    title =
      "`\(write)` deletes the row that `\(read)` gave, and `\(race.subject)` is changed back for it: two requests change it back twice"
    problem =
      "Requests that come together all find the row before any of them deletes it: each changes `\(race.subject)` back, and a delete that finds nothing left is no error. It needs no crash and leaves no error in a log."
    fix =
      "Delete the row first, in the same transaction, and change `\(race.subject)` back only if one row was deleted (`affected`, `count`, `deletedCount`, `rowcount` is 1), or read the row with a lock."
    severity = Self.isPrecious(race.subject) ? .high : .medium
    if !Self.isPrecious(race.subject) {
      confirm = "Check what a `\(race.subject)` that is changed back twice costs."
    }
  }

  private mutating func judgeRepetition(_ race: Race, _ write: String) {
    title =
      "`\(write)` counts again whenever the same `\(race.subject)` is sent: nothing asks for the one before"
    problem =
      "The state is written whatever it was, and what is counted for it is counted each time: a double click, a retry of the client or two requests at once count twice. It leaves no error in a log."
    fix =
      "Change the state with the one before in the statement (`updateOne({ _id, \(race.subject): before }, …)`, `WHERE id = … AND \(race.subject) <> …`), and count only if one row was changed."
    confirm =
      "Check whether the same `\(race.subject)` can reach the route twice: a page may hide the button, the route does not refuse."
  }

  private static let passing =
    "Requests that come together all count before any of them writes: each finds room, and as many as came pass the limit. It needs no crash and leaves no error in a log."
  private static let repeating =
    "Requests that come together all look before any of them writes: none finds the row, and each makes one. It needs no crash and leaves no error in a log; what later expects one row takes either."

  private mutating func judgeCount(_ race: Race, _ read: String, _ write: String) {
    if race.kind == .capacity {
      title =
        "`\(write)` makes a row because `\(read)` counted few enough: two requests pass the limit"
      problem = Self.passing
      fix =
        "Lock the parent row first, in the same transaction, or keep a counter in it that one statement raises only below the limit (`UPDATE … SET n = n + 1 WHERE id = … AND n < …`), and go on only if one row was changed."
      // The table is one folded word: `classbooking`.
      let isPrecious = Self.isPrecious(race.table) || Self.isPrecious(race.write.calleeText)
      severity = isPrecious ? .high : .medium
      if severity == .medium {
        confirm =
          "Check whether the limit must never be passed: one that only keeps abuse away may be, by a few."
      }
    } else {
      title =
        "`\(write)` takes a row away because `\(read)` counted enough: two requests take the last"
      problem = Self.passing
      fix = "Count and change in one transaction that locks the rows first."
      confirm =
        "Check whether two different rows can be taken away at the same time: a request that comes twice finds its row gone."
    }
  }

  /// Whether the rows are what somebody means to buy.
  private static func isInCart(_ race: Race) -> Bool {
    let words = Growth.words(of: race.table) + Growth.words(of: race.read.calleeText)
    return words.contains { word in ["cart", "basket", "wish"].contains { word.hasPrefix($0) } }
  }

  /// Whether a field says how far something has come: each step is taken once, however often it is asked for.
  private static func isStep(_ field: String) -> Bool {
    Growth.words(of: field).last.map {
      ["semester", "step", "stage", "phase", "grade"].contains($0)
    }
      ?? false
  }

  /// Whether a lost update costs money or goods.
  private static func isPrecious(_ field: String) -> Bool {
    let words = Growth.words(of: field)
    let precious: Set<String> = [
      "balance", "stock", "quantity", "credit", "inventory", "seat", "amount", "available",
      "ticket", "booking", "reservation", "registration", "wallet", "fund",
    ]
    return words.contains(where: precious.contains)
  }
}
