// Listeners that keep a broken process alive, and those that let it end.

extension SwallowedCrash {
  static let examples: [Example] = [
    .reported(
      "the rejection is only logged",
      """
      const express = require("express");
      const app = express();
      const server = app.listen(3000);
      ↓process.on("unhandledRejection", (error) => {
        console.log(error.message);
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        const server = app.listen(3000);
        process.on("unhandledRejection", (error) => {
          console.log(error.message);
          server.close(() => process.exit(1));
        });
        """
    ),
    .project(
      "a function of another file only logs",
      [
        "failures.js": """
        exports.note = (error) => console.error("unexpected", error);
        """,
        "server.js": """
        const express = require("express");
        const failures = require("./failures");
        const app = express();
        app.listen(3000);
        ↓process.on("uncaughtException", failures.note);
        """,
      ],
      fixed: [
        "failures.js": """
        exports.note = (error) => {
          console.error("unexpected", error);
          process.exit(1);
        };
        """
      ]
    ),
    .silent(
      "a listener that its own function takes away again",
      """
      const express = require("express");
      const app = express();
      app.listen(3000);
      async function closeStore(store) {
        const note = () => {
          store.failed = true;
        };
        process.on("unhandledRejection", note);
        await store.close();
        process.removeListener("unhandledRejection", note);
      }
      app.post("/close", (req, res) => closeStore(app.locals.store).then(() => res.end()));
      """
    ),
    .silent(
      "it throws the reason, and the process ends by it",
      """
      const express = require("express");
      const app = express();
      app.listen(3000);
      process.on("unhandledRejection", (reason) => {
        throw reason;
      });
      """
    ),
    .silent(
      "both end by one function",
      """
      const express = require("express");
      const app = express();
      const server = app.listen(3000);
      const leave = (error) => {
        console.error(error);
        server.close(() => process.exit(1));
      };
      process.on("unhandledRejection", leave);
      process.on("uncaughtException", leave);
      """
    ),
  ]
}
