// Parsers of uploads with and without a largest size.

extension UnlimitedUpload {
  static let examples: [Example] = [
    .reported(
      "a parser for every route, without limits",
      """
      const express = require("express");
      const fileupload = require("express-fileupload");
      const app = express();
      app.use(↓fileupload());
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const fileupload = require("express-fileupload");
        const app = express();
        app.use(fileupload({ limits: { fileSize: 5 * 1024 * 1024 } }));
        app.listen(3000);
        """
    ),
    .reported(
      "files go to the disk, however large",
      """
      const express = require("express");
      const multer = require("multer");
      const upload = ↓multer({ dest: "uploads/" });
      const app = express();
      app.post("/photos", upload.single("photo"), (req, res) => res.end());
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const multer = require("multer");
        const upload = multer({ dest: "uploads/", limits: { fileSize: 2_000_000 } });
        const app = express();
        app.post("/photos", upload.single("photo"), (req, res) => res.end());
        app.listen(3000);
        """
    ),
    .silent(
      "the limits come from the configuration",
      """
      const express = require("express");
      const multer = require("multer");
      const options = require("./config").upload;
      const upload = multer(options);
      const app = express();
      app.post("/photos", upload.single("photo"), (req, res) => res.end());
      app.listen(3000);
      """
    ),
    .silent(
      "a parser of JSON has a limit by default",
      """
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.listen(3000);
      """
    ),
  ]
}
