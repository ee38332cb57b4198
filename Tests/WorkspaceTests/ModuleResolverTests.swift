// What module names mean.

import Testing

@testable import Workspace

/// Resolves in a workspace of empty files, some with texts.
struct Resolving {
  var resolver: ModuleResolver
  let workspace: Workspace

  init(_ paths: [String], texts: [String: String] = [:]) {
    var files = texts
    for path in paths { files[path] = "" }
    workspace = Workspace(files: files)
    resolver = ModuleResolver(workspace)
  }

  /// The path that a name means, or what else it is, as text.
  mutating func callAsFunction(
    _ specifier: String,
    from path: String,
    as kind: ImportKind = .import
  ) -> String {
    guard let file = workspace.index(of: path) else { return "no file \(path)" }
    switch resolver.resolve(specifier, from: file, as: kind) {
    case .file(let index): return workspace.files[index].path
    case .package(let name, let subpath): return "package \(name) \(subpath)"
    case .builtin(let name): return "builtin \(name)"
    case .asset: return "asset"
    case .missing: return "missing"
    }
  }

  mutating func pattern(_ prefix: String, _ suffix: String, from path: String) -> [String] {
    guard let file = workspace.index(of: path) else { return ["no file \(path)"] }
    return resolver.resolvePattern(prefix: prefix, suffix: suffix, from: file)
      .map { workspace.files[$0].path }
  }
}

@Suite("Relative names")
struct RelativeNameTests {
  @Test(
    "mean files with and without extension, and folders",
    arguments: [
      ("./a", "src/a.ts"), ("./a.js", "src/a.ts"), ("./b", "src/b/index.js"),
      ("./b/", "src/b/index.js"), ("..", "index.js"), (".", "src/index.ts"),
      ("./", "src/index.ts"), ("./c.json", "src/c.json"), ("./c", "src/c.json"),
      ("./user.service", "src/user.service.ts"), ("./types", "src/types.d.ts"),
      ("./view", "src/view.tsx"), ("./view.jsx", "src/view.tsx"), ("./m.mjs", "src/m.mts"),
      ("./both", "src/both.ts"), ("./a?raw", "src/a.ts"), ("./logo.svg", "asset"),
      ("./nothing", "missing"), ("./b/../a", "src/a.ts"),
    ]
  )
  func relative(_ specifier: String, _ expected: String) {
    var resolve = Resolving([
      "index.js", "src/index.ts", "src/a.ts", "src/b/index.js", "src/c.json", "src/user.service.ts",
      "src/types.d.ts", "src/view.tsx", "src/m.mts", "src/both.ts", "src/both.js", "src/both.d.ts",
      "src/main.ts",
    ])
    #expect(resolve(specifier, from: "src/main.ts") == expected)
  }

  @Test("prefer what the importing language can run")
  func preference() {
    var resolve = Resolving(["a.js", "a.ts", "main.js", "main.ts"])
    #expect(resolve("./a", from: "main.js") == "a.js")
    #expect(resolve("./a", from: "main.ts") == "a.ts")
  }

  @Test(
    "never leave the root",
    arguments: ["../../../../etc/passwd", "../..", "../../x", "/etc/passwd"]
  )
  func outside(_ specifier: String) {
    var resolve = Resolving(["src/main.js", "etc.js"])
    #expect(resolve(specifier, from: "src/main.js") == "missing")
  }
}

@Suite("Names of packages and of Node.js")
struct PackageNameTests {
  @Test(
    "are told apart",
    arguments: [
      ("fs", "builtin fs"), ("node:fs", "builtin fs"), ("fs/promises", "builtin fs/promises"),
      ("node:test", "builtin test"), ("express", "package express "),
      ("lodash/get", "package lodash get"), ("@scope/pkg", "package @scope/pkg "),
      ("@scope/pkg/a/b", "package @scope/pkg a/b"), ("punycode/", "package punycode "),
      ("", "missing"), ("npm:chalk", "package chalk "),
      ("https://esm.sh/x", "package https://esm.sh/x "),
      ("#internal", "missing"),
    ]
  )
  func kinds(_ specifier: String, _ expected: String) {
    var resolve = Resolving(["main.js"])
    #expect(resolve(specifier, from: "main.js") == expected)
  }

  @Test("of 5,000 bytes are not looked at")
  func long() {
    var resolve = Resolving(["main.js"])
    #expect(resolve("./" + String(repeating: "a/", count: 5000), from: "main.js") == "missing")
  }

