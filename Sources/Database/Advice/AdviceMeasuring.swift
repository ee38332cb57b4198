// What the chosen indexes change at each scale.

import Queries

/// Plans the served statements without the chosen indexes and with them.
struct AdviceMeasuring {
  let indexes: CandidateIndexes
  let statements: [PreparedStatement]
  let tables: VirtualTables
  let catalog: Catalog
  /// By position of a planned query: its position among those that were handed in.
  let relational: [Int]

  /// The advice, the largest saving first; `named` tells the table that a planned query asks.
  func advice(
    for chosen: [String: [Int]],
    on server: EphemeralServer,
    named: (Int) -> String
  ) throws(DatabaseError) -> [IndexAdvice] {
    guard !chosen.isEmpty else { return [] }
    let served = Set(chosen.values.flatMap(\.self)).sorted()
    // A new connection: the old one still holds files that are longer than the smallest scale.
    let connection = try server.connect(as: SchemaLaying.role)
    let planner = try Planner(connection)
    for position in served {
      let statement = statements[position]
      _ = try connection.prepare(statement.text, as: statement.name)
    }
    var figures: [Int: [ServedStatement.Figure]] = [:]
    for factor in LabResult.factors {
      try tables.grow(by: factor)
      let before = try plans(of: served, with: [], planner)
      let after = try plans(of: served, with: Set(chosen.keys), planner)
      for position in served {
        guard let old = before[position], let new = after[position] else { continue }
        figures[position, default: []].append(.init(factor: factor, before: old, after: new))
      }
    }
    let result = indexes.made.compactMap { made -> IndexAdvice? in
      guard let positions = chosen[made.name] else { return nil }
      let uses = positions.compactMap { position -> ServedStatement? in
        guard let known = figures[position], known.count == LabResult.factors.count else {
          return nil
        }
        return use(position, known, named)
      }
      return uses.isEmpty ? nil : advice(made.candidate, uses)
    }
    return result.sorted { ($1.saving, $0.statement) < ($0.saving, $1.statement) }
  }

  private func plans(
    of positions: [Int],
    with names: Set<String>,
    _ planner: Planner
  ) throws(DatabaseError) -> [Int: Plan] {
    try indexes.show(names)
    try planner.forget()
    var result: [Int: Plan] = [:]
    for position in positions { result[position] = try planner.plan(of: statements[position]) }
    return result
  }

  private func use(
    _ position: Int,
    _ figures: [ServedStatement.Figure],
    _ named: (Int) -> String
  ) -> ServedStatement {
    let statement = statements[position]
    let table = statement.sites.first.map(named) ?? "statement"
    let plain = table.lowercased().utf8.filter {
      ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "_")
    }
    return ServedStatement(
      name: "\(String(decoding: plain, as: UTF8.self))-\(Self.mark(of: statement.text))",
      text: statement.text,
      sites: statement.sites.map { relational[$0] },
      figures: figures
    )
  }

  private func advice(_ candidate: Candidate, _ served: [ServedStatement]) -> IndexAdvice {
    IndexAdvice(
      table: candidate.table,
      keys: candidate.keys,
      onlyEmpty: candidate.onlyEmpty,
      findsParts: candidate.form == .trigrams,
      statement: candidate.statement,
      others: catalog.table(named: candidate.table)?.indexes.count ?? 0,
      bytes: LabResult.factors.map { factor in
        tables.bytes(
          ofIndexOn: catalog.table(named: candidate.table)?.name ?? candidate.table,
          columns: candidate.columns.map(\.name),
          factor: factor
        )
      },
      served: served
    )
  }

  /// Eight digits that stay the same as long as the text does.
  private static func mark(of text: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension IndexAdvice {
  /// What it saves over its statements at ten times the rows of today.
  fileprivate var saving: Double {
    served.reduce(0) { sum, use in
      guard let figure = use.figures.first(where: { $0.factor == 10 }) else { return sum }
      return sum + figure.before.cost - figure.after.cost
    }
  }
}
