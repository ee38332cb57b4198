// What package.json says, be it malicious.

import Testing

@testable import Workspace

@Suite("package.json")
struct PackageTests {
  private func manifest(_ text: String) -> PackageManifest {
    PackageManifest(path: "api/package.json", bytes: Array(text.utf8))
  }

  @Test("is read whole")
  func whole() {
    let manifest = manifest(
      """
      {"name": "api", "type": "module", "main": "./a.js", "bin": {"x": "bin/x.js"},
       "workspaces": ["libs/*"],
       "scripts": {"start": "node a.js"},
       "dependencies": {"express": "^4.17.1"},
       "devDependencies": {"jest": "29"}}
      """
    )
    #expect(manifest.folder == "api")
    #expect(manifest.name == "api")
    #expect(manifest.isModule)
    #expect(manifest.bin == ["bin/x.js"])
    #expect(manifest.workspaces == ["libs/*"])
    #expect(manifest.scripts.map(\.command) == ["node a.js"])
    #expect(manifest.dependency("express")?.version == "^4.17.1")
    #expect(manifest.dependency("express")?.line == 4)
    #expect(manifest.dependency("jest")?.kind == .development)
  }

  @Test("with values of the wrong kinds is as good as empty")
  func wrongKinds() {
    let manifest = manifest(
      #"{"name": 5, "main": [], "dependencies": [1], "scripts": {"a": {}}, "workspaces": 7, "bin": 0}"#
    )
    #expect(manifest.name == nil)
    #expect(manifest.main == nil)
    #expect(manifest.dependencies.isEmpty)
    #expect(manifest.scripts.isEmpty)
    #expect(manifest.workspaces.isEmpty)
    #expect(manifest.bin.isEmpty)
  }

  @Test("of any content neither traps nor leaves the folder", .hangGuard)
  func malicious() {
    let ring = (0..<40).map { "\"k\($0)\": {\"import\": [" }.joined()
    let many = (0..<20_000).map { "\"./p\($0)/*\": \"./q\($0)/*.js\"" }.joined(separator: ",")
    let texts = [
      "", "{", "[]", "null", "{\"exports\": \"../../../etc/passwd\"}",
      "{\"name\": \"x\", \"main\": \"../../../etc/passwd\", \"exports\": {\".\": \"/etc/passwd\"}}",
      "{\"name\": \"x\", \"exports\": {\".\": {" + ring,
      "{\"name\": \"x\", \"exports\": {\(many)}, \"imports\": {\"#a\": \"#a\", \"#b\": \"x\"}}",
      "{\"workspaces\": [\"../*\", \"/**\", \"!!!\", \"\(String(repeating: "**/", count: 3000))*\"]}",
      "{\"name\": \"x\", \"dependencies\": {\"x\": \"file:../../..\", \"y\": \"file:\"}}",
    ]
    for text in texts {
      var resolve = Resolving(["a/b/main.js"], texts: ["a/package.json": text])
      for name in ["x", "x/p1/y", "#a", "#b", "..", "y"] {
        let answer = resolve(name, from: "a/b/main.js")
        #expect(answer == "missing" || answer.hasPrefix("package"))
      }
    }
  }
}
