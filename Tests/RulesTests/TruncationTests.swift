// Files that end anywhere: the audit returns, whatever it says.

import Findings
import Rules
import Testing

@Suite("Truncation")
struct TruncationTests {
  @Test("a file that ends at any byte is read to its end", arguments: ExampleCase.all)
  func ends(of subject: ExampleCase) async {
    let project = MarkedProject(subject.example.files)
    for (path, text) in project.files {
      let bytes = Array(text.utf8)
      var files: [String: String] = [:]
      // Side by side in one project, each in a folder of its own with the files that it needs.
      for offset in bytes.indices {
        for (other, whole) in project.files { files["\(offset)/\(other)"] = whole }
        files["\(offset)/\(path)"] = String(decoding: bytes[..<offset], as: UTF8.self)
      }
      let found = await findings(of: subject.ruleName, in: files)
      #expect(found.allSatisfy { files[$0.location.file] != nil }, "\(subject.testDescription)")
    }
  }
}
