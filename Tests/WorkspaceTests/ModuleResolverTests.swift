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
