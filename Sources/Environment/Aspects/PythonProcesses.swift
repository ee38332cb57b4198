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
        let deployed = found.variable.flatMap { value(of: $0) }
        workers = .count(deployed ?? count)
        if found.variable != nil, deployed == nil { processes.status = .assumed }
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
    return value(of: name).map { .count($0) }
  }

  /// The count that a deployed environment gives a variable.
  private func value(of name: String) -> Int? {
    configuration.all.values(of: name).lazy
      .compactMap { Int($0.value).flatMap(CommandFlags.plausible) }.first
  }

  private struct FileSetting {
    let number: Int?
    /// The environment variable that is asked first.
    let variable: String?
    let isPerProcessor: Bool
    let place: Location
  }

  /// A setting of gunicorn's own file.
  private func setting(_ name: String, _ file: Found<EnvironmentText>?) -> FileSetting? {
    guard let file, let found = file.content.variables.last(where: { $0.name == name }) else {
      return nil
    }
    let fallback = Self.fallback(in: found.value)
    return FileSetting(
      number: (Int(found.value) ?? fallback?.number).flatMap(CommandFlags.plausible),
      variable: fallback?.variable,
      isPerProcessor: found.value.contains("cpu_count"),
      place: file.location(found.line)
    )
  }

  /// `int(os.environ.get("WEB_CONCURRENCY", "9"))`: the variable, and the number without it.
  private static func fallback(in text: String) -> (variable: String, number: Int)? {
    guard text.contains("environ") || text.contains("getenv") else { return nil }
    let isWord = { (byte: UInt8) in
      byte == UInt8(ascii: "_") || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte
    }
    let words = text.utf8.split { !isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
    let names = words.filter { $0.utf8.count > 1 && Int($0) == nil }
    guard names.count == 1, let number = words.last.flatMap({ Int($0) }) else { return nil }
    return (names[0], number)
  }
}

extension ServerProcess.Workers {
  var isVariable: Bool {
    if case .variable = self { true } else { false }
  }
}
