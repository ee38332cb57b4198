// One relation that is loaded row by row, with the one fact that may make it harmless.

import Findings
import SemanticModel

/// A lazy load at a query that runs, and what is doubtful about it.
struct LazyRelationCase {
  let load: LazyLoad
  /// The call that begins the query.
  let site: CallSite
  /// The first read that loads.
  let read: CallSite
  let rare: RareUse?
  let approach: Approach?
  /// What to check; nil where the code shows that it costs.
  let doubt: String?

  init?(_ load: LazyLoad, in program: Program) {
    guard let site = program.call(load.query), let read = load.reads.first.map(program.call(at:)),
      !(load.calls.map(program.call(at:)) + [read]).contains(where: program.isGuardedByItsResult),
      site.unit.isRunning, read.unit.isRunning, !Self.refersToTenant(load),
      !program.isOverwritten(load.chain),
      load.isServed || site.isReached(from: .serving) && read.isReached(from: .serving)
    else { return nil }
    self.load = load
    self.site = site
    self.read = read
    if program.isOfSerializerField(site) { return nil }
    let isAsked = site.audience == .requests
    rare =
      site.rareUse ?? read.rareUse
      ?? (isAsked ? load.walker(in: program).flatMap { site.rareWay(to: $0) } : nil)
      ?? (load.isServed ? program.rareUse(ofViewOf: site) : nil)
    approach = load.walker(in: program).map { site.approach(sharedWith: $0) } ?? site.approach
    doubt =
      Self.doubtOfWay(load, site, read, approach, in: program)
      ?? Self.doubt(load, site, approach, in: program)
  }

  /// All rows of a request belong to one tenant, which is loaded once.
  private static func refersToTenant(_ load: LazyLoad) -> Bool {
    guard let step = load.path.last, !step.isMany else { return false }
    return ["org", "organization", "organisation", "tenant", "workspace"].contains(step.name)
  }

  /// Whether the rows are loaded at all by those who are seen to come here.
  private static func doubtOfWay(
    _ load: LazyLoad,
    _ site: CallSite,
    _ read: CallSite,
    _ approach: Approach?,
    in program: Program
  ) -> String? {
    if let flag = program.flag(before: site) ?? program.flag(before: read) {
      return "The rows are read only where `\(flag)` is asked for: check how many requests do so."
    }
    if let state = program.stateEnteredOnce(by: site.function) {
      return
        "The function refuses what it has done once, by `\(state)`: check how many rows it walks in that one run."
    }
    if let name = program.nameKeptBetweenTurns(read) {
      return
        "`\(name)` is set by the first row and kept for the others: check whether it is ever another one."
    }
    guard load.loop == nil else { return nil }
    let routes = approach.map { program.routes(of: $0) } ?? program.routes(ofViewOf: site)
    return program.nameOneRow(routes)
      ? "Each of the routes that lead here names one row: check whether one of them lists the rows."
      : nil
  }

  private static func doubt(
    _ load: LazyLoad,
    _ site: CallSite,
    _ approach: Approach?,
    in program: Program
  ) -> String? {
    if program.isOfKeptFunction(site) {
      return "The function's results are kept for a while: check how often it is computed."
    }
    if load.isSearch {
      return "The loop ends at the first hit: check how many rows it usually reads before that."
    }
    if load.isBehindRelation {
      return
        "Check whether the query that gives the row these rows belong to loads `\(load.name)` with them."
    }
    return doubtOfNumber(load, in: program)
      ?? doubtOfUse(load, site, approach?.isWriting(in: program) ?? site.isOfSaving, in: program)
  }

  /// Few different rows, which the session holds once each.
  private static func doubtOfNumber(_ load: LazyLoad, in program: Program) -> String? {
    let isBehindShared = load.path.count > 1 && load.path.first?.isMany == false
    guard load.isHeldByKey || isBehindShared && load.bounds.isListed else { return nil }
    if load.bounds.isListed {
      return
        "The query names the rows of `\(load.name)` in a list: check whether the session has loaded them before."
    }
    let isShared = load.bounds.owners.contains { owner in
      !program.uniqueKeys.holds([owner.column, owner.loaded], of: owner.model)
    }
    if isShared {
      return
        "The rows that the query names refer to `\(load.name)` too, and the session asks once for each different "
        + "one: check whether there is more than one."
    }
    return nil
  }

  /// Few rows, or turns that cost more than what they load.
  private static func doubtOfUse(
    _ load: LazyLoad,
    _ site: CallSite,
    _ isWriting: Bool,
    in program: Program
  ) -> String? {
    if let loop = load.loop, let write = program.write(inEachTurnOf: loop) {
      return
        "Each turn writes to the database as well, by `\(write.calleeText)`: check whether what is loaded "
        + "before is a part of its time that counts."
    }
    if let owner = load.path.first?.owner, Growth.isSetUp(owner) {
      return
        "Somebody sets up the rows of `\(owner)` once: check how many one list has; for a handful one statement each "
        + "is no matter."
    }
    if site.audience == .jobs {
      return
        "No request waits for it: check how many rows one run walks, and how often that runs; 1,000 take about a second."
    }
    guard isWriting || site.isOfSaving else {
      return load.bounds.isOfOneOwner && !load.isOfStream
        ? "The rows belong to one other row: check how many one has; for a handful one statement each is no matter."
        : nil
    }
    if load.bounds.isOfOneOwner || load.bounds.isNarrowed && site.isOfSaving {
      return
        "The rows belong to one other row, and nobody reads them as a list: check how many one has."
    }
    if load.isHeldByKey {
      return
        "The session asks once for each different `\(load.name)`: check how many different ones the rows of "
        + "one such request refer to."
    }
    return nil
  }
}

extension LazyLoad {
  /// Whether a row at the other end is asked for once, however many rows refer to it.
  var isHeldByKey: Bool { path.last?.isHeldByKey ?? false }

  /// Whether people go on adding to the rows of one owner.
  fileprivate var isOfStream: Bool {
    guard let first = path.first else { return false }
    return Growth.isStream(path.count > 1 && first.isMany ? first.name : first.owner)
  }
}

extension Approach {
  /// Whether the requests that come here change something.
  fileprivate func isWriting(in program: Program) -> Bool {
    guard entry.kind == .request || entry.kind == .socket else { return false }
    let verbs = program.routes(of: entry).map(\.verb)
    guard !verbs.isEmpty else { return program.isNamedAsChange(entry.function) }
    return verbs.allSatisfy(["POST", "PUT", "PATCH", "DELETE"].contains)
  }
}
