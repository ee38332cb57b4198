// What migrations lock, read and rewrite, seen on empty tables.

import Queries
import Testing

@testable import Database

@Suite(
  "Migrations",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct MigrationTests {
  private static let first = """
    CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint, note text, total integer);
    CREATE TABLE customers (id bigserial PRIMARY KEY);
    CREATE INDEX orders_total ON orders (total);
    """

  /// What a second migration does to the orders of the first one, of which there are as many as told.
  private func result(_ second: String, orders: Double = 5_000_000) throws -> LabResult {
    let orderTable = Table(
      name: "orders",
      models: ["Order"],
      dialect: .postgres,
      columns: ["id", "customer_id", "total"].map { Column(name: $0, type: .integer) },
      indexes: [TableIndex(columns: ["id"], isUnique: true, origin: .primaryKey)]
    )
    let query = Query(
      call: 0,
      action: .read,
      model: "Order",
      shapes: [QueryShape([Predicate(["total"], .equal)])]
    )
    let input = LabInput(
      schema: Schema(tables: [orderTable]),
      queries: [LabQuery(query: query, file: "a.js", line: 1, library: nil)],
      migrations: [("1.sql", Self.first), ("2.sql", second)].map {
        MigrationScript(path: $0.0, bytes: Array($0.1.utf8))
      },
      stated: ["orders": orders]
    )
    return try PlannerLab.result(for: input, on: try #require(ServerBinaries.installed))
  }

  @Test(
    "work on all rows of a table that was there is told, with its lock and its safe form",
    arguments: [
      ("CREATE INDEX o ON orders (note);", "indexBuild", TableLock.share, "CONCURRENTLY o ON"),
      (
        "ALTER TABLE orders ALTER COLUMN total TYPE bigint;", "rewrite", .accessExclusive,
        "add a second column"
      ),
      (
        "ALTER TABLE orders ADD COLUMN mark double precision DEFAULT random();", "rewrite",
        .accessExclusive, "fill it in batches"
      ),
      (
        "ALTER TABLE orders ADD CONSTRAINT of FOREIGN KEY (customer_id) REFERENCES customers (id);",
        "foreignKey", .shareRowExclusive, "NOT VALID; and in a later migration: ALTER TABLE orders"
      ),
      (
        "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);", "check",
        .accessExclusive, "VALIDATE CONSTRAINT positive;"
      ),
      (
        "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;", "notNull", .accessExclusive,
        "CHECK (note IS NOT NULL) NOT VALID"
      ),
      (
        "ALTER TABLE orders ADD CONSTRAINT one UNIQUE (note);", "unique", .accessExclusive,
        "CREATE UNIQUE INDEX CONCURRENTLY one ON orders (note)"
      ),
      ("UPDATE orders SET note = '';", "allRows", .rowExclusive, "batch"),
      (
        "ALTER TABLE orders ADD COLUMN b text; UPDATE orders SET b = note;", "allRows",
        .accessExclusive, "batch"
      ),
    ]
  )
  func isTold(sql: String, work: String, lock: TableLock, safeForm: String) throws {
    let result = try result(sql)
    #expect(result.problems == [])
    let step = try #require(result.steps.first)
    #expect(result.steps.count == 1)
    #expect(step.work.rawValue == work && step.lock == lock && step.table == "orders")
    #expect(step.path == "2.sql" && step.line == 1)
    #expect(step.safeForm.contains(safeForm), "\(step.safeForm)")
    #expect(step.rows == 5_000_000 && step.matters && step.seconds.count == 3)
  }

  @Test(
    "what reads no row, makes nobody wait or touches a table of its own is silent",
    arguments: [
      "ALTER TABLE orders ADD COLUMN b text;",
      "ALTER TABLE orders ADD COLUMN b integer NOT NULL DEFAULT 0;",
      "CREATE INDEX CONCURRENTLY o ON orders (note);",
      "ALTER TABLE orders ADD CONSTRAINT of FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;",
      "CREATE TABLE items (id int, order_id bigint REFERENCES orders (id)); CREATE INDEX i ON items (order_id);",
      "UPDATE orders SET note = '' WHERE id = 7;",
      "ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'x';",
      "DROP INDEX orders_total;",
      "TRUNCATE orders;",
    ]
  )
  func isSilent(sql: String) throws {
    let result = try result(sql)
    #expect(result.problems == [])
    #expect(result.steps == [])
  }

  @Test("a check that proves a column full spares the reading, as PostgreSQL does")
  func followsTheServer() throws {
    let sql = """
      ALTER TABLE orders ADD CONSTRAINT full_note CHECK (note IS NOT NULL) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT full_note;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      """
    // VALIDATE reads all rows under a lock that lets requests pass.
    #expect(try result(sql).steps.allSatisfy { $0.line == 2 })
  }

  @Test("a small table is none to worry about")
  func weighs() throws {
    let small = try result("CREATE INDEX o ON orders (note);", orders: 2_000)
    #expect(small.steps.count == 1)
    #expect(small.steps.allSatisfy { !$0.matters })
  }

  @Test("an index that is taken away is told with its place")
  func tellsDrops() throws {
    let result = try result("-- why\nDROP INDEX orders_total;")
    #expect(result.drops.map(\.index) == ["orders_total"])
    #expect(result.drops.map(\.line) == [2])
    #expect(!result.indexes.contains("orders_total") && result.indexes.contains("orders_pkey"))
    let column = try self.result("ALTER TABLE orders DROP COLUMN total;")
    #expect(column.drops.map(\.index) == ["orders_total"])
  }

  @Test("a value that is added to a type and used at once needs transactions of its own")
  func splitsTransactions() throws {
    let sql = """
      CREATE TYPE state AS ENUM ('new');
      ALTER TABLE orders ADD COLUMN state state DEFAULT 'new';
      ALTER TYPE state ADD VALUE 'done';
      CREATE INDEX CONCURRENTLY o ON orders (note);
      """
    let result = try result(sql)
    #expect(result.problems == [])
    #expect(result.replayed == (7, 7))
  }

  @Test("a statement that fails takes nothing else with it")
  func goesOn() throws {
    let sql = "ALTER TABLE nowhere ADD a int; COMMIT; ALTER TABLE orders ADD COLUMN late text;"
    let result = try result(sql)
    #expect(result.problems.map(\.subject) == ["2.sql:1"])
    #expect(result.replayed == (4, 5))
  }

  /// The same through operations of code; the first file makes the table.
  private func traced(_ second: [MigrationOperation]) throws -> LabResult {
    let columns = ["id", "customer_id", "total"].map {
      Column(name: $0, type: .integer, isNullable: false)
    }
    let made = Table(
      name: "orders",
      models: ["Order"],
      dialect: .postgres,
      columns: columns + [Column(name: "note", type: .string)],
      indexes: [
        TableIndex(columns: ["id"], isUnique: true, origin: .primaryKey),
        TableIndex(columns: ["total"], name: "orders_total"),
      ]
    )
    let query = Query(
      call: 0,
      action: .read,
      model: "Order",
      shapes: [QueryShape([Predicate(["total"], .equal)])]
    )
    var input = LabInput(
      schema: Schema(tables: [made]),
      queries: [LabQuery(query: query, file: "a.py", line: 1, library: nil)],
      stated: ["orders": 5_000_000]
    )
    let first = MigrationOperation(.change(.createTable(made)), line: 9)
    input.traced = [("1.py", [first]), ("2.py", second)].compactMap {
      MigrationScript(path: $0.0, operations: $0.1)
    }
    return try PlannerLab.result(for: input, on: try #require(ServerBinaries.installed))
  }

  @Test(
    "an operation of code is traced as the statement that it sends, on its own line",
    arguments: [
      (
        SchemaChange.addIndex(TableIndex(columns: ["note"], name: "o"), table: "orders"),
        "indexBuild", #"CREATE INDEX CONCURRENTLY IF NOT EXISTS "o" ON "orders""#
      ),
      (
        .changeColumn("note", isNullable: nil, type: .json, table: "orders"), "rewrite",
        "add a second column"
      ),
      (
        .changeColumn("note", isNullable: false, type: nil, table: "orders"), "notNull",
        "VALIDATE CONSTRAINT"
      ),
      (
        .addForeignKey(
          ForeignKey(name: "f", columns: ["customer_id"], table: "orders"),
          table: "orders"
        ), "foreignKey", "VALIDATE CONSTRAINT \"f\""
      ),
      (
        .addIndex(
          TableIndex(columns: ["note"], name: "u", origin: .uniqueConstraint),
          table: "orders"
        ), "unique", "CREATE UNIQUE INDEX CONCURRENTLY \"u\""
      ),
    ]
  )
  func tracesOperations(change: SchemaChange, work: String, safe: String) throws {
    let result = try traced([MigrationOperation(.change(change), line: 17)])
    let step = try #require(result.steps.first)
    #expect(result.steps.count == 1)
    #expect(step.path == "2.py" && step.line == 17 && step.table == "orders")
    #expect(step.work.rawValue == work && step.matters)
    #expect(step.safeForm.contains(safe), "\(step.safeForm)")
    #expect(result.problems == [] && result.traced.done == result.traced.total)
  }

  @Test("operations of code that stop nobody are silent")
  func silentOperations() throws {
    let column = Column(name: "late", type: .boolean, isNullable: false, hasDefault: true)
    let concurrent = SchemaChange.addIndex(
      TableIndex(columns: ["note"], name: "o"),
      table: "orders"
    )
    let result = try traced([
      MigrationOperation(.change(.addColumn(column, table: "orders")), line: 3),
      MigrationOperation(
        .change(.changeColumn("note", isNullable: nil, type: .text, table: "orders")),
        line: 4
      ),
      MigrationOperation(.change(concurrent), line: 5, isConcurrent: true),
      MigrationOperation(.change(.dropColumn("note", table: "nowhere")), line: 6),
      MigrationOperation(.sql("ALTER TABLE orders ADD COLUMN more text"), line: 7),
    ])
    #expect(result.steps == [] && result.problems == [])
    #expect(result.traced == (7, 7))
  }

  @Test("a default of the old type does not keep a column from another one")
  func retypes() throws {
    let column = Column(name: "archived", type: .integer, hasDefault: true)
    let result = try traced([
      MigrationOperation(.change(.addColumn(column, table: "orders")), line: 3),
      MigrationOperation(
        .change(.changeColumn("archived", isNullable: nil, type: .boolean, table: "orders")),
        line: 4
      ),
    ])
    #expect(result.problems == [] && result.traced.done == result.traced.total)
    #expect(result.steps.map(\.work) == [.rewrite])
  }

  @Test("an index that an operation takes away is named, and the tables of the models stay")
  func operationsDropIndexes() throws {
    let result = try traced([
      MigrationOperation(.change(.dropNamed("orders_total", table: "orders")), line: 5)
    ])
    #expect(result.drops.map(\.index) == ["orders_total"])
    #expect(result.drops.map(\.line) == [5])
    #expect(result.accepted == [0] && result.volumes.map(\.table) == ["orders"])
  }
}
