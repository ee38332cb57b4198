// Files that end anywhere: the audit returns, whatever it says.

import Findings
import Rules
import Testing

@Suite("Truncation")
struct TruncationTests {
  /// Code that one example may make to be read, in bytes: long pages of filler are not cut at every byte.
  private static let most = 8_000_000

  @Test("a file that ends at any byte is read to its end", arguments: ExampleCase.all)
  func ends(of subject: ExampleCase) async {
    let project = MarkedProject(subject.example.files)
    let size = project.files.values.reduce(0) { $0 + $1.utf8.count }
    // Odd, so that the cuts of equal lines differ.
    let step = size * size / Self.most | 1
    for (path, text) in project.files {
      let bytes = Array(text.utf8)
      var files: [String: String] = [:]
      // Side by side in one project, each in a folder of its own with the files that it needs.
      for offset in stride(from: 0, to: bytes.count, by: step) {
        for (other, whole) in project.files { files["\(offset)/\(other)"] = whole }
        files["\(offset)/\(path)"] = String(decoding: bytes[..<offset], as: UTF8.self)
      }
      let found = await findings(of: subject.ruleName, in: files)
      #expect(found.allSatisfy { files[$0.location.file] != nil }, "\(subject.testDescription)")
    }
  }
}
