// The flags that say how much is asked of a server, and for how long.

import ArgumentParser

/// Of `plimsoll load`, `soak` and `chaos`; each has a length of its own where none is given.
struct PaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Requests a second (open model); default 100.", valueName: "r"))
  var rate: Double?

  @Option(
    name: [.long, .customLong("vus")],
    help: ArgumentHelp("Users (closed model); with --rate, connections.", valueName: "n")
  )
  var users: Int?

  @Option(
    help: ArgumentHelp(
      "How long: 30s, 5m, 1h; default 30s, of chaos 30s behind the last fault.",
      valueName: "time"
    )
  )
  var duration: String?
}
