// Whether a folder has a front end, told by its packages and files.

import Environment
import Findings
import Testing

@Suite("The front end")
struct FrontEndTests {
  private static let manifest = #"{"name": "a", "dependencies": {"express": "^4.0.0"}}"#

  @Test("is none where no file and no library draws a page")
  func none() async {
    let project = await ProjectEnvironment([
      "package.json": Self.manifest, "server.js": server, "emails/welcome.html": "<p>Hello</p>",
      "test/page.html": "<p>a fixture</p>", "public/index.html": "<p>Documentation</p>",
    ])
    #expect(project.line("front end").hasPrefix("inferred: none: no template or component"))
  }

  @Test(
    "is what draws pages",
    arguments: [
      (["web/package.json": #"{"name": "web", "devDependencies": {"svelte": "4"}}"#], "Svelte"),
      (["views/list.ejs": "<ul></ul>"], "1 page or template"),
      (["public/index.html": "<p></p>", "public/js/app.js": "go();"], "1 page or template"),
      (["app/templates/list.html": "{{ x }}"], "1 page or template"),
      (["src/List.jsx": "export const List = () => <p/>;"], "1 component file"),
      (
        [
          "web/package.json":
            #"{"name": "web", "dependencies": {"react": "18", "react-dom": "18"}}"#,
          "web/A.tsx": "export const A = () => <p/>;", "web/B.tsx": "export const B = () => <p/>;",
          "web/index.html": "<div id=root></div>",
        ], "React; 2 component files; 1 page or template"
      ),
    ] as [([String: String], String)]
  )
  func some(files: [String: String], value: String) async {
    let base = ["package.json": Self.manifest, "server.js": server]
    let project = await ProjectEnvironment(base.merging(files) { $1 })
    #expect(project.line("front end") == "inferred: \(value)")
    #expect(project.fact("front end")?.evidence?.isEmpty == false)
  }
}
