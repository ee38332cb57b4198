// What `plimsoll init` writes, and what it leaves alone.

import Foundation
import Testing

@Suite("Init")
struct InitTests {
  @Test("writes files filled with what was found, which plimsoll itself then reads")
  func writesFiles() throws {
    let scratch = try GateScratch(baseline: false)
    let outcome = try scratch.run("rm plimsoll.yml; $plimsoll init")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.split(separator: "\n").count(where: { $0.hasPrefix("wrote  ") }) == 7)
    let settings = try scratch.text("plimsoll.yml")
    #expect(settings.contains("\nloadTarget:\n  users: 1000\n  rps: 100\n  duration: 300s\n"))
    #expect(
      settings.contains("\n#   database: \"PostgreSQL\"   # inferred, server/db/pool.js:6\n")
    )
    #expect(settings.contains("\n#   instances: 2   # needs confirmation: "))
    #expect(settings.contains("\n#   pool: 10   # assumed: 10 connections for each process "))
    #expect(settings.contains("\n#   maxConnections: 100   # assumed: 10 of 100 "))
    #expect(try scratch.run("$plimsoll audit --no-lab").status == 0)
    let smoke = try scratch.text("load/k6_smoke.js")
    #expect(smoke.contains("\"/api/admin/customers\"") && smoke.contains("\"p(95)<500\""))
    let list = try scratch.text(".github/PULL_REQUEST_TEMPLATE/performance.md")
    #expect(list.contains("- [ ] ") && list.contains("`POST /api/orders`"))
  }

  @Test("every suggestion of the settings can be uncommented")
  func suggestsWhatIsRead() throws {
    let scratch = try GateScratch(baseline: false)
    let uncomment = """
      rm plimsoll.yml; $plimsoll init >/dev/null
      sed -e '1,2d' -e 's/^# \\([a-z]*:\\)$/\\1/' -e 's/^#   /  /' -e 's/^  # score/  score/' plimsoll.yml >all.yml
      $plimsoll audit --no-lab --config all.yml --format json
      """
    let outcome = try scratch.run(uncomment)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.contains("facts.database of all.yml") || outcome.output.contains("all.yml")
    )
  }

  @Test("never overwrites, and says so")
  func keepsFiles() throws {
    let scratch = try GateScratch(baseline: false)
    let outcome = try scratch.run(
      "echo mine >.pre-commit-config.yaml; $plimsoll init; cat .pre-commit-config.yaml"
    )
    #expect(outcome.output.hasSuffix("\nmine\n"))
    let kept = outcome.output.split(separator: "\n").filter { $0.hasPrefix("kept   ") }
    #expect(kept.count == 2, "plimsoll.yml and the hook: \(outcome.output)")
    let again = try scratch.run("$plimsoll init").output
    #expect(!again.contains("wrote"))
  }

  @Test("writes for the forge that the folder shows, or that is asked for")
  func choosesForge() throws {
    let scratch = try GateScratch(baseline: false)
    let gitlab = try scratch.run("touch .gitlab-ci.yml; $plimsoll init").output
    #expect(gitlab.contains(".gitlab/plimsoll.yml") && !gitlab.contains(".github"))
    let github = try scratch.run("$plimsoll init --ci github").output
    #expect(github.contains("wrote  .github/workflows/plimsoll.yml"))
  }

  @Test("follows no link out of the folder")
  func followsNoLink() throws {
    let scratch = try GateScratch(baseline: false)
    let outcome = try scratch.run(
      "mkdir ../out; ln -s ../out .github; $plimsoll init; ls -A ../out"
    )
    #expect(outcome.output == "")
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains(".github: is no folder"))
  }
}
