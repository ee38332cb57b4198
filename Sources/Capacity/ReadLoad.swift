// What a read without a limit does to the process that holds its rows.

/// A read that gives as many rows as there are, on every request.
package struct ReadLoad: Sendable, Hashable {
  package var target: LoadTarget
  package var rows: Input
  package var bytesPerRow: Input
  /// Microseconds of one thread that a row takes: decoding, making an object of it, writing it out again.
  package var microsecondsPerRow: Input

  package init(
    target: LoadTarget = .standard,
    rows: Input,
    bytesPerRow: Input = .bytesOfOneRow,
    microsecondsPerRow: Input = .microsecondsOfOneRow
  ) {
    self.target = target
    self.rows = rows
    self.bytesPerRow = bytesPerRow
    self.microsecondsPerRow = microsecondsPerRow
  }

  package var seconds: Double { rows.value * microsecondsPerRow.value / 1_000_000 }
  package var megabytes: Double { rows.value * bytesPerRow.value / 1_000_000 }

  /// Whether one such answer alone breaks the 95th percentile of the target.
  package var breaksLatencyTarget: Bool { seconds * 1_000 >= target.p95Milliseconds }

  /// The number of rows at which one answer takes as long as the target allows.
  package var rowsAtTarget: Double { target.p95Milliseconds * 1_000 / microsecondsPerRow.value }

  /// `100,000 rows × 1 kB = 100 MB for each answer …`.
  package var sentence: String {
    let count = Figure.grouped(rows.value)
    let verdict =
      breaksLatencyTarget
      ? ", beyond the p95 target of \(Figure.duration(target.p95Milliseconds / 1_000))" : ""
    let inputs = [rows, bytesPerRow, microsecondsPerRow].filter(\.isAssumed).map(\.source)
    return [
      "\(count) rows × \(Figure.grouped(bytesPerRow.value)) bytes = "
        + "\(Figure.grouped(megabytes)) MB for each answer, "
        + "\(Figure.grouped(megabytes * 10)) MB for ten at once",
      "\(count) rows × \(Figure.grouped(microsecondsPerRow.value)) µs = "
        + "\(Figure.duration(seconds)) of one thread\(verdict)",
      "one answer takes \(Figure.duration(target.p95Milliseconds / 1_000)) from "
        + "\(Figure.grouped(rowsAtTarget)) rows on",
      "assuming \(inputs.joined(separator: ", "))",
    ].joined(separator: "; ")
  }
}

extension Input {
  /// Bytes that a row takes as text between the database, the heap and the answer.
  package static let bytesOfOneRow = assumed(1_000, because: "1 kB a row")

  /// Microseconds to decode a row of some ten columns, make an object of it and write it as JSON.
  package static let microsecondsOfOneRow = assumed(
    10,
    because: "10 µs to decode, build and serialise a row"
  )
}
