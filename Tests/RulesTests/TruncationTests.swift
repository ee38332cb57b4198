// Files that end anywhere: the audit returns, whatever it says.

import Findings
import Foundation
import Rules
import Testing

@Suite("Truncation")
struct TruncationTests {
  /// Every byte is tried where PLIMSOLL_FULL is set; otherwise a sample that is other for each file.
  static let isFull = ProcessInfo.processInfo.environment["PLIMSOLL_FULL"] != nil
  static let sampleSize = 8

  @Test("a file that ends at any byte is read to its end", arguments: ExampleCase.all)
  func ends(of subject: ExampleCase) async {
    let project = MarkedProject(subject.example.files)
    for (path, text) in project.files {
      let bytes = Array(text.utf8)
      var files: [String: String] = [:]
      // Side by side in one project, each in a folder of its own with the files that it needs.
      for offset in Self.offsets(upTo: bytes.count) {
        for (other, whole) in project.files { files["\(offset)/\(other)"] = whole }
        files["\(offset)/\(path)"] = String(decoding: bytes[..<offset], as: UTF8.self)
      }
      let found = await findings(of: subject.ruleName, in: files)
      #expect(found.allSatisfy { files[$0.location.file] != nil }, "\(subject.testDescription)")
    }
  }

  private static func offsets(upTo count: Int) -> [Int] {
    let stride = isFull ? 1 : max(1, count / sampleSize)
    return Array(Swift.stride(from: isFull ? 0 : count % stride, to: count, by: stride))
  }
}
