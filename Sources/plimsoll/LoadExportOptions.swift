// Where the figures of a run go besides the summary.

import ArgumentParser
import Glibc
import LoadEngine
import Report

struct LoadExportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Also write a summary as k6 does.", valueName: "file"))
  var summaryExport: String?

  @Option(
    help: ArgumentHelp("Also send each second to Prometheus (remote write).", valueName: "url")
  )
  var prometheus: String?

  @Option(
    help: ArgumentHelp("Also send each second to an OpenTelemetry collector.", valueName: "url")
  )
  var otlp: String?

  /// The first flag that was given.
  var given: String? {
    if summaryExport != nil { return "--summary-export" }
    return prometheus != nil ? "--prometheus" : otlp != nil ? "--otlp" : nil
  }

  /// The receivers; throws before a run whose figures nobody could take.
  func receivers() throws(LoadError) -> [MetricPush] {
    var receivers: [MetricPush] = []
    if let prometheus { receivers.append(try MetricPush(to: prometheus, as: .prometheus)) }
    if let otlp { receivers.append(try MetricPush(to: otlp, as: .openTelemetry)) }
    return receivers
  }

  /// Writes and sends what was asked for.
  func send(_ result: LoadResult, _ verdict: LoadVerdict, to receivers: [MetricPush]) async throws {
    if let summaryExport {
      try Output.file(summaryExport).write(
        try JSONText.of(K6Summary(of: result, verdict: verdict))
      )
    }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = Int(now.tv_sec) * 1_000 + Int(now.tv_nsec) / 1_000_000
    let began = milliseconds - Int(result.seconds * 1_000)
    for receiver in receivers { try await receiver.send(result, began: began) }
  }
}

/// A run in the format that was asked for.
enum LoadRendering {
  /// `document` is the run's JSON, `text` its summary.
  static func text(
    of result: LoadResult,
    as format: LoadFormat,
    document: some Encodable,
    text: @autoclosure () -> String
  ) throws -> String {
    switch format {
    case .text: return text()
    case .json: return try JSONText.of(document)
    case .csv: return LoadTable(of: result).text()
    case .html, .junit:
      do {
        let run = try MeasurementReading.run(Array(try JSONText.of(document).utf8))
        return format == .html
          ? LoadPage(of: run, version: Version.current).text() : LoadJUnit(of: run).text()
      } catch let error as AuditReadingError {
        throw Failure.environment(error.message)
      }
    }
  }
}
