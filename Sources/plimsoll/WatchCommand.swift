// `plimsoll watch`.

import ArgumentParser
import Glibc
import LoadEngine
import Probes
import Report
import Statistics

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watches a process and says whether it leaks.",
    discussion: """
      Reads memory, threads, descriptors and processors of a process and its
      children until Ctrl-C, the end of --duration or that of the process, and says
      what grows, by how much in an hour and how sure that is.

      EXAMPLES:
        plimsoll watch 4711
        plimsoll watch 4711 --duration 1h --every 5s --format json

      EXIT CODES:
        0  nothing grows, as far as could be seen
        1  something grows
        2  called wrongly
        3  no such process
      """
  )

  @Argument(help: "The number of the process.")
  var pid: Int

  @Option(help: ArgumentHelp("How long; default: until Ctrl-C.", valueName: "time"))
  var duration: String?

  @Option(help: ArgumentHelp("How often it is read; default 1s.", valueName: "time"))
  var every = "1s"

  @Option(help: ArgumentHelp("Leave the first readings out of the verdict.", valueName: "time"))
  var warmup: String?

  @Option(
    help: ArgumentHelp("Growth of the memory in MB an hour that is no leak.", valueName: "mb")
  )
  var tolerate = 1.0

  @Option(help: "text for people, json for programs.")
  var format = WatchFormat.text

  @OptionGroup(title: "Output options") var output: OutputOptions

  func run() async throws {
    let pause = try LoadPlanning.seconds("--every", every, from: 0.01) ?? 1
    let end = try LoadPlanning.seconds("--duration", duration) ?? .infinity
    let warmup = try LoadPlanning.seconds("--warmup", warmup, from: 0) ?? 0
    let watch = try ProcessWatching.watch(pid, pause: pause)
    let isWelcome = Terminal.progressIsWelcome
    await Interruption.counted {
      await watch.run { seconds in
        if isWelcome { Self.draw(watch.history, seconds) }
        return Interruption.count > 0 || seconds >= end
      }
    }
    if isWelcome { _ = StandardStreams.write("\r\u{1B}[K", to: STDERR_FILENO) }
    let readings = ProcessWatching.readings(of: watch, tolerated: tolerate, warmup: warmup)
    let growths = readings.growths
    let seconds = watch.history.entries.last?.seconds ?? 0
    switch format {
    case .json:
      let document = readings.document(version: Version.current, seconds: seconds)
      try output.destination.write(try JSONText.of(document))
    case .text: try output.destination.write(readings.text(of: growths))
    }
    if growths.contains(where: { $0.outcome == .growing }) { throw ExitCode(1) }
  }

  /// One line that is drawn anew.
  private static func draw(_ history: ProcessHistory, _ seconds: Double) {
    guard let sample = history.entries.last?.sample else { return }
    let memory = history.memory
    let recent = memory.points.suffix(40).map(\.value)
    let least = recent.min() ?? 0
    let line = [
      "\(Int(seconds)) s", Sparkline.text(of: recent.map { $0 - least * 0.99 }, most: 40),
      "\(Int(memory.points.last?.value ?? 0)) MB", "\(sample.threads) threads",
      sample.descriptors.map { "\($0) descriptors" } ?? "",
      "\(Int((history.processors.points.last?.value ?? 0) * 100)) % of a processor",
    ]
    let text = line.filter { !$0.isEmpty }.joined(separator: "  ")
    _ = StandardStreams.write("\r\u{1B}[K" + text, to: STDERR_FILENO)
  }
}

enum WatchFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}
