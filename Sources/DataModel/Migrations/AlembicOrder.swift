// The order in which Alembic runs its migrations.

import SemanticModel

/// Orders revisions by what each comes after.
struct AlembicOrder {
  private var orders: [Int: String] = [:]

  init(_ code: Code) {
    var units: [String: Int] = [:]
    var before: [String: [String]] = [:]
    let importing = code.units(importing: "alembic")
    for unit in importing.sorted() {
      guard let revision = Self.value("revision", of: unit, code)?.text else { continue }
      units[revision] = unit
      before[revision] = Self.value("down_revision", of: unit, code)?.texts ?? []
    }
    var rank: [String: Int] = [:]
    for revision in before.keys.sorted() { Self.rank(revision, before, &rank) }
    let ordered = units.sorted { (rank[$0.key] ?? 0, $0.key) < (rank[$1.key] ?? 0, $1.key) }
    for (position, entry) in ordered.enumerated() {
      // The folder first, so that several databases do not mix.
      let path = code.units[entry.value].path
      let folder = path.utf8.split(separator: UInt8(ascii: "/")).dropLast()
        .compactMap { String($0) }.joined(separator: "/")
      let digits = String(position)
      orders[entry.value] = "\(folder)/\(String(repeating: "0", count: 8 - digits.count))\(digits)"
    }
  }

  /// The key by which a revision is ordered among files; `nil` for what is none.
  func order(of unit: Int) -> String? { orders[unit] }

  private static func value(_ name: String, of unit: Int, _ code: Code) -> Expression? {
    code.export(name, of: unit).map { Expression(code: code, unit: unit, id: $0).resolved() }
  }

  /// The length of the longest way to a revision, found without recursion: chains are long.
  private static func rank(
    _ revision: String,
    _ before: [String: [String]],
    _ rank: inout [String: Int]
  ) {
    var stack = [revision]
    var open: Set<String> = []
    while let top = stack.last {
      if rank[top] != nil {
        stack.removeLast()
        continue
      }
      let missing = (before[top] ?? []).filter {
        rank[$0] == nil && before[$0] != nil && !open.contains($0)
      }
      if missing.isEmpty || open.contains(top) && missing.isEmpty {
        rank[top] = ((before[top] ?? []).compactMap { rank[$0] }.max() ?? -1) + 1
        stack.removeLast()
      } else {
        open.insert(top)
        stack += missing
      }
    }
  }
}
