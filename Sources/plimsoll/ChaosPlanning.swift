// From the flags of `plimsoll chaos` and its file to a plan and a load.

import ArgumentParser
import Chaos
import LoadEngine

/// Reads the file, then the flags, which win.
struct ChaosPlanning {
  let plan: ChaosPlan
  /// What loads: a URL or a scenario's file; nil if nothing does.
  private let load: String?
  private let file: ChaosFile?
  private let options: ChaosOptions

  /// Seconds for which the load goes on after the last fault.
  private static let afterwards = 30.0

  init(_ options: ChaosOptions) throws {
    self.options = options
    var load = options.load
    var plan = ChaosPlan()
    var file: ChaosFile?
    if let name = options.file, !name.contains("://") {
      let read = try ChaosFile(path: name, yaml: try ScenarioText.file(name))
      plan = read.plan
      load = load ?? read.load.map { Self.beside(name, $0) }
      file = read
    } else {
      load = load ?? options.file
    }
    for text in options.proxy { plan.proxies.append(try Self.proxy(text)) }
    for text in options.pid { plan.processes.append(try Self.process(text, options.restart)) }
    for text in options.fault { try plan.add(fault: text) }
    if let text = options.errorBudget { plan.budget.errors = try Self.share(text) }
    let recovery = try LoadPlanning.seconds("--recovery", options.recovery)
    plan.budget.recovery = recovery ?? plan.budget.recovery
    plan.allowedHost = options.server.allowRemote
    plan.interfacePort = try options.api.map { port in
      UInt16(try LoadPlanning.within("--api", port, 0...65_535))
    }
    self.plan = plan
    self.load = load
    self.file = file
    guard !plan.proxies.isEmpty || !plan.processes.isEmpty || plan.interfacePort != nil else {
      throw Failure.usage(
        "nothing to put faults into: name a chaos file, or give --proxy, --pid or --api"
      )
    }
  }

  /// The load; nil if the proxies only stand for others to use.
  func loadPlan() throws -> LoadPlan? {
    guard let load else {
      for (flag, isGiven) in [
        ("--rate", options.pace.rate != nil), ("--users", options.pace.users != nil),
        ("--duration", options.pace.duration != nil),
      ] where isGiven {
        throw Failure.usage("\(flag): there is no load; give --load, or a URL")
      }
      return nil
    }
    guard !plan.faults.isEmpty else {
      throw Failure.usage("no faults: give --fault 'at: 10s, proxy: db, down: 30s', or a file")
    }
    guard !ScriptLoad.isScript(load) else {
      throw Failure.usage("\(load): a script cannot be loaded with faults; write a scenario")
    }
    let scenario = try ScenarioText.scenario(named: load, try LoadOptions.parse(["--", load]))
    var planned = try LoadPlanning(options: try flags(load, scenario), scenario: scenario).plan()
    let seconds = planned.seconds
    guard seconds >= plan.leastSeconds else {
      throw Failure.usage(
        "the load ends after \(Self.text(seconds)), too soon to see the recovery from the last fault: "
          + "give --duration \(Self.text(plan.leastSeconds.rounded(.up))) or more"
      )
    }
    // A client that waits for a minute would hide what a fault of half a minute does.
    if options.server.timeout == nil {
      planned.timeouts.firstByte = 10
      planned.timeouts.total = 10
      planned.grace = min(planned.grace, 10)
    }
    return planned
  }

  /// The flags as `plimsoll load` knows them: the command line wins over the file, the file over the scenario.
  private func flags(_ load: String, _ scenario: Scenario?) throws -> LoadOptions {
    var flags = try LoadOptions.parse(["--", load])
    flags.server = options.server
    flags.pace = options.pace
    if options.pace.rate == nil, options.pace.users == nil {
      (flags.pace.rate, flags.pace.users) = (file?.rate, file?.users)
    }
    let length =
      scenario?.hasLength == true ? nil : Self.text((plan.lastEnd + Self.afterwards).rounded(.up))
    flags.pace.duration = options.pace.duration ?? file?.duration ?? length
    return flags
  }

  private static func text(_ seconds: Double) -> String { "\(Int(seconds))s" }

  /// A file's path as it is meant from the file that names it.
  private static func beside(_ file: String, _ path: String) -> String {
    guard !path.contains("://"), !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else {
      return path
    }
    return file[...slash] + path
  }

  private static func proxy(_ text: String) throws -> ProxyDescription {
    let parts = text.split(separator: "=", maxSplits: 1)
    let places = parts.last?.split(separator: ",") ?? []
    guard parts.count == 2, places.count == 2 else {
      throw Failure.usage("--proxy \(text): write NAME=LISTEN,UPSTREAM, as db=15432,5432")
    }
    return ProxyDescription(
      name: String(parts[0]),
      listen: try Address(String(places[0])).text,
      upstream: try Address(String(places[1])).text
    )
  }

  private static func process(
    _ text: String,
    _ restart: String?
  ) throws -> ProcessDescription {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard let digits = parts.last, let pid = Int32(digits) else {
      throw Failure.usage("--pid \(text): write PID, or NAME=PID")
    }
    let name = parts.count == 2 ? String(parts[0]) : "app"
    return ProcessDescription(name: name, pid: pid, restart: restart)
  }

  private static func share(_ text: String) throws -> Double {
    guard let share = ChaosBudget.share(text) else {
      throw Failure.usage("--error-budget \(text): write a share as 1% or 0.01")
    }
    return share
  }
}
