// What server a command runs, with how many processes and threads.

import ConfigSyntax
import Findings
import SourceText

/// A server as one command starts it.
struct ServerProcess: Sendable {
  /// The program, like `gunicorn`, `uvicorn`, `pm2` or `node`.
  private(set) var program: String
  let place: Location
  /// Whether a file of the deployment says so.
  let isDeployed: Bool
  var workers: Workers = .one
  var threads: Int?
  /// After so long, in seconds, a worker that does not answer is killed.
  var timeoutSeconds: Int?
  var usesUvicornWorkers = false

  enum Workers: Sendable, Equatable {
    /// The program runs one process, whatever it is told.
    case one
    case count(Int)
    /// One for each processor.
    case perProcessor
    /// The program could run several and is not told to.
    case unset
    /// An environment variable says it.
    case variable(String)
    /// The file that says it is not there.
    case file
  }

  init?(_ command: StartCommand) {
    guard let first = command.words.first else { return nil }
    var words = command.words[...]
    var name = Paths.name(of: first)
    // `python -m gunicorn …`
    if name.hasPrefix("python"), words.dropFirst().first == "-m" {
      words = words.dropFirst(2)
      name = words.first ?? ""
    }
    place = command.place
    isDeployed = command.isDeployed
    program = name
    let flags = CommandFlags(words: Array(words.dropFirst()))
    guard name != "flask" || words.contains("run") else { return nil }
    if let verb = words.dropFirst().first, Self.preparations.contains(verb) { return nil }
    switch name {
    case "gunicorn": readGunicorn(flags)
    case "uvicorn", "hypercorn", "granian", "fastapi": readASGI(flags)
    case "uwsgi":
      workers = flags.workers(["--processes", "--workers", "-p"]) ?? .unset
      threads = flags.number(["--threads"])
    case "waitress-serve": threads = flags.number(["--threads"]) ?? 4
    case "pm2", "pm2-runtime": readPM2(flags)
    case "node", "nodejs", "ts-node", "tsx", "bun", "deno", "nodemon", "babel-node", "next", "nest",
      "nuxt", "remix-serve", "react-router-serve", "daphne", "flask", "strapi", "keystone",
      "medusa", "dotenvx", "sls":
      workers = .one
    default:
      guard name.hasPrefix("python") else {
        return nil
      }
      program = "python"
    }
  }

  /// What frameworks' own commands do before anything is served.
  private static let preparations: Set<String> = [
    "build", "lint", "migrate", "generate", "export", "db", "init", "upgrade", "seed", "info",
  ]

  private mutating func readGunicorn(_ flags: CommandFlags) {
    workers = flags.workers(["-w", "--workers"]) ?? .unset
    threads = flags.number(["--threads"])
    timeoutSeconds = flags.number(["-t", "--timeout"])
    let kind = flags.text(["-k", "--worker-class"]) ?? ""
    usesUvicornWorkers = kind.lowercased().contains("uvicorn")
  }

  private mutating func readASGI(_ flags: CommandFlags) {
    workers = flags.workers(["--workers", "-w"]) ?? .unset
  }

  private mutating func readPM2(_ flags: CommandFlags) {
    if let count = flags.workers(["-i", "--instances"]) {
      workers = count
    } else if flags.hasFile {
      workers = .file
    } else {
      workers = .one
    }
  }

  /// Whether a request is served by Python.
  var isPython: Bool {
    [
      "gunicorn", "uvicorn", "hypercorn", "granian", "fastapi", "uwsgi", "waitress-serve", "daphne",
      "flask", "python",
    ].contains(program)
  }

  /// Whether it reloads code while it is worked on.
  static func isDevelopment(_ words: [String]) -> Bool {
    guard let first = words.first.map(Paths.name) else { return false }
    if ["nodemon", "ts-node-dev", "vite", "watch"].contains(first) { return true }
    if words.contains("--reload") || words.contains("--watch") || words.contains("runserver") {
      return true
    }
    return words.contains("dev") && ["next", "nest", "fastapi", "remix", "nuxt"].contains(first)
  }
}
