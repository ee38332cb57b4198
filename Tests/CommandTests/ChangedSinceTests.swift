// What `--changed-since` keeps, and that a repository cannot make it run anything.

import Foundation
import Testing

@Suite("Changed since")
struct ChangedSinceTests {
  private struct Document: Decodable {
    struct Finding: Decodable {
      let id: String
      let location: Place
      let related: [Place]?
    }
    struct Place: Decodable {
      let file: String
      let startLine: Int
      let endLine: Int?
    }
    let findings: [Finding]
    let score: Score?
    struct Score: Decodable { let value: Double }
  }

  private func findings(_ scratch: borrowing GateScratch, _ flags: String) throws -> Document {
    let outcome = try scratch.run("$plimsoll audit --no-lab --format json \(flags)")
    return try JSONDecoder().decode(Document.self, from: Data(outcome.output.utf8))
  }

  @Test("nothing changed, nothing found; and no score, because most was left out")
  func isEmptyWithoutChange() throws {
    let scratch = try GateScratch(baseline: false)
    let document = try findings(scratch, "--changed-since HEAD")
    #expect(document.findings.isEmpty && document.score == nil)
    #expect(try findings(scratch, "").score != nil)
  }

  @Test("the findings of touched paths are those of a full run, untracked files included")
  func equalsFullRun() throws {
    let scratch = try GateScratch(baseline: false)
    try scratch.addQueryInLoop()
    let moved = try scratch.text(GateScratch.wishlists)
    try scratch.write("server/repositories/saved.js", "// Copied.\n\(moved)")
    try scratch.write(GateScratch.wishlists, "module.exports = require('./saved');\n")
    let full = try findings(scratch, "").findings
    let part = try findings(scratch, "--changed-since HEAD").findings
    let touched = full.filter { finding in
      ([finding.location] + (finding.related ?? [])).contains { place in
        place.file == "server/repositories/saved.js"
          || place.file == GateScratch.stockReport
            && (24...27).overlaps(place.startLine...(place.endLine ?? place.startLine))
      }
    }
    #expect(part.map(\.id) == touched.map(\.id))
    #expect(part.count >= 2 && part.count < full.count)
    let gate = try scratch.gate("--changed-since HEAD")
    #expect(gate.status == 1)
    #expect(gate.output.contains(", touching what changed since HEAD"))
  }

  @Test("a change in a caller keeps the finding in the callee, whose path leads through it")
  func followsPaths() throws {
    let scratch = try GateScratch(baseline: false)
    try scratch.replace(
      "  for (const customer of everyone) {",
      with: "  for (const customer of everyone.filter((one) => one.id)) {",
      in: GateScratch.stockReport
    )
    let part = try findings(scratch, "--changed-since HEAD").findings
    #expect(part.contains { $0.location.startLine == 16 }, "\(part)")
  }

  @Test("a folder below the repository's top is audited by its own paths")
  func worksBelowTheTop() throws {
    let scratch = try GateScratch(baseline: false)
    try scratch.addQueryInLoop()
    let outcome = try scratch.run(
      "git add -A && git commit -qm n && cd .. && $plimsoll audit shop/server --no-lab --format json --changed-since x"
    )
    #expect(outcome.status == 2)
    let below = try scratch.run(
      "cd .. && $plimsoll gate shop/server --changed-since 'HEAD~1'"
    )
    #expect(
      below.output.contains("  shop/server/services/reports.js:26  query-in-loop"),
      "\(below)"
    )
  }

  @Test(
    "a revision that git does not know is one clear line",
    arguments: [
      ("nowhere", "git knows no such revision here"), ("--output=x", "name a revision"),
    ]
  )
  func refusesRevisions(revision: String, message: String) throws {
    let scratch = try GateScratch(baseline: false)
    let outcome = try scratch.run("$plimsoll audit --no-lab --changed-since=\(revision)")
    #expect(outcome.status == 2)
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("outside of a repository it is one clear line")
  func needsRepository() throws {
    let command = try CommandProcess()
    try command.write("app/a.js", "export const a = 1;\n")
    let outcome = try command.shell("$plimsoll audit app --changed-since HEAD")
    #expect(outcome.status == 2 && outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("app lies in no git repository"))
  }

  @Test("runs nothing that the repository names: filters, monitors, hooks, external diffs")
  func runsNothing() throws {
    let scratch = try GateScratch(baseline: false)
    let trap = """
      printf '#!/bin/sh\\ntouch "%s/../ran"\\ncat\\n' "$PWD" >trap.sh && chmod +x trap.sh
      for key in core.fsmonitor diff.external core.pager core.sshCommand filter.f.clean \
        filter.f.smudge filter.f.process diff.d.textconv diff.d.command core.editor
      do git config $key "$PWD/trap.sh"; done
      git config filter.f.required true
      printf '*.js filter=f diff=d\\n*.sql -diff\\n' >.gitattributes
      mkdir -p .git/hooks
      for hook in post-index-change fsmonitor-watchman pre-commit post-checkout
      do cp trap.sh .git/hooks/$hook; done
      """
    try scratch.addQueryInLoop()
    let outcome = try scratch.run(
      "\(trap)\n$plimsoll gate --changed-since HEAD; test ! -e ../ran && echo nothing ran"
    )
    #expect(outcome.output.contains("reports.js:26  query-in-loop"), "\(outcome)")
    #expect(outcome.output.hasSuffix("nothing ran\n"))
  }

  @Test("attributes of the repository hide no change")
  func seesHiddenChanges() throws {
    let scratch = try GateScratch(baseline: false)
    try scratch.write(".gitattributes", "*.js binary\n")
    try scratch.addQueryInLoop()
    let outcome = try scratch.gate("--changed-since HEAD")
    #expect(outcome.output.contains("reports.js:26  query-in-loop"), "\(outcome)")
  }
}
