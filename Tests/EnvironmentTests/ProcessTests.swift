// Processes, instances, runtimes, proxies: what configuration says of them.

import Environment
import Findings
import Testing

@Suite("How a service is run")
struct ProcessTests {
  @Test(
    "is told from its start command",
    arguments: [
      ("pm2-runtime start server.js -i 4", "inferred: 4 processes (pm2)"),
      ("pm2 start server.js -i max", "inferred: one process for each processor (pm2)"),
      ("sh -c \"exec node server.js\"", "inferred: 1 process (`node`)"),
      ("npm run serve", "inferred: 2 processes (pm2)"),
      ("gunicorn -w 4 --threads 8 app:app", "inferred: 4 workers (`gunicorn`) with 8 threads each"),
      (
        "gunicorn --workers=3 -k uvicorn.workers.UvicornWorker a:b",
        "inferred: 3 workers (`gunicorn`)"
      ),
      ("poetry run uvicorn app:app --workers 2", "inferred: 2 workers (`uvicorn`)"),
      ("python -m gunicorn app:app -w ${WORKERS:-5}", "inferred: 5 workers (`gunicorn`)"),
      (
        "gunicorn app:app",
        "assumed: 1 worker (default of `gunicorn`); "
          + "a start for the load target: 2 × CPU + 1 workers with 2 threads each"
      ),
      (
        "gunicorn -w $WORKERS app:app",
        "needs-confirmation: not known: `gunicorn` takes it from `WORKERS`"
      ),
    ]
  )
  func command(_ command: String, _ expected: String) async {
    let project = await ProjectEnvironment([
      "package.json": #"{"name": "a", "scripts": {"serve": "pm2 start server.js -i 2"}}"#,
      "server.js": server, "Procfile": "web: \(command)\n",
    ])
    #expect(project.line("processes") == expected)
  }

  @Test("takes workers from gunicorn's own file, and from WEB_CONCURRENCY")
  func workersElsewhere() async {
    let command = "web: gunicorn app:app\n"
    let file = await ProjectEnvironment([
      "requirements.txt": "flask==3.0\ngunicorn\n", "app.py": "import flask\n", "Procfile": command,
      "gunicorn.conf.py": "import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1\n",
    ])
    #expect(file.line("processes") == "inferred: 2 × CPU + 1 workers (gunicorn)")
    let variable = await ProjectEnvironment([
      "requirements.txt": "flask==3.0\ngunicorn\n", "app.py": "import flask\n", "Procfile": command,
      ".env": "WEB_CONCURRENCY=6\n",
    ])
    #expect(variable.line("processes") == "inferred: 6 workers (`gunicorn`)")
    let fallback = await ProjectEnvironment([
      "requirements.txt": "flask==3.0\ngunicorn\n", "app.py": "import flask\n", "Procfile": command,
      "gunicorn.conf.py": "workers = int(os.environ.get(\"WORKERS\", \"9\"))\nthreads = 4\n",
    ])
    #expect(fallback.line("processes") == "assumed: 9 workers (`gunicorn`) with 4 threads each")
    let nothing = await ProjectEnvironment([
      "requirements.txt": "flask==3.0\n", "app.py": "import flask\n",
    ])
    #expect(
      nothing.line("processes")
        == "assumed: 2 × CPU + 1 workers with 2 threads each: no command sets them"
    )
  }

  @Test("takes instances from pm2's file, be it JSON or a program")
  func ecosystem() async {
    let json = await ProjectEnvironment([
      "package.json": "{}", "server.js": server,
      "ecosystem.config.json": #"{"apps": [{"script": "server.js", "instances": "max"}]}"#,
    ])
    #expect(json.line("processes") == "inferred: one process for each processor (pm2)")
    let program = await ProjectEnvironment([
      "package.json": "{}", "server.js": server,
      "ecosystem.config.js": "module.exports = { apps: [{ script: 'server.js', instances: 3 }] };",
    ])
    #expect(program.line("processes") == "inferred: 3 processes (pm2)")
  }

  @Test("has its copies counted in compose and Kubernetes")
  func instances() async {
    let compose = await ProjectEnvironment([
      "package.json": "{}", "server.js": server,
      "compose.yaml": "services: {api: {build: ., deploy: {replicas: 3}}}",
    ])
    #expect(compose.line("instances") == "inferred: 3 (replicas of compose)")
    let kubernetes = await ProjectEnvironment([
      "package.json": "{}", "server.js": server,
      "k8s/api.yaml": """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api}
      spec: {replicas: 4, template: {spec: {containers: [{image: "acme/api:1"}]}}}
      """,
    ])
    #expect(kubernetes.line("instances") == "inferred: 4 (replicas of Deployment)")
    #expect(kubernetes.line("deployment") == "inferred: Kubernetes Deployment (k8s/api.yaml)")
    let nothing = await ProjectEnvironment(["package.json": "{}", "server.js": server])
    #expect(nothing.fact("instances")?.status == .needsConfirmation)
    #expect(nothing.fact("deployment")?.ask?.contains("`facts.deployment`") == true)
  }

  @Test("has different versions of its runtime named")
  func runtimes() async {
    let project = await ProjectEnvironment([
      "package.json": #"{"engines": {"node": ">=18"}}"#, "server.js": server, ".nvmrc": "v20.1.0\n",
      "Dockerfile":
        "ARG NODE=18-alpine\nFROM node:${NODE} AS base\nFROM base\nCMD [\"node\", \"server.js\"]",
    ])
    #expect(
      project.line("runtime version")
        == "needs-confirmation: Node.js 18 (Dockerfile), Node.js 20.1.0 (.nvmrc): they differ"
    )
    let same = await ProjectEnvironment([
      "package.json": #"{"engines": {"node": ">=18"}}"#, "server.js": server, ".nvmrc": "18\n",
      "Dockerfile": "FROM node:18-alpine\n",
    ])
    #expect(
      same.line("runtime version")
        == "inferred: Node.js 18 (Dockerfile); >=18 (engines in package.json)"
    )
  }

  @Test("has the timeouts and limits of nginx told, its defaults too")
  func nginx() async {
    let project = await ProjectEnvironment([
      "package.json": "{}", "server.js": server,
      "nginx/default.conf": """
      server {
        client_max_body_size 10m; # uploads
        location / { proxy_pass http://api:3000; proxy_read_timeout 120s; }
      }
      """,
    ])
    #expect(
      project.line("reverse proxy")
        == "inferred: nginx (nginx/default.conf): read timeout 2 min, body limit 10 MB"
    )
    let settings = project.environment.services.first
    #expect(settings?.proxyTimeoutSeconds == 120)
    #expect(settings?.workers == 1)
  }

  @Test("has the limits of its body parsers told, defaults as such")
  func body() async {
    let project = await ProjectEnvironment([
      "package.json": "{}",
      "server.js": server + "\napp.use(express.json({ limit: '5mb' }));\napp.use(express.text());",
    ])
    #expect(
      project.line("body limit") == "assumed: 5 MB (express.json), 100 kB (default of express.text)"
    )
    #expect(project.environment.services.first?.bodyLimitBytes == 5 << 20)
  }
}
