// Jobs that nothing ends: a worker waits as long as what they ask hangs.

import Facts

/// An application of workers whose jobs have no time limit.
package struct EndlessJobs: Sendable {
  /// Where the application is made.
  package let creation: CallSite
  /// What its jobs wait for.
  package let work: [CallSite]
}

extension Program {
  /// The first application of workers that limits the time of no job, though jobs of it wait for other services.
  package var endlessJobs: EndlessJobs? {
    let limits = libraries.libraries.compactMap(\.redelivery).flatMap(\.limits)
    guard !limits.isEmpty, let creation = calls(playing: [.jobQueue]).first(where: isWorker),
      !units.contains(where: { $0.isRunning && !$0.facts.names.ids(of: Set(limits)).isEmpty })
    else { return nil }
    let work = calls(with: [.external, .process]).filter {
      $0.unit.isRunning && $0.unit.isPython && $0.isReached(from: EntryKinds(.job))
    }
    return work.isEmpty ? nil : EndlessJobs(creation: creation, work: work)
  }

  private func isWorker(_ site: CallSite) -> Bool {
    site.unit.isRunning && site.unit.isPython && site.isReached(from: .running)
      && site.resolved.operations.contains { operation in
        let position = libraries[operation.member].library
        return position >= 0 && libraries.libraries[position].redelivery != nil
      }
  }
}
