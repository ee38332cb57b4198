// What the advisor's candidates bring, against all single columns and pairs of a statement.

import Queries
import SourceText
import Testing

@testable import Database

/// The other method is that of dexter as its documentation describes it: every column that a statement names, and
/// every ordered pair of them, as plain indexes.
@Suite(
  "Candidates",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct AdvisorComparisonTests {
  private struct Case {
    let equal: [String]
    var more: [Predicate] = []
    var sort: [String] = []

    var query: Query {
      Query(
        call: 0,
        action: .read,
        model: "Task",
        shapes: [QueryShape(equal.map { Predicate([$0], .equal) } + more)],
        orders: sort.isEmpty
          ? []
          : [
            QueryOrder(
              keys: sort.map { SortKey([$0], isDescending: true) },
              place: QueryPlace(unit: 0, span: ByteSpan(start: 0, end: 1))
            )
          ],
        isLimited: !sort.isEmpty
      )
    }

    var columns: [String] { equal + more.flatMap(\.path) + sort }

    var name: String {
      let rest = more.map { "\($0.path[0]) \($0.comparison.rawValue)" }
      return (equal + rest + sort.map { "order by \($0)" }).joined(separator: ", ")
    }
  }

  private static let plain: [[String]] = [
    ["owner_id"], ["tenant_id"], ["kind"], ["title"], ["email"], ["tenant_id", "owner_id"],
    ["tenant_id", "status"], ["owner_id", "status"], ["kind", "priority"], ["tenant_id", "title"],
    ["tenant_id", "owner_id", "status"], ["tenant_id", "kind", "priority"],
    ["owner_id", "kind", "status"], ["tenant_id", "status", "priority"],
  ]

  private static let sorted: [(equal: [String], by: String)] = [
    (["owner_id"], "created_at"), (["tenant_id"], "created_at"), (["tenant_id"], "due_at"),
    (["kind"], "created_at"), (["owner_id"], "priority"), (["tenant_id", "status"], "created_at"),
    (["tenant_id", "owner_id"], "due_at"), (["owner_id", "status"], "created_at"),
    (["kind", "status"], "priority"), (["tenant_id", "kind"], "created_at"),
    (["tenant_id", "owner_id", "status"], "created_at"),
    (["tenant_id", "kind", "status"], "due_at"),
    ([], "created_at"), ([], "due_at"), ([], "priority"),
  ]

  private static let ranged: [(equal: [String], by: String)] = [
    (["tenant_id"], "created_at"), (["owner_id"], "due_at"), (["kind"], "priority"),
    (["tenant_id", "status"], "created_at"), (["tenant_id", "owner_id"], "created_at"),
  ]

  private static let others: [Case] = [
    Case(equal: ["tenant_id"], more: [Predicate(["deleted_at"], .null)]),
    Case(equal: ["owner_id"], more: [Predicate(["deleted_at"], .null)]),
    Case(equal: ["tenant_id"], more: [Predicate(["deleted_at"], .null)], sort: ["created_at"]),
    Case(equal: ["status"], more: [Predicate(["deleted_at"], .null)], sort: ["created_at"]),
    Case(equal: [], more: [Predicate(["email"], .folded)]),
    Case(equal: [], more: [Predicate(["title"], .folded)]),
    Case(equal: ["tenant_id"], more: [Predicate(["status"], .oneOf)]),
    Case(equal: [], more: [Predicate(["owner_id"], .oneOf)]),
    Case(equal: [], more: [Predicate(["title"], .contains)]),
  ]

  private static var cases: [Case] {
    var all = plain.map { Case(equal: $0) }
    all += sorted.map { Case(equal: $0.equal, sort: [$0.by]) }
    all += ranged.map { Case(equal: $0.equal, more: [Predicate([$0.by], .range)]) }
    return all + others
  }

  private static let table = """
    CREATE TABLE tasks (id bigserial PRIMARY KEY, tenant_id bigint NOT NULL, owner_id bigint NOT NULL,
      status text NOT NULL, kind text NOT NULL, priority integer NOT NULL, due_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL, deleted_at timestamptz, title text NOT NULL, email text NOT NULL);
    """

  private var schema: Schema {
    let types: [(String, ColumnType)] = [
      ("id", .integer), ("tenant_id", .integer), ("owner_id", .integer), ("status", .string),
      ("kind", .string), ("priority", .integer), ("due_at", .timestamp),
      ("created_at", .timestamp), ("deleted_at", .timestamp), ("title", .string),
      ("email", .string),
    ]
    return Schema(tables: [
      Table(
        name: "tasks",
        models: ["Task"],
        dialect: .postgres,
        columns: types.map { Column(name: $0.0, type: $0.1) },
        indexes: [TableIndex(columns: ["id"], isUnique: true, origin: .primaryKey)]
      )
    ])
  }

  /// Every column and every ordered pair of a case.
  private func permutations(of one: Case) -> [Candidate] {
    let keys = Set(one.columns).sorted().map { Candidate.Key(name: $0, isDescending: false) }
    let pairs = keys.flatMap { first in keys.filter { $0 != first }.map { [first, $0] } }
    return (keys.map { [$0] } + pairs).map { Candidate(table: "tasks", columns: $0) }
  }

  /// A million virtual rows, and every candidate of both methods.
  private struct Setting {
    let server: EphemeralServer
    let planner: Planner
    let indexes: CandidateIndexes
    let statements: [PreparedStatement]
    let own: [[Candidate]]
    let pairs: [[Candidate]]

    init(_ cases: [Case], _ pairs: [[Candidate]], _ schema: Schema) throws {
      server = try EphemeralServer(try #require(ServerBinaries.installed))
      self.pairs = pairs
      let administrator = try server.connectAsAdministrator()
      var laying = try SchemaLaying(server, administrator: administrator)
      let hasTrigrams = laying.makeTrigrams()
      let script = MigrationScript(path: "1.sql", bytes: Array(AdvisorComparisonTests.table.utf8))
      try laying.replay([script], within: .seconds(10))
      let catalog = try Catalog(of: administrator)
      let application = try server.connect(as: SchemaLaying.role)
      let writer = StatementWriter(schema, catalog)
      statements = try Workload(
        of: cases.map { LabQuery(query: $0.query, file: "a.js", line: 1, library: nil) },
        by: writer,
        on: application,
        until: ContinuousClock.now + .seconds(60)
      ).statements
      let reading = CandidateReading(
        reading: writer.reading,
        catalog: catalog,
        hasTrigrams: hasTrigrams
      )
      own = cases.map { reading.candidates(of: $0.query) }
      indexes = try CandidateIndexes(
        Set((own + pairs).flatMap(\.self)).sorted { "\($0)" < "\($1)" },
        catalog,
        as: application,
        administrator: administrator
      )
      let volumes = Volumes(of: schema, stated: ["tasks": 1_000_000], assumed: [:])
      let tables = VirtualTables(
        try Catalog(of: administrator),
        ColumnJudgement(schema: schema, volumes: volumes),
        on: server,
        administrator: administrator
      )
      try tables.writeStatistics()
      try tables.grow(by: 1)
      planner = try Planner(application)
    }

    /// What the planner takes for a case when it may choose among these.
    func cost(_ position: Int, _ candidates: [Candidate]) throws -> Double {
      let statement = try #require(statements.first { $0.sites.contains(position) })
      let wanted = Set(candidates)
      try indexes.show(Set(indexes.made.filter { wanted.contains($0.candidate) }.map(\.name)))
      try planner.forget()
      return try #require(try planner.plan(of: statement)).cost
    }
  }

  @Test("cost less than pairs of columns do, on average over more than forty cases")
  func beatsPairs() throws {
    let cases = Self.cases
    let setting = try Setting(cases, cases.map(permutations), schema)
    var ratios: [(own: Double, pairs: Double)] = []
    for position in cases.indices {
      let before = try setting.cost(position, [])
      let ours = try setting.cost(position, setting.own[position])
      let theirs = try setting.cost(position, setting.pairs[position])
      ratios.append((ours / before, theirs / before))
      print("case: \(cases[position].name): \(before) → \(ours), pairs \(theirs)")
    }
    let mean = ratios.reduce(0) { $0 + $1.own } / Double(ratios.count)
    let other = ratios.reduce(0) { $0 + $1.pairs } / Double(ratios.count)
    print("candidates: \(ratios.count) cases, mean cost ratio \(mean), pairs \(other)")
    #expect(ratios.count >= 40)
    #expect(mean < other, "\(mean) against \(other)")
  }
}
