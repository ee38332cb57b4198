// What is held as a whole, and what passes in pieces.

extension LargeBuffering {
  static let examples: [Example] = [
    .reported(
      "uploads that are kept in memory",
      """
      const express = require("express");
      const multer = require("multer");
      const app = express();
      const upload = multer({ storage: ↓multer.memoryStorage(), limits: { fileSize: 50 * 1024 * 1024 } });
      app.post("/photos", upload.single("photo"), (req, res) => res.json({ size: req.file.size }));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const multer = require("multer");
        const app = express();
        const upload = multer({ dest: "/var/tmp", limits: { fileSize: 50 * 1024 * 1024 } });
        app.post("/photos", upload.single("photo"), (req, res) => res.json({ size: req.file.size }));
        app.listen(3000);
        """
    ),
    .reported(
      "an upload that is read in one go",
      """
      from fastapi import FastAPI, UploadFile

      app = FastAPI()

      @app.post("/photos")
      async def photo(file: UploadFile):
          data = await ↓file.read()
          return {"size": len(data)}
      """,
      fixed: """
        from fastapi import FastAPI, UploadFile

        app = FastAPI()

        @app.post("/photos")
        async def photo(file: UploadFile):
            size = 0
            while piece := await file.read(65536):
                size += len(piece)
            return {"size": size}
        """,
      path: "app.py"
    ),
    .reported(
      "a picture that is read as a whole",
      """
      import aiofiles
      from fastapi import FastAPI, Response

      app = FastAPI()

      @app.get("/photos/{number}")
      async def photo(number: int):
          async with aiofiles.open(f"/var/photos/{number}.jpg", "rb") as source:
              return Response(await ↓source.read(), media_type="image/jpeg")
      """,
      fixed: """
        from fastapi import FastAPI
        from fastapi.responses import FileResponse

        app = FastAPI()

        @app.get("/photos/{number}")
        async def photo(number: int):
            return FileResponse(f"/var/photos/{number}.jpg")
        """,
      path: "app.py"
    ),
    .reported(
      "an export that is read as a whole",
      """
      const express = require("express");
      const { readFile } = require("fs/promises");
      const app = express();
      app.get("/lists/:id", async (req, res) => {
        const { id } = req.params;
        res.send(await ↓readFile(`/var/lists/${id}.csv`));
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/lists/:id", async (req, res) => {
          const { id } = req.params;
          res.sendFile(`/var/lists/${id}.csv`);
        });
        app.listen(3000);
        """
    ),
    .silent(
      "a page of the application itself",
      """
      const express = require("express");
      const { readFile } = require("fs/promises");
      const app = express();
      app.get("/pages/:name", async (req, res) => {
        const { name } = req.params;
        const known = name === "terms" ? "terms" : "about";
        res.send(await readFile(`${__dirname}/pages/${known}.html`));
      });
      app.listen(3000);
      """
    ),
    .reported(
      "a download that is read as a whole",
      """
      const express = require("express");
      const fs = require("fs/promises");
      const path = require("path");
      const app = express();
      app.get("/files/:name", async (req, res) => {
        const data = await ↓fs.readFile(path.join("uploads", req.params.name));
        res.send(data);
      });
      """,
      fixed: """
        const express = require("express");
        const path = require("path");
        const app = express();
        app.get("/files/:name", (req, res) => {
          res.sendFile(req.params.name, { root: path.resolve("uploads") });
        });
        """
    ),
    .reported(
      "an export of all rows",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/orders.csv", async (req, res) => {
        const { rows } = await pool.query("SELECT id, total FROM orders");
        const lines = ["id,total"];
        for (const row of rows) lines.push(`${row.id},${row.total}`);
        res.type("text/csv").send(↓lines.join("\\n"));
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const QueryStream = require("pg-query-stream");
        const pool = new Pool();
        const app = express();
        app.get("/orders.csv", async (req, res) => {
          const client = await pool.connect();
          try {
            const rows = client.query(new QueryStream("SELECT id, total FROM orders"));
            res.type("text/csv").write("id,total\\n");
            for await (const row of rows) res.write(`${row.id},${row.total}\\n`);
            res.end();
          } finally {
            client.release();
          }
        });
        """
    ),
    .silent(
      "a template of the program, whose size is known",
      """
      const express = require("express");
      const fs = require("fs/promises");
      const app = express();
      app.get("/terms", async (req, res) => res.send(await fs.readFile("terms.html", "utf8")));
      """
    ),
    .silent(
      "a few lines that the code names",
      """
      const express = require("express");
      const app = express();
      app.get("/robots.txt", (req, res) => {
        const lines = ["User-agent: *"];
        for (const path of ["/admin", "/cart"]) lines.push(`Disallow: ${path}`);
        res.type("text/plain").send(lines.join("\\n"));
      });
      """
    ),
    .silent(
      "a stream",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/files/:name", (req, res) => {
        fs.createReadStream("uploads/" + req.params.name).pipe(res);
      });
      """
    ),
  ]
}
