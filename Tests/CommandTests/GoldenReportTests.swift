// The reports of the bundled applications, byte for byte as somebody last judged them.

import Foundation
import Testing

/// `make golden` writes the reports anew: read the difference before you commit it.
@Suite("Golden reports")
struct GoldenReportTests {
  @Test(
    "an application's report is the one that was judged",
    arguments: Fixture.applications,
    Form.allCases
  )
  func report(application: String, form: Form) throws {
    let command = try CommandProcess()
    let outcome = try command.shell(
      """
      cd '\(CommandProcess.checkout.path)' || exit 98
      $plimsoll audit \(application) --format \(form.rawValue) --no-color --no-lab
      """
    )
    #expect(outcome.status == 0)
    let name = application.split(separator: "/").last.map(String.init) ?? application
    let file = Self.folder.appendingPathComponent("\(name).\(form.ending)")
    let report = form.masked(outcome.output)
    if Self.writes {
      try Data(report.utf8).write(to: file)
    } else {
      #expect(report == (try String(contentsOf: file, encoding: .utf8)), "see make golden")
    }
  }

  @Test("every golden report is of an application that there is")
  func noneIsLeft() throws {
    let names = Set(Fixture.applications.compactMap { $0.split(separator: "/").last })
    for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) {
      #expect(names.contains(file.split(separator: ".")[0]), "\(file)")
    }
  }

  /// A report as a person and as a machine reads it.
  enum Form: String, CaseIterable, Sendable {
    case text, json

    var ending: String { self == .text ? "txt" : "json" }

    /// The report without what differs from run to run or from version to version.
    func masked(_ report: String) -> String {
      var lines = report.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      for (number, line) in lines.enumerated() {
        switch self {
        case .text:
          guard number == 0, let duration = line.range(of: ", in ", options: .backwards) else {
            continue
          }
          let words = line[..<duration.lowerBound].split(separator: " ")
          lines[0] = (words.prefix(1) + ["VERSION"] + words.dropFirst(2)).joined(separator: " ")
        case .json:
          if line.hasPrefix("    \"milliseconds\": ") { lines[number] = "    \"milliseconds\": 0," }
          if line.hasPrefix("    \"version\": ") { lines[number] = "    \"version\": \"VERSION\"" }
        }
      }
      // The day of the audit.
      if self == .json { lines.removeAll { $0.hasPrefix("  \"date\": ") } }
      return lines.joined(separator: "\n")
    }
  }

  private static let writes =
    ProcessInfo.processInfo.environment["PLIMSOLL_GOLDEN"] == "write"
  private static let folder =
    CommandProcess.checkout.appendingPathComponent("Tests/GoldenReports")
}
