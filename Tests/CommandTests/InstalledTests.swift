// Suites that need other programs are left out where those are missing: never where all tests were asked for.

import Database
import Foundation
import Testing

/// `make test` installs what Scripts/packages.txt names, and asks for all tests.
@Suite("What tests need is installed")
struct InstalledTests {
  static let isAskedFor = ProcessInfo.processInfo.environment["PLIMSOLL_TEST_ALL"] == "1"

  @Test("PostgreSQL, by which the planner lab is tested", .enabled(if: isAskedFor))
  func postgres() { #expect(ServerBinaries.installed != nil, "\(ServerBinaries.advice)") }

  @Test("Python, whose servers are sent loads", .enabled(if: isAskedFor))
  func python() { #expect(LoadTests.hasPython) }

  @Test("JavaScriptCore, which runs scripts", .enabled(if: isAskedFor))
  func engine() { #expect(LoadTests.hasEngine) }

  @Test(
    "packages of Node and Python, whose code is read",
    .enabled(if: isAskedFor),
    arguments: [
      "/usr/share/nodejs", "/usr/lib/python3/dist-packages",
    ]
  )
  func corpora(folder: String) {
    #expect(FileManager.default.fileExists(atPath: folder))
  }
}
