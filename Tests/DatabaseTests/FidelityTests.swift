// A database with rows against its virtual twin, which has none.

import Glibc
import Queries
import Testing

@testable import Database

/// `PLIMSOLL_FIDELITY_ROWS=1000000` asks for more rows than a test should wait for.
@Suite(
  "Fidelity",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct FidelityTests {
  private static let rows =
    getenv("PLIMSOLL_FIDELITY_ROWS").flatMap {
      Int(String(cString: $0))
    } ?? 200_000

  private static let schema = """
    CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, country text NOT NULL);
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL,
      total int NOT NULL, created_at timestamptz NOT NULL, note text);
    CREATE UNIQUE INDEX customers_email ON customers (email);
    CREATE INDEX orders_customer ON orders (customer_id, created_at DESC);
    CREATE INDEX orders_created ON orders (created_at);
    """

  private static var filling: String {
    """
    INSERT INTO customers SELECT i, 'user' || i || '@example.org', 'c' || i % 40
      FROM generate_series(1, \(rows / 10)) i;
    INSERT INTO orders SELECT i, 1 + (i * 7919::bigint) % \(rows / 10),
      (ARRAY['paid', 'paid', 'paid', 'sent', 'open'])[1 + i % 5], (i * 31::bigint) % 50000,
      '2024-01-01'::timestamptz + i * interval '1 minute',
      CASE WHEN i % 3 = 0 THEN NULL ELSE 'note ' || i END FROM generate_series(1, \(rows)) i;
    """
  }

  private static let queries = [
    "SELECT * FROM orders WHERE id = $1",
    "SELECT * FROM orders WHERE customer_id = $1",
    "SELECT * FROM orders WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 20",
    "SELECT * FROM orders WHERE status = $1",
    "SELECT * FROM orders WHERE status = $1 ORDER BY created_at DESC",
    "SELECT * FROM orders WHERE total = $1",
    "SELECT * FROM orders WHERE total = $1 ORDER BY id LIMIT 20",
    "SELECT * FROM orders WHERE total >= $1",
    "SELECT * FROM orders WHERE note IS NULL",
    "SELECT * FROM orders WHERE note LIKE $1",
    "SELECT * FROM orders WHERE lower(note) = $1",
    "SELECT count(*) FROM orders",
    "SELECT count(*) FROM orders WHERE status = $1",
    "SELECT count(*) FROM orders WHERE customer_id = $1",
    "SELECT * FROM orders WHERE customer_id = ANY ($1)",
    "SELECT * FROM customers WHERE email = $1",
    "SELECT * FROM customers WHERE country = $1",
    "SELECT * FROM customers ORDER BY email LIMIT 20",
    "SELECT country, count(*) FROM customers GROUP BY country",
    "SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.total = $1",
    "SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.email = $1",
    "SELECT c.country, sum(o.total) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY 1",
    "SELECT * FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.status = $1)",
    "DELETE FROM orders WHERE total = $1",
    "UPDATE orders SET status = $1 WHERE customer_id = $2",
  ]

  private func plans(on server: EphemeralServer) throws -> [Plan] {
    let connection = try server.connect(as: "postgres")
    let planner = try Planner(connection)
    return try Self.queries.enumerated().map { number, text in
      let types = try connection.prepare(text, as: "q\(number)")
      let statement = PreparedStatement(
        name: "q\(number)",
        text: text,
        parameters: types,
        sites: [],
        action: .read
      )
      return try #require(try planner.plan(of: statement))
    }
  }

  /// A server whose tables are only as large as the statistics say.
  private func twin(_ statistics: [TableStatistics], index: String = "") throws -> EphemeralServer {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let administrator = try server.connectAsAdministrator()
    try server.connect(as: "postgres").run("\(Self.schema) \(index)")
    let schema = Schema(tables: ["customers", "orders"].map { Table(name: $0) })
    let volumes = Volumes(of: schema, stated: [:], imported: statistics, assumed: [:])
    let tables = VirtualTables(
      try Catalog(of: administrator),
      ColumnJudgement(schema: schema, volumes: volumes),
      statistics: statistics,
      on: server,
      administrator: administrator
    )
    try tables.writeStatistics()
    try tables.grow(by: 1)
    return server
  }

  @Test("the twin plans at least twenty queries alike, at a cost within a hundredth")
  func plansAlike() throws {
    let real = try EphemeralServer(try #require(ServerBinaries.installed))
    let owner = try real.connect(as: "postgres")
    try owner.run(Self.schema)
    try owner.run(Self.filling, within: .seconds(300))
    try owner.run("VACUUM ANALYZE orders", within: .seconds(300))
    try owner.run("VACUUM ANALYZE customers", within: .seconds(300))
    let exported = try StatisticsExport(of: real.connectAsAdministrator()).file(isRedacted: false)
    let read = try StatisticsFile(json: Array(exported.text.utf8), named: "file")
    #expect(read.tables == exported.tables)
    let expected = try plans(on: real)
    let twin = try self.twin(read.tables)
    let found = try plans(on: twin)
    let alike = zip(expected, found).filter { left, right in
      left.shape == right.shape && abs(left.cost - right.cost) <= 0.01 * left.cost
    }
    for (text, (left, right)) in zip(Self.queries, zip(expected, found)) {
      print("fidelity: \(text) | \(left.shape) | \(left.cost) | \(right.cost)")
      #expect(left.shape == right.shape, "\(text)")
    }
    #expect(alike.count >= 20, "\(alike.count) of \(expected.count)")
    for build in Self.builds { try advice(build, real, owner, exported) }
  }

  /// An index, the query that it is for, and the same with values that are there.
  private struct Build {
    let index: String
    let query: String
    let values: String
  }

  private static let builds = [
    Build(index: "(total)", query: "WHERE total = $1", values: "WHERE total = 4242"),
    Build(
      index: "(status, total)",
      query: "WHERE status = $1 ORDER BY total LIMIT 20",
      values: "WHERE status = 'open' ORDER BY total LIMIT 20"
    ),
    Build(
      index: "(total, created_at) WHERE note IS NULL",
      query: "WHERE total = $1 AND note IS NULL ORDER BY created_at",
      values: "WHERE total = 4242 AND note IS NULL ORDER BY created_at"
    ),
    Build(
      index: "(note)",
      query: "WHERE note = $1",
      values: "WHERE note = 'note 4243'"
    ),
  ]

  /// An index that the twin promises, built on the rows: its cost is the promised one, and it is faster.
  private func advice(
    _ build: Build,
    _ real: EphemeralServer,
    _ owner: Connection,
    _ file: StatisticsFile
  ) throws {
    let index = "CREATE INDEX promised ON orders \(build.index);"
    let text = "SELECT * FROM orders \(build.query)"
    let promised = try plan(of: text, on: twin(file.tables, index: index))
    let slow = try milliseconds(build, owner)
    try owner.run(index, within: .seconds(120))
    let kept = try plan(of: text, on: real)
    let fast = try milliseconds(build, owner)
    try owner.run("DROP INDEX promised")
    #expect(promised.shape == kept.shape)
    #expect(abs(promised.cost - kept.cost) <= 0.1 * kept.cost, "\(promised.cost) \(kept.cost)")
    #expect(fast * 2 < slow, "\(slow) ms before, \(fast) ms after")
    print(
      "promise: \(Self.rows) rows | \(build.index) | \(build.query) | \(promised.cost) | \(kept.cost) | \(slow) ms | \(fast) ms"
    )
  }

  private func plan(of text: String, on server: EphemeralServer) throws -> Plan {
    let connection = try server.connect(as: "postgres")
    let statement = PreparedStatement(
      name: "promise",
      text: text,
      parameters: try connection.prepare(text, as: "promise"),
      sites: [],
      action: .read
    )
    return try #require(try Planner(connection).plan(of: statement))
  }

  /// The best of three: the machine has others to serve.
  private func milliseconds(_ build: Build, _ connection: Connection) throws -> Double {
    let times = try (0..<3).map { _ in try time(build, connection) }
    return times.min() ?? 0
  }

  private func time(_ build: Build, _ connection: Connection) throws -> Double {
    let rows = try connection.rows(
      "EXPLAIN (ANALYZE, TIMING OFF, FORMAT TEXT) SELECT * FROM orders \(build.values)",
      within: .seconds(60)
    )
    let line = rows.compactMap { $0.first.flatMap(\.self) }.first { $0.hasPrefix("Execution Time") }
    let words = try #require(line).split(separator: " ")
    return try #require(Double(words[2]))
  }

  @Test("redacted statistics hold no value of a column")
  func redacts() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let owner = try server.connect(as: "postgres")
    try owner.run(
      "CREATE TABLE t (secret text); INSERT INTO t SELECT 'hidden' || i % 3 FROM generate_series(1, 90) i; ANALYZE t"
    )
    let export = StatisticsExport(of: try server.connectAsAdministrator())
    #expect(try export.file(isRedacted: false).text.contains("hidden1"))
    let redacted = try export.file(isRedacted: true)
    #expect(!redacted.text.contains("hidden"))
    #expect(redacted.tables.first?.columns.first?.distinct == 3)
    #expect(redacted.tables.first?.rows == 90)
  }

  @Test(
    "what holds no figures of tables is one clear error",
    arguments: [
      "", "[]", "{\"format\": 2, \"tables\": []}", "{\"format\": 1, \"tables\": [{}]}",
      "{\"format\": 1, \"tables\": [{\"schema\": \"s\", \"table\": \"t\", \"rows\": 1e300, \"pages\": 1}]}",
    ]
  )
  func refuses(text: String) {
    #expect(throws: DatabaseError.self) {
      try StatisticsFile(json: Array(text.utf8), named: "file")
    }
  }
}
