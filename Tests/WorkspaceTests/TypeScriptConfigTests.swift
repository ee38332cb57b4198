// What tsconfig.json does to module names.

import Testing

@testable import Workspace

@Suite("tsconfig.json")
struct TypeScriptConfigTests {
  @Test("maps names with paths and baseUrl, the longest prefix first")
  func paths() {
    var resolve = Resolving(
      ["src/main.ts", "src/app/x.ts", "src/core/x.ts", "src/core/db/x.ts", "src/exact.ts"],
      texts: [
        "tsconfig.json": #"""
        { // comments, and a trailing comma
          "compilerOptions": {"baseUrl": "src", "paths": {
            "@/*": ["none/*", "core/*"], "@/db/*": ["core/db/*"], "exact": ["exact.ts"],
        }}}
        """#
      ]
    )
    #expect(resolve("@/x", from: "src/main.ts") == "src/core/x.ts")
    #expect(resolve("@/db/x", from: "src/main.ts") == "src/core/db/x.ts")
    #expect(resolve("exact", from: "src/main.ts") == "src/exact.ts")
    #expect(resolve("app/x", from: "src/main.ts") == "src/app/x.ts")
    #expect(resolve("express", from: "src/main.ts") == "package express ")
  }

  @Test("inherits, in order, from relative files and from workspace packages")
  func extends() {
    let workspace = Workspace(files: [
      "package.json": #"{"workspaces": ["pkg/*"]}"#,
      "pkg/config/package.json": #"{"name": "@shop/config"}"#,
      "pkg/config/base.json": #"{"compilerOptions": {"paths": {"~/*": ["./shared/*"]}}}"#,
      "app/tsconfig.json": #"{"extends": ["@shop/config/base", "./own.json"]}"#,
      "app/own.json": #"{"compilerOptions": {"baseUrl": "./src"}}"#,
    ])
    let config = workspace.typeScriptConfigs.first
    #expect(config?.baseUrl == "app/src")
    #expect(config?.paths.first?.targets == ["app/src/shared/*"])
    #expect(workspace.diagnostics.isEmpty)
  }

  @Test("takes paths from a neighbour when it has none itself")
  func neighbours() {
    var resolve = Resolving(
      ["src/main.ts", "lib/x.ts"],
      texts: [
        "tsconfig.json": #"{"references": [{"path": "./tsconfig.app.json"}]}"#,
        "tsconfig.app.json": ##"{"compilerOptions": {"paths": {"#lib/*": ["./lib/*"]}}}"##,
      ]
    )
    #expect(resolve("#lib/x", from: "src/main.ts") == "lib/x.ts")
    #expect(resolve.workspace.typeScriptConfigs.last?.references == ["tsconfig.app.json"])
  }
  @Test("makes one folder of rootDirs")
  func rootDirs() {
    var resolve = Resolving(
      ["src/a/main.ts", "generated/a/types.ts"],
      texts: ["tsconfig.json": #"{"compilerOptions": {"rootDirs": ["src", "generated"]}}"#]
    )
    #expect(resolve("./types", from: "src/a/main.ts") == "generated/a/types.ts")
  }
  @Test(
    "that is malicious is named and harmless",
    arguments: [
      (#"{"extends": "./tsconfig.json"}"#, "extends itself"),
      (#"{"extends": "../../secret.json"}"#, "outside"),
      (#"{"extends": "/etc/passwd"}"#, "outside"),
      (#"{"compilerOptions": {"baseUrl": "../.."}}"#, "outside"),
      (#"{"compilerOptions": {"paths": {"a/*": ["../../x/*"]}}}"#, "outside"),
      (#"{"references": [{"path": "../../x"}]}"#, "outside"),
      (#"{"compilerOptions": ["#, "missing"),
      ("", "empty"),
    ]
  )
  func malicious(_ text: String, _ expected: String) {
    var resolve = Resolving(["main.ts"], texts: ["tsconfig.json": text])
    #expect(resolve.workspace.diagnostics.contains { $0.message.contains(expected) })
    #expect(resolve.workspace.diagnostics.allSatisfy { $0.path == "tsconfig.json" })
    #expect(resolve("a/b", from: "main.ts") == "package a b")
  }
  @Test("in a ring of three ends")
  func ring() {
    let workspace = Workspace(files: [
      "tsconfig.json": #"{"extends": "./b.json"}"#, "b.json": #"{"extends": "./c.json"}"#,
      "c.json": #"{"extends": "./tsconfig.json"}"#,
    ])
    #expect(workspace.diagnostics.map(\.message) == ["extends itself"])
  }
  @Test("with values of the wrong kinds says nothing")
  func wrongKinds() {
    let text =
      #"{"extends": 5, "compilerOptions": {"paths": [1], "baseUrl": {}, "rootDirs": "x"}, "references": {}}"#
    let workspace = Workspace(files: ["tsconfig.json": text])
    #expect(workspace.typeScriptConfigs.first?.mapsNames == false)
    #expect(workspace.diagnostics.isEmpty)
  }
}
