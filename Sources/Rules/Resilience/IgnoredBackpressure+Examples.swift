// Pieces that are written on as they come, and sources that wait.

extension IgnoredBackpressure {
  static let examples: [Example] = [
    .reported(
      "a file that is written piece by piece",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/download", (req, res) => {
        const source = fs.createReadStream("/data/big.csv");
        ↓source.on("data", (chunk) => res.write(chunk));
        source.on("end", () => res.end());
        source.on("error", () => res.destroy());
      });
      """,
      fixed: """
        const express = require("express");
        const fs = require("fs");
        const { pipeline } = require("stream/promises");
        const app = express();
        app.get("/download", async (req, res, next) => {
          try {
            await pipeline(fs.createReadStream("/data/big.csv"), res);
          } catch (error) {
            next(error);
          }
        });
        """
    ),
    .reported(
      "a text that is written by a listener with a body",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/log", (req, res) => {
        const log = fs.createReadStream("/var/log/app.log");
        log.once("error", () => res.destroy());
        ↓log.addListener("data", (piece) => {
          res.write(piece);
        });
        log.on("end", () => res.end());
      });
      """,
      fixed: """
        const express = require("express");
        const fs = require("fs");
        const { pipeline } = require("stream");
        const app = express();
        app.get("/log", (req, res) => {
          pipeline(fs.createReadStream("/var/log/app.log"), res, (error) => {
            if (error) res.destroy();
          });
        });
        """
    ),
    .silent(
      "the source is paused until the other side has taken it",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/download", (req, res) => {
        const source = fs.createReadStream("/data/big.csv");
        source.on("data", (chunk) => {
          if (!res.write(chunk)) {
            source.pause();
            res.once("drain", () => source.resume());
          }
        });
        source.on("end", () => res.end());
        source.on("error", () => res.destroy());
      });
      """
    ),
    .silent(
      "a sum over the pieces",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/size", (req, res) => {
        let size = 0;
        const source = fs.createReadStream("/data/big.csv");
        source.on("data", (chunk) => { size += chunk.length; });
        source.on("end", () => res.json({ size }));
        source.on("error", () => res.destroy());
      });
      """
    ),
  ]
}
