// What a list costs the browser that shows it.

/// Rows that a page builds at once, and again whenever the component around them renders.
package struct RenderLoad: Sendable, Hashable {
  package var rows: Input
  package var elementsPerRow: Int
  /// Microseconds of the page's only thread that one element takes: making, comparing, styling, laying out.
  package var microsecondsPerElement: Input

  package init(
    rows: Input,
    elementsPerRow: Int,
    microsecondsPerElement: Input = .microsecondsOfOneElement
  ) {
    self.rows = rows
    self.elementsPerRow = max(1, elementsPerRow)
    self.microsecondsPerElement = microsecondsPerElement
  }

  /// The longest that a page may take to answer an input (web.dev/articles/inp: good is up to 200 ms).
  package static let inputBudgetMilliseconds = 200.0

  package var elements: Double { rows.value * Double(elementsPerRow) }
  package var milliseconds: Double { elements * microsecondsPerElement.value / 1_000 }

  /// The number of rows at which one render takes as long as an input may.
  package var rowsAtBudget: Double {
    Self.inputBudgetMilliseconds * 1_000 / (Double(elementsPerRow) * microsecondsPerElement.value)
  }

  /// `50,000 rows × 12 elements = 600,000 elements …`.
  package var sentence: String {
    let inputs = [rows, microsecondsPerElement].filter(\.isAssumed).map(\.source)
    let tail = inputs.isEmpty ? "" : "; assuming \(inputs.joined(separator: " and "))"
    return
      "\(Figure.grouped(rows.value)) rows × \(elementsPerRow) elements = \(Figure.grouped(elements)) elements × "
      + "\(Figure.grouped(microsecondsPerElement.value)) µs = \(Figure.duration(milliseconds / 1_000)) of the page's thread; "
      + "an input must be answered within \(Figure.grouped(Self.inputBudgetMilliseconds)) ms, which "
      + "\(Figure.grouped(rowsAtBudget)) rows take" + tail
  }
}

extension Input {
  /// Microseconds to make one DOM element, style it and lay it out, on a middling computer.
  package static let microsecondsOfOneElement = assumed(
    10,
    because: "10 µs to build, style and lay out one element"
  )

  /// People who have a page open at the same time.
  package static func openPages(of target: LoadTarget) -> Input {
    assumed(Double(target.users) / 10, because: "a tenth of the users have the page open")
  }
}
