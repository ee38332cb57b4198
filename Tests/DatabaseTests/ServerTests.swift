// A throwaway server: it starts, it answers, and nothing of it is left.

import Glibc
import Testing

@testable import Database

@Suite(
  "A throwaway server",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct ServerTests {
  @Test("answers, and leaves neither socket nor folder behind")
  func startsAndStops() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let connection = try server.connectAsAdministrator()
    #expect(try connection.rows("SELECT 1 + $1::int", ["2"]) == [["3"]])
    #expect(!connection.serverVersion.isEmpty)
    #expect(access(server.folder, F_OK) == 0)
    server.stop()
    #expect(access(server.folder, F_OK) == -1)
  }

  @Test("listens on no network address")
  func hasNoNetwork() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let connection = try server.connectAsAdministrator()
    #expect(try connection.rows("SHOW listen_addresses") == [[""]])
  }

  @Test("starts without a cache too")
  func startsCold() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed), cache: nil)
    let connection = try server.connectAsAdministrator()
    #expect(try connection.rows("SELECT true") == [["t"]])
  }

  @Test("says in one line why it does not start")
  func saysWhy() throws {
    let folder = try #require(
      ServerBinaries.newest(of: ["/nowhere", "/usr/lib"]) == nil ? "/usr/lib" : nil
    )
    #expect(throws: DatabaseError.self) {
      _ = try EphemeralServer(ServerBinaries(folder: folder), cache: nil)
    }
  }

  @Test("a statement is cancelled at its deadline, and the connection lives on")
  func cancels() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let connection = try server.connectAsAdministrator()
    let error = #expect(throws: DatabaseError.self) {
      try connection.rows("SELECT pg_sleep(20)", within: .milliseconds(200))
    }
    #expect(error?.kind == .deadline)
    #expect(error?.code == "57014")
    #expect(try connection.rows("SELECT 1") == [["1"]])
  }

  @Test("one statement is one statement, whatever its text brings along")
  func refusesTwo() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let connection = try server.connectAsAdministrator()
    let error = #expect(throws: DatabaseError.self) {
      try connection.rows("SELECT 1; CREATE TABLE mine (id int)")
    }
    #expect(error?.code == "42601")
  }

  @Test("a statement is described: the types of its parameters come from the tables")
  func describes() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let connection = try server.connectAsAdministrator()
    let types = try connection.prepare("SELECT $1::int8 + 1, $2 || 'x'", as: "sum")
    #expect(types == [20, 25])
  }

  @Test("the newest of several installed versions is taken")
  func takesTheNewest() throws {
    let folder = try #require(ServerBinaries.installed).folder
    #expect(ServerBinaries.newest(of: ["/nowhere/99/bin", folder])?.folder == folder)
    #expect(ServerBinaries.newest(of: []) == nil)
  }
}
