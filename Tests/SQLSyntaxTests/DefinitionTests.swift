// What statements of SQL do to a schema.

import Queries
import SQLSyntax
import SourceText
import Testing

@Suite("SQL definitions")
struct DefinitionTests {
  private func changes(_ text: String) -> [SchemaChange] {
    SQLDefinitions(Array(text.utf8)) { range in
      let start = UInt32(range.lowerBound)
      return SchemaSite(path: "a.sql", line: 1, span: ByteSpan(start: start, end: start))
    }.changes
  }

  private func table(_ text: String) throws -> Table {
    guard case .createTable(let table) = try #require(changes(text).first) else {
      throw NotATable()
    }
    return table
  }

  private struct NotATable: Error {}

  @Test("tables without semicolons between them, as an editor runs them one by one")
  func withoutSemicolons() {
    let made = changes(
      """
      CREATE TABLE a (id SERIAL PRIMARY KEY)

      CREATE TABLE b (id INT, a_id INT REFERENCES a (id))
      CREATE INDEX b_a ON b (a_id)
      """
    )
    #expect(made.count == 3)
    guard case .createTable(let second) = made.dropFirst().first else {
      Issue.record("the second table is not read")
      return
    }
    #expect(second.name == "b" && second.foreignKeys.count == 1)
  }

  @Test("columns, keys and references of PostgreSQL")
  func postgres() throws {
    let table = try table(
      """
      -- CreateTable
      CREATE TABLE IF NOT EXISTS public."Order" (
        "id" SERIAL NOT NULL, email varchar(255) NOT NULL UNIQUE, "total" numeric(10, 2) DEFAULT 0,
        tags text[], customer_id int REFERENCES customers (id) ON UPDATE CASCADE ON DELETE SET NULL,
        state "OrderState" NOT NULL DEFAULT 'open'::"OrderState",
        CONSTRAINT "Order_pkey" PRIMARY KEY ("id"), CHECK (total > 0),
        CONSTRAINT uq UNIQUE (email, state)
      );
      """
    )
    #expect(table.name == "Order")
    #expect(table.columns.map(\.name) == ["id", "email", "total", "tags", "customer_id", "state"])
    #expect(
      table.columns.map(\.type) == [.integer, .string, .decimal, .array, .integer, .unknown]
    )
    #expect(table.columns.map(\.isNullable) == [false, false, true, true, true, false])
    #expect(table.primaryKey == ["id"])
    #expect(
      table.indexes.map(\.columns) == [["email"], ["id"], ["email", "state"]]
    )
    #expect(table.foreignKeys.map(\.table) == ["customers"])
    #expect(table.foreignKeys.map(\.onDelete) == [.setNull])
  }

  @Test("keys of MySQL stand inside of the table")
  func mysql() throws {
    let table = try table(
      """
      CREATE TABLE `users` (`id` int unsigned NOT NULL AUTO_INCREMENT, `kind` enum('a','b') NOT NULL,
        `key` varchar(20) COMMENT 'it''s, a key', `bio` text,
        PRIMARY KEY (`id`), UNIQUE KEY `by_key` (`key`), KEY `by_kind` (`kind`, `bio`(20) DESC),
        FULLTEXT KEY ft (`bio`), CONSTRAINT fk FOREIGN KEY (`kind`) REFERENCES kinds (`id`) ON DELETE CASCADE
      ) ENGINE=InnoDB;
      """
    )
    #expect(table.dialect == .mysql)
    #expect(table.columns.map(\.name) == ["id", "kind", "key", "bio"])
    #expect(table.columns[1].values == ["a", "b"])
    #expect(table.indexes.map(\.name) == [nil, "by_key", "by_kind", "ft"])
    #expect(table.indexes[2].keys.map(\.isPrefix) == [false, true])
    #expect(table.indexes[2].keys.map(\.isDescending) == [false, true])
    #expect(table.indexes[3].method == .text)
    #expect(table.foreignKeys.first?.name == "fk")
  }

  @Test("an index has its order, condition, expressions and passengers")
  func indexes() throws {
    let text = """
      CREATE UNIQUE INDEX CONCURRENTLY "a" ON "T" USING btree (lower(email), at DESC NULLS LAST)
        INCLUDE (name) WHERE deleted IS NULL;
      CREATE INDEX g ON t USING gin (name gin_trgm_ops)
      """
    let found = changes(text).compactMap { change -> TableIndex? in
      if case .addIndex(let index, _) = change { index } else { nil }
    }
    #expect(found.count == 2)
    let first = try #require(found.first)
    #expect(first.isUnique)
    #expect(first.keys.map(\.expression) == ["lower(email)", nil])
    #expect(first.keys.map(\.isDescending) == [false, true])
    #expect(first.included == ["name"])
    #expect(first.predicate == "deleted IS NULL")
    #expect(found.last?.method == .inverted)
  }

  @Test("alterations change what they name")
  func alterations() {
    let found = changes(
      """
      ALTER TABLE ONLY "T" ADD COLUMN "x" TEXT NOT NULL DEFAULT '', ADD CONSTRAINT k FOREIGN KEY ("x")
        REFERENCES u("id") ON DELETE CASCADE, DROP COLUMN IF EXISTS y, ALTER COLUMN z SET NOT NULL;
      ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t RENAME TO s; ALTER INDEX i RENAME TO j;
      DROP INDEX IF EXISTS "p", q; DROP TABLE r; RENAME TABLE `m` TO `n`;
      """
    )
    let text = found.map { change -> String in
      switch change {
      case .addColumn(let column, let table): "\(table)+\(column.name)"
      case .addForeignKey(let key, let table): "\(table)->\(key.table)"
      case .dropColumn(let name, let table): "\(table)-\(name)"
      case .changeColumn(let name, let nullable, _, let table):
        "\(table).\(name)=\(nullable ?? true)"
      case .renameColumn(let old, let new, let table): "\(table).\(old)>\(new)"
      case .renameTable(let old, let new): "\(old)>\(new)"
      case .renameNamed(let old, let new): "#\(old)>\(new)"
      case .dropNamed(let name, _): "-#\(name)"
      case .dropTable(let name): "-\(name)"
      default: "?"
      }
    }
    #expect(
      text == [
        "T+x", "T->u", "T-y", "T.z=false", "t.a>b", "t>s", "#i>j", "-#p", "-#q", "-r", "m>n",
      ]
    )
  }

  @Test("blocks are read inside, and what is put together at run time is a gap")
  func blocks() {
    let found = changes(
      """
      DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id);
        EXCEPTION WHEN duplicate_object THEN null; END $$;
      DO $$ BEGIN EXECUTE 'ALTER TABLE ' || x; END $$;
      CREATE TABLE \u{1} (id int);
      """
    )
    #expect(found.count == 3)
    guard case .addForeignKey = found.first else {
      Issue.record("no foreign key")
      return
    }
    for change in found.dropFirst() {
      guard case .unread(let gap, nil) = change else {
        Issue.record("no gap")
        continue
      }
      #expect(gap.reason == .unreadSQL)
    }
  }

  @Test("a statement that is cut off anywhere is read without harm")
  func truncation() {
    let text = Array(
      "CREATE TABLE a (b int PRIMARY KEY REFERENCES c (d) ON DELETE CASCADE, KEY (b)); ALTER TABLE a ADD (x int); CREATE INDEX i ON a (lower(b)) WHERE c"
        .utf8
    )
    for length in 0...text.count {
      let found = changes(String(decoding: text.prefix(length), as: UTF8.self))
      #expect(found.count <= 4)
    }
  }
}
