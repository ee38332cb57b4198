// From a schema and queries to plans and advice, without a row.

import Queries
import SourceText
import Testing

@testable import Database

@Suite(
  "The planner lab",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct PlannerLabTests {
  /// Users with a unique address, and orders that refer to them without an index.
  private var schema: Schema {
    let users = Table(
      name: "users",
      models: ["User"],
      dialect: .postgres,
      columns: [
        Column(name: "id", type: .integer, isNullable: false),
        Column(name: "email", type: .string, isNullable: false),
      ],
      indexes: [
        TableIndex(columns: ["id"], isUnique: true, origin: .primaryKey),
        TableIndex(columns: ["email"], isUnique: true, origin: .uniqueConstraint),
      ]
    )
    let orders = Table(
      name: "orders",
      models: ["Order"],
      dialect: .postgres,
      columns: [
        Column(name: "id", type: .integer, isNullable: false),
        Column(name: "customer_id", type: .integer, isNullable: false),
        Column(name: "status", type: .string, isNullable: false),
        Column(name: "created_at", type: .timestamp, isNullable: false),
      ],
      indexes: [TableIndex(columns: ["id"], isUnique: true, origin: .primaryKey)],
      foreignKeys: [ForeignKey(columns: ["customer_id"], property: "customer", table: "users")]
    )
    return Schema(tables: [users, orders])
  }

  private func result(
    _ queries: [Query],
    migrations: String? = nil,
    schema: Schema? = nil,
    within limit: Duration = .seconds(120)
  ) throws -> LabResult {
    let input = LabInput(
      schema: schema ?? self.schema,
      queries: queries.enumerated().map {
        LabQuery(query: $1, file: "orders.js", line: $0 + 1, library: "Prisma")
      },
      migrations: migrations.map { [MigrationScript(path: "m.sql", bytes: Array($0.utf8))] } ?? [],
      assumed: ["users": 50_000, "orders": 100_000]
    )
    return try PlannerLab.result(
      for: input,
      on: try #require(ServerBinaries.installed),
      within: limit
    )
  }

  private var byCustomer: Query {
    Query(
      call: 0,
      action: .read,
      model: "Order",
      shapes: [QueryShape([Predicate(["customer_id"], .equal)])],
      isLimited: true
    )
  }

  @Test("a reference without an index is advised, with its costs at three scales")
  func advises() throws {
    let result = try result([byCustomer])
    let advice = try #require(result.advice.first)
    #expect(result.advice.count == 1)
    #expect(advice.table == "orders")
    #expect(advice.keys.map(\.column) == ["customer_id"])
    #expect(advice.statement.hasPrefix("CREATE INDEX CONCURRENTLY \"ix_orders_customer_id\""))
    let figures = try #require(advice.served.first).figures
    #expect(figures.map(\.factor) == [1, 10, 100])
    #expect(figures.allSatisfy { $0.before.scanned == ["orders"] && $0.after.scanned.isEmpty })
    #expect(figures.allSatisfy { $0.after.cost < $0.before.cost / 10 })
    #expect(figures[2].before.cost > figures[1].before.cost * 5)
  }

  @Test("a result whose time was up before everything was planned says so")
  func timeIsUp() throws {
    let late = try result([byCustomer], within: .zero)
    #expect(!late.isFinished && late.accepted.isEmpty && late.advice.isEmpty)
    #expect(try result([byCustomer]).isFinished)
  }

  @Test("what a unique key finds needs nothing")
  func isSilent() throws {
    let query = Query(
      call: 0,
      action: .read,
      model: "User",
      shapes: [QueryShape([Predicate(["email"], .equal)])],
      isSingle: true
    )
    let result = try result([query])
    #expect(result.accepted == [0])
    #expect(result.advice.isEmpty)
  }

  @Test("one index serves the filter alone and the filter with its order")
  func merges() throws {
    var sorted = byCustomer
    sorted.orders = [
      QueryOrder(
        keys: [SortKey(["created_at"], isDescending: true)],
        place: QueryPlace(unit: 0, span: .init(start: 0, end: 1))
      )
    ]
    let result = try result([byCustomer, sorted])
    #expect(result.advice.count == 1)
    #expect(result.advice.first?.keys.first?.column == "customer_id")
    #expect(result.advice.first?.served.count == 2)
  }

  @Test("a condition on the row that is referred to becomes a join")
  func joins() throws {
    let query = Query(
      call: 0,
      action: .read,
      model: "Order",
      shapes: [QueryShape([Predicate(["customer", "email"], .equal)])]
    )
    let result = try result([query])
    #expect(result.accepted == [0])
    #expect(result.advice.contains { $0.keys.first?.column == "customer_id" })
  }

  @Test("a call site whose table nobody declares is listed with its reason")
  func listsRefusals() throws {
    let query = Query(call: 0, action: .read, model: "Invoice")
    let result = try result([query])
    #expect(result.accepted.isEmpty)
    #expect(result.refusals[0] == "no table “Invoice” is declared")
  }

  @Test("migrations say what the tables are, models only what migrations leave out")
  func replaysFirst() throws {
    let sql = """
      CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL, note json);
      CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
      """
    let result = try result([byCustomer], migrations: sql)
    #expect(result.replayed == (2, 2))
    #expect(result.problems == [])
    #expect(result.advice.isEmpty)
    #expect(result.volumes.map(\.table) == ["orders", "users"])
  }

  @Test("two runs say the same to the last digit")
  func isDeterministic() throws {
    let first = try result([byCustomer])
    let second = try result([byCustomer])
    #expect(
      first.advice.first?.served.first?.figures.map(\.before)
        == second.advice.first?.served.first?.figures.map(\.before)
    )
    #expect(first.advice.map(\.bytes) == second.advice.map(\.bytes))
  }

  @Test("names that hold quotes and statements are names")
  func quotesNames() throws {
    let evil = Table(
      name: "a\"; DROP TABLE users; --",
      dialect: .postgres,
      columns: [Column(name: "x\" int); DROP TABLE users; --", type: .integer)]
    )
    let result = try result([byCustomer], schema: Schema(tables: schema.tables + [evil]))
    #expect(result.problems == [])
    #expect(result.volumes.count == 3)
  }
}
