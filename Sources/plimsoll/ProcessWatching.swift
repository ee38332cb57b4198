// From a process's number to the readings that a verdict is made of.

import LoadEngine
import Probes

enum ProcessWatching {
  /// A watch over a process; throws a failure if there is none.
  static func watch(_ pid: Int, pause: Double) throws(Failure) -> ProcessWatch {
    guard let family = ProcessFamily(id: pid) else {
      throw .environment("\(pid): no such process; name one that runs on this machine")
    }
    return ProcessWatch(family, every: .seconds(pause))
  }

  /// What was read; nothing of nobody.
  static func readings(of watch: ProcessWatch?, tolerated: Double, warmup: Double) -> SoakWatch {
    guard let watch else {
      return SoakWatch(judged: [], process: nil, endedAfter: nil, warmup: warmup)
    }
    let history = watch.history
    var judged = [SoakWatch.Judged(history.memory, tolerated: tolerated)]
    if let descriptors = history.descriptors {
      judged.append(SoakWatch.Judged(descriptors, tolerated: 1))
    }
    judged.append(SoakWatch.Judged(history.threads, tolerated: 1))
    return SoakWatch(
      judged: judged,
      shown: [history.processors],
      process: watch.title,
      endedAfter: history.endedAfter,
      warmup: warmup
    )
  }
}
