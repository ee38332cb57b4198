// A suppression is read from any comment, and keeps its reason.

import Findings
import Testing

@Suite("A suppression comment")
struct SuppressionTests {
  @Test(
    "is read with its rule and reason",
    arguments: [
      "// plimsoll-ignore query-in-loop -- three rows at most",
      "# plimsoll-ignore query-in-loop -- three rows at most",
      "-- plimsoll-ignore query-in-loop -- three rows at most",
      "{/* plimsoll-ignore query-in-loop -- three rows at most */}",
      "/**\n * plimsoll-ignore query-in-loop -- three\n   rows at most */",
      " plimsoll-ignore query-in-loop -- three rows at most",
    ]
  )
  func isRead(comment: String) {
    let expected = Suppression(scope: .line, rule: "query-in-loop", reason: "three rows at most")
    #expect(Suppression(comment: comment.utf8) == expected)
  }

  @Test("can speak for the file")
  func speaksForFile() {
    let read = Suppression(comment: "// plimsoll-ignore-file a -- b".utf8)
    #expect(read == Suppression(scope: .file, rule: "a", reason: "b"))
  }

  @Test(
    "that lacks a part is read with that part empty",
    arguments: [
      ("// plimsoll-ignore", "", ""), ("// plimsoll-ignore a", "a", ""),
      ("// plimsoll-ignore a --", "a", ""), ("/* plimsoll-ignore a -- */", "a", ""),
      ("// plimsoll-ignore -- why", "", "why"), ("// plimsoll-ignore a why", "a", ""),
    ]
  )
  func keepsGaps(comment: String, rule: String, reason: String) {
    let expected = Suppression(scope: .line, rule: rule, reason: reason)
    #expect(Suppression(comment: comment.utf8) == expected)
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "//", "// see plimsoll-ignore a -- b", "// plimsoll-ignored a -- b", "// eslint",
    ]
  )
  func isNothingElse(comment: String) {
    #expect(Suppression(comment: comment.utf8) == nil)
  }
}
