// The files of an example, with the marks taken out.

/// A place as findings tell it.
struct Spot: Hashable, Comparable, CustomStringConvertible {
  let file: String
  let line: Int
  /// Counted from 1 in UTF-16 code units.
  let column: Int

  var description: String { "\(file):\(line):\(column)" }

  static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// Texts without their `↓`, and the places where those stood.
struct MarkedProject {
  private(set) var files: [String: String] = [:]
  private(set) var places: [Spot] = []

  init(_ marked: [String: String]) {
    for (path, text) in marked {
      var plain = String.UnicodeScalarView()
      var line = 1
      var column = 1
      for scalar in text.unicodeScalars {
        if scalar == "↓" {
          places.append(Spot(file: path, line: line, column: column))
          continue
        }
        plain.append(scalar)
        column = scalar == "\n" ? 1 : column + scalar.utf16.count
        line += scalar == "\n" ? 1 : 0
      }
      files[path] = String(plain)
    }
    places.sort()
  }
}
