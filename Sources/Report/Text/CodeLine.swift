// One line of code laid out in terminal columns.

/// A line of code with its tabs expanded and each scalar at its column.
struct CodeLine {
  private struct Cell {
    let text: String
    let column: Int
    let width: Int
    /// Offset in UTF-16, the unit of a `Location`'s columns.
    let offset: Int
  }

  private let cells: [Cell]
  /// Columns that the whole line takes.
  let width: Int
  /// Columns of the white space before the code.
  let indent: Int

  private static var tabStop: Int { 4 }

  init(_ line: String) {
    var cells: [Cell] = []
    var column = 0
    var offset = 0
    var previous: Unicode.Scalar?
    for scalar in line.unicodeScalars {
      let text = Self.text(of: scalar, at: column)
      let width =
        text.count == 1 && !Visible.isSteering(scalar)
        ? Visible.width(of: scalar, after: previous) : text.count
      cells.append(Cell(text: text, column: column, width: width, offset: offset))
      column += width
      offset += UTF16.width(scalar)
      previous = scalar
    }
    self.cells = cells
    width = column
    indent = cells.first { !$0.text.allSatisfy(\.isWhitespace) }?.column ?? 0
  }

  /// The terminal column, from 0, of a 1-based UTF-16 column; the line's end for one beyond it.
  func column(of column: Int) -> Int {
    cells.first { $0.offset >= column - 1 }?.column ?? width
  }

  /// The part of the line between two terminal columns; a cut side shows `…`.
  func text(from start: Int, through end: Int) -> String {
    guard start > 0 || width > end else { return cells.map(\.text).joined() }
    let isCutBehind = width > end
    let inside = cells.filter { cell in
      cell.column >= start + (start > 0 ? 1 : 0)
        && cell.column + cell.width <= end - (isCutBehind ? 1 : 0)
    }
    let padding = (inside.first?.column ?? start) - start - (start > 0 ? 1 : 0)
    return (start > 0 && width > start ? "…" : "") + String(repeating: " ", count: max(0, padding))
      + inside.map(\.text).joined() + (isCutBehind ? "…" : "")
  }

  private static func text(of scalar: Unicode.Scalar, at column: Int) -> String {
    if scalar == "\t" { return String(repeating: " ", count: tabStop - column % tabStop) }
    if scalar.value == 0xFEFF { return "" }
    return Visible.isSteering(scalar) ? Visible.picture(of: scalar) : String(scalar)
  }
}

extension CodeLine {
  /// The rows of code that was cut out of a line: the first lacks its indent, so the others lose
  /// what they share.
  static func dedented(_ text: String) -> [String] {
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = rows.first, first.first?.isWhitespace == false else {
      return rows.map(String.init)
    }
    let indents = rows.dropFirst().filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == " " || $0 == "\t" }.count }
    let shared = indents.min() ?? 0
    // What a colon opens stays inside of it: in Python the indent is the block.
    let isTab = rows.dropFirst().contains { $0.first == "\t" }
    let kept = first.last == ":" ? min(shared, isTab ? 1 : 4) : 0
    return [String(first)] + rows.dropFirst().map { String($0.dropFirst(shared - kept)) }
  }
}
