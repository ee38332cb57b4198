// Statements that are sent ahead of their answers.

import Testing

@testable import Database

@Suite(
  "Statements ahead of their answers",
  .serialized,
  .enabled(if: ServerBinaries.installed != nil, "needs PostgreSQL's programs")
)
struct PipelineTests {
  private static let groups: [[Request]] = [
    [.run("SELECT 1"), .run("SELECT 2 UNION SELECT 3 ORDER BY 1")],
    [.run("SELECT nothing"), .run("SELECT 4")],
    [.prepare("SELECT $1::int8", as: "one")],
    [.run("SELECT 5; SELECT 6")],
    [.run("SELECT 7")],
  ]

  private func connection(of server: EphemeralServer) throws -> Connection {
    try server.connectAsAdministrator()
  }

  private func texts(_ answers: [Connection.GroupAnswer]) -> [String] {
    answers.map { answer in
      switch answer {
      case .success(let rows): "\(rows.map { $0.map { $0.map { $0 ?? "" } } })"
      case .failure(let error): error.code
      }
    }
  }

  @Test("each group is answered in its place, and what is refused is no matter to the next")
  func answers() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let found = texts(try connection(of: server).answers(to: Self.groups))
    #expect(found == [#"[[["1"]], [["2"], ["3"]]]"#, "42703", "[[]]", "42601", #"[[["7"]]]"#])
  }

  @Test("a library that cannot send ahead gives the same answers")
  func sameOneByOne() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let ahead = try connection(of: server).answers(to: Self.groups)
    let alone = try connection(of: server).oneByOne(Self.groups, within: .seconds(5))
    #expect(texts(ahead) == texts(alone))
  }

  @Test("more than the socket holds goes through, both ways")
  func manyAreAnswered() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let text = String(repeating: "x", count: 40_000)
    let groups = (0..<200).map { [Request.run("SELECT '\(text)' || \($0)")] }
    let answers = try connection(of: server).answers(to: groups)
    let last = try #require(try answers.last?.get().first?.first?.first.flatMap(\.self))
    #expect(answers.count == 200 && last == text + "199")
  }

  @Test("one that takes too long is cancelled alone, and behind the end all are")
  func deadlines() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let connection = try connection(of: server)
    let groups: [[Request]] = [[.run("SELECT pg_sleep(30)")], [.run("SELECT 1")]]
    #expect(
      texts(try connection.answers(to: groups, within: .milliseconds(200)))
        == ["57014", #"[[["1"]]]"#]
    )
    let late = try connection.answers(to: [groups[0], groups[0]], until: ContinuousClock.now)
    #expect(texts(late) == ["57014", "57014"])
    #expect(try connection.rows("SELECT 1") == [["1"]])
  }

  @Test("a server that is gone is lost, not an answer")
  func serverIsGone() throws {
    let server = try EphemeralServer(try #require(ServerBinaries.installed))
    let connection = try connection(of: server)
    let other = try self.connection(of: server)
    let process = try #require(
      try connection.rows("SELECT pg_backend_pid()").first?.first.flatMap(\.self)
    )
    try other.run("SELECT pg_terminate_backend(\(process))")
    let error = #expect(throws: DatabaseError.self) {
      try connection.answers(to: [[.run("SELECT 1")], [.run("SELECT 2")]])
    }
    #expect(error?.kind == .lost)
  }
}
