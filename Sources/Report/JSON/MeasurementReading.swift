// What was measured elsewhere, read from the files of whoever measured it.

import ConfigSyntax
package import Findings

/// Takes measurements into an audit.
package enum MeasurementReading {
  /// No run lasts longer; more seconds are no load test of ours.
  private static let mostSeconds = 200_000

  /// Adds what a file holds: a run or a limit of `plimsoll load --format json`, or a list of measurements.
  ///
  /// Throws an `AuditReadingError` for a text that is cut off, foreign or holds what cannot be.
  package static func add(
    _ bytes: [UInt8],
    named name: String,
    to audit: inout Audit
  ) throws(AuditReadingError) {
    let document = ConfigDocument(strictJSON: bytes)
    if let problem = document.diagnostics.first {
      throw refusal("line \(problem.line): \(problem.message)")
    }
    do {
      try add(document.value, named: Self.short(name), to: &audit)
    } catch let error as AuditReadingError {
      throw error
    } catch DecodingError.dataCorrupted(let context) {
      throw refusal("\(AuditReading.place(context.codingPath)) \(context.debugDescription)")
    } catch {
      throw refusal("\(error)")
    }
  }

  /// The run that a file of `plimsoll load --format json` holds.
  ///
  /// Throws an `AuditReadingError` for anything else.
  package static func run(_ bytes: [UInt8]) throws(AuditReadingError) -> LoadRun {
    let document = ConfigDocument(strictJSON: bytes)
    do {
      return try LoadRun(from: JSONTreeDecoder(value: document.value))
    } catch {
      throw refusal("\(error)")
    }
  }

  private static func add(
    _ value: ConfigValue,
    named name: String,
    to audit: inout Audit
  ) throws {
    let decoder = JSONTreeDecoder(value: value)
    switch value["schema"]?.string {
    case "plimsoll-load/1":
      var run = try LoadRun(from: decoder)
      guard run.intervals.count <= mostSeconds else { throw refusal("it has too many seconds") }
      run.source = name
      audit.loadRuns = (audit.loadRuns ?? []) + [run]
      add(run.measurements(under: audit.loadTarget) + run.growthMeasurements, to: &audit)
    case "plimsoll-load-limit/1":
      var limit = try LoadLimit(from: decoder)
      limit.source = name
      audit.loadLimits = (audit.loadLimits ?? []) + [limit]
      add(limit.measurements(under: audit.loadTarget), to: &audit)
    default:
      guard value.isArray else { throw refusal("it is JSON of something else") }
      add(try [Measurement](from: decoder), to: &audit)
    }
  }

  private static func add(_ measurements: [Measurement], to audit: inout Audit) {
    guard !measurements.isEmpty else { return }
    audit.measurements = (audit.measurements ?? []) + measurements
  }

  /// The name without the folders of another machine.
  private static func short(_ name: String) -> String {
    String(name.split(separator: "/").last ?? "")
  }

  private static func refusal(_ reason: String) -> AuditReadingError {
    AuditReadingError(
      message:
        "no measurements (\(reason)); give a file that plimsoll load --format json wrote, "
        + "or a list of {\"name\", \"value\", \"unit\", \"source\"}"
    )
  }
}
