// The sentences below a score, made from what was counted.

struct Justification {
  let audit: Audit
  let summary: AuditSummary
  let inquiry: Inquiry
  let value: Double

  /// Two to five.
  var sentences: [String] {
    [counts, greatest, remedy].compactMap(\.self) + [scope]
  }

  private var open: [Finding] {
    audit.findings.filter { $0.suppressed == nil && $0.category != .other }
  }

  /// What stands against the application.
  private var counts: String {
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = open.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let load =
      audit.loadTarget.map {
        " for \(plain(Double($0.users))) users and \(plain($0.requestsPerSecond)) req/s"
      }
      ?? ""
    guard !counts.isEmpty else {
      return "Nothing was found that fails or degrades the load target\(load)\(accepted)."
    }
    let doubtful = open.count { $0.tier == .suspicious }
    let doubt = doubtful == 0 ? "" : ", \(doubtful) of them to be checked first"
    return "Judged\(load): \(counts.joined(separator: ", "))\(doubt)\(accepted)."
  }

  private var accepted: String {
    let count = audit.findings.count { $0.suppressed != nil }
    return count == 0 ? "" : "; \(count) accepted with a reason, not counted"
  }

  /// The rule that takes most.
  private var greatest: String? {
    let damage = Scoring.damage(of: audit.findings).filter { $0.value > 0 }
    let total = damage.values.sorted().reduce(0, +)
    let worst = damage.max { ($0.value, $1.key) < ($1.value, $0.key) }
    guard let worst, total > 0 else { return nil }
    let count = open.count { $0.rule == worst.key }
    let share = Int((worst.value / total * 100).rounded())
    let findings = count == 1 ? "1 finding" : "\(count) findings"
    return "The greatest share is \(worst.key): \(findings), \(share) % of the weight."
  }

  /// What acting would bring.
  private var remedy: String? {
    let urgent = Set(summary.fixNow)
    let planned = urgent.isEmpty ? Set(summary.fixSoon) : urgent
    guard !planned.isEmpty else { return nil }
    let after = Scoring.value(of: audit.findings.filter { !planned.contains($0.id) })
    guard after > value else { return nil }
    let list = urgent.isEmpty ? "Fix Soon" : "Fix Now"
    return "With everything under \(list) repaired the score would be \(plain(after))."
  }

  /// What the score rests on.
  private var scope: String {
    let stats = audit.stats
    let sites = stats.resolvedCallSites.map { sites in
      sites.total == 0
        ? "" : ", \(grouped(sites.resolved)) of \(grouped(sites.total)) call sites resolved"
    }
    return
      "It rests on reading \(grouped(stats.files)) files (\(inquiry.rules) rules, \(inquiry.categories) of 24 "
      + "categories\(sites ?? "")); \(measured)."
  }

  private var measured: String {
    let count = audit.measurements?.count ?? 0
    return count == 0
      ? "nothing was measured on a running system"
      : "what was measured (\(grouped(count)) figure\(count == 1 ? "" : "s")) is held against the objectives, and does not move it"
  }

  private func grouped(_ count: Int) -> String { plain(Double(count)) }

  /// `1,000`, `7.5`.
  private func plain(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    guard tenths == tenths.rounded(), tenths.magnitude < 1e15 else { return String(tenths) }
    var groups: [String] = []
    var rest = Int(tenths.magnitude)
    while rest >= 1_000 {
      groups.insert(String(String(rest % 1_000 + 1_000).dropFirst()), at: 0)
      rest /= 1_000
    }
    return ([String(rest)] + groups).joined(separator: ",")
  }
}
