// A chaos run in a file: proxies, processes, faults, and what must hold.

import ConfigSyntax
package import LoadEngine

/// What a file says; the load is left to whoever knows the flags.
package struct ChaosFile: Sendable {
  package private(set) var plan = ChaosPlan()
  /// A URL, or the file of a load scenario.
  package private(set) var load: String?
  package private(set) var rate: Double?
  package private(set) var users: Int?
  /// As the flag of this name is written.
  package private(set) var duration: String?

  private static let keys = [
    "load", "rate", "users", "duration", "proxies", "processes", "faults", "budget",
  ]

  /// Reads a file; `path` is how errors name it.
  ///
  /// Throws an error of the plan that names the line and, of an unknown key, the nearest known one.
  package init(path: String, yaml: [UInt8]) throws(LoadError) {
    let document = ConfigDocument(yaml: yaml)
    if let problem = document.diagnostics.first {
      throw .plan("\(path):\(problem.line): \(problem.message); correct the YAML")
    }
    let reader = ChaosReader(path: path)
    try reader.check(document.value, line: 1, keys: Self.keys)
    for member in document.value.members {
      switch member.key {
      case "load": load = try reader.text(member)
      case "rate": rate = try reader.number(member)
      case "users": users = try reader.count(member)
      case "duration": duration = try reader.text(member)
      case "proxies":
        try reader.check(member)
        for proxy in member.value.members { plan.proxies.append(try reader.proxy(proxy)) }
      case "processes":
        try reader.check(member)
        for process in member.value.members { plan.processes.append(try reader.process(process)) }
      case "budget": plan.budget = try reader.budget(member)
      default: break
      }
    }
    // Faults are of proxies and processes that may stand behind them.
    if let faults = document.value.member("faults") {
      for item in try reader.items(faults) { try addFault(item, reader) }
    }
  }

  private mutating func addFault(_ item: ConfigItem, _ reader: ChaosReader) throws(LoadError) {
    let fault = try reader.fault(item.value, line: item.line)
    try plan.add(fault) { problem in reader.error(item.line, problem) }
  }
}

extension ChaosPlan {
  /// Reads a fault as a file would write it: `at: 10s, proxy: db, down: 30s`.
  ///
  /// Throws an error of the plan that quotes it.
  package mutating func add(fault text: String) throws(LoadError) {
    let document = ConfigDocument(yaml: Array("{\(text)}".utf8))
    guard document.diagnostics.isEmpty else {
      throw .plan("--fault '\(text)': write, say, --fault 'at: 10s, proxy: db, down: 30s'")
    }
    let fault = try ChaosReader(path: "--fault '\(text)'").fault(document.value, line: nil)
    try add(fault) { problem in .plan("--fault '\(text)': \(problem)") }
  }

  /// A fault of a proxy or process that is there, and that has no such fault at the time.
  mutating func add(
    _ fault: Fault,
    refusing refusal: (String) -> LoadError
  ) throws(LoadError) {
    switch fault.action {
    case .down(let name), .toxic(_, let name):
      guard proxies.contains(where: { $0.name == name }) else {
        throw refusal("there is no proxy '\(name)'")
      }
    case .stop(let name), .kill(let name):
      guard let process = processes.first(where: { $0.name == name }) else {
        throw refusal("there is no process '\(name)'")
      }
      if case .kill = fault.action, process.command == nil {
        throw refusal("'\(name)' has no restart command and would stay dead")
      }
    }
    guard fault.seconds > 0 else { throw refusal("it lasts no time; give it, say, 1s") }
    if let other = faults.first(where: { $0.excludes(fault) }) {
      throw refusal(
        "'\(other.text)' lasts from \(Quantity.digits(other.at)) s to \(Quantity.digits(other.end)) s; "
          + "begin when it has ended"
      )
    }
    faults.append(fault)
  }
}
