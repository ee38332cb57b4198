// What migrations leave, and how it is put together with models.

import Queries
import Testing

@Suite("Migrations")
struct MigrationTests {
  @Test("SQL files run in the order of their names, their way back does not")
  func sqlFiles() async throws {
    let schema = await schema(of: [
      "a.js": "",
      "db/001_init.sql": "CREATE TABLE users (id int PRIMARY KEY, mail text UNIQUE, old text);",
      "db/002_more.up.sql": """
      ALTER TABLE users DROP COLUMN old, ADD COLUMN org int REFERENCES orgs (id);
      CREATE INDEX by_org ON users (org);
      """,
      "db/002_more.down.sql": "DROP INDEX by_org;",
      "db/003_goose.sql":
        "CREATE INDEX by_mail ON users (lower(mail));\n-- +goose Down\nDROP TABLE users;",
    ])
    let users = try #require(schema.table(named: "users"))
    #expect(users.columns.map(\.name) == ["id", "mail", "org"])
    #expect(users.indexTexts == ["(id) key", "(mail) unique", "(org)", "(lower(mail))"])
    #expect(users.sites.first?.line == 1)
    #expect(users.source == .migrations)
  }

  @Test("migrations that are current win over models, and the difference is told")
  func precedence() async throws {
    let schema = await schema(of: [
      "a.js": "",
      "schema.prisma": """
      model User {
        id Int @id
        mail String @unique
        org Int
        @@index([org])
      }
      """,
      "prisma/migrations/1_init/migration.sql": """
      CREATE TABLE "User" ("id" INTEGER NOT NULL, "mail" TEXT NOT NULL, "org" INTEGER NOT NULL,
        CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
      CREATE UNIQUE INDEX "User_mail_key" ON "User"("mail");
      CREATE INDEX hand ON "User" (mail) INCLUDE (org);
      """,
    ])
    let users = try #require(schema.table(ofModel: "User"))
    #expect(users.source == .both)
    #expect(users.indexTexts == ["(id) key", "(mail) unique", "(mail)"])
    #expect(
      schema.disagreements.map { "\($0.kind) \($0.subject)" } == ["indexOnlyInModels org"]
    )
  }

  @Test("Alembic runs by revisions, with batches, and unread statements are gaps")
  func alembic() async throws {
    let head = "from alembic import op\nimport sqlalchemy as sa\n"
    let schema = await schema(of: [
      "versions/b_first.py": head + """
        revision = "b"
        down_revision = None
        def upgrade():
            op.create_table("users", sa.Column("id", sa.Integer(), nullable=False),
                sa.Column("mail", sa.String(20), index=True), sa.Column("org_id", sa.Integer()),
                sa.ForeignKeyConstraint(["org_id"], ["orgs.id"], ondelete="CASCADE"),
                sa.PrimaryKeyConstraint("id"), sa.UniqueConstraint("mail", name="once"))
        def downgrade():
            op.drop_table("users")
        """,
      "versions/a_second.py": head + """
        revision = "a"
        down_revision = "b"
        def upgrade():
            op.drop_constraint("once", "users", type_="unique")
            op.create_index(op.f("ix"), "users", ["org_id", sa.text("mail DESC")], unique=False)
            with op.batch_alter_table("users") as batch_op:
                batch_op.add_column(sa.Column("kind", sa.String()))
                batch_op.alter_column("mail", new_column_name="email")
            op.execute("CREATE INDEX raw ON users (kind)")
            op.execute(f"CREATE INDEX x ON {table} (a)")
        """,
    ])
    let users = try #require(schema.table(named: "users"))
    #expect(users.columns.map(\.name) == ["id", "email", "org_id", "kind"])
    #expect(users.indexTexts == ["(id) key", "(email)", "(org_id, mail DESC)", "(kind)"])
    #expect(users.referenceTexts == ["org_id -> orgs cascade"])
    #expect(schema.gaps.map(\.reason) == [.unreadSQL])
  }

  @Test("Knex: chains of columns, and what stands beside them")
  func knex() async throws {
    let schema = await schema(of: [
      "migrations/1.js": """
      exports.up = function (knex) {
        return knex.schema.createTable("orders", (t) => {
          t.increments("id");
          t.string("number").notNullable().unique();
          t.integer("user_id").references("id").inTable("users").onDelete("CASCADE").index();
          t.enu("state", ["open", "paid"]);
          t.index(["state", "number"], "by_state");
        });
      };
      exports.down = (knex) => knex.schema.dropTable("orders");
      """,
      "migrations/2.js": """
      exports.up = async (knex) => {
        await knex.schema.alterTable("orders", (t) => { t.dropIndex(["state", "number"], "by_state"); t.text("note"); });
        await knex.raw("CREATE INDEX note_words ON orders USING gin (note gin_trgm_ops)");
      };
      """,
    ])
    let orders = try #require(schema.table(named: "orders"))
    #expect(orders.columns.map(\.name) == ["id", "number", "user_id", "state", "note"])
    #expect(
      orders.indexTexts == ["(id) key", "(number) unique", "(user_id)", "(note) inverted"]
    )
    #expect(orders.referenceTexts == ["user_id -> users cascade"])
  }

  @Test("Sequelize and TypeORM: query interfaces and runners")
  func builders() async throws {
    let schema = await schema(of: [
      "migrations/1-users.js": """
      module.exports = {
        async up(queryInterface, Sequelize) {
          await queryInterface.createTable("users", {
            id: { type: Sequelize.INTEGER, primaryKey: true },
            org: { type: Sequelize.INTEGER, references: { model: "orgs", key: "id" }, onDelete: "SET NULL" },
          });
          await queryInterface.addIndex("users", ["org"], { unique: true, name: "one" });
          await queryInterface.addColumn("users", "mail", { type: Sequelize.STRING, unique: true });
        },
        async down(queryInterface) { await queryInterface.dropTable("users"); },
      };
      """,
      "migrations/2-posts.ts": """
      import { Table, TableIndex } from "typeorm";
      export class Posts2 {
        async up(queryRunner) {
          await queryRunner.createTable(new Table({ name: "posts", columns: [{ name: "id", type: "int", isPrimary: true }, { name: "user", type: "int" }] }));
          await queryRunner.createIndex("posts", new TableIndex({ columnNames: ["user", "id"], isUnique: true }));
          await queryRunner.query(`ALTER TABLE "posts" ADD CONSTRAINT "f" FOREIGN KEY ("user") REFERENCES "users"("id")`);
        }
        async down(queryRunner) { await queryRunner.query(`DROP TABLE "posts"`); }
      }
      """,
    ])
    let users = try #require(schema.table(named: "users"))
    #expect(users.indexTexts == ["(id) key", "(org) unique", "(mail) unique"])
    #expect(users.referenceTexts == ["org -> orgs setNull"])
    let posts = try #require(schema.table(named: "posts"))
    #expect(posts.indexTexts == ["(id) key", "(user, id) unique"])
    #expect(posts.referenceTexts == ["user -> users"])
  }

  @Test("db-migrate: calls with callbacks, and calls that are prepared for later")
  func prepared() async throws {
    let schema = await schema(of: [
      "migrations/1-plants.js": """
      exports.up = function (db, cb) {
        db.createTable("plants", {
          id: { type: "int", primaryKey: true, autoIncrement: true },
          name: { type: "string", length: 255, notNull: true },
          bed: { type: "int", foreignKey: { name: "beds_fk", table: "beds", mapping: "id", rules: { onDelete: "CASCADE" } } },
        }, cb);
      };
      exports.down = function (db, cb) { db.dropTable("plants", cb); };
      """,
      "migrations/2-water.js": """
      const async = require("async");
      exports.up = function (db, cb) {
        async.series([
          db.addColumn.bind(db, "plants", "watered", { type: "timestamp" }),
          db.addIndex.bind(db, "plants", "plants_name", ["name"], true),
          db.runSql.bind(db, "ALTER TABLE plants ADD COLUMN note text"),
          db.removeColumn.bind(db, "plants", "bed"),
        ], cb);
      };
      exports.down = function (db, cb) { return db.removeColumn("plants", "watered", cb); };
      """,
      "migrations/3-gardener.js": """
      exports.up = (db, cb) => db.addColumn("plants", "gardener", { type: "int" }, function (error) {
        db.addForeignKey("plants", "gardeners", "gardener_fk", { gardener: "id" }, { onDelete: "SET NULL" }, cb);
      });
      """,
    ])
    let plants = try #require(schema.table(named: "plants"))
    #expect(plants.columns.map(\.name) == ["id", "name", "watered", "note", "gardener"])
    #expect(plants.column("name")?.isNullable == false)
    #expect(plants.indexTexts == ["(id) key", "(name) unique"])
    #expect(plants.referenceTexts == ["gardener -> gardeners setNull"])
  }

  @Test("statements in the code of the application count too")
  func statementsInCode() async throws {
    let schema = await schema(of: [
      "db.js": """
      const Database = require("better-sqlite3");
      const db = new Database("x");
      db.exec(`CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER)`);
      db.exec("CREATE INDEX notes_owner ON notes (owner)");
      db.exec(`CREATE INDEX x ON ${name} (a)`);
      """
    ])
    #expect(schema.table(named: "notes")?.indexTexts == ["(id) key", "(owner)"])
    #expect(schema.gaps.count == 1)
  }
}
