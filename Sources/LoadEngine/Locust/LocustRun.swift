// `--engine locust`: Locust's master and workers run the plan, and their figures become ours.

import ConfigSyntax
import Glibc

/// Runs a plan with Locust, on this machine.
package struct LocustRun: Sendable {
  private let plan: LoadPlan
  private let workers: Int
  private let permission: Permission
  private let environment: [String: String]

  package static let mostWorkers = 64
  /// Seconds in which workers have to come, and in which the last ones have to report.
  private static let patience = 60.0

  package init(
    _ plan: LoadPlan,
    workers: Int,
    permission: Permission,
    environment: [String: String]
  ) {
    self.plan = plan
    self.workers = workers
    self.permission = permission
    self.environment = environment
  }

  /// The result; throws before the first request if Locust is not installed, or the server may not be loaded.
  package func result() async throws(LoadError) -> LoadResult {
    let text = try Locustfile(plan).text()
    let program = try program()
    let tls = try TLSClient.client(for: plan.url, trust: plan.trust)
    let endpoint = try LoadRun(plan, permission: permission).findServer(tls)
    return try await Interruption.counted { () throws(LoadError) in
      let outcomes = await WorkerThread.values(count: 1) { _ in
        Result { () throws(LoadError) in try run(program, text, at: endpoint) }
      }
      guard let outcome = outcomes.first else {
        throw LoadError.environment("no thread; try again")
      }
      return try outcome.get()
    }
  }

  /// Where Locust is, of the folders that are searched for programs.
  private func program() throws(LoadError) -> String {
    for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let path = "\(folder)/locust"
      if access(path, X_OK) == 0 { return path }
    }
    throw .environment(
      "locust is not installed, or not on the PATH: python3 -m pip install locust (in a virtual environment)"
    )
  }

  // MARK: - The run

  private func run(
    _ program: String,
    _ text: String,
    at endpoint: Endpoint
  ) throws(LoadError) -> LoadResult {
    let folder = try PrivateFolder()
    try folder.write(text, to: "locustfile.py")
    let port = try Self.freePort()
    let common = ["-f", folder.path + "/locustfile.py", "--loglevel", "WARNING"]
    let master = try start(
      program,
      common + [
        "--headless", "--master", "--master-bind-host", "127.0.0.1",
        "--master-bind-port", "\(port)", "--expect-workers", "\(workers)",
        "--expect-workers-max-wait", "\(Int(Self.patience))", "--exit-code-on-error", "0",
        "--stop-timeout", "\(Int(plan.grace.rounded(.up)))", "--only-summary",
      ],
      folder
    )
    let worker = common + ["--worker", "--master-host", "127.0.0.1", "--master-port", "\(port)"]
    let children = try ChildProcesses(count: workers) { () throws(LoadError) in
      try start(program, worker, folder)
    }
    wait(for: master, limit: plan.pacing.curve.seconds + plan.grace + 2 * Self.patience)
    let lost = children.endedTooEarly
    guard let bytes = folder.bytes(of: "report.json") else {
      let last = folder.lastLine(of: "log")
      throw .environment("locust ended without a report: \(last.isEmpty ? "no message" : last)")
    }
    var report = LocustReport(bytes, plan: plan)
    guard report.isWhole else {
      throw .environment("locust's report cannot be read; use a version that was tested (2.47)")
    }
    if lost > 0 { report.remarks.append("\(lost) of \(workers) workers of Locust were lost") }
    return report.result(plan: plan, endpoint: endpoint, workers: workers)
  }

  private func start(
    _ program: String,
    _ arguments: [String],
    _ folder: borrowing PrivateFolder
  ) throws(LoadError) -> ChildProcess {
    let own = [
      "PLIMSOLL_LOCUST_REPORT=\(folder.path)/report.json", "PLIMSOLL_LOCUST_PIPE=1",
      "PLIMSOLL_LOCUST_WORKERS=\(workers)", "PYTHONDONTWRITEBYTECODE=1",
      "BASE_URL=\(plan.url.at(path: "").text)",
    ]
    let kept = environment.filter { !["BASE_URL", "PYTHONDONTWRITEBYTECODE"].contains($0.key) }
      .map { "\($0.key)=\($0.value)" }
    return try ChildProcess(
      program,
      arguments,
      environment: kept + own,
      output: folder.path + "/log"
    )
  }

  /// Waits for the master's end; an interrupt is handed on, a second one ends it.
  private func wait(for master: borrowing ChildProcess, limit: Double) {
    let clock = RunClock(startingIn: 0)
    var toldToStop = false
    while !master.hasEnded {
      if Interruption.count > 1 || Nanoseconds.seconds(clock.now()) > limit { return }
      if Interruption.count > 0, !toldToStop {
        toldToStop = true
        kill(master.id, SIGINT)
      }
      var pause = timespec(tv_sec: 0, tv_nsec: 50_000_000)
      nanosleep(&pause, nil)
    }
  }

  /// A port of loopback at which nobody listens.
  private static func freePort() throws(LoadError) -> UInt16 {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 ? getsockname(listener, address, &size) : -1
      }
    }
    guard code == 0 else {
      throw .environment("no free port on this machine; close other programs")
    }
    return UInt16(bigEndian: address.sin_port)
  }
}
