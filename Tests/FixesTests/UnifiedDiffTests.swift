// Unified diffs, as `git apply` takes them.

import Testing

@testable import Fixes

@Suite("A unified diff")
struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String, path: String = "a.js") -> String? {
    UnifiedDiff(path: path, old: Array(old.utf8), new: Array(new.utf8)).text
  }

  @Test("of equal texts is empty")
  func equal() {
    #expect(diff("one\n", "one\n") == "")
    #expect(diff("", "") == "")
  }

  @Test("shows three lines around a change")
  func context() {
    let old = (1...9).map { "\($0)\n" }.joined()
    let new = old.replacing("5\n", with: "five\n")
    #expect(
      diff(old, new) == """
        --- a/a.js
        +++ b/a.js
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """
    )
  }

  @Test("parts changes that lie far from one another, and joins near ones")
  func hunks() {
    let old = (1...30).map { "\($0)\n" }.joined()
    let far = old.replacing("\n2\n", with: "\ntwo\n").replacing("\n20\n", with: "\ntwenty\n")
    let near = old.replacing("\n2\n", with: "\ntwo\n").replacing("\n7\n", with: "\nseven\n")
    #expect(diff(old, far)?.split(separator: "\n").count { $0.hasPrefix("@@") } == 2)
    #expect(diff(old, near)?.split(separator: "\n").count { $0.hasPrefix("@@") } == 1)
  }

  @Test("says where the last line has no end")
  func missingEnd() {
    #expect(
      diff("one\ntwo", "one\nthree")?.hasSuffix(
        "-two\n\\ No newline at end of file\n+three\n\\ No newline at end of file\n"
      ) == true
    )
  }

  @Test("keeps the carriage returns of the file")
  func carriageReturns() {
    #expect(diff("one\r\ntwo\r\n", "one\r\nthree\r\n")?.contains("-two\r\n+three\r\n") == true)
  }

  @Test("counts an insertion into an empty file from line 0")
  func empty() {
    #expect(diff("", "one\n")?.contains("@@ -0,0 +1,1 @@\n+one\n") == true)
  }

  @Test("quotes paths that hold marks of the format")
  func paths() {
    #expect(diff("", "x\n", path: "a b.js")?.hasPrefix("--- a/a b.js\t\n") == true)
    #expect(diff("", "x\n", path: "a\"b.js")?.hasPrefix("--- \"a/a\\\"b.js\"\n") == true)
    #expect(diff("", "x\n", path: "a\nb.js")?.hasPrefix("--- \"a/a\\012b.js\"\n") == true)
  }

  @Test("of bytes that are no text is none")
  func noText() {
    #expect(UnifiedDiff(path: "a.js", old: [0xFF, 0x0A], new: [0xFE, 0x0A]).text == nil)
  }
}
