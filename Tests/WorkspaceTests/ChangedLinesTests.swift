// A diff of git, also one whose lines look like its headers.

import Testing

@testable import Workspace

@Suite("Changed lines")
struct ChangedLinesTests {
  private func changed(_ diff: String) -> [String: [ClosedRange<Int>]] {
    ChangedLines(diff: Array(diff.utf8)).files
  }

  @Test("are those of the new side; what was taken out changes its neighbours")
  func readsHunks() {
    let files = changed(
      """
      diff --git //old/a.js //new/a.js
      --- //old/a.js
      +++ //new/a.js
      @@ -3 +3,2 @@ f
      -x
      +y
      +z
      @@ -9,2 +9,0 @@
      -x
      -y
      diff --git //old/gone.js //new/gone.js
      --- //old/gone.js
      +++ /dev/null
      @@ -1 +0,0 @@
      -x
      diff --git //old/b.js //new/c.js
      similarity index 100%
      rename from b.js
      rename to c.js

      """
    )
    #expect(files == ["a.js": [3...4, 9...10]])
  }

  @Test("no line of a file is taken for a header")
  func skipsHunks() {
    let files = changed(
      """
      --- //old/a.js
      +++ //new/a.js
      @@ -1,2 +1,3 @@
      --- //old/x
      -@@ -1 +1 @@
      +++ //new/evil.js
      +@@ -0,0 +1,900 @@
      ++++ //new/evil.js
      \\ No newline at end of file

      """
    )
    #expect(files == ["a.js": [1...3]])
  }

  @Test("names in quotes, with blanks, and of files that git takes for binary")
  func readsNames() {
    let files = changed(
      """
      --- /dev/null
      +++ "//new/a\\"\\n\\303\\274.js"
      @@ -0,0 +1 @@
      +x
      --- /dev/null
      +++ //new/a b.js\t
      @@ -0,0 +1 @@
      +x
      Binary files //old/x and y.js and //new/x and y.js differ
      Binary files /dev/null and "//new/q\\\\.js" differ

      """
    )
    #expect(files["a\"\nü.js"] == [1...1])
    #expect(files["a b.js"] == [1...1])
    #expect(files["x and y.js"] == [1...Int.max])
    #expect(files["q\\.js"] == [1...Int.max])
  }

  @Test("of cut and foreign bytes are fewer, never a trap")
  func survivesHostileBytes() {
    let diff = Array(
      "--- a\n+++ \"//new/\\3\n@@ -1,99999999999 +9223372036854775807,2 @@\n+x\n".utf8
    )
    for end in 0...diff.count { #expect(ChangedLines(diff: Array(diff[..<end])).files.count <= 1) }
    #expect(changed("@@ -1 +1 @@\n-a\n+b\n").isEmpty)
  }
}
