// The parts of a chaos file, with the line in each complaint.

import ConfigSyntax
import LoadEngine
import Workspace

/// Reads proxies, processes, faults and the budget.
struct ChaosReader {
  let path: String

  private static let longest = 24 * 3_600.0

  func error(_ line: Int?, _ message: String) -> LoadError {
    .plan("\(path)\(line.map { ":\($0)" } ?? ""): \(message)")
  }

  /// Refuses a key that means nothing.
  func check(_ value: ConfigValue, line: Int?, keys: [String]) throws(LoadError) {
    guard value.isObject else {
      throw error(line, "must be a mapping: \(keys.joined(separator: ", "))")
    }
    for member in value.members where !keys.contains(member.key) {
      let advice =
        NearestName.of(member.key, among: keys).map { "did you mean '\($0)'?" }
        ?? "there are \(keys.joined(separator: ", "))"
      throw error(line == nil ? nil : member.line, "'\(member.key)' is not known; \(advice)")
    }
  }

  /// Refuses what has no names below it.
  func check(_ member: ConfigMember) throws(LoadError) {
    guard member.value.isObject else {
      throw error(member.line, "\(member.key): must be a mapping from names, as db: { … }")
    }
  }

  func items(_ member: ConfigMember) throws(LoadError) -> [ConfigItem] {
    guard case .array(let items) = member.value else {
      throw error(member.line, "\(member.key): must be a list, as - { at: 10s, … }")
    }
    return items
  }

  func proxy(_ member: ConfigMember) throws(LoadError) -> ProxyDescription {
    try check(member.value, line: member.line, keys: ["listen", "upstream"])
    guard let upstream = member.value.member("upstream") else {
      throw error(member.line, "\(member.key): no upstream; write upstream: 127.0.0.1:5432")
    }
    let listen = try member.value.member("listen").map { (place) throws(LoadError) in
      try address(place)
    }
    return ProxyDescription(
      name: member.key,
      listen: listen ?? "127.0.0.1:0",
      upstream: try address(upstream)
    )
  }

  func process(_ member: ConfigMember) throws(LoadError) -> ProcessDescription {
    try check(member.value, line: member.line, keys: ["pid", "start", "restart"])
    var process = ProcessDescription(name: member.key)
    if let pid = member.value.member("pid") {
      guard let number = pid.value.number, let pid = Int32(exactly: number) else {
        throw error(pid.line, "pid: must be a number")
      }
      process.pid = pid
    }
    process.start = try member.value.member("start").map { (m) throws(LoadError) in try text(m) }
    process.restart = try member.value.member("restart").map { (m) throws(LoadError) in
      try text(m)
    }
    guard (process.pid == nil) != (process.start == nil) else {
      throw error(member.line, "\(member.key): give either pid, or start with a command")
    }
    return process
  }

  // MARK: - Faults

  func fault(_ value: ConfigValue, line: Int?) throws(LoadError) -> Fault {
    let keys = [
      "at", "for", "proxy", "process", "down", "toxic", "attributes", "stream", "toxicity", "stop",
      "kill",
    ]
    try check(value, line: line, keys: keys)
    guard let at = value.member("at") else { throw error(line, "no time; write at: 10s") }
    let verbs = ["down", "toxic", "stop", "kill"].filter { value[$0] != nil }
    guard let verb = verbs.first, verbs.count == 1, let what = value.member(verb) else {
      throw error(line, "a fault is one of down: 30s, toxic: latency, stop: 10s, kill: 5s")
    }
    let isOfProxy = ["down", "toxic"].contains(verb)
    guard let place = value.member(isOfProxy ? "proxy" : "process") else {
      throw error(line, "\(verb): needs \(isOfProxy ? "a proxy" : "a process")")
    }
    let name = try text(place)
    guard verb == "toxic" else {
      let action: Fault.Action =
        switch verb {
        case "down": .down(proxy: name)
        case "stop": .stop(process: name)
        default: .kill(process: name)
        }
      return Fault(at: try seconds(at), seconds: try seconds(what), action: action)
    }
    guard let length = value.member("for") else {
      throw error(line, "toxic: no length; write for: 20s")
    }
    return Fault(
      at: try seconds(at),
      seconds: try seconds(length),
      action: .toxic(try toxic(value, line: line), proxy: name)
    )
  }

  private func toxic(_ value: ConfigValue, line: Int?) throws(LoadError) -> Toxic {
    let kind = value["toxic"]?.string ?? ""
    let kinds = Toxic.Kind.allCases.map(\.rawValue)
    guard let known = Toxic.Kind(rawValue: kind) else {
      let near = NearestName.of(kind, among: kinds).map { "did you mean '\($0)'?" }
      throw error(
        line,
        "'\(kind)' is no toxic; \(near ?? "there are \(kinds.joined(separator: ", "))")"
      )
    }
    if let attributes = value.member("attributes") {
      try check(
        attributes.value,
        line: line == nil ? nil : attributes.line,
        keys: known.attributes
      )
    }
    let members = value.members.filter { ["attributes", "stream", "toxicity"].contains($0.key) }
    let type = ConfigMember(key: "type", line: line ?? 1, value: .string(kind))
    do throws(ControlError) {
      return try ToxicReading.toxic(of: .object(members + [type]))
    } catch {
      throw self.error(line, error.message)
    }
  }

  // MARK: - Budget

  func budget(_ member: ConfigMember) throws(LoadError) -> ChaosBudget {
    let keys = ["errors", "during", "recovery", "settled", "p95", "friendly"]
    try check(member.value, line: member.line, keys: keys)
    var budget = ChaosBudget()
    for part in member.value.members {
      switch part.key {
      case "errors": budget.errors = try share(part)
      case "during": budget.during = try share(part)
      case "recovery": budget.recovery = try seconds(part)
      case "settled": budget.settled = try seconds(part)
      case "p95": budget.p95 = try seconds(part)
      case "friendly" where part.value.bool != nil:
        budget.friendly = part.value.bool == true ? 1 : nil
      default: budget.friendly = try share(part)
      }
    }
    return budget
  }

  // MARK: - Values

  func text(_ member: ConfigMember) throws(LoadError) -> String {
    switch member.value {
    case .string(let text): return text
    case .number(let number): return Int(exactly: number).map(String.init) ?? "\(number)"
    default:
      throw error(member.line, "\(member.key): must be a text, and is \(member.value.kindName)")
    }
  }

  func number(_ member: ConfigMember) throws(LoadError) -> Double {
    guard let number = Double(try text(member)), number.isFinite else {
      throw error(member.line, "\(member.key): must be a number")
    }
    return number
  }

  func count(_ member: ConfigMember) throws(LoadError) -> Int {
    guard let count = Int(exactly: try number(member)) else {
      throw error(member.line, "\(member.key): must be a whole number")
    }
    return count
  }

  private func address(_ member: ConfigMember) throws(LoadError) -> String {
    try Address(try text(member)).text
  }

  private func seconds(_ member: ConfigMember) throws(LoadError) -> Double {
    let text = try text(member)
    guard let seconds = TimeText.seconds(text), (0...Self.longest).contains(seconds) else {
      throw error(member.line, "\(member.key): \(text): write a time as 500ms, 30s or 5m")
    }
    return seconds
  }

  private func share(_ member: ConfigMember) throws(LoadError) -> Double {
    let text = try text(member)
    guard let share = ChaosBudget.share(text) else {
      throw error(member.line, "\(member.key): \(text): write a share as 1% or 0.01")
    }
    return share
  }
}
