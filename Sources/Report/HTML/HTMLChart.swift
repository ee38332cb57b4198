// Lines over an axis, drawn without a script; whoever draws one puts its table beside it.

import Glibc

/// A chart of a few series over the same axis.
struct HTMLChart {
  struct Series {
    let name: String
    /// In the order of `x`.
    let points: [(x: Double, y: Double)]
  }

  /// What the chart shows, for those who cannot see it.
  let title: String
  let series: [Series]
  let xName: String
  let yName: String

  private static let (width, height) = (640.0, 220.0)
  private static let (left, right, top, bottom) = (64.0, 632.0, 24.0, 180.0)

  /// The drawing; nothing where there are no two points to join.
  var html: HTML {
    let points = series.flatMap(\.points)
    let xs = points.map(\.x)
    guard let first = xs.min(), let last = xs.max(), last > first else { return HTML() }
    let top = Self.roundAbove(points.map(\.y).max() ?? 0)
    func place(_ point: (x: Double, y: Double)) -> String {
      let x = Self.left + (point.x - first) / (last - first) * (Self.right - Self.left)
      let y = Self.bottom - min(max(point.y, 0), top) / top * (Self.bottom - Self.top)
      return "\(Self.tenth(x)),\(Self.tenth(y))"
    }
    var drawing = grid(top) + scale(first, last)
    for (number, line) in series.enumerated() {
      drawing += .element(
        "polyline",
        ["class": "s\(number + 1)", "points": line.points.map(place).joined(separator: " ")],
        HTML()
      )
    }
    return .element(
      "svg",
      [
        "class": "chart", "viewBox": "0 0 \(Int(Self.width)) \(Int(Self.height))", "role": "img",
        "aria-label": title,
      ],
      drawing + legend
    )
  }

  /// Three lines with their figures.
  private func grid(_ top: Double) -> HTML {
    [0, 0.5, 1].map { share in
      let y = Self.bottom - share * (Self.bottom - Self.top)
      return HTML.element(
        "line",
        [
          "x1": "\(Int(Self.left))", "x2": "\(Int(Self.right))", "y1": Self.tenth(y),
          "y2": Self.tenth(y),
        ],
        HTML()
      )
        + Self.label(Self.left - 6, y + 4, "end", Amount.exact(top * share))
    }.joined() + Self.label(Self.left - 6, Self.top - 10, "end", yName)
  }

  private func scale(_ first: Double, _ last: Double) -> HTML {
    Self.label(Self.left, Self.bottom + 16, "start", Amount.exact(first))
      + Self.label(Self.right, Self.bottom + 16, "end", Amount.exact(last))
      + Self.label((Self.left + Self.right) / 2, Self.bottom + 16, "middle", xName)
  }

  private var legend: HTML {
    series.enumerated().map { number, line in
      let x = Self.left + Double(number) * 110
      return HTML.element(
        "line",
        [
          "class": "s\(number + 1)", "x1": Self.tenth(x), "x2": Self.tenth(x + 22), "y1": "208",
          "y2": "208",
        ],
        HTML()
      ) + Self.label(x + 28, 212, "start", line.name)
    }.joined()
  }

  private static func label(_ x: Double, _ y: Double, _ anchor: String, _ text: String) -> HTML {
    .element("text", ["x": tenth(x), "y": tenth(y), "text-anchor": anchor], text: text)
  }

  private static func tenth(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e6 else { return "0" }
    return "\((value * 10).rounded() / 10)"
  }

  /// The next round number above: 1, 2, 5, 10, 20 and so on.
  private static func roundAbove(_ value: Double) -> Double {
    guard value.isFinite, value > 0, value < 1e15 else { return value > 0 ? 1e15 : 1 }
    let power = pow(10, floor(log10(value)))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value } ?? 10 * power
  }
}
