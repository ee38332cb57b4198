// What the code looks like does not matter, and what is no code is not reported.

import Findings
import Rules
import Testing

@Suite("Disguises")
struct DisguiseTests {
  @Test(
    "a rule is unmoved by",
    arguments: ExampleCase.reportedCode,
    Disguise.allCases
  )
  func looks(of subject: ExampleCase, in disguise: Disguise) async {
    let project = MarkedProject(disguise.applied(to: subject.example.files))
    let found = await findings(of: subject.ruleName, in: project.files)
    #expect(found.spots == project.places, "\(subject.testDescription)")
  }

  @Test(
    "a near miss stays one in",
    arguments: ExampleCase.all.filter { MarkedProject($0.example.files).places.isEmpty },
    [Disguise.multibyteText, .carriageReturns]
  )
  func nearMiss(of subject: ExampleCase, in disguise: Disguise) async {
    let files = disguise.applied(to: subject.example.files)
    let found = await findings(of: subject.ruleName, in: files)
    #expect(found.spots == [], "\(subject.testDescription)")
  }

  @Test(
    "a rule reports nothing inside",
    arguments: ExampleCase.reportedCode,
    Wrapping.allCases
  )
  func noCode(of subject: ExampleCase, inside wrapping: Wrapping) async {
    let project = MarkedProject(subject.example.files)
    for place in project.places {
      guard let text = project.files[place.file] else { continue }
      let isPython = place.file.hasSuffix(".py")
      let (wrapped, lines) = wrapping.applied(to: text, atLine: place.line, isPython: isPython)
      var files = project.files
      files[place.file] = wrapped
      let found = await findings(of: subject.ruleName, in: files)
      let inside = found.spots.filter { $0.file == place.file && lines.contains($0.line) }
      #expect(inside == [], "\(subject.testDescription)")
    }
  }

  @Test(
    "a rule reports nothing of files that are wholly",
    arguments: ExampleCase.reportedCode,
    Wrapping.allCases
  )
  func noCodeAtAll(of subject: ExampleCase, inside wrapping: Wrapping) async {
    let project = MarkedProject(subject.example.files)
    let files = Dictionary(
      uniqueKeysWithValues: project.files.map { path, text in
        (path, wrapping.wrapped(text, isPython: path.hasSuffix(".py")))
      }
    )
    let found = await findings(of: subject.ruleName, in: files)
    #expect(found.spots == [], "\(subject.testDescription)")
  }
}

/// Something in which code is no code.
enum Wrapping: String, CaseIterable, CustomTestStringConvertible, Sendable {
  case lineComments = "line comments"
  case blockComment = "a block comment"
  case string = "a string"

  var testDescription: String { rawValue }

  func wrapped(_ code: String, isPython: Bool) -> String {
    switch self {
    case .lineComments where isPython: "# " + code.replacing("\n", with: "\n# ")
    // Python has no other comment of several lines than a string that nobody uses.
    case .blockComment where isPython: "r\"\"\"" + code.replacing("\"\"\"", with: "") + "\"\"\""
    case .string where isPython: "x = '''" + code.replacing("'''", with: "") + "'''"
    case .lineComments: "// " + code.replacing("\n", with: "\n// ")
    case .blockComment: "/* " + code.replacing("*/", with: "* /") + " */"
    case .string: "`" + code.replacing("`", with: "'").replacing("${", with: "{") + "`;"
    }
  }

  /// Wraps the statement that starts on a line, and tells which lines it has.
  func applied(to text: String, atLine line: Int, isPython: Bool) -> (
    text: String, lines: ClosedRange<Int>
  ) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var last = line - 1
    var depth = Self.depth(of: lines[last])
    while depth > 0, last + 1 < lines.count {
      last += 1
      depth += Self.depth(of: lines[last])
    }
    let range = (line - 1)...last
    lines.replaceSubrange(
      range,
      with: [wrapped(lines[range].joined(separator: "\n"), isPython: isPython)]
    )
    return (lines.joined(separator: "\n"), line...(last + 1))
  }

  /// How many more brackets a line opens than it closes.
  private static func depth(of line: String) -> Int {
    line.utf8.reduce(0) { depth, byte in
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth + 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth - 1
      default: depth
      }
    }
  }
}
