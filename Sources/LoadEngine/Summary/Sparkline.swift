// Values over time in one line of text.

/// Eight heights, from nothing to the largest value.
package enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// A column a value, or the largest of several where there are more than `most`.
  package static func text(of values: [Double], most: Int) -> String {
    guard let top = values.max(), top > 0 else { return "" }
    let width = Self.width(of: values.count, most: most)
    return String(
      stride(from: 0, to: values.count, by: width).map { start in
        let value = values[start..<min(values.count, start + width)].max() ?? 0
        return bars[min(bars.count - 1, max(0, Int(value / top * Double(bars.count))))]
      }
    )
  }

  /// How many values stand in a column.
  static func width(of count: Int, most: Int) -> Int { max(1, (count + most - 1) / most) }
}
