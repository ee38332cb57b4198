// `plimsoll fix`.

import ArgumentParser
import Findings
import Fixes

struct FixCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Mends what can be mended mechanically: prints one patch, or writes it.",
    discussion: """
      Each fix is applied to a copy in memory and the whole application is audited again:
      only a fix that removes its finding, brings no new one and leaves code that
      parses is offered. The patch keeps your style and changes nothing else.

      EXAMPLES:
        plimsoll fix | git apply               look at it with git diff
        plimsoll fix shop                      the patch of another folder
        plimsoll fix --rule missing-timeout    one rule, or a category: 3A
        plimsoll fix --id 3fa1                 one finding, by the beginning of its id
        plimsoll fix --unsafe                  also what changes answers or their order
        plimsoll fix --apply                   write the files

      --unsafe adds limits of pages and bodies, Promise.all and joint reads of relations:
      read those before you take them.
      """
  )

  @Argument(help: ArgumentHelp("The folder that holds the application.", valueName: "path"))
  var path = "."

  @Option(help: ArgumentHelp("Fix one rule or category only; may be repeated.", valueName: "rule"))
  var rule: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fix one finding, by its id of the JSON report or its beginning; may be repeated.",
      valueName: "id"
    )
  )
  var id: [String] = []

  @Flag(help: "Add fixes that change what the code does.")
  var unsafe = false

  @Flag(help: "Write the files instead of printing the patch.")
  var apply = false

  func run() async throws {
    let run = try FixRun(path: path, rules: rule, ids: id, allowsUnsafe: unsafe)
    let fixed = try await run.fix()
    if apply {
      try fixed.write()
      try Output.standard.write(fixed.lines)
    } else {
      try Output.standard.write(fixed.patch)
    }
    for note in fixed.notes(isApplied: apply) { StandardStreams.complain("plimsoll: \(note)") }
  }
}
