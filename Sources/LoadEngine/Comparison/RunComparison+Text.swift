// A comparison for people and for programs.

extension RunComparison {
  /// The table and the statement at a terminal, with a line end behind it.
  package func text() -> String {
    let head = [
      "plimsoll load compare", "  A  \(first.name)  \(first.target)",
      "  B  \(second.name)  \(second.target)", "",
    ]
    let differences = first.differences(to: second)
    let warning =
      differences.isEmpty ? [] : ["  different plans: \(differences.joined(separator: "; "))", ""]
    let note =
      "The runs are compared second by second (Mann-Whitney; errors by a test of shares), 1 % false alarms over all figures. "
      + "They tell whether these two runs differ; that two versions do, several runs of each tell."
    return (head + warning + rows.map(Self.line) + ["", statement, note]).joined(separator: "\n")
      + "\n"
  }

  /// The comparison for programs.
  package func document(version: String) -> some Encodable {
    JSONValue.object([
      ("schema", .string("plimsoll-load-comparison/1")), ("version", .string(version)),
      ("first", .string(first.name)), ("second", .string(second.name)),
      ("differences", .array(first.differences(to: second).map(JSONValue.string))),
      ("level", .number(Self.level)), ("worse", .bool(isWorse)),
      ("figures", .array(rows.map(Self.value))),
    ])
  }

  private static func line(_ row: Row) -> String {
    func figure(_ value: Double?) -> String {
      value.map { "\(Quantity.digits($0)) \(row.unit)" } ?? "nothing"
    }
    let name = row.name + String(repeating: " ", count: max(1, 9 - row.name.count))
    let totals = "\(figure(row.first)) → \(figure(row.second))"
    guard let change = row.change, let pValue = row.pValue, let detectable = row.detectable else {
      return "  ? \(name)\(totals)   too few seconds to compare"
    }
    let sign = change.shift > 0 ? "+" : ""
    let chance = pValue < 0.0001 ? "p < 0.0001" : "p = \(Quantity.fixed(pValue, places: 3))"
    let effect = row.effect.map { ", effect \(Quantity.digits($0))" } ?? ""
    let interval = "\(Quantity.digits(change.lower)) to \(figure(change.upper))"
    let seen = "a change of \(figure(detectable)) would have been seen"
    let words =
      switch row.outcome {
      case .better: "better"
      case .worse: "WORSE"
      case .same: pValue < level / 5 ? "within what is tolerated" : "no difference; \(seen)"
      case .unknown: ""
      }
    let mark = row.outcome == .worse ? "✗" : "✓"
    return "  \(mark) \(name)\(totals)   by the second \(sign)\(figure(change.shift)) "
      + "(\(interval), \(chance)\(effect)): \(words)"
  }

  private var statement: String {
    let worse = rows.filter { $0.outcome == .worse }.map(\.name)
    let better = rows.filter { $0.outcome == .better }.map(\.name)
    if !worse.isEmpty { return "WORSE: \(worse.joined(separator: ", "))" }
    if !better.isEmpty { return "BETTER: \(better.joined(separator: ", "))" }
    // Errors can be compared of any two runs, times not.
    return rows.dropLast().allSatisfy { $0.outcome == .unknown }
      ? "UNKNOWN: the runs are too short to be compared; give each 30 s or more"
      : "SAME: no figure differs by what could be seen"
  }

  private static func value(_ row: Row) -> JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    return .object([
      ("name", .string(row.name)), ("unit", .string(row.unit)), ("first", number(row.first)),
      ("second", number(row.second)), ("change", number(row.change?.shift)),
      ("lower", number(row.change?.lower)), ("upper", number(row.change?.upper)),
      ("pValue", number(row.pValue)), ("effect", number(row.effect)),
      ("detectable", number(row.detectable)), ("outcome", .string(row.outcome.rawValue)),
    ])
  }
}
