// Whatever lies in the folder, the audit ends, and lists what it could not read.

import Foundation
import Testing

@Suite("A hostile folder")
struct HostileFolderTests {
  /// The JSON of an audit of `app`, set up by a line of shell.
  private func audit(after setUp: String) throws -> AuditDocument {
    let command = try CommandProcess()
    try command.write("app/good.js", "export const good = 1;\n")
    let outcome = try command.shell("\(setUp)\n$plimsoll audit app --format json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors == "")
    return try JSONDecoder().decode(AuditDocument.self, from: Data(outcome.output.utf8))
  }

  @Test("with a loop of links is read once")
  func linkLoop() throws {
    let audit = try audit(after: "mkdir app/sub; ln -s .. app/sub/up; ln -s self app/self")
    #expect(audit.stats.files == 1)
  }

  @Test("with links that lead out is read inside only, and lists them")
  func linksOutside() throws {
    let audit = try audit(
      after:
        "mkdir out; echo 'secret()' >out/s.js; ln -s ../out app/out; ln -s ../out/s.js app/s.js"
    )
    #expect(audit.stats.files == 1)
    #expect(audit.skipped(at: "app").isEmpty)
    #expect(!audit.skipped(at: "s.js").isEmpty)
    #expect(!audit.skipped(at: "out").isEmpty || !audit.skipped(at: "out/").isEmpty)
  }

  @Test("with a file of two gigabytes lists it")
  func hugeFile() throws {
    let audit = try audit(after: "truncate -s 2G app/huge.js")
    #expect(audit.stats.files == 1)
    #expect(audit.skipped(at: "huge.js").contains { $0.contains("too large") })
  }

  @Test("with a pipe in place of a file lists it")
  func pipe() throws {
    let audit = try audit(after: "mkfifo app/pipe.js")
    #expect(!audit.skipped(at: "pipe.js").isEmpty)
  }

  @Test("with a file that nobody may read lists it", .enabled(if: getuid() != 0, "root reads all"))
  func unreadableFile() throws {
    let audit = try audit(after: "echo 'a()' >app/a.js; chmod 0 app/a.js")
    #expect(!audit.skipped(at: "a.js").isEmpty)
  }

  @Test("with package.json and tsconfig.json that lead astray is audited all the same")
  func maliciousManifests() throws {
    let audit = try audit(
      after: """
        echo '{"name":"x","main":"../../../etc/passwd","workspaces":["../*",".","**/**"]}' >app/package.json
        echo '{"extends":"./b.json","compilerOptions":{"baseUrl":"/","paths":{"*":["../../*"]}}}' >app/tsconfig.json
        echo '{"extends":"./tsconfig.json"}' >app/b.json
        mkdir app/deep; echo '{"name":' >app/deep/package.json
        echo 'import "../../../etc/passwd"; import "#x"; require("..")' >app/deep/a.js
        """
    )
    #expect(audit.stats.files == 2)
    #expect(!audit.skipped(at: "deep/package.json").isEmpty)
  }

  @Test("with names of every byte is audited")
  func oddNames() throws {
    let audit = try audit(
      after:
        #"touch "app/$(printf 'n\nl.js')" "app/$(printf 'esc\033.js')" "app/$(printf '\377.js')""#
    )
    #expect(audit.stats.files == 4)
  }
}

/// The parts of an audit that these tests look at.
struct AuditDocument: Decodable {
  struct Stats: Decodable {
    struct Skipped: Decodable {
      let file: String
      let reason: String
    }

    let files: Int
    let bytes: Int
    let skipped: [Skipped]
  }

  struct Finding: Decodable {
    struct Location: Decodable {
      let file: String
      let startLine: Int
    }

    let id: String
    let rule: String
    let location: Location
  }

  let findings: [Finding]
  let stats: Stats

  /// The reasons for which a path was skipped.
  func skipped(at path: String) -> [String] {
    stats.skipped.filter { $0.file == path }.map(\.reason)
  }
}
