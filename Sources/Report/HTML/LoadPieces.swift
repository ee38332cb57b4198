// The seconds of a run, put together as a chart can show them.

import Findings

/// The seconds of a run, put together where there are more than a chart can show.
struct LoadPieces {
  let rows: [LoadRun.Interval]
  let caption: String

  /// More points than these no reader tells apart.
  private static let most = 120

  init(of run: LoadRun) {
    let size = max(1, (run.intervals.count + Self.most - 1) / Self.most)
    caption = size == 1 ? "second by second" : "the slowest second of each \(size)"
    rows = stride(from: 0, to: run.intervals.count, by: size).compactMap { start in
      let piece = run.intervals[start..<min(start + size, run.intervals.count)]
      return piece.max { $0.p95 < $1.p95 }
    }
  }
}
