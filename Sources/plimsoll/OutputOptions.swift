// The flags that every command shares.

import ArgumentParser

/// How a report is written.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Print without colours, as NO_COLOR=1 does.")
  var noColor = false

  var destination: Output { output.map(Output.file) ?? .standard }
}
