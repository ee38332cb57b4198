// Limits of bodies that were raised too far, and those that fit.

extension LargeBodyLimit {
  static let examples: [Example] = [
    .reported(
      "fifty megabytes of JSON on every route",
      """
      const express = require("express");
      const app = express();
      app.use(↓express.json({ limit: "50mb" }));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.use(express.json({ limit: "1mb" }));
        app.listen(3000);
        """
    ),
    .reported(
      "two parsers are raised together",
      """
      const express = require("express");
      const bodyParser = require("body-parser");
      const app = express();
      app.use(↓bodyParser.json({ limit: "100mb" }));
      app.use(bodyParser.urlencoded({ limit: "100mb", extended: true }));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const bodyParser = require("body-parser");
        const app = express();
        app.use(bodyParser.json());
        app.use(bodyParser.urlencoded({ extended: true }));
        app.listen(3000);
        """
    ),
    .silent(
      "the default of 100 kB",
      """
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.listen(3000);
      """
    ),
    .silent(
      "a small limit in bytes",
      """
      const express = require("express");
      const app = express();
      app.use(express.json({ limit: 2 * 1024 * 1024 }));
      app.use(express.urlencoded({ limit: 200000, extended: true }));
      app.listen(3000);
      """
    ),
  ]
}
