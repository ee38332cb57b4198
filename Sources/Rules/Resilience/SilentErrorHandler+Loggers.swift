// Loggers of the project's own, and handlers of which some log.

extension SilentErrorHandler {
  private static let head = """
    const { Router } = require("express");
    const { Pool } = require("pg");
    const pool = new Pool();
    const router = Router();
    const ask = (text) => pool.query(text);

    """

  private static func route(_ path: String, logs: Bool, marked: Bool = false) -> String {
    """
    router.get("/\(path)", async (req, res) => {
      try {
        res.json(await ask("SELECT id FROM \(path) LIMIT 20"));
      } catch (error) \(marked ? "↓" : ""){\(logs ? "\n    console.error(error);" : "")
        res.status(500).json({ message: "failed" });
      }
    });

    """
  }

  private static func farm(silent: Bool) -> String {
    head + route("cows", logs: true) + route("sheep", logs: !silent, marked: silent)
      + route("goats", logs: true) + route("fields", logs: !silent)
      + route("barns", logs: !silent) + route("tractors", logs: true)
      + route("fences", logs: !silent) + "module.exports = router;"
  }

  static let loggers: [Example] = [
    .project(
      "one handler in two logs what it answers",
      ["farm.js": farm(silent: true), "server.js": farmServer],
      fixed: ["farm.js": farm(silent: false)]
    ),
    .silent(
      "a logger of the project that writes to the process's output",
      files: [
        "log.js": """
        const print = (level, text, more) => process.stdout.write(level + " " + text + JSON.stringify(more));
        exports.logger = { error: (text, more) => print("error", text, more) };
        """,
        "server.js": """
        const express = require("express");
        const { logger } = require("./log");
        const app = express();
        app.get("/", (req, res) => res.end());
        app.use((error, req, res, next) => {
          logger.error("failed", { message: error.message, stack: error.stack });
          res.status(500).json({ message: "something went wrong" });
        });
        app.listen(3000);
        """,
      ]
    ),
  ]

  private static let farmServer = """
    const express = require("express");
    const app = express();
    app.use(require("./farm"));
    app.listen(3000);
    """
}
