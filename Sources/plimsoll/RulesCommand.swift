// `plimsoll rules`.

import ArgumentParser
import Report

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Says what is looked for, and why.",
    discussion: """
      EXAMPLES:
        plimsoll rules                       one line for each rule
        plimsoll rules show query-in-loop    the problem, the fix, bad and good code
      """,
    subcommands: [List.self, Show.self],
    defaultSubcommand: List.self
  )

  struct List: ParsableCommand {
    // Named here: the parser would make the name of the type's, at every start of any command.
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "One line for each rule."
    )

    @OptionGroup var output: OutputOptions

    func run() throws {
      let style = Terminal.style(for: output.destination, options: output)
      try output.destination.write(RulePage.list(RulePage.all, style: style))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "One rule: the problem, the fix, bad and good code."
    )

    @Argument(help: "The rule's name, as `plimsoll rules` prints it.")
    var name: String

    @Option(help: "text for people, markdown for documents.")
    var format = PageFormat.text

    @OptionGroup var output: OutputOptions

    func run() throws {
      let page = try RuleSelection.page(named: name, in: RulePage.all)
      switch format {
      case .markdown: try output.destination.write(page.markdown)
      case .text:
        let style = Terminal.style(for: output.destination, options: output)
        try output.destination.write(page.text(style: style))
      }
    }
  }
}

enum PageFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case markdown
}
