// Tables that are long and hold nothing.

import Foundation
import Queries
import Testing

@testable import Database

@Suite(
  "Virtual tables",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct VirtualTableTests {
  private struct Setting {
    let server: EphemeralServer
    let administrator: Connection
    let tables: VirtualTables

    init(rows: Double) throws {
      server = try EphemeralServer(try #require(ServerBinaries.installed))
      administrator = try server.connectAsAdministrator()
      try server.connect(as: "postgres").run(
        "CREATE TABLE events (id bigint PRIMARY KEY, actor bigint NOT NULL); CREATE INDEX events_actor ON events (actor)"
      )
      let schema = Schema(tables: [Table(name: "events")])
      tables = VirtualTables(
        try Catalog(of: administrator),
        ColumnJudgement(
          schema: schema,
          volumes: Volumes(of: schema, stated: ["events": rows], assumed: [:])
        ),
        on: server,
        administrator: administrator
      )
      try tables.writeStatistics()
    }

    /// What the planner takes for all rows, and for one of them.
    func costs() throws -> (all: Double, one: Double, rows: Double) {
      let connection = try server.connect(as: "postgres")
      func cost(_ text: String) throws -> (Double, Double) {
        let rows = try connection.rows("EXPLAIN (FORMAT JSON) \(text)")
        let plan = try #require(rows.first?.first.flatMap(\.self).flatMap { Plan(json: $0)?.tree })
        return (plan.cost, plan.rows)
      }
      let all = try cost("SELECT * FROM events")
      return (all.0, try cost("SELECT * FROM events WHERE id = 1").0, all.1)
    }

    /// Bytes of blocks that the server's folder takes, and the bytes that its files seem to have.
    func bytes() throws -> (real: Int, apparent: Int) {
      var (real, apparent) = (0, 0)
      var seen: Set<UInt64> = []
      let names = try #require(FileManager.default.enumerator(atPath: server.folder))
      for case let name as String in names {
        var facts = stat()
        guard lstat("\(server.folder)/\(name)", &facts) == 0 else { continue }
        apparent += Int(facts.st_size)
        if seen.insert(UInt64(facts.st_ino)).inserted { real += Int(facts.st_blocks) * 512 }
      }
      return (real, apparent)
    }
  }

  @Test("a thousand million rows take less than 60 MB, at all three scales")
  func takesNoDisk() throws {
    let setting = try Setting(rows: 1e9)
    for factor in [10.0, 100, 1] {
      try setting.tables.grow(by: factor)
      let bytes = try setting.bytes()
      #expect(bytes.real < 60_000_000, "\(bytes.real) at \(factor)x")
      #expect(bytes.apparent > 40_000_000_000)
      #expect(try setting.costs().rows > 0.99 * 1e9 * factor)
    }
  }

  @Test("a scale costs the same, whatever scale was before it")
  func scalesAreIndependent() throws {
    let setting = try Setting(rows: 40e6)
    var costs: [Double: [Double]] = [:]
    for factor in [1.0, 10, 100, 1, 100, 10] {
      try setting.tables.grow(by: factor)
      let found = try setting.costs()
      costs[factor, default: []] += [found.all, found.one]
    }
    for (factor, found) in costs {
      #expect(found[0] == found[2] && found[1] == found[3], "\(factor): \(found)")
    }
  }

  @Test("a table cannot have more blocks than PostgreSQL counts")
  func isBounded() throws {
    let setting = try Setting(rows: 1e30)
    try setting.tables.grow(by: 1)
    let costs = try setting.costs()
    #expect(costs.all > 4_294_967_294)
    #expect(costs.one < 20)
  }

  @Test(
    "an index has as many levels as PostgreSQL builds",
    arguments: [(2, 8.0, 0), (3, 8, 1), (276, 8, 1), (2_745, 8, 2), (27_422, 24, 3)]
  )
  func countsLevels(pages: Int, width: Double, levels: Int) {
    #expect(RelationFiles.levels(pages: pages, keyWidth: width) == UInt32(levels))
  }
}
