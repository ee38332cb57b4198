// The process serves although its database could not be reached.

import Capacity
import Findings
import SemanticModel

/// Reports the opening of a database whose failure is noted, while the port opens all the same.
struct StartWithoutDatabase: Rule {
  static let about = RuleDescription(
    name: "start-without-database",
    category: .errorObservability,
    worst: .medium,
    title: "The process starts without its database",
    problem: """
      The failure is one line among those of the start. The port is open, so every balancer takes the process for \
      healthy and sends it requests, each of which fails or waits for a database that is not there; nothing starts \
      the process anew.
      """,
    verify: """
      Start the process with a wrong address of the database: it must end with a code other than 0, or its readiness \
      check must fail, before it takes a request.
      """,
    fix: """
      Open the port only after the database has answered, and end the process where it does not: `process.exit(1)`; \
      whoever started it tries again.
      """,
    tradeOff:
      "A database that comes up late delays the start: let the supervisor try again with a pause.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  static let examples: [Example] = [
    .reported(
      "the failure is written to the log",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const app = express();
      ↓mongoose.connect(process.env.MONGO_URL)
        .then(() => console.log("connected"))
        .catch((error) => console.log(error.message));
      app.get("/", (req, res) => res.end());
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const app = express();
        mongoose.connect(process.env.MONGO_URL)
          .then(() => console.log("connected"))
          .catch((error) => {
            console.log(error.message);
            process.exit(1);
          });
        app.get("/", (req, res) => res.end());
        app.listen(3000);
        """
    ),
    .project(
      "a function of another file catches it",
      [
        "db.js": """
        const mongoose = require("mongoose");
        module.exports = async () => {
          try {
            await ↓mongoose.connect(process.env.MONGO_URL);
            console.log("connected");
          } catch (error) {
            console.error("no database", error);
          }
        };
        """,
        "server.js": """
        const express = require("express");
        const connect = require("./db");
        const app = express();
        connect();
        app.get("/", (req, res) => res.end());
        app.listen(3000);
        """,
      ],
      fixed: [
        "db.js": """
        const mongoose = require("mongoose");
        module.exports = async () => {
          try {
            await mongoose.connect(process.env.MONGO_URL);
            console.log("connected");
          } catch (error) {
            console.error("no database", error);
            process.exit(1);
          }
        };
        """
      ]
    ),
    .silent(
      "the port opens after the connection only",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const app = express();
      app.get("/", (req, res) => res.end());
      mongoose.connect(process.env.MONGO_URL)
        .then(() => app.listen(3000))
        .catch((error) => console.log(error));
      """
    ),
    .silent(
      "the port opens when the connection is open",
      files: [
        "db.js": """
        const mongoose = require("mongoose");
        module.exports = async () => {
          try {
            await mongoose.connect(process.env.MONGO_URL);
          } catch (error) {
            console.error(error);
          }
        };
        """,
        "server.js": """
        const express = require("express");
        const mongoose = require("mongoose");
        const connect = require("./db");
        const app = express();
        connect();
        app.get("/", (req, res) => res.end());
        mongoose.connection.once("open", () => {
          app.listen(3000);
        });
        """,
      ]
    ),
    .silent(
      "it is tried again",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const app = express();
      app.get("/", (req, res) => res.end());
      const connect = () =>
        mongoose.connect(process.env.MONGO_URL).catch((error) => {
          console.log(error);
          setTimeout(connect, 5000);
        });
      connect();
      app.listen(3000);
      """
    ),
  ]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.swallowedStarts.map { start in
      let before = program.source(of: start.handler)
      return finding(
        Diagnosis(
          place: start.site.place,
          because: [(start.handler, "only notes the failure")],
          function: start.site.function,
          title: "The process serves although `\(start.site.calleeText)` failed",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(
            estimate:
              "Until somebody looks, \(Figure.grouped(target.requestsPerSecond)) req/s reach a process that has no database",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
        ),
        in: program
      )
    }
  }
}
