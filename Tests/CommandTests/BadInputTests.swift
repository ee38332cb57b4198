// Whatever the command is given, it says one clear line or lists what it could not read.

import Foundation
import Testing

@Suite("Bad input")
struct BadInputTests {
  /// A call that cannot be: what is set up, what is called, what is said.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let setUp: String
    let arguments: String
    let status: Int32
    let says: [String]

    init(
      _ name: String,
      _ setUp: String,
      _ arguments: String,
      _ status: Int32,
      _ says: String...
    ) {
      testDescription = name
      self.setUp = setUp
      self.arguments = arguments
      self.status = status
      self.says = says
    }
  }

  @Test("is refused with one line that says what, where and what to do", arguments: refusals)
  func isRefused(refusal: Refusal) throws {
    let command = try CommandProcess()
    try command.write("app/a.js", "run();\n")
    let outcome = try command.shell("\(refusal.setUp)\n$plimsoll \(refusal.arguments)")
    #expect(outcome.status == refusal.status)
    #expect(outcome.output == "")
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("plimsoll: "))
    #expect(!outcome.errors.contains("\u{1B}"))
    for part in refusal.says {
      #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }
  }

  static let refusals = [
    Refusal("a missing path", "", "audit nowhere", 2, "nowhere: no such folder", "name the folder"),
    Refusal("an empty path", "", "audit ''", 2, "the path is empty"),
    Refusal("a file", "", "audit app/a.js", 2, "app/a.js: not a folder"),
    Refusal(
      "a path that ends in a loop of links",
      "ln -s b a; ln -s a b",
      "audit a",
      3,
      "a: cannot be"
    ),
    Refusal("an empty folder", "mkdir none", "audit none", 3, "none: no source file"),
    Refusal(
      "a folder without code",
      "mkdir txt; echo a >txt/a.md",
      "audit txt",
      3,
      "no source file"
    ),
    Refusal(
      "a path with control characters",
      "",
      "audit \"$(printf 'a\\033[31m\\nb')\"",
      2,
      "b: no such folder"
    ),
    Refusal(
      "an unknown flag",
      "",
      "audit app --detials",
      2,
      "unknown option '--detials'",
      "(did you mean '--details'?)",
      "see plimsoll audit --help"
    ),
    Refusal("an unknown flag without a near name", "", "audit app --zzzzzz", 2, "'--zzzzzz';"),
    Refusal("an unknown flag of the root", "", "--verison", 2, "(did you mean '--version'?)"),
    Refusal("an unknown command", "", "adit app", 2, "(did you mean 'audit'?)"),
    Refusal("an unknown command of rules", "", "rules lsit", 2, "(did you mean 'list'?)"),
    Refusal("two paths", "", "audit app app", 2, "unexpected argument 'app'"),
    Refusal(
      "an unknown format",
      "",
      "audit app --format yml",
      2,
      "'yml'",
      "'text', 'json', 'markdown'"
    ),
    Refusal("an unknown level", "", "audit app --fail-on worst", 2, "'critical'", "'never'"),
    Refusal("no threads", "", "audit app --jobs 0", 2, "--jobs 0: give a number from 1 on"),
    Refusal("less than no threads", "", "audit app --jobs -1", 2, "--jobs -1"),
    Refusal("threads in words", "", "audit app --jobs two", 2, "'two'"),
    Refusal(
      "an unknown part of the load",
      "",
      "audit app --load-target usres=5",
      2,
      "--load-target",
      "users"
    ),
    Refusal("a load in words", "", "audit app --load-target rps=many", 2, "--load-target", "rps"),
    Refusal("a flag without its value", "", "audit app --output", 2, "missing value", "--output"),
    Refusal(
      "an unknown rule",
      "",
      "audit app --only no-such-rule",
      2,
      "'no-such-rule'",
      "rules list"
    ),
    Refusal("the page of an unknown rule", "", "rules show no-such", 2, "'no-such'", "rules list"),
    Refusal(
      "an unknown key",
      "echo 'exlude: [a]' >app/plimsoll.yml",
      "audit app",
      2,
      "plimsoll.yml:1: unknown key",
      "did you mean “exclude”?"
    ),
    Refusal(
      "a rule that plimsoll.yml invents",
      "printf 'severity:\\n  no-such: high\\n' >app/plimsoll.yml",
      "audit app",
      2,
      "plimsoll.yml:2: unknown rule 'no-such'"
    ),
    Refusal(
      "broken YAML",
      "echo 'exclude: [' >app/plimsoll.yml",
      "audit app",
      2,
      "plimsoll.yml:"
    ),
    Refusal("a missing configuration", "", "audit app --config no.yml", 2, "no.yml"),
    Refusal(
      "an alias bomb",
      """
      { echo 'a0: &a0 [x]'; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do j=$((i - 1))
      echo "a$i: &a$i [*a$j,*a$j,*a$j,*a$j,*a$j,*a$j,*a$j,*a$j,*a$j]"; done; } >app/plimsoll.yml
      """,
      "audit app",
      2,
      "plimsoll.yml:"
    ),
    Refusal(
      "an output in no folder",
      "",
      "audit app --output no/where.json",
      3,
      "no/where.json: cannot be written (No such file or directory)"
    ),
    Refusal(
      "a folder as output",
      "mkdir out",
      "audit app --output out",
      3,
      "out: cannot be written"
    ),
    Refusal("a full disk", "", "audit app >/dev/full", 3, "standard output: cannot be written"),
    Refusal("a closed standard output", "", "audit app >&-", 3, "standard output: cannot be"),
  ]
}
