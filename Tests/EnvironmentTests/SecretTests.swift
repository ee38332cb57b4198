// No secret of the audited project may be told, however it is written.

import Environment
import Testing

@Suite("Secrets")
struct SecretTests {
  @Test("in environment files, compose files, addresses and code are not told")
  func nothingIsTold() async {
    let secrets = ["hunter2", "s3cr3t", "AKIA123", "sk_live_9", "p4ss", "t0ken"]
    let project = await ProjectEnvironment([
      "package.json": """
      {"name": "a", "engines": {"node": "p4ss"},
       "dependencies": {"pg": "git+https://t0ken@example.com/pg.git", "jsonwebtoken": "^9.0.0"},
       "scripts": {"start": "DB_PASSWORD=hunter2 node server.js"}}
      """,
      ".env": """
      DATABASE_URL=postgresql://root:hunter2@db.example.com:5432/x?connection_limit=s3cr3t
      JWT_SECRET=s3cr3t
      JWT_EXPIRES_IN=s3cr3t
      STRIPE_KEY=sk_live_9
      WEB_CONCURRENCY=hunter2
      CDN_URL=https://AKIA123@cdn.example.com
      """,
      "docker-compose.yml": """
      services:
        api:
          build: .
          command: node server.js --password hunter2
          environment: [AWS_KEY=AKIA123, "DATABASE_URL=mysql://a:p4ss@h/x"]
        db:
          image: postgres:16
          environment: {POSTGRES_PASSWORD: hunter2}
          command: postgres -c password=hunter2
      """,
      "Dockerfile":
        "FROM node:20\nENV TOKEN=t0ken\nCMD [\"node\", \"server.js\", \"--key=sk_live_9\"]",
      "nginx.conf":
        "server { location / { proxy_pass http://u:hunter2@api; proxy_read_timeout s3cr3t; } }",
      "vercel.json": #"{"env": {"KEY": "AKIA123"}}"#,
      "Procfile": "web: PASSWORD=hunter2 node server.js",
      "server.js": server + """

        const { Pool } = require("pg");
        const jwt = require("jsonwebtoken");
        new Pool({ connectionString: "postgresql://root:hunter2@h/x", password: "p4ss", max: 3 });
        jwt.sign({}, "s3cr3t", { expiresIn: process.env.JWT_EXPIRES_IN });
        """,
    ])
    #expect(!project.environment.facts.isEmpty)
    for secret in secrets { #expect(!project.everything.contains(secret), "\(secret) is told") }
  }
}
