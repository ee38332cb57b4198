// What a repository's SQL may try, and what comes of it: nothing.

import Foundation
import Queries
import Testing

@testable import Database

@Suite(
  "Hostile migrations",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct HostileMigrationTests {
  private func problems(of sql: String, within limit: Duration = .seconds(10)) throws
    -> [LabProblem]
  {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    var laying = try SchemaLaying(server, administrator: server.connectAsAdministrator())
    let script = MigrationScript(path: "migrations/1.sql", bytes: Array(sql.utf8))
    try laying.replay([script], within: limit)
    return laying.problems
  }

  @Test(
    "programs, files, languages and rights are refused",
    arguments: [
      "SELECT pg_read_file('/etc/passwd')",
      "CREATE FUNCTION f() RETURNS int AS '/lib/x86_64-linux-gnu/libc.so.6', 'getpid' LANGUAGE c",
      "SELECT lo_import('/etc/passwd')",
      "SELECT lo_export(1, 'MARK')",
      "ALTER SYSTEM SET fsync = on",
      "ALTER ROLE application SUPERUSER",
      "SET ROLE postgres",
      "SET SESSION AUTHORIZATION postgres",
      "CREATE ROLE other SUPERUSER LOGIN",
      "UPDATE pg_class SET relname = 'x'",
      "CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION now()",
      "DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch MARK'''; END $$",
      "DO $$ BEGIN EXECUTE 'CREATE EXTENSION file_fdw'; END $$",
      "DO $$ BEGIN EXECUTE 'COPY pg_class FROM PROGRAM ''touch MARK'''; END $$",
      "CREATE FUNCTION f() RETURNS int AS 'import os' LANGUAGE plpython3u",
      "SELECT pg_ls_dir('/')",
      "SELECT pg_reload_conf()",
      "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw",
      "CREATE TABLESPACE t LOCATION '/tmp'",
    ]
  )
  func isRefused(statement: String) throws {
    // Where every user of the machine may write.
    let mark = FileManager.default.temporaryDirectory.appending(path: "mark-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: mark) }
    let sql = statement.replacing("MARK", with: mark)
    let problem = try #require(try problems(of: sql).first)
    #expect(problem.subject == "migrations/1.sql:1")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test("an extension that is not on the list is named, and not made")
  func extensionIsNamed() throws {
    let problem = try #require(
      try problems(of: "CREATE EXTENSION IF NOT EXISTS \"file_fdw\";").first
    )
    #expect(problem.reason.contains("file_fdw"))
  }

  @Test("an endless block ends at its deadline, and the rest runs")
  func endlessBlock() throws {
    let sql = """
      DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$;
      CREATE TABLE after_it (id int);
      """
    #expect(try problems(of: sql).map(\.subject) == ["migrations/1.sql:1"])
  }

  @Test("a block that refuses to be cancelled ends the lab, not the audit")
  func stubbornBlock() throws {
    let sql = """
      DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(1); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;
      """
    let error = #expect(throws: DatabaseError.self) { try problems(of: sql, within: .seconds(2)) }
    #expect(error?.kind == .lost)
  }
}
