// What every Swift file looks like, so far as the formatter does not see to it.

import Testing

@Suite("Style")
struct StyleTests {
  /// Lines that a file may have; a file of data may have more.
  static let lineCap = 400
  /// Lines that half of the files may have at most.
  static let medianCap = 100
  /// Lines from `func` to its closing brace.
  static let functionCap = 60

  @Test("the first line of a file is one plain sentence")
  func firstLine() {
    for file in Repository.swiftFiles where !file.path.hasSuffix("Package.swift") {
      let line = file.lines.first ?? ""
      let isSentence = line.hasPrefix("// ") && (line.hasSuffix(".") || line.hasSuffix("?"))
      #expect(isSentence, "\(file.path): \(line)")
      #expect(!line.contains("Copyright") && !line.contains("License"), "\(file.path)")
    }
  }

  @Test("no file is longer than its cap, and half are far shorter")
  func fileLengths() {
    let files = Repository.swiftFiles.filter { !$0.isData }
    for file in files {
      #expect(file.lines.count <= Self.lineCap, "\(file.path): \(file.lines.count)")
    }
    let lengths = files.map(\.lines.count).sorted()
    #expect(lengths[lengths.count / 2] <= Self.medianCap)
  }

  @Test("no function is longer than a screen")
  func functionLengths() {
    for file in Repository.swiftFiles where !file.isData {
      for (line, length) in Self.functions(in: file.lines) {
        #expect(length <= Self.functionCap, "\(file.path):\(line): \(length) lines")
      }
    }
  }

  @Test("no word stands that says: this is not finished, or: this may trap")
  func forbiddenWords() {
    // Joined here, so that this file passes its own test.
    let words = [
      "TO" + "DO", "FIX" + "ME", "XX" + "X:", "try" + "! ", " as" + "! ", "fatal" + "Error(",
    ]
    for file in Repository.swiftFiles {
      for (number, line) in file.lines.enumerated() {
        for word in words {
          #expect(!line.contains(word), "\(file.path):\(number + 1): \(word)")
        }
      }
    }
  }

  @Test("what the compiler is told to believe has a written reason beside it")
  func writtenReasons() {
    let claims = ["@unchecked" + " Sendable", "nonisolated" + "(unsafe)"]
    for file in Repository.swiftFiles {
      let lines = file.lines
      for (number, line) in lines.enumerated() where claims.contains(where: { line.contains($0) }) {
        let before = number > 0 ? lines[number - 1].trimmingSpaces : ""
        let hasReason = line.contains("//") || before.hasPrefix("//")
        #expect(hasReason, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test("rooms speak through package access")
  func packageAccess() {
    for file in Repository.swiftFiles {
      for (number, line) in file.lines.enumerated() {
        let code = line.trimmingSpaces
        let isOpen = code.hasPrefix("public ") || code.hasPrefix("open class")
        #expect(!isOpen, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test("a function is measured from its first line to its closing brace")
  func measuring() {
    let lines: [Substring] = [
      "struct S {", "  func a() {", "    if x {", "    }", "  }", "", "  func b() {}", "}",
    ]
    let found = Self.functions(in: lines)
    #expect(found.map(\.line) == [2])
    #expect(found.map(\.length) == [4])
  }

  /// Where each function starts, and its length in lines; the formatter's indentation tells its end.
  private static func functions(in lines: [Substring]) -> [(line: Int, length: Int)] {
    var open: [(indent: Int, line: Int)] = []
    var found: [(line: Int, length: Int)] = []
    for (number, line) in lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      if line.dropFirst(indent).hasPrefix("}"), let last = open.last, last.indent == indent {
        found.append((last.line, number + 2 - last.line))
        open.removeLast()
      }
      let words = line.split(separator: " ")
      let declares = words.contains("func") || words.contains { $0.hasPrefix("init(") }
      if declares, !line.dropFirst(indent).hasPrefix("//"), !line.hasSuffix("}"),
        line.hasSuffix("{") || line.hasSuffix("(")
      {
        open.append((indent, number + 1))
      }
    }
    return found
  }
}
