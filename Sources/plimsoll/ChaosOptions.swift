// The flags of `plimsoll chaos`.

import ArgumentParser

struct ChaosOptions: ParsableArguments {
  @Argument(
    help: "A chaos file (.yml), or http://HOST:PORT/PATH of a server on this machine."
  )
  var file: String?

  @Option(
    help: ArgumentHelp("What loads: a URL, or a scenario of plimsoll load.", valueName: "load")
  )
  var load: String?

  @Option(
    help: ArgumentHelp(
      "NAME=LISTEN,UPSTREAM: ports, or HOST:PORT; may be repeated.",
      valueName: "proxy"
    )
  )
  var proxy: [String] = []

  @Option(
    help: ArgumentHelp("'at: 10s, proxy: db, down: 30s'; may be repeated.", valueName: "fault")
  )
  var fault: [String] = []

  @Option(
    help: ArgumentHelp("[NAME=]PID of a process of yours; NAME is app.", valueName: "pid")
  )
  var pid: [String] = []

  @Option(
    help: ArgumentHelp("Starts --pid's process again after a kill.", valueName: "command")
  )
  var restart: String?

  @OptionGroup var pace: PaceOptions

  @OptionGroup var server: ServerOptions

  @Option(
    help: ArgumentHelp("Errors outside the faults; default 1%.", valueName: "share")
  )
  var errorBudget: String?

  @Option(help: ArgumentHelp("All must be well again by then; default 30s.", valueName: "time"))
  var recovery: String?

  @Option(
    help: ArgumentHelp("Speak toxiproxy's HTTP interface at this port.", valueName: "port")
  )
  var api: Int?

  @Option(help: "text for people, json for programs.")
  var format = LoadFormat.text

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false
}
