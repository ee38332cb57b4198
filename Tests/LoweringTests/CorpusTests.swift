// Real code, where there is any on the machine.

import Facts
import Foundation
import JavaScriptSyntax
import SyntaxTree
import Testing

@Suite struct CorpusTests {
  private static let folder = "/usr/share/nodejs"
  private static let largestFile = 400_000
  private static let fileLimit = 600

  private static func paths() -> [String] {
    guard let files = FileManager.default.enumerator(atPath: folder) else { return [] }
    var paths: [String] = []
    for case let path as String in files where Dialect(path: path) != nil {
      paths.append(folder + "/" + path)
    }
    return Array(paths.sorted().prefix(fileLimit))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "Debian's Node packages"))
  func `facts of real code are sound`() {
    var totals = (files: 0, bytes: 0, functions: 0, instructions: 0, values: 0)
    var violations: [String] = []
    let isRun = LargeStack.run {
      var reader = JavaScriptReader(onLargeStack: true)
      for path in Self.paths() {
        guard let data = FileManager.default.contents(atPath: path), data.count < Self.largestFile,
          let dialect = Dialect(path: path)
        else { continue }
        let facts = reader.facts(of: SourceBuffer(data), as: dialect)
        let found = FactsInvariants.violations(of: facts, byteCount: data.count)
        violations += found.map { "\(path): \($0)" }
        totals.files += 1
        totals.bytes += data.count
        totals.functions += facts.functions.count - 1
        totals.instructions += facts.instructions.count - 1
        totals.values += facts.values.count - 1
      }
    }
    #expect(isRun)
    #expect(violations.prefix(10) == [])
    print("facts of \(Self.folder): \(totals)")
  }
}
