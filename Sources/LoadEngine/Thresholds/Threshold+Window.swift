// Thresholds that are about a part of a run's time.

import Statistics

extension Threshold {
  /// `[last 30m]`, `[after 30s]` or `[1m to 5m]`, in seconds since the start.
  package enum Window: Sendable, Hashable {
    case last(Double)
    case after(Double)
    case between(Double, Double)

    /// The whole seconds that are meant of a run of so many seconds; what ends later belongs to the last.
    package func seconds(of whole: Double) -> Range<Int> {
      let end = Int.max
      switch self {
      case .last(let length): return max(0, Int((whole - length).rounded()))..<end
      case .after(let start): return Int(start.rounded(.up))..<end
      case .between(let start, let stop):
        return Int(start.rounded(.up))..<max(Int(start.rounded(.up)), Int(stop))
      }
    }
  }

  /// Takes the window off the end of a threshold's text.
  static func window(of text: String) throws(LoadError) -> (rest: String, window: Window?) {
    let trimmed = text.reversed().drop { $0 == " " }
    guard trimmed.first == "]", let open = text.lastIndex(of: "[") else { return (text, nil) }
    let inner = text[text.index(after: open)...].prefix { $0 != "]" }
    let words = inner.split(separator: " ").map(String.init)
    let rest = String(text[..<open])
    switch words.count {
    case 2 where words[0] == "last":
      if let length = seconds(words[1]) { return (rest, .last(length)) }
    case 2 where words[0] == "after":
      if let start = seconds(words[1]) { return (rest, .after(start)) }
    case 3 where words[1] == "to":
      if let start = seconds(words[0]), let stop = seconds(words[2]), start < stop {
        return (rest, .between(start, stop))
      }
    default: break
    }
    throw .plan("threshold '\(text)': write a window as [last 30m], [after 30s] or [1m to 5m]")
  }

  private static func seconds(_ text: String) -> Double? {
    let units = [("s", 1.0), ("m", 60), ("h", 3_600)]
    guard let unit = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
    return Double(text.dropLast(unit.0.count)).flatMap { $0 >= 0 && $0 < 1e6 ? $0 * unit.1 : nil }
  }

  /// Of these metrics each second is kept with all its values.
  var hasSeconds: Bool { tag == nil && [.duration, .failed, .requests].contains(metric) }

  /// The figure of a window, and whether it could be more.
  ///
  /// A request without an answer counts as one that takes for ever, for its second does not know
  /// how long it was waited for; so do, in a window that reaches the end, requests that were never sent.
  func measurement(in window: Window, of result: LoadResult) -> (value: Double, isBound: Bool)? {
    let range = window.seconds(of: result.plan.seconds)
    guard let figures = result.windows[range] else { return nil }
    let isLast = Double(range.upperBound) >= result.plan.seconds
    let late = isLast ? result.figures.unsent + result.figures.unfinished : 0
    let refused = figures.answered - Int(figures.durations.count)
    let endless = max(0, figures.failed - refused) + late
    let all = figures.answered + endless
    switch metric {
    case .duration: return time(in: figures.durations, endless: endless)
    case .failed:
      return all > 0 ? (Double(refused + endless) / Double(all), false) : nil
    default:
      let end = min(Double(range.upperBound), result.seconds)
      let seconds = max(1, end - Double(range.lowerBound))
      let count = Double(all - late)
      return (aggregate == .rate ? count / seconds : count, false)
    }
  }

  private func time(in values: Histogram, endless: Int) -> (value: Double, isBound: Bool)? {
    guard !values.isEmpty else { return nil }
    switch aggregate {
    case .minimum: return (Double(values.minimum) / 1e6, false)
    case .percentile(let share):
      let total = Double(values.count) + Double(endless)
      let rank = UInt64(max(1, (total * share / 100).rounded(.up)))
      return (Double(values.value(atRank: rank)) / 1e6, rank > values.count)
    case .maximum: return (Double(values.maximum) / 1e6, endless > 0)
    case .average, .count, .rate: return (values.mean / 1e6, endless > 0)
    }
  }
}
