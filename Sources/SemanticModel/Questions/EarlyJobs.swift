// Jobs that are put into a queue before what they work on is stored for good.

import Facts

/// A message that is sent while the row it speaks of can still be taken back.
package struct EarlyJob: Sendable {
  package let site: CallSite
  /// What opens the transaction, or the commit that comes later.
  package let around: SourcePlace
  package let isInsideTransaction: Bool
}

extension Program {
  /// The jobs that are put into a queue inside a transaction, or in front of the commit of their function.
  package var earlyJobs: [EarlyJob] {
    calls(with: [.enqueue]).compactMap { site in
      guard site.unit.isRunning, site.isReached(from: .running), !isDelayed(site) else {
        return nil
      }
      if let around = transactionAround(site.function), writes(before: site) {
        return EarlyJob(site: site, around: around.place, isInsideTransaction: true)
      }
      if let block = atomicBlock(around: site), writes(before: site) {
        return EarlyJob(site: site, around: block, isInsideTransaction: true)
      }
      return commit(behind: site).map {
        EarlyJob(site: site, around: $0.place, isInsideTransaction: false)
      }
    }
  }

  /// A job that starts later has its row by then; a hook of the commit sends it afterwards.
  private func isDelayed(_ site: CallSite) -> Bool {
    site.option(["delay", "countdown", "eta", "startAfter"]) != nil
      || graph.closureUses[site.function].map {
        ["on_commit", "afterCommit", "onCommit"].contains(call(at: $0.call).calledName)
      } ?? false
  }

  private func writes(before site: CallSite) -> Bool {
    own(in: site.function).contains { other in
      other.position < site.position && other.reachedKinds.contains(.write)
    }
  }

  private func own(in function: FunctionRef) -> [CallSite] {
    units[function.unitIndex].facts.steps(of: function.id).compactMap { index in
      table.position(of: CallRef(unit: function.unitIndex, id: InstructionID(index)))
        .map { call(at: $0) }
    }
  }
  /// The transaction that a `with` opens around a call.
  private func atomicBlock(around site: CallSite) -> SourcePlace? {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == .with, region.subject.isPresent {
        let words = text(of: region.subject, in: site.unit)
        if words.contains("atomic") || words.hasSuffix("begin(…)") || words.hasSuffix("begin()") {
          let subject = facts.values[region.subject.index]
          return SourcePlace(unit: site.place.unit, span: subject.span)
        }
      }
      next = region.parent
    }
    return nil
  }
  /// Whether a commit stands in a `try` of the block of the job: it is reached whenever the job is.
  private func isTried(_ commit: CallSite, behind job: CallSite) -> Bool {
    let region = commit.unit.facts.regions[commit.instruction.region.index]
    return region.kind == .try && region.parent == job.instruction.region
  }

  /// `db.session.add(order)`, the job, and only then `db.session.commit()`.
  private func commit(behind site: CallSite) -> CallSite? {
    let calls = own(in: site.function)
    guard let position = calls.firstIndex(where: { $0.position == site.position }) else {
      return nil
    }
    var isOpen = false
    for other in calls[..<position] {
      switch other.calledName {
      case "add", "add_all", "flush", "merge": isOpen = isOpen || other.isOfSession
      case "commit": isOpen = false
      default: continue
      }
    }
    guard isOpen else { return nil }
    return calls[(position + 1)...].first {
      $0.calledName == "commit" && $0.isOfSession
        && ($0.instruction.region == site.instruction.region || isTried($0, behind: site))
    }
  }
}

extension CallSite {
  /// The receiver goes by the name of a session of a mapper.
  fileprivate var isOfSession: Bool {
    calleeText.split(separator: ".").dropLast().last.map {
      $0.lowercased().hasSuffix("session") || $0 == "db"
    }
      ?? false
  }
}
