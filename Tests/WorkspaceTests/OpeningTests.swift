// Opening folders on disk, the hostile ones included.

import Foundation
import Testing

@testable import Workspace

@Suite("Opening a folder")
struct OpeningTests {
  private func reason(_ path: String, in workspace: Workspace) -> SkipReason? {
    workspace.skipped.first { $0.path == path }?.reason
  }

  @Test("lists its files in the order of their bytes, with what their paths tell")
  func listing() throws {
    let folder = try TemporaryFolder()
    for name in ["b.ts", "a/z.js", "a.js", "B.py", "é.js", "logo.png", "a/types.d.ts"] {
      try folder.write("x", to: name)
    }
    let workspace = try Workspace(opening: folder.path)
    #expect(
      workspace.files.map(\.path) == ["B.py", "a.js", "a/types.d.ts", "a/z.js", "b.ts", "é.js"]
    )
    #expect(workspace.files.map(\.language).prefix(2) == [.python, .javaScript])
    #expect(workspace.files[2].role == .declaration)
    #expect(workspace.name == PathText.name(of: folder.path))
    #expect(workspace.commit == nil)
  }

  @Test("gives the bytes of a file and the zeros after them")
  func reading() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc", to: "src/a.js")
    let workspace = try Workspace(opening: folder.path)
    #expect(try workspace.read(workspace.files[0]) == Array("abc".utf8))
    #expect(try workspace.read(workspace.files[0], padding: 4) == Array("abc\0\0\0\0".utf8))
    try FileManager.default.removeItem(atPath: folder.full("src/a.js"))
    #expect(throws: WorkspaceError.self) { try workspace.read(workspace.files[0]) }
  }

  @Test("that is missing, a file, unreadable or empty of code says so, with its exit code")
  func refusals() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "note.txt")
    let cases: [(String, Int32, String)] = [
      (folder.full("none"), 2, "no such folder"), (folder.full("note.txt"), 2, "not a folder"),
      ("", 2, "empty"), (folder.path, 3, "no source file"), (folder.full("a\0b"), 2, "no such"),
      (folder.full("a\n\u{1B}[2J"), 2, "no such"),
    ]
    for (path, code, words) in cases {
      let error = #expect(throws: WorkspaceError.self) { try Workspace(opening: path) }
      #expect(error?.exitCode == code)
      #expect(error?.message.contains(words) == true)
      #expect(error?.message.contains("\n") == false)
    }
  }

  @Test("never follows links, and tells those that lead outside")
  func links() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try outside.write("secret", to: "secret.js")
    try folder.write("require('./shared/x')", to: "app/a.js")
    try folder.write("x", to: "shared/x.js")
    try folder.link("app/shared", to: "../shared")
    try folder.link("loop", to: ".")
    try folder.link("app/self", to: "self")
    try folder.link("out", to: outside.path)
    try folder.link("out.js", to: outside.full("secret.js"))
    try folder.link("up", to: "../..")
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == ["app/a.js", "shared/x.js"])
    #expect(reason("app/shared", in: workspace) == .link)
    #expect(reason("loop", in: workspace) == .link)
    for name in ["out", "out.js", "up"] { #expect(reason(name, in: workspace) == .linkOutside) }
    var resolver = ModuleResolver(workspace)
    #expect(resolver.resolve("./shared/x", from: 0) == .file(1))
    for name in ["./self", "../loop/loop/none", "../up/x", "../out/secret"] {
      #expect(resolver.resolve(name, from: 0) == .missing)
    }
  }

  @Test("does not read a link that takes the place of a file or of a folder above it")
  func swapped() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try outside.write("secret", to: "a.js")
    try folder.write("x", to: "a.js")
    try folder.write("x", to: "src/a.js")
    let workspace = try Workspace(opening: folder.path)
    try FileManager.default.removeItem(atPath: folder.full("a.js"))
    try FileManager.default.removeItem(atPath: folder.full("src"))
    try folder.link("a.js", to: outside.full("a.js"))
    try folder.link("src", to: outside.path)
    for file in workspace.files {
      #expect(throws: WorkspaceError.self) { try workspace.read(file) }
    }
  }

  @Test("skips a file of 2 GB unread, and pipes unopened", .hangGuard)
  func hugeAndPipe() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "a.js")
    let huge = folder.full("huge.js")
    try folder.write("", to: "huge.js")
    try #require(truncate(huge, 2 << 30) == 0)
    try #require(mkfifo(folder.full("pipe.js"), 0o600) == 0)
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == ["a.js"])
    #expect(reason("huge.js", in: workspace) == .tooLarge(2 << 30))
    #expect(reason("pipe.js", in: workspace) == .notRegular)
    try FileManager.default.removeItem(atPath: folder.full("a.js"))
    try #require(mkfifo(folder.full("a.js"), 0o600) == 0)
    #expect(throws: WorkspaceError.self) { try workspace.read(workspace.files[0]) }
  }

  @Test("lists what its user may not read", .enabled(if: geteuid() != 0))
  func unreadable() throws {
    let folder = try TemporaryFolder()
    for name in ["a.js", "locked.js", "closed/b.js"] { try folder.write("x", to: name) }
    try #require(chmod(folder.full("locked.js"), 0) == 0)
    try #require(chmod(folder.full("closed"), 0) == 0)
    defer { chmod(folder.full("closed"), 0o700) }
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == ["a.js"])
    #expect(workspace.skipped.map(\.path) == ["closed", "locked.js"])
  }

  @Test("keeps names that are no UTF-8")
  func names() throws {
    let folder = try TemporaryFolder()
    let name: [UInt8] = Array("caf".utf8) + [0xE9] + Array(".js".utf8)
    let path = (Array((folder.path + "/").utf8) + name + [0]).map { CChar(bitPattern: $0) }
    let descriptor = creat(path, 0o600)
    try #require(descriptor >= 0)
    close(descriptor)
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == ["caf\\xE9.js"])
    #expect(try workspace.read(workspace.files[0]).isEmpty)
  }

  @Test("goes 200 folders deep and no deeper")
  func depth() throws {
    let folder = try TemporaryFolder()
    let deep = Array(repeating: "d", count: 200).joined(separator: "/")
    try folder.write("x", to: deep + "/a.js")
    try folder.write("x", to: deep + "/d/b.js")
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == [deep + "/a.js"])
    #expect(reason(deep + "/d", in: workspace) == .tooDeep(200))
  }

  @Test("leaves out installed packages and build output, and says so")
  func builtins() throws {
    let folder = try TemporaryFolder()
    for name in [
      "a.js", "node_modules/x/index.js", ".next/x.js", "env/pyvenv.cfg", "env/lib/x.py",
      "web/build/index.html", "web/build/static/x.js", "lib/dist/a.js", "lib/dist/a.js.map",
      "app/package.json", "app/src/a.ts", "app/dist/a.js", "coverage/lcov.info", "coverage/x.js",
      "build/handmade.js", "out/own.js", "coverage2/x.js",
      "plain/package.json", "plain/dist/own.js",
      "ts/package.json", "ts/tsconfig.json", "ts/server.ts", "ts/dist/server.js",
    ] { try folder.write("{}", to: name) }
    let workspace = try Workspace(opening: folder.path)
    #expect(
      workspace.files.map(\.path) == [
        "a.js", "app/package.json", "app/src/a.ts", "build/handmade.js", "coverage2/x.js",
        "out/own.js", "plain/dist/own.js", "plain/package.json", "ts/package.json", "ts/server.ts",
        "ts/tsconfig.json",
      ]
    )
    #expect(
      workspace.skipped.map(\.path) == [
        ".next", "app/dist", "coverage", "env", "lib/dist", "node_modules", "ts/dist", "web/build",
      ]
    )
    #expect(reason("env", in: workspace) == .virtualEnvironment)
  }

  @Test("obeys its ignore files and plimsoll.yml, and names which")
  func ignores() throws {
    let folder = try TemporaryFolder()
    for name in ["a.js", "gen/x.js", "legacy/y.js", "legacy/keep.js", "old/z.js"] {
      try folder.write("x", to: name)
    }
    try folder.write("gen/\nlegacy/*\n", to: ".gitignore")
    try folder.write("!legacy/keep.js\n", to: ".plimsollignore")
    try folder.write("exclude: [old/]\n", to: "plimsoll.yml")
    try folder.write("ref: refs/heads/main\n", to: ".git/HEAD")
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == ["a.js", "legacy/keep.js", "plimsoll.yml"])
    #expect(reason("gen", in: workspace) == .ignored(by: ".gitignore"))
    #expect(reason("old", in: workspace) == .excluded)
  }

  @Test("reads what git tracks although it is ignored", .enabled(if: TemporaryFolder.hasGit))
  func tracked() throws {
    let folder = try TemporaryFolder()
    for name in ["a.js", "db/query.js", "db/deep/plan.js", "db2/local.js"] {
      try folder.write("x", to: name)
    }
    try folder.write("db*/\n", to: ".gitignore")
    _ = try folder.git("init", "-q")
    for version in ["2", "4"] {
      _ = try folder.git("add", "-f", "a.js", "db")
      _ = try folder.git("update-index", "--index-version", version)
      let workspace = try Workspace(opening: folder.path)
      #expect(workspace.files.map(\.path) == ["a.js", "db/deep/plan.js", "db/query.js"])
      #expect(reason("db2", in: workspace) == .ignored(by: ".gitignore"))
    }
    for forged in [
      "DIRC",
      "DIRC\u{0}\u{0}\u{0}\u{2}\u{7f}\u{7f}\u{7f}\u{7f}" + String(repeating: "a", count: 200),
    ] {
      try folder.write(forged, to: ".git/index")
      #expect(try Workspace(opening: folder.path).files.map(\.path) == ["a.js"])
    }
  }

  @Test("reads sources that were exported from a repository although git is told to ignore them")
  func exported() throws {
    let folder = try TemporaryFolder()
    for name in ["a.js", "db/query.js", "dist/a.js", "seed.sql", ".env"] {
      try folder.write("x", to: name)
    }
    try folder.write("db/\ndist/\n*.sql\n.env\n", to: ".gitignore")
    let workspace = try Workspace(opening: folder.path)
    #expect(workspace.files.map(\.path) == ["a.js", "db/query.js", "seed.sql"])
    #expect(reason("dist", in: workspace) == .ignored(by: ".gitignore"))
    #expect(reason(".env", in: workspace) == .ignored(by: ".gitignore"))
  }

  @Test("tells the commit and the name", .enabled(if: TemporaryFolder.hasGit))
  func commit() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"name": "shop"}"#, to: "package.json")
    try folder.write("x", to: "a.js")
    _ = try folder.git("init", "-q")
    _ = try folder.git("add", "-A")
    _ = try folder.git("commit", "-qm", "x")
    let head = try folder.git("rev-parse", "HEAD").split(separator: "\n").first.map(String.init)
    #expect(head?.utf8.count == 40)
    #expect(try Workspace(opening: folder.path).commit == head)
    _ = try folder.git("pack-refs", "--all")
    #expect(try Workspace(opening: folder.path).commit == head)
    _ = try folder.git("checkout", "-q", "--detach")
    #expect(try Workspace(opening: folder.path).commit == head)
    #expect(try Workspace(opening: folder.path).name == "shop")
    for forged in ["ref: refs/../../../etc/passwd", "ref: /etc/passwd", "zz", ""] {
      try folder.write(forged, to: ".git/HEAD")
      #expect(try Workspace(opening: folder.path).commit == nil)
    }
  }
}
