// What a script's `options` say, and what the command line says instead.

import ConfigSyntax

/// Options of a script, read and checked.
struct ScriptOptions: Sendable {
  private(set) var scenarios: [ScriptScenario] = []
  var thresholds: [ScriptThreshold] = []
  private(set) var setupSeconds = 60.0
  private(set) var teardownSeconds = 60.0
  private(set) var reusesConnections = true
  /// Connections end with the round.
  private(set) var reusesConnectionsOfUser = true
  /// Whether https:// servers have to prove who they are.
  private(set) var verifiesServers = true
  private(set) var leastRound = 0.0
  private(set) var trendStatistics = ["avg", "min", "med", "max", "p(90)", "p(95)"]
  /// The options as the script wrote them.
  private(set) var json = "{}"
  /// What was said and has no effect.
  private(set) var remarks: [String] = []

  /// The script's side reads these itself.
  private static let ofRequests = [
    "userAgent", "discardResponseBodies", "maxRedirects", "throw", "noCookiesReset", "tags",
  ]
  private static let ofRun = [
    "vus", "duration", "iterations", "stages", "scenarios", "thresholds", "setupTimeout",
    "teardownTimeout", "noConnectionReuse", "noVUConnectionReuse", "minIterationDuration",
    "summaryTrendStats", "insecureSkipTLSVerify",
  ]
  /// They change how a run is shown or where it runs, and nothing of what is measured.
  private static let harmless = [
    "ext", "cloud", "noUsageReport", "summaryTimeUnit", "systemTags",
    "httpDebug", "tlsVersion", "tlsCipherSuites", "dns", "batch", "batchPerHost",
  ]
  static let mostUsers = 20_000

  /// Reads the options of a script; what the command line gives wins, as with k6.
  init(json: String, overrides: ScriptOverrides) throws(LoadError) {
    self.json = json
    let document = ConfigDocument(json: Array(json.utf8))
    let reader = ScriptOptionReader(overrides: overrides)
    for member in document.value.members {
      switch member.key {
      case let key where Self.ofRequests.contains(key): break
      case let key where Self.ofRun.contains(key): try take(member, reader)
      case let key where Self.harmless.contains(key):
        remarks.append("options.\(key) has no effect")
      default: throw .plan("options.\(member.key) is not supported; take it out, or use k6")
      }
    }
    scenarios = try reader.scenarios(of: document.value)
    for text in overrides.thresholds {
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw .plan("threshold '\(text)': write METRIC EXPRESSION, as http_req_failed rate<0.01")
      }
      thresholds.append(try ScriptThreshold(key: parts[0], text: parts[1]))
    }
    let users = scenarios.reduce(0) { $0 + $1.users }
    guard users <= Self.mostUsers else {
      throw .plan("\(users) users are more than \(Self.mostUsers): give fewer vus")
    }
  }

  var users: Int { scenarios.reduce(0) { $0 + $1.users } }
  var seconds: Double { scenarios.map(\.end).max() ?? 0 }
  var isOpen: Bool { scenarios.contains { $0.pacing.isOpen } }

  private mutating func take(
    _ member: ConfigMember,
    _ reader: ScriptOptionReader
  ) throws(LoadError) {
    let name = "options.\(member.key)"
    switch member.key {
    case "thresholds": thresholds = try reader.thresholds(member.value)
    case "setupTimeout": setupSeconds = try reader.seconds(member.value, name)
    case "teardownTimeout": teardownSeconds = try reader.seconds(member.value, name)
    case "minIterationDuration": leastRound = try reader.seconds(member.value, name)
    case "noConnectionReuse": reusesConnections = member.value.bool != true
    case "noVUConnectionReuse": reusesConnectionsOfUser = member.value.bool != true
    case "insecureSkipTLSVerify": verifiesServers = member.value.bool != true
    case "summaryTrendStats": trendStatistics = member.value.strings
    default: break
    }
  }
}
