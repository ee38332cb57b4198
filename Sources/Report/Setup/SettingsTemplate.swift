// A plimsoll.yml with comments, filled with what was inferred.

import Findings

/// What is inferred stands as a comment: written as a setting it would hide a later change of the
/// code.
struct SettingsTemplate {
  private let audit: Audit

  init(of audit: Audit) { self.audit = audit }

  var text: String {
    [header, loadTarget, thresholds, facts, volumes, severity, exclude]
      .joined(separator: "\n\n") + "\n"
  }

  private var header: String {
    """
    # Settings of plimsoll for \(MachineText.line(audit.project.name ?? "this project")), written by plimsoll init.
    # A line that begins with # is a suggestion; an unknown key is an error that names the nearest.
    """
  }

  private var loadTarget: String {
    let target = audit.loadTarget
    func number(_ value: Double?, _ standard: String) -> String {
      value.map { MachineText.plain($0) } ?? standard
    }
    return """
      # The load to carry. Severities and estimates are computed from it.
      loadTarget:
        users: \(target?.users ?? 1_000)
        rps: \(number(target?.requestsPerSecond, "100"))
        duration: \(number(target?.durationSeconds, "300"))s
        p95: \(number(target?.p95Milliseconds, "500"))ms
        p99: \(number(target?.p99Milliseconds, "800"))ms
        errors: \(number((target?.errorRate).map { $0 * 100 }, "1"))%
      """
  }

  private var thresholds: String {
    let score = audit.score.map { Amount.score($0.value) }
    let today = score == nil ? "" : "   # the score of today: the gate fails when it falls"
    return """
      # What plimsoll gate lets pass: new findings below this severity, and no score below a floor.
      thresholds:
        failOn: high
        # score: \(score ?? "7.0")\(today)
      """
  }

  private var facts: String {
    let facts = audit.environment ?? []
    var rows = [
      "# Where production runs. What plimsoll read is shown; uncomment a line to say it otherwise.",
      "# facts:",
    ]
    rows += facts.filter { $0.service == nil }.compactMap { $0.row(indent: "#   ") }
    let services = facts.compactMap(\.service)
    var seen: Set<String> = []
    let names = services.filter { seen.insert($0).inserted }
    if !names.isEmpty { rows.append("#   services:") }
    for name in names {
      rows.append("#     \(Self.key(name)):")
      rows += facts.filter { $0.service == name }.compactMap { $0.row(indent: "#       ") }
    }
    return rows.joined(separator: "\n")
  }

  private var volumes: String {
    """
    # Rows of the tables in production, for the planner (plimsoll database --ephemeral).
    # volumes:
    #   orders: 1000000
    """
  }

  private var severity: String {
    var seen: Set<String> = []
    let rules = audit.findings.map(\.rule).filter { seen.insert($0).inserted }
    let rule = rules.last ?? "missing-health-check"
    return """
      # Levels of rules: critical, high, medium, monitor, off. plimsoll rules lists them.
      # severity:
      #   \(Self.key(rule)): medium
      """
  }

  private var exclude: String {
    """
    # Paths that are not audited, in the language of .gitignore.
    # exclude:
    #   - legacy/
    """
  }

  /// A key of YAML; in quotes where it is no plain word.
  private static func key(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
        || (0x61...0x7A).contains(byte | 0x20)
    }
    guard !isPlain || name.isEmpty else { return name }
    let escaped = MachineText.line(name).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}

extension EnvironmentFact {
  /// The service of `database (apps/api)`.
  fileprivate var service: String? {
    guard let start = aspect.firstRange(of: " ("), aspect.hasSuffix(")") else { return nil }
    return String(aspect[start.upperBound...].dropLast())
  }

  /// `# pool: 20   # assumed: …`; nil for what no key answers.
  fileprivate func row(indent: String) -> String? {
    let name = aspect.firstRange(of: " (").map { String(aspect[..<$0.lowerBound]) } ?? aspect
    guard let key = Self.keys[name] else { return nil }
    let source = evidence?.first.map { ", \($0.file):\($0.startLine)" } ?? ""
    let known = status == .needsConfirmation ? "needs confirmation" : status.rawValue
    let statement = status == .needsConfirmation ? ask ?? value : value
    let setting = setting(of: key)
    // A text that is the setting itself need not be said twice.
    let said = setting.hasPrefix("\"") ? "" : ": \(MachineText.line(statement, most: 140))"
    return "\(indent)\(key.name): \(setting)   # \(known)\(said)\(MachineText.line(source))"
  }

  /// What was read, in quotes, or the number in it; else an example.
  private func setting(of key: (name: String, example: String)) -> String {
    guard status != .needsConfirmation else { return key.example }
    if Int(key.example) != nil {
      // `405 of 100`: what is used, of what there is.
      let text = value.firstRange(of: " of ").map { value[$0.upperBound...] } ?? value[...]
      let digits = (key.name == "maxConnections" ? text : value[...]).prefix { ("0"..."9") ~= $0 }
      return digits.isEmpty || digits.count > 9 || digits.first == "0"
        ? key.example : String(digits)
    }
    guard status == .inferred else { return key.example }
    let text = MachineText.line(value, most: 80)
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// The keys of `facts`, each with a value that it may have.
  private static var keys: [String: (name: String, example: String)] {
    [
      "web framework": ("framework", "Express 4"), "database": ("database", "PostgreSQL 16"),
      "ORM or driver": ("orm", "Prisma 5"), "database pool": ("pool", "20"),
      "database connections": ("maxConnections", "100"),
      "sessions": ("sessions", "JWT, 15 minutes"),
      "cache": ("cache", "Redis, 60 seconds"), "background jobs": ("jobs", "BullMQ"),
      "runtime version": ("runtime", "Node.js 22"), "deployment": ("deployment", "Kubernetes"),
      "processes": ("workers", "4"), "instances": ("instances", "2"),
      "body limit": ("bodyLimit", "1 MB"), "reverse proxy": ("proxy", "nginx, 60 seconds"),
      "CDN": ("cdn", "CloudFront"), "logging": ("logging", "pino"),
      "external services": ("externalServices", "Stripe, SMTP"),
    ]
  }
}
