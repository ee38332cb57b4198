// Defects that are put into clean code are found, and the clean code is silent.

import Findings
import Foundation
import Testing

/// `make golden` writes the page anew: read the difference before you commit it.
@Suite("Mutations")
struct MutationTests {
  /// The least part of the mutations that is found; it only rises.
  static let floor = 0.93

  @Test("each defect is found on its line, or is listed as one that is not")
  func eachIsFound() async throws {
    for outcome in try await MutationRun.shared.value.outcomes {
      let mutation = outcome.mutation
      let isFound = outcome.tier != nil
      #expect(
        isFound == (mutation.missed == nil),
        """
        \(mutation.source): \(mutation.title)
        \(mutation.expects) on \(outcome.place) \(isFound ? "is found now: take `missed:` out" : "is not found")
        """
      )
    }
  }

  @Test("no smaller part is found than before")
  func floor() async throws {
    #expect(try await MutationRun.shared.value.share >= Self.floor)
  }

  @Test("the applications that have no defect are silent")
  func silence() async throws {
    #expect(try await MutationRun.shared.value.falseAlarms == [])
  }

  @Test("the page says what is found")
  func page() async throws {
    let page = MutationTable(run: try await MutationRun.shared.value).page
    let file = MutationRun.checkout.appending(path: "docs/mutations.md")
    if ProcessInfo.processInfo.environment["PLIMSOLL_GOLDEN"] == "write" {
      try Data(page.utf8).write(to: file)
    } else {
      #expect(page == (try String(contentsOf: file, encoding: .utf8)), "see make golden")
    }
  }

  @Test("every category has a defect in it")
  func categories() async throws {
    let page = MutationTable(run: try await MutationRun.shared.value).page
    for category in Category.allCases
    where !"56".contains(category.id.prefix(1)) && category != .other {
      #expect(page.contains("\n| \(category.id) | "), "\(category.id)")
    }
  }

  @Test("an edit that does not match once is refused")
  func badEdits() throws {
    let edit = Mutation.Edit(file: "a.js", old: ["let a = 1;"], new: ["↓let a = 2;"])
    let mutation = Mutation(
      title: "t",
      kind: "k",
      expects: "1A",
      hops: 0,
      missed: nil,
      application: "x",
      edits: [edit],
      source: "here:1"
    )
    #expect(throws: MutationFault.self) { try mutation.applied(to: ["a.js": "let b = 1;\n"]) }
    #expect(throws: MutationFault.self) {
      try mutation.applied(to: ["a.js": "let a = 1;\nlet a = 1;\n"])
    }
    #expect(throws: MutationFault.self) { try mutation.applied(to: [:]) }
    let (texts, place) = try mutation.applied(to: ["a.js": "// one\nlet a = 1;\n"])
    #expect(texts == ["a.js": "// one\nlet a = 2;\n"])
    #expect(place == Mutation.Place(file: "a.js", line: 2))
  }
}
