// What reading a whole table costs the database, where an index would read a few rows.

/// A query that reads every row of a table, at the rate at which it is asked.
package struct ScanLoad: Sendable, Hashable {
  package var target: LoadTarget
  package var rows: Input
  /// Microseconds of one core of the database that a row takes.
  package var microsecondsPerRow: Input
  /// The part of all requests that ask it.
  package var share: Input

  package init(
    target: LoadTarget = .standard,
    rows: Input,
    microsecondsPerRow: Input = .microsecondsOfOneScannedRow,
    share: Input
  ) {
    self.target = target
    self.rows = rows
    self.microsecondsPerRow = microsecondsPerRow
    self.share = share
  }

  package var seconds: Double { rows.value * microsecondsPerRow.value / 1_000_000 }

  /// Cores of the database that are busy with it, by Little's law.
  package var cores: Double { target.requestsPerSecond * share.value * seconds }

  /// The number of rows at which one query takes as long as the target allows.
  package var rowsAtTarget: Double { target.p95Milliseconds * 1_000 / microsecondsPerRow.value }

  /// The worse of two: what one request waits, and what the database has left.
  ///
  /// A database of four cores is full with four of them busy; one busy core in four is felt by all.
  package var consequence: Consequence {
    let delay = Consequence.ofDelay(milliseconds: seconds * 1_000, under: target)
    let load: Consequence =
      cores >= 4 ? .fails : cores >= 1 ? .degrades : cores >= 0.1 ? .noticeable : .acceptable
    return max(delay, load)
  }

  /// What one run of a job takes, for which no request waits.
  package var sentenceOfRun: String {
    let inputs = [rows, microsecondsPerRow].filter(\.isAssumed).map(\.source)
    return [
      "\(Figure.grouped(rows.value)) rows × \(Figure.grouped(microsecondsPerRow.value)) µs = "
        + "\(Figure.duration(seconds)) of one core of the database for each query of a run; no request waits for it",
      "assuming \(inputs.joined(separator: ", "))",
    ].joined(separator: "; ")
  }

  /// What one query takes, where nothing tells how often it is asked.
  package var sentenceOfOne: String {
    let inputs = [rows, microsecondsPerRow].filter(\.isAssumed).map(\.source)
    return [
      "\(Figure.grouped(rows.value)) rows × \(Figure.grouped(microsecondsPerRow.value)) µs = "
        + "\(Figure.duration(seconds)) of one core of the database for each query; how often it is asked is not known",
      "assuming \(inputs.joined(separator: ", "))",
    ].joined(separator: "; ")
  }

  /// `100,000 rows × 0.5 µs = 50 ms for each query; 100 requests/s × 0.2 × 50 ms = 1 core …`.
  package var sentence: String {
    let inputs = [rows, microsecondsPerRow, share].filter(\.isAssumed).map(\.source)
    return [
      "\(Figure.grouped(rows.value)) rows × \(Figure.grouped(microsecondsPerRow.value)) µs = "
        + "\(Figure.duration(seconds)) for each query",
      "\(Figure.grouped(target.requestsPerSecond * share.value)) requests/s × "
        + "\(Figure.duration(seconds)) = \(Figure.counted(cores, "busy core")) of the database",
      "one query takes the whole p95 target from \(Figure.grouped(rowsAtTarget)) rows on",
      "assuming \(inputs.joined(separator: ", "))",
    ].joined(separator: "; ")
  }
}

extension Input {
  /// Microseconds to read a row of some 200 bytes from memory and compare a column.
  ///
  /// PostgreSQL's sequential scan does two to five million such rows a second on one core.
  package static let microsecondsOfOneScannedRow = assumed(
    0.5,
    because: "0.5 µs of one core to read and compare a row"
  )
}
