// Streams whose failures end the process, and streams that are looked after.

extension UnhandledStreamError {
  static let examples: [Example] = [
    .reported(
      "a file that may be gone",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/reports/:id", (req, res) => {
        ↓fs.createReadStream("/reports/" + req.params.id).pipe(res);
      });
      """,
      fixed: """
        const express = require("express");
        const fs = require("fs");
        const { pipeline } = require("stream");
        const app = express();
        app.get("/reports/:id", (req, res, next) => {
          pipeline(fs.createReadStream("/reports/" + req.params.id), res, (error) => error && next(error));
        });
        """
    ),
    .reported(
      "a stream with a name",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/reports/:id", (req, res) => {
        const file = fs.createReadStream("/reports/" + req.params.id);
        res.type("application/pdf");
        ↓file.pipe(res);
      });
      """,
      fixed: """
        const express = require("express");
        const fs = require("fs");
        const app = express();
        app.get("/reports/:id", (req, res, next) => {
          const file = fs.createReadStream("/reports/" + req.params.id);
          file.on("error", next);
          res.type("application/pdf");
          file.pipe(res);
        });
        """
    ),
    .silent(
      "the failure has a listener",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/reports/:id", (req, res, next) => {
        fs.createReadStream("/reports/" + req.params.id).on("error", next).pipe(res);
      });
      """
    ),
    .silent(
      "a framework sends the file",
      """
      const express = require("express");
      const app = express();
      app.get("/reports/:id", (req, res) => {
        res.sendFile("/reports/" + req.params.id);
      });
      """
    ),
  ]
}
