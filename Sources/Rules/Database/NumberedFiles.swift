// Migrations that are told apart by the number in front of their names.

/// The files of one folder that are named `003_reviews.sql`, and the name of the next one.
struct NumberedFiles {
  private let folder: String
  private let width: Int
  private let highest: Int
  private let mark: Character

  /// Nil unless all SQL files of the folder are numbered alike, each number once.
  init?(beside path: String, in paths: [String]) {
    let folder = Self.folder(of: path)
    var numbers: Set<Int> = []
    var widths: Set<Int> = []
    var marks: Set<Character> = []
    var count = 0
    for path in paths where path.hasSuffix(".sql") && Self.folder(of: path) == folder {
      let name = path.dropFirst(folder.count)
      let digits = name.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits), let mark = name.dropFirst(digits.count).first,
        mark == "_" || mark == "-"
      else { return nil }
      // Undoing files stand beside those that they undo.
      guard !name.hasSuffix(".down.sql"), !name.hasSuffix(".up.sql") else { return nil }
      numbers.insert(number)
      widths.insert(digits.count)
      marks.insert(mark)
      count += 1
    }
    guard let highest = numbers.max(), let width = widths.first, widths.count == 1,
      let mark = marks.first, marks.count == 1, numbers.count == count, width <= 6
    else { return nil }
    self.folder = folder
    self.width = width
    self.highest = highest
    self.mark = mark
  }

  func next(named name: String) -> String? {
    let digits = String(highest + 1)
    guard digits.count <= width else { return nil }
    let zeros = String(repeating: "0", count: width - digits.count)
    return "\(folder)\(zeros)\(digits)\(mark)\(name).sql"
  }

  /// With its slash; empty for the root.
  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }
}
