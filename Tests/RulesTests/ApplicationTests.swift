// Whole applications: each defect that their authors marked is reported, and nothing else.

import Capacity
import DataModel
import Findings
import Frameworks
import Rules
import SemanticModel
import Testing
import Workspace

@Suite("Applications")
struct ApplicationTests {
  @Test("what is marked is reported, and nothing else", arguments: Application.all)
  func marks(of application: Application) async throws {
    let workspace = try Workspace(opening: application.folderPath)
    let found = await Self.findings(in: workspace).map {
      Mark(file: $0.location.file, line: $0.location.startLine, rule: $0.rule)
    }
    let marks = try application.marks()
    #expect(!marks.isEmpty)
    let gaps = KnownGap.all.filter { $0.application == application.path }
    let missed = Self.difference(marks, found)
    #expect(missed == gaps.filter { $0.kind == .missed }.map(\.mark).sorted())
    let extra = Self.difference(found, marks)
    #expect(extra == gaps.filter { $0.kind == .extra }.map(\.mark).sorted())
  }

  @Test("every gap is of an application that there is")
  func gaps() {
    let known = Set(Application.all.map(\.path))
    #expect(KnownGap.all.allSatisfy { known.contains($0.application) })
  }

  @Test("one reader and four find the same, to the byte", arguments: Application.all)
  func jobs(of application: Application) async throws {
    let workspace = try Workspace(opening: application.folderPath)
    let alone = await Self.findings(in: workspace, jobs: 1).settled()
    let together = await Self.findings(in: workspace, jobs: 4).settled()
    #expect(alone == together)
  }

  @Test("ids survive ten blank lines at the top of every file", arguments: Application.all)
  func blankLines(of application: Application) async throws {
    let texts = try application.texts()
    let moved = texts.mapValues { String(repeating: "\n", count: 10) + $0 }
    let before = await Self.findings(in: Workspace(files: texts)).settled()
    let after = await Self.findings(in: Workspace(files: moved)).settled()
    #expect(!before.isEmpty)
    #expect(before.map(\.id) == after.map(\.id))
    #expect(before.map { $0.location.startLine + 10 } == after.map(\.location.startLine))
  }

  /// All that the catalog finds, whatever its tier.
  private static func findings(in workspace: Workspace, jobs: Int = 2) async -> [Finding] {
    let program = await Program.read(workspace, knowledge: Libraries.knowledge, jobs: jobs)
    return Examination(of: DataModel.finished(program), under: .standard).findings { _ in true }
  }

  /// What the first list has more than the second, each as often.
  private static func difference(_ first: [Mark], _ second: [Mark]) -> [Mark] {
    var rest = second
    return first.filter { mark in
      guard let position = rest.firstIndex(of: mark) else { return true }
      rest.remove(at: position)
      return false
    }
    .sorted()
  }
}
