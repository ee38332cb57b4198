// What the chosen indexes change at each scale.

import Queries

/// Plans the served statements without the chosen indexes and with them.
struct AdviceMeasuring {
  let indexes: CandidateIndexes
  /// On the connection that has all statements.
  let planner: Planner
  /// The plans with no candidate, by statement, at the scale that the tables have now.
  let judged: [Plan?]
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
    let figures = try self.figures(of: served, with: Set(chosen.keys), on: server)
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

  /// By position of a statement: its plans at each scale, in the order of the scales.
  private func figures(
    of served: [Int],
    with chosen: Set<String>,
    on server: EphemeralServer
  ) throws(DatabaseError) -> [Int: [ServedStatement.Figure]] {
    let hidden = Set(indexes.made.map(\.name)).subtracting(chosen)
    var figures: [Int: [ServedStatement.Figure]] = [:]
    // First the scale that the tables have, then larger ones: a table grows for less than it shrinks.
    let larger = LabResult.factors.filter { $0 >= LabResult.judgedFactor }
    for factor in larger + LabResult.factors.filter({ $0 < LabResult.judgedFactor }) {
      let isJudged = factor == LabResult.judgedFactor
      if !isJudged { try tables.grow(by: factor, hiding: hidden) }
      // The old connection may still hold files that are longer than those of a smaller scale.
      let planner = factor < LabResult.judgedFactor ? try fresh(served, on: server) : self.planner
      if !isJudged { try indexes.show([]) }
      let before = isJudged ? [:] : try planner.plans(of: served, among: statements)
      try indexes.show(chosen)
      let after = try planner.plans(of: served, among: statements)
      for position in served {
        let known = isJudged ? judged[position] : before[position]
        guard let old = known, let new = after[position] else { continue }
        figures[position, default: []].append(.init(factor: factor, before: old, after: new))
      }
    }
    return figures.mapValues { $0.sorted { $0.factor < $1.factor } }
  }

  /// A new connection with the served statements.
  private func fresh(_ served: [Int], on server: EphemeralServer) throws(DatabaseError) -> Planner {
    let connection = try server.connect(as: SchemaLaying.role)
    let groups = served.map { [Request.prepare(statements[$0].text, as: statements[$0].name)] }
    _ = try connection.answers(to: groups)
    return try Planner(connection)
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
