// The examples of the rules are their tests: what is marked is reported, and nothing else.

import Findings
import Rules
import Testing

@Suite("Examples")
struct ExampleTests {
  @Test("a rule reports exactly what is marked", arguments: ExampleCase.all)
  func marks(of subject: ExampleCase) async {
    let project = MarkedProject(subject.example.files)
    let found = await findings(of: subject.ruleName, in: project.files)
    #expect(found.spots == project.places, "\(subject.testDescription)")
    #expect(Set(found.map(\.id)).count == found.count, "\(subject.testDescription)")
  }

  @Test("a rule is silent once the code is repaired", arguments: ExampleCase.reported)
  func fixed(subject: ExampleCase) async {
    let example = subject.example
    #expect(!example.fixed.isEmpty, "\(subject.testDescription): shows no repair")
    let unknown = Set(example.fixed.keys).subtracting(example.files.keys)
    #expect(unknown == [], "\(subject.testDescription): repairs files that are not there")
    let repaired = MarkedProject(example.files.merging(example.fixed) { _, new in new })
    let found = await findings(of: subject.ruleName, in: repaired.files)
    #expect(found.spots == [], "\(subject.testDescription)")
  }

  @Test("a rule shows at least two defects and two near misses", arguments: ExampleCase.ruleNames)
  func enough(of rule: String) {
    let examples = ExampleCase.all.filter { $0.ruleName == rule }
    let marked = examples.count { !MarkedProject($0.example.files).places.isEmpty }
    #expect(marked >= 2)
    #expect(examples.count - marked >= 2)
  }

  @Test("no two examples of a rule have the same caption", arguments: ExampleCase.ruleNames)
  func captions(of rule: String) {
    let captions = ExampleCase.all.filter { $0.ruleName == rule }.map(\.example.caption)
    #expect(Set(captions).count == captions.count)
  }
}
