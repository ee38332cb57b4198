// How many processes and threads serve requests on one machine.

import ConfigSyntax
import Findings
import Workspace
import Frameworks
import SemanticModel
import SourceText

/// The processes of one instance.
struct Processes: Sendable {
  var count: Int?
  /// One for each processor, or twice the processors and one.
  var perProcessor: PerProcessor?
  var threads: Int?
  var text: String
  var status: EnvironmentFact.Status
  var evidence: [Location] = []
  var ask: String?
  var timeoutSeconds: Int?

  enum PerProcessor: Sendable { case one, twoAndOne }

  func count(processors: Int?) -> Int? {
    if let count { return count }
    guard let processors, let perProcessor else { return nil }
    return perProcessor == .one ? processors : 2 * processors + 1
  }
}

extension ServiceReading {
  /// The processors of the machine, where somebody says them.
  var processors: Int? {
    if let stated = stated(.cpus) { return stated.number }
    let limits =
      configuration.servingEntries.compactMap(\.service.cpus)
      + configuration.all.workloads.flatMap(\.content).compactMap(\.cpus)
    return limits.first { $0 > 0 && $0 < 10_000 }.map { max(1, Int($0.rounded(.up))) }
  }

  func processes() -> Processes {
    if let stated = stated(.workers) {
      return Processes(
        count: stated.number,
        threads: self.stated(.threads)?.number,
        text: "",
        status: .inferred
      )
    }
    let all = configuration.servers(root: root)
    // `python manage.py …` may be anything: a server that is known by name counts more.
    let named = all.filter { $0.program != "python" }
    let servers = named.isEmpty ? all : named
    if let managed = processManager(servers.first) { return managed }
    if let cluster = clusterOfCode { return cluster }
    if let server = servers.first, server.isPython { return python(server) }
    if let server = servers.first, !service.isPython { return forking(server) ?? alone(server) }
    return withoutCommand
  }

  private func alone(_ server: ServerProcess) -> Processes {
    Processes(
      count: 1,
      text: "1 process (`\(server.program)`)",
      status: server.isDeployed ? .inferred : .assumed,
      evidence: [server.place]
    )
  }

  /// A process that starts others by itself.
  private func forking(_ server: ServerProcess) -> Processes? {
    let fork = uses.calls.first { call in
      call.specifier.hasSuffix("child_process") && call.path == "fork"
    }
    guard let fork else { return nil }
    return Processes(
      text: "1 process (`\(server.program)`), which forks others by itself",
      status: .needsConfirmation,
      evidence: [server.place, uses.location(fork.site)],
      ask: "how many processes it forks that answer requests"
    )
  }

  /// The server's command is not known.
  private var withoutCommand: Processes {
    if let platform = configuration.all.platforms.first(where: { $0.content.kind.isServerless }),
      configuration.dockerfiles.isEmpty
    {
      return Processes(
        count: 1,
        text:
          "one request at a time for each instance (\(platform.content.kind.rawValue) starts instances as they are needed)",
        status: .inferred,
        evidence: [platform.location(1)]
      )
    }
    guard service.isPython else {
      guard configuration.startCommands(root: root).isEmpty else {
        return Processes(
          text: "not known: the start command runs a program that is not recognized",
          status: .needsConfirmation,
          evidence: configuration.startCommands(root: root).prefix(1).map(\.place),
          ask: "the number of processes that the start command runs"
        )
      }
      return Processes(count: 1, text: "1 process: nothing starts several", status: .assumed)
    }
    return Processes(
      perProcessor: .twoAndOne,
      threads: 2,
      text: "2 × CPU + 1 workers with 2 threads each: no command sets them",
      status: .assumed
    )
  }

  /// pm2, by its own file or by flags; its file counts less than a command that the deployment runs.
  private func processManager(_ server: ServerProcess?) -> Processes? {
    if let server, server.program.hasPrefix("pm2") {
      if case .file = server.workers { return processFile ?? unknown(server) }
      return node(server)
    }
    return server?.isDeployed == true ? nil : processFile
  }

  private func unknown(_ server: ServerProcess) -> Processes {
    Processes(
      text: "not known: pm2 takes it from a file that says no number",
      status: .needsConfirmation,
      evidence: [server.place],
      ask: "`instances` in the ecosystem file of pm2"
    )
  }

  private func node(_ server: ServerProcess) -> Processes {
    switch server.workers {
    case .count(let count):
      Processes(
        count: count,
        text: count == 1 ? "1 process (pm2)" : "\(count) processes (pm2)",
        status: .inferred,
        evidence: [server.place]
      )
    case .perProcessor:
      Processes(
        perProcessor: .one,
        text: "one process for each processor (pm2)",
        status: .inferred,
        evidence: [server.place]
      )
    default:
      Processes(count: 1, text: "1 process (pm2)", status: .inferred, evidence: [server.place])
    }
  }

  /// The ecosystem files of pm2 that are programs.
  private var processUnits: [Int] {
    program.units.indices.filter { position in
      let path = program.units[position].path
      guard path.holds("ecosystem.") || path.holds("pm2.") else { return false }
      let name = Paths.name(of: path)
      return name.hasPrefix("ecosystem.") || name.hasPrefix("pm2.")
    }
  }

  private var processFile: Processes? {
    for file in configuration.all.processFiles {
      let apps = file.content["apps"]
      let first = (apps?.items.first?.value ?? apps) ?? file.content
      guard let member = first.member("instances") else { continue }
      let number = member.value.number.flatMap { Int(exactly: $0) }
      let text = number.map { "\($0)" } ?? member.value.string ?? ""
      if let found = pm2(CommandFlags.workers(text), file.location(member.line)) { return found }
    }
    for unit in processUnits {
      for setting in program.settings(named: ["instances"], in: unit) {
        let place = uses.location(setting.place)
        let workers: ServerProcess.Workers? =
          switch setting.value {
          case .number(let number): Int(exactly: number).flatMap { CommandFlags.workers("\($0)") }
          case .text(let text): CommandFlags.workers(text)
          default: nil
          }
        if let found = pm2(workers, place) { return found }
      }
    }
    return nil
  }

  private func pm2(_ workers: ServerProcess.Workers?, _ place: Location) -> Processes? {
    switch workers {
    case .count(let count):
      Processes(
        count: count,
        text: count == 1 ? "1 process (pm2)" : "\(count) processes (pm2)",
        status: .inferred,
        evidence: [place]
      )
    case .perProcessor:
      Processes(
        perProcessor: .one,
        text: "one process for each processor (pm2)",
        status: .inferred,
        evidence: [place]
      )
    default: nil
    }
  }

  /// `cluster.fork()` in the code itself.
  private var clusterOfCode: Processes? {
    let forks = uses.calls.filter { call in
      let name =
        call.specifier.hasPrefix("node:") ? String(call.specifier.dropFirst(5)) : call.specifier
      return (name == "cluster" && call.path.hasSuffix("fork")) || name == "throng"
    }
    guard let fork = forks.first else { return nil }
    return Processes(
      perProcessor: .one,
      text: "several processes, forked by the code itself (cluster)",
      status: .inferred,
      evidence: [uses.location(fork.site)]
    )
  }

  func processesFact(_ processes: Processes) -> EnvironmentFact {
    fact(
      .processes,
      processes.text,
      processes.status,
      processes.evidence,
      ask: processes.ask
    )
  }
}