  @Test("lead to the sources of workspace packages", arguments: ["packages", "pnpm", "lerna"])
  func workspaces(_ manager: String) {
    let declaration = [
      "packages": ["package.json": #"{"workspaces": {"packages": ["libs/*"]}}"#],
      "pnpm": ["pnpm-workspace.yaml": "packages:\n  - 'libs/*'\n  - '!libs/x'\n"],
      "lerna": ["lerna.json": #"{"packages": ["libs/*"]}"#],
    ]
    var resolve = Resolving(
      ["apps/api/main.ts", "libs/db/src/index.ts", "libs/db/src/util/pool.ts"],
      texts: (declaration[manager] ?? [:]).merging([
        "libs/db/package.json": #"{"name": "@shop/db", "main": "dist/index.js"}"#
      ]) { first, _ in first }
    )
    #expect(resolve("@shop/db", from: "apps/api/main.ts") == "libs/db/src/index.ts")
    #expect(
      resolve("@shop/db/dist/util/pool", from: "apps/api/main.ts") == "libs/db/src/util/pool.ts"
    )
    #expect(resolve("@shop/db/util/pool", from: "apps/api/main.ts") == "libs/db/src/util/pool.ts")
    #expect(resolve("@shop/other", from: "apps/api/main.ts") == "package @shop/other ")
  }

  @Test("outside every workspace stay packages, unless a dependency names their folder")
  func linked() {
    var resolve = Resolving(
      ["main.js", "libs/a/index.js", "libs/b/index.js"],
      texts: [
        "package.json": #"{"dependencies": {"b": "file:./libs/b"}}"#,
        "libs/a/package.json": #"{"name": "a"}"#, "libs/b/package.json": #"{"name": "b"}"#,
      ]
    )
    #expect(resolve("a", from: "main.js") == "package a ")
    #expect(resolve("b", from: "main.js") == "libs/b/index.js")
  }

  @Test("follow exports: conditions, patterns, and the package's own name")
  func exports() {
    let exports = #"""
      {"name": "lib", "type": "module", "exports": {
        ".": {"types": "./dist/index.d.ts", "import": "./esm.mjs", "require": "./common.cjs"},
        "./feature/*": "./src/features/*.js", "./feature/private/*": null,
        "./old/": "./legacy/", "./built": {"default": "./dist/built.js"}}}
      """#
    var resolve = Resolving(
      [
        "main.js", "esm.mjs", "common.cjs", "src/features/a.ts", "legacy/z.js", "src/built.ts",
        "src/features/private/k.ts",
      ],
      texts: ["package.json": exports]
    )
    #expect(resolve("lib", from: "main.js") == "esm.mjs")
    #expect(resolve("lib", from: "main.js", as: .require) == "common.cjs")
    #expect(resolve("lib/feature/a", from: "main.js") == "src/features/a.ts")
    #expect(resolve("lib/old/z", from: "main.js") == "legacy/z.js")
    #expect(resolve("lib/built", from: "main.js") == "src/built.ts")
    #expect(resolve("lib/feature/private/k", from: "main.js") == "package lib feature/private/k")
  }

  @Test("follow imports, to files and to packages")
  func imports() {
    let imports = ##"""
      {"imports": {"#db": {"node": "./db/pool.js", "default": "pg"}, "#int/*": "./src/*.js",
        "#http": "axios", "#fs": "node:fs", "#up": "../../../etc/passwd"}}
      """##
    var resolve = Resolving(
      ["main.js", "db/pool.js", "src/a.js"],
      texts: ["package.json": imports]
    )
    #expect(resolve("#db", from: "main.js") == "db/pool.js")
    #expect(resolve("#int/a", from: "src/a.js") == "src/a.js")
    #expect(resolve("#http", from: "main.js") == "package axios ")
    #expect(resolve("#fs", from: "main.js") == "builtin fs")
    #expect(resolve("#up", from: "main.js") == "missing")
  }

  @Test("of folders with a package.json follow its main")
  func folderMain() {
    var resolve = Resolving(
      ["main.js", "lib/core/start.js", "loop/x.js"],
      texts: [
        "lib/package.json": #"{"main": "core/start"}"#,
        "a/package.json": #"{"main": "../b"}"#, "b/package.json": #"{"main": "../a"}"#,
        "loop/package.json": #"{"main": "."}"#, "far/package.json": #"{"main": "../../../x.js"}"#,
      ]
    )
    #expect(resolve("./lib", from: "main.js", as: .require) == "lib/core/start.js")
    for name in ["./a", "./loop", "./far"] { #expect(resolve(name, from: "main.js") == "missing") }
  }

  @Test("that module-alias defines, and the usual alias of the sources")
  func aliases() {
    var resolve = Resolving(
      ["main.js", "app/models/user.js", "src/lib/x.ts", "src/page.tsx"],
      texts: ["package.json": #"{"_moduleAliases": {"@models": "app/models"}}"#]
    )
    #expect(resolve("@models/user", from: "main.js") == "app/models/user.js")
    #expect(resolve("@/lib/x", from: "src/page.tsx") == "src/lib/x.ts")
    #expect(resolve("~/page", from: "src/lib/x.ts") == "src/page.tsx")
    #expect(resolve("@/lib/none", from: "src/page.tsx") == "missing")
  }
}

@Suite("Paths at which nothing lies yet")
struct SubstituteTests {
  private let schema = """
    generator client {
      provider = "prisma-client"
      output   = "../src/generated/prisma"
    }
    generator docs {
      provider = "docs"
      output = "../src/docs"
    }
    """

  @Test("mean Prisma where it writes its client")
  func prisma() {
    var resolve = Resolving(
      ["src/lib/db.ts"],
      texts: ["prisma/schema.prisma": schema, "package.json": "{}"]
    )
    let client = "package @prisma/client "
    #expect(resolve("@/generated/prisma/client", from: "src/lib/db.ts") == client)
    #expect(resolve("../generated/prisma", from: "src/lib/db.ts") == client)
    #expect(resolve("../generated/prisma/enums", from: "src/lib/db.ts") == client + "enums")
    #expect(resolve("../docs/x", from: "src/lib/db.ts") == "missing")
    #expect(resolve("../../node_modules/.prisma/client", from: "src/lib/db.ts") == client)
  }

  @Test("mean installed packages and the sources of a build")
  func others() {
    var resolve = Resolving(
      ["bin/run.js", "src/cli.ts", "src/x.ts"],
      texts: ["package.json": "{}"]
    )
    #expect(resolve("../node_modules/pg/lib/client", from: "bin/run.js") == "package pg lib/client")
    #expect(resolve("../dist/cli.js", from: "bin/run.js") == "src/cli.ts")
    #expect(resolve("../lib/x", from: "bin/run.js") == "missing")
    #expect(resolve("../node_modules", from: "bin/run.js") == "missing")
  }

  @Test(
    "in schemas that are no schemas mean nothing",
    arguments: ["}", "generator {", "output = \"", "\0"]
  )
  func broken(_ text: String) {
    let schema =
      text + "\ngenerator c {\nprovider=\"prisma-client\"\noutput=\"../../..\"\n}"
      + "\ngenerator c {\nprovider=\"prisma-client\"\noutput=\"..\"\n}"
    #expect(PrismaOutput.folders(of: Array(schema.utf8), at: "prisma/schema.prisma").isEmpty)
  }
}

@Suite("Names with a hole")
struct NamePatternTests {
  private let paths = [
    "main.js", "drivers/a.js", "drivers/b.ts", "drivers/c.json", "drivers/deep/index.js",
    "drivers/deep/other.js", "drivers/read.md", "drivers-x/z.js", "plugins/p/index.js",
    "plugins/q/index.js", "lang/en.messages.js", "lang/de.messages.js", "lang/x.js",
  ]

  @Test("mean the modules of a folder")
  func folder() {
    var resolve = Resolving(paths)
    #expect(
      resolve.pattern("./drivers/", "", from: "main.js")
        == ["drivers/a.js", "drivers/b.ts", "drivers/c.json", "drivers/deep/index.js"]
    )
    #expect(resolve.pattern("./drivers/", ".js", from: "main.js").contains("drivers/b.ts"))
    #expect(
      resolve.pattern("./plugins/", "/index.js", from: "main.js")
        == ["plugins/p/index.js", "plugins/q/index.js"]
    )
    #expect(
      resolve.pattern("./lang/", ".messages", from: "main.js")
        == ["lang/de.messages.js", "lang/en.messages.js"]
    )
    #expect(resolve.pattern("./driv", "", from: "main.js").isEmpty)
  }

  @Test("mean nothing outside the root, and 50 modules at most")
  func bounds() {
    var resolve = Resolving(paths)
    #expect(resolve.pattern("../../", "", from: "main.js").isEmpty)
    #expect(resolve.pattern("", "", from: "main.js").isEmpty)
    var many = Resolving((100..<300).map { "m/\($0).js" } + ["main.js"])
    #expect(many.pattern("./m/", "", from: "main.js").count == 50)
  }
}
