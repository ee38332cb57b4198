// Whether the generator itself was what limited the run.

import Glibc
package import Statistics

/// What one thread of the generator needed, or all together.
package struct GeneratorHealth: Sendable, Equatable {
  /// Seconds of a processor, and of the clock, summed over the threads.
  package internal(set) var processorSeconds = 0.0
  package internal(set) var wallSeconds = 0.0
  /// Seconds in which a thread could have run and had no processor.
  package internal(set) var starvedSeconds = 0.0
  /// How late requests were sent although a connection was free.
  package internal(set) var lag = Histogram()
  /// Requests that failed for want of ports or descriptors here.
  package internal(set) var exhausted = 0

  package init() {}

  /// Share of the time in which the threads ran or wanted to, 0 to 1.
  package var load: Double {
    wallSeconds > 0 ? min(1, (processorSeconds + starvedSeconds) / wallSeconds) : 0
  }

  mutating func merge(_ other: GeneratorHealth) {
    processorSeconds += other.processorSeconds
    wallSeconds += other.wallSeconds
    starvedSeconds += other.starvedSeconds
    lag.merge(other.lag)
    exhausted += other.exhausted
  }

  /// Why the figures tell of the generator and not of the server; nil if they do not.
  package func objection(isOpen: Bool) -> String? {
    if exhausted > 0 {
      return "\(exhausted) requests found no free port or descriptor on this machine: "
        + "give fewer --connections, or raise the limits"
    }
    if isOpen, lag.quantile(0.99) > Self.worstLag {
      let late = lag.quantile(0.99) / 1_000_000
      return
        "the generator sent 1 % of its requests \(late) ms late or later with connections free: "
        + "give more --threads, a lower rate, or a machine of its own"
    }
    if load > Self.fullLoad {
      return "the generator was busy \(Int(load * 100)) % of the time: "
        + "give more --threads, fewer users, or a machine of its own"
    }
    return nil
  }

  private static let worstLag: UInt64 = 10_000_000
  private static let fullLoad = 0.95
}

/// Measures the calling thread between two moments.
struct ThreadMeter {
  private let processor = RunClock.processorTime()
  private let starved = Self.nanosecondsInQueue()

  func health(wall: UInt64) -> GeneratorHealth {
    var health = GeneratorHealth()
    health.processorSeconds = Nanoseconds.seconds(RunClock.processorTime() &- processor)
    health.starvedSeconds = Nanoseconds.seconds(Self.nanosecondsInQueue() &- starved)
    health.wallSeconds = Nanoseconds.seconds(wall)
    return health
  }

  /// The second number of the kernel's `schedstat`: time spent runnable and not running.
  private static func nanosecondsInQueue() -> UInt64 {
    let file = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = read(file, &bytes, bytes.count)
    let words = bytes.prefix(max(0, count)).split(separator: 0x20)
    guard words.count > 1 else { return 0 }
    return UInt64(String(decoding: words[1], as: UTF8.self)) ?? 0
  }
}
