// Workers and threads of Python servers.

import ConfigSyntax
import Findings

extension ServiceReading {
  /// What a Python server runs, with its own file and environment variables.
  func python(_ server: ServerProcess) -> Processes {
    var processes = Processes(text: "", status: .inferred, evidence: [server.place])
    let file = server.program == "gunicorn" ? configuration.all.gunicorn.first : nil
    processes.threads = server.threads ?? setting("threads", file)?.number
    processes.timeoutSeconds = server.timeoutSeconds ?? setting("timeout", file)?.number
    var workers = server.workers
    if workers == .unset, let found = setting("workers", file) {
      processes.evidence.append(found.place)
      if let count = found.number {
        workers = .count(count)
      } else if found.isPerProcessor {
        processes.perProcessor = .twoAndOne
        processes.text = "2 × CPU + 1 workers (\(server.program))" + threadText(processes)
        return processes
      }
    }
    if server.program == "uwsgi", let file = configuration.all.uwsgi.first {
      let section = file.content["uwsgi"] ?? file.content
      func number(_ names: [String]) -> (count: Int, line: Int)? {
        for name in names {
          guard let member = section.member(name), let text = member.value.string,
            let count = Int(text).flatMap(CommandFlags.plausible)
          else { continue }
          return (count, member.line)
        }
        return nil
      }
      if workers == .unset, let found = number(["processes", "workers"]) {
        workers = .count(found.count)
        processes.evidence.append(file.location(found.line))
      }
      processes.threads = processes.threads ?? number(["threads"])?.count
    }
    if workers == .unset || workers.isVariable { workers = fromEnvironment(workers) ?? workers }
    switch workers {
    case .count(let count):
      processes.count = count
      processes.text =
        (count == 1 ? "1 worker" : "\(count) workers")
        + " (`\(server.program)`)" + threadText(processes)
    case .perProcessor:
      processes.perProcessor = .one
      processes.text = "one worker for each processor (`\(server.program)`)" + threadText(processes)
    case .variable(let name):
      processes.text = "not known: `\(server.program)` takes it from `\(name)`"
      processes.status = .needsConfirmation
      processes.ask = "the value of `\(name)` in production"
    case .unset, .one, .file: single(&processes, server)
    }
    return processes
  }

  private func single(_ processes: inout Processes, _ server: ServerProcess) {
    processes.count = 1
    processes.status = server.workers == .one && server.program != "python" ? .inferred : .assumed
    let seed =
      server.workers == .unset
      ? "; a start for the load target: 2 × CPU + 1 workers"
        + (server.usesUvicornWorkers || server.program != "gunicorn" ? "" : " with 2 threads each")
      : ""
    let origin = server.workers == .unset ? "default of `\(server.program)`" : "`\(server.program)`"
    processes.text = "1 worker (\(origin))" + threadText(processes) + seed
  }

  private func threadText(_ processes: Processes) -> String {
    processes.threads.map { $0 == 1 ? " with 1 thread each" : " with \($0) threads each" } ?? ""
  }

  /// `WEB_CONCURRENCY`, which gunicorn, uvicorn and platforms read.
  private func fromEnvironment(_ workers: ServerProcess.Workers) -> ServerProcess.Workers? {
    var name = "WEB_CONCURRENCY"
    if case .variable(let variable) = workers { name = variable }
    for entry in configuration.all.values(of: name) {
      if let count = Int(entry.value), let plausible = CommandFlags.plausible(count) {
        return .count(plausible)
      }
    }
    return nil
  }

  private struct FileSetting {
    let number: Int?
    let isPerProcessor: Bool
    let place: Location
  }

  /// A setting of gunicorn's own file.
  private func setting(_ name: String, _ file: Found<EnvironmentText>?) -> FileSetting? {
    guard let file, let found = file.content.variables.last(where: { $0.name == name }) else {
      return nil
    }
    return FileSetting(
      number: Int(found.value).flatMap(CommandFlags.plausible),
      isPerProcessor: found.value.contains("cpu_count"),
      place: file.location(found.line)
    )
  }
}

extension ServerProcess.Workers {
  var isVariable: Bool {
    if case .variable = self { true } else { false }
  }
}
