// Where each figure of a report may come from.

import Foundation

/// The figures of an audit's JSON, those that are counted from it, and those of the contract.
struct FigureSources {
  private var known: Set<String> = []

  /// The objectives, the vital signs, days, exit codes and fixed lines of the contract and of the report's own commands.
  private static let fixed: Set<String> = [
    // Sections, headings and axes.
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "95", "99", "90",
    // Objectives and vital signs.
    "300", "800", "99.9", "2.5", "200", "0.1", "500", "100",
    // Commands: limits of lists, lengths of runs, columns, the scale of the contract, and status texts.
    "50", "60", "20", "30", "3000", "8000", "1000", "06", "-1", "2.1", "2.1.0", "127.0.0.1",
  ]

  init(json: String) throws {
    known = Self.fixed.union(Self.figures(in: json))
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
    guard let audit = object as? [String: Any] else { return }
    derive(from: audit)
  }

  /// Whether the figure is known, with or without separators of thousands and zeros at its end.
  func holds(_ figure: String) -> Bool {
    known.contains(figure) || known.contains(Self.plain(figure))
  }

  /// The figures of a line: digits with points and commas between them.
  static func figures(in line: String) -> [String] {
    var figures: [String] = []
    var current = ""
    let scalars = Array(line.unicodeScalars) + [" "]
    for (index, scalar) in scalars.enumerated() {
      let isDigit = ("0"..."9").contains(scalar)
      let isInside =
        (scalar == "." || scalar == ",") && !current.isEmpty && index + 1 < scalars.count
        && ("0"..."9").contains(scalars[index + 1])
      if isDigit || isInside {
        current.unicodeScalars.append(scalar)
      } else if !current.isEmpty {
        figures.append(plain(current))
        current = ""
      }
    }
    return figures
  }

  private static func plain(_ figure: String) -> String {
    let text = figure.replacingOccurrences(of: ",", with: "")
    guard text.contains("."), text.filter({ $0 == "." }).count == 1 else { return text }
    var trimmed = text
    while trimmed.hasSuffix("0") { trimmed.removeLast() }
    if trimmed.hasSuffix(".") { trimmed.removeLast() }
    return trimmed
  }

  /// What the report counts, worked out here a second time.
  private mutating func derive(from audit: [String: Any]) {
    let findings = (audit["findings"] as? [[String: Any]] ?? []).filter { $0["suppressed"] == nil }
    func add(_ number: Int) { known.insert("\(number)") }
    // PERF-001 …
    for number in 1...max(1, findings.count) {
      known.insert(String(format: "%03d", number))
    }
    // Counts of findings by severity and tier, and by category.
    for key in ["severity", "category", "tier"] {
      for group in Dictionary(grouping: findings, by: { $0[key] as? String ?? "" }).values {
        add(group.count)
        add(group.count { $0["tier"] as? String == "suspicious" })
        add(group.count { $0["tier"] as? String == "finding" })
        if key == "category" { add(max(0, group.count - 6)) }
      }
    }
    let routes = findings.compactMap { $0["routes"] as? [Any] }
    for list in routes where list.count > 12 { add(list.count - 12) }
    let queries = audit["queries"] as? [[String: Any]] ?? []
    add(queries.count)
    add(queries.count { $0["loop"] != nil })
    add(((audit["summary"] as? [String: Any])?["fixNow"] as? [Any])?.count ?? 0)
    for finding in audit["findings"] as? [[String: Any]] ?? [] { addLines(of: finding) }
    addStats(audit["stats"] as? [String: Any] ?? [:])
    addLoad(audit["loadTarget"] as? [String: Any] ?? [:])
    addScores(findings)
    addDays(findings)
  }

  /// The lines that stand beside the code of a finding and of its path.
  private mutating func addLines(of finding: [String: Any]) {
    let places = [finding["location"]] + (finding["related"] as? [Any] ?? []).map(Optional.some)
    for case let place as [String: Any] in places {
      let excerpt = place["excerpt"] as? [String: Any] ?? [:]
      let first = excerpt["startLine"] as? Int ?? 0
      for index in (excerpt["lines"] as? [Any] ?? []).indices { known.insert("\(first + index)") }
    }
  }

  private mutating func addStats(_ stats: [String: Any]) {
    let bytes = stats["bytes"] as? Double ?? 0
    known.formUnion([
      "\(Int(bytes / 1e3))", Self.plain(String(format: "%.1f", bytes / 1e6)),
      Self.plain(String(format: "%.1f", bytes / 1e3)),
    ])
    let sites = stats["resolvedCallSites"] as? [String: Double] ?? [:]
    if let resolved = sites["resolved"], let total = sites["total"] {
      known.insert("\(Int(resolved / total * 100))")
    }
  }

  private mutating func addLoad(_ load: [String: Any]) {
    let rate = load["requestsPerSecond"] as? Double ?? 0
    let p95 = load["p95Milliseconds"] as? Double ?? 0
    let seconds = load["durationSeconds"] as? Double ?? 0
    let errors = load["errorRate"] as? Double ?? 0
    known.formUnion([rate * p95 / 1_000, seconds / 60, errors * 100].map { Self.plain("\($0)") })
  }

  /// The score with one finding repaired: the formula of docs/scoring.md.
  private mutating func addScores(_ findings: [[String: Any]]) {
    func score(without id: String) -> Double {
      var weights: [String: [Double]] = [:]
      for finding in findings
      where finding["id"] as? String != id && finding["category"] as? String != "other" {
        func word(_ key: String) -> String { finding[key] as? String ?? "" }
        let weight: Double = Self.weights[word("severity")] ?? 0
        let sure: Double = Self.certainties[word("confidence")] ?? 0
        let share: Double = word("tier") == "suspicious" ? sure / 2 : sure
        weights[word("rule"), default: []].append(weight * share)
      }
      let damage = weights.sorted { $0.key < $1.key }.reduce(0) { sum, rule in
        sum
          + rule.value.sorted(by: >).enumerated().reduce(0) {
            $0 + $1.element / Double($1.offset + 1).squareRoot()
          }
      }
      return ((1 + 9 * exp(-damage)) * 10).rounded(.down) / 10
    }
    for finding in findings {
      known.insert(Self.plain("\(score(without: finding["id"] as? String ?? ""))"))
    }
  }

  private static let weights = ["CRITICAL": 0.2, "HIGH": 0.12, "MEDIUM": 0.02]
  private static let certainties = ["High": 1.0, "Medium": 0.8, "Low": 0.5]

  /// The days that all repairs can take: six hours each.
  private mutating func addDays(_ findings: [[String: Any]]) {
    let hours = findings.reduce(0.0) { sum, finding in
      let effort = finding["effortHours"] as? [String: Double] ?? [:]
      return sum + max(0.25, ((effort["low"] ?? 0) + (effort["high"] ?? 0)) / 2)
    }
    for day in 1...max(1, Int((hours / 6).rounded(.up))) { known.insert("\(day)") }
  }
}
