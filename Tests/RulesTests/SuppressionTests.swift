// A finding that its authors accept stays in the report, with the reason; a careless comment is reported.

import Findings
import Rules
import Testing

@Suite("Suppressions")
struct SuppressionTests {
  static let reason = "the list holds three rows"

  /// Where the comment stands.
  enum Form: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case sameLine = "on the line"
    case lineBefore = "on the line before"
    case file = "for the file"

    var testDescription: String { rawValue }
  }

  @Test(
    "a comment with a reason suppresses a finding",
    arguments: ExampleCase.reportedCode,
    Form.allCases
  )
  func suppressed(subject: ExampleCase, form: Form) async {
    let project = MarkedProject(
      Self.commented(subject.example.files, "\(subject.ruleName) -- \(Self.reason)", form)
    )
    let found = await findings(of: subject.ruleName, in: project.files)
    #expect(found.spots == project.places, "\(subject.testDescription)")
    for finding in found {
      #expect(finding.suppressed?.reason == Self.reason, "\(subject.testDescription)")
    }
  }

  @Test(
    "a comment that says too little silences nothing and is reported",
    arguments: ExampleCase.reportedCode.prefix(2),
    ["RULE", "RULE --", "no-such-rule -- reason", "", "-- a reason without a rule"]
  )
  func complaint(subject: ExampleCase, words: String) async {
    let words = words.replacing("RULE", with: subject.ruleName)
    let project = MarkedProject(
      Self.commented(subject.example.files, words, .lineBefore)
    )
    let found = await findings(of: subject.ruleName, in: project.files)
    let complaints = found.filter { $0.rule == "invalid-suppression" }
    #expect(complaints.map(\.location.startLine) == project.places.map { $0.line - 1 })
    let others = found.filter { $0.rule != "invalid-suppression" }
    #expect(others.spots == project.places, "\(subject.testDescription)")
    #expect(others.allSatisfy { $0.suppressed == nil }, "\(subject.testDescription)")
  }

  @Test(
    "a comment about another rule silences nothing",
    arguments: ExampleCase.reportedCode.prefix(4)
  )
  func otherRule(subject: ExampleCase) async throws {
    let other = try #require(ExampleCase.ruleNames.first { $0 != subject.ruleName })
    let project = MarkedProject(
      Self.commented(subject.example.files, "\(other) -- reason", .lineBefore)
    )
    let found = await findings(of: subject.ruleName, in: project.files)
    #expect(found.spots == project.places, "\(subject.testDescription)")
    #expect(found.allSatisfy { $0.suppressed == nil }, "\(subject.testDescription)")
  }

  /// The texts with a comment for each of their marks.
  static func commented(_ files: [String: String], _ words: String, _ form: Form)
    -> [String: String]
  {
    Dictionary(
      uniqueKeysWithValues: files.map { path, text in
        (path, commented(text, words, form, isPython: path.hasSuffix(".py")))
      }
    )
  }

  private static func commented(_ text: String, _ words: String, _ form: Form, isPython: Bool)
    -> String
  {
    guard text.contains("↓") else { return text }
    let opener = isPython ? "#" : "//"
    switch form {
    case .sameLine:
      guard isPython else {
        return text.replacing("↓", with: "/* plimsoll-ignore \(words) */ ↓")
      }
      return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.contains("↓") ? "\($0)  # plimsoll-ignore \(words)" : String($0) }
        .joined(separator: "\n")
    case .file: return "\(opener) plimsoll-ignore-file \(words)\n" + text
    case .lineBefore:
      return Disguise.withLines("\(opener) plimsoll-ignore \(words)", beforeMarksOf: text)
    }
  }
}
