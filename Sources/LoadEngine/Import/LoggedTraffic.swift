// The traffic that an access log shows, second by second.

/// How much traffic a log shows.
package struct LoggedTraffic: Sendable {
  package private(set) var requests = 0
  private var first = Double.infinity
  private var last = -Double.infinity
  private var seconds: [Int: (reads: Int, writes: Int)] = [:]
  private var minutes: [Int: Int] = [:]
  private var largest = 0.0
  /// Seconds of work that requests took, by second in which they ended; nil without times.
  private var work: [Int: Double] = [:]

  /// Seconds with requests, of which nothing is known beyond.
  private static let mostSeconds = 5_000_000

  mutating func take(_ entry: LogLine) {
    requests += 1
    largest = max(largest, entry.bytes)
    guard let time = entry.time, seconds.count < Self.mostSeconds else { return }
    first = min(first, time)
    last = max(last, time)
    let second = Int(time.rounded(.down))
    if entry.isWrite {
      seconds[second, default: (0, 0)].writes += 1
    } else {
      seconds[second, default: (0, 0)].reads += 1
    }
    minutes[second / 60, default: 0] += 1
    if let duration = entry.duration { work[second, default: 0] += duration }
  }

  /// Requests a second from the first to the last; 0 without times.
  var mean: Double { last >= first ? Double(requests) / max(1, last - first) : 0 }
  /// Requests a second in the busiest minute, or in the mean of a shorter log.
  var peakOfMinute: Double {
    let peak = Double(minutes.values.max() ?? 0)
    return last - first < 60 ? max(mean, peak / 60) : peak / 60
  }
  var peakOfSecond: Double {
    Double(seconds.values.map { $0.reads + $0.writes }.max() ?? 0)
  }

  /// `traffic_profile.csv`: what is measured now; the target is the reader's to decide.
  package var profile: String {
    func figure(_ value: Double?) -> String {
      value.map { Quantity.fixed($0, places: 2).filter { $0 != "," } } ?? "Needs Confirmation"
    }
    let reads = seconds.values.map { Double($0.reads) }.max()
    let writes = seconds.values.map { Double($0.writes) }.max()
    // Little's law, second by second: the work that ended in a second was that much concurrency.
    let sorted = work.values.sorted()
    let concurrency = sorted.isEmpty ? nil : sorted[min(sorted.count - 1, sorted.count * 9 / 10)]
    let rows = [
      ("peak_rps_read", figure(reads)), ("peak_rps_write", figure(writes)),
      ("concurrency_p90", figure(concurrency)),
      ("largest_payload_kb", figure(largest > 0 ? largest / 1_024 : nil)),
    ]
    return (["metric,current,target"] + rows.map { "\($0.0),\($0.1),Needs Confirmation" })
      .map { $0 + "\r\n" }.joined()
  }
}
