// Dockerfiles, environment files, ini, nginx, TOML, Prisma and commands: what is read, and what must not break.

import ConfigSyntax
import Testing

@Suite("Other configuration")
struct FormatTests {
  @Test("a Dockerfile has its stages, arguments and last commands read")
  func dockerfile() {
    let file = Dockerfile(
      Array(
        """
        # syntax=docker/dockerfile:1
        ARG NODE="22-alpine"
        FROM --platform=$BUILDPLATFORM node:${NODE} AS base
        RUN apk add \\
            curl
        FROM base
        CMD ["npm", "start"]
        CMD exec node "a b.js"
        """.utf8
      )
    )
    #expect(file.stages.map(\.image) == ["node:22-alpine", "base"])
    #expect(file.runningStages.map(\.line) == [6, 3])
    #expect(file.running("CMD")?.words == ["exec", "node", "a b.js"])
    #expect(file.running("CMD")?.line == 8)
    #expect(file.running("RUN")?.text.contains("curl") == true)
  }

  @Test("an environment file has its names, values and comments told apart")
  func environment() {
    let text = "# c\nexport A=1 # one\nB='x # y'\n C = 2\n=3\nno\nD=\r\n"
    let variables = EnvironmentText(Array(text.utf8)).variables
    #expect(variables.map(\.name) == ["A", "B", "C", "D"])
    #expect(variables.map(\.value) == ["1", "x # y", "2", ""])
    #expect(variables.map(\.line) == [2, 3, 4, 7])
  }

  @Test("TOML has its tables, arrays and texts read")
  func toml() {
    let value = ConfigDocument(
      toml: Array(
        """
        title = "a \\"b\\"" # c
        [project]
        dependencies = [
          "fastapi[standard]>=1", # web
          'x',
        ]
        requires-python = ">=3.12"
        [tool.poetry.dependencies]
        uvicorn = {version = "^0.3", extras = ["standard"]}
        [[bin]]
        name = "one"
        [[bin]]
        name = "two"
        size = 1_000
        on = true
        text = \"\"\"
        many
        lines\"\"\"
        """.utf8
      )
    ).value
    #expect(value["title"]?.string == "a \"b\"")
    #expect(value["project"]?["dependencies"]?.strings == ["fastapi[standard]>=1", "x"])
    #expect(value["project"]?["dependencies"]?.items.last?.line == 5)
    #expect(value["tool"]?["poetry"]?["dependencies"]?["uvicorn"]?["version"]?.string == "^0.3")
    #expect(value["bin"]?.items.compactMap { $0.value["name"]?.string } == ["one", "two"])
    #expect(value["bin"]?.items.last?.value["size"]?.number == 1000)
    #expect(value["bin"]?.items.last?.value["text"]?.string?.hasSuffix("lines") == true)
  }

  @Test("nginx has its blocks read, ini its sections, Prisma its source, a command its words")
  func others() {
    let nginx = NginxConfiguration(
      Array("http { server { location /a { proxy_pass http://b; } } } # x\nuser 'a b';".utf8)
    )
    #expect(nginx.all("proxy_pass").first?.arguments == ["http://b"])
    #expect(nginx.all("user").first?.arguments == ["a b"])
    let ini = ConfigDocument(ini: Array("top=1\n[Service]\nExecStart = /usr/bin/x -y\n; c".utf8))
      .value
    #expect(ini["Service"]?["ExecStart"]?.string == "/usr/bin/x -y")
    let source = PrismaSource(
      Array("datasource db {\n  provider = \"mysql\"\n  url = env(\"DB\")\n}".utf8)
    )
    #expect(source?.provider == "mysql")
    #expect(source?.urlVariable == "DB")
    #expect(source?.line == 2)
    let words = CommandWords.split("A=1 node 'a b' && sh -c \"x; y\" | tee z")
    #expect(CommandWords.commands(in: words).map(\.count) == [3, 3, 2])
  }

  @Test("no format breaks where a text ends too early")
  func truncated() {
    let text = """
      FROM a AS b \\
      # c
      ARG X=${Y:-"z"}
      [[t.u]]
      k.l = { a = [1, "x\\n", '''y''' ], b = \"\"\"z
      \"\"\" }
      server { a "b" c; location ~ \\.x$ { d ${e} } }
      datasource d { url = env("X") }
      """
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      let part = Array(bytes[..<count])
      #expect(Dockerfile(part).stages.count <= 1)
      #expect(ConfigDocument(toml: part).values.count == 1)
      #expect(NginxConfiguration(part).directives.count <= 20)
      #expect(EnvironmentText(part).variables.count <= 8)
      #expect(ConfigDocument(ini: part).value.isObject)
      #expect(PrismaSource(part) == nil)
    }
  }

  @Test("no format takes long for a nest that has no end")
  func nests() {
    let nest = Array(("a = " + String(repeating: "[{a=", count: 50_000)).utf8)
    #expect(ConfigDocument(toml: nest).value.isObject)
    let blocks = Array(String(repeating: "a {", count: 100_000).utf8)
    #expect(NginxConfiguration(blocks).directives.count <= 1)
  }
}
