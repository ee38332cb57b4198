// What a process needed over time, and what follows from it.

package import Statistics

/// Samples of a process and its children.
package struct ProcessHistory: Sendable {
  package struct Entry: Sendable, Hashable {
    /// Seconds since the watching began.
    package let seconds: Double
    package let sample: ProcessSample

    package init(seconds: Double, sample: ProcessSample) {
      self.seconds = seconds
      self.sample = sample
    }
  }

  package private(set) var entries: [Entry] = []
  /// When the process had ended; nil while it lives.
  package var endedAfter: Double?

  private static let page = 4_096.0
  package static let megabyte = 1e6

  package init() {}

  package mutating func add(_ sample: ProcessSample, at seconds: Double) {
    entries.append(Entry(seconds: seconds, sample: sample))
  }

  /// Megabytes: each shared page in parts where all samples know them, else whole for each process.
  package var memory: Series {
    let isProportional = entries.allSatisfy { $0.sample.proportional != nil }
    return Series(
      name: isProportional ? "memory (PSS)" : "memory (RSS)",
      unit: "MB",
      step: Self.page / Self.megabyte,
      points: entries.map { entry in
        let bytes = isProportional ? entry.sample.proportional : entry.sample.resident
        return Series.Point(seconds: entry.seconds, value: (bytes ?? 0) / Self.megabyte)
      }
    )
  }

  /// Open descriptors; nil where they could not be read.
  package var descriptors: Series? {
    guard entries.allSatisfy({ $0.sample.descriptors != nil }) else { return nil }
    return series("descriptors") { Double($0.descriptors ?? 0) }
  }

  package var threads: Series { series("threads") { Double($0.threads) } }

  /// Processors that were busy between each sample and the one before.
  package var processors: Series {
    let pairs = zip(entries.dropFirst(), entries)
    return Series(
      name: "processors",
      unit: "",
      points: pairs.map { later, earlier in
        let time = later.seconds - earlier.seconds
        let used = later.sample.processorSeconds - earlier.sample.processorSeconds
        // A child that has ended takes its seconds with it.
        return Series.Point(seconds: later.seconds, value: time > 0 ? max(0, used / time) : 0)
      }
    )
  }

  private func series(_ name: String, _ value: (ProcessSample) -> Double) -> Series {
    Series(
      name: name,
      unit: "",
      step: 1,
      points: entries.map { Series.Point(seconds: $0.seconds, value: value($0.sample)) }
    )
  }
}
