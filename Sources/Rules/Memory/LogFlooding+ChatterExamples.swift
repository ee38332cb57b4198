// Lines that every request writes, and those that few do.

extension LogFlooding {
  static let chatter: [Example] = [
    .reported(
      "the steps of a sign-in, left behind by whoever looked for a fault",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/login", async (req, res) => {
        ↓console.log("sign-in of", req.body.email);
        const { rows } = await pool.query("SELECT id, hash FROM users WHERE email = $1", [req.body.email]);
        console.log("found", rows.length);
        const isKnown = rows.length === 1;
        console.log("known:", isKnown);
        res.json({ isKnown });
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.post("/login", async (req, res) => {
          const { rows } = await pool.query("SELECT id, hash FROM users WHERE email = $1", [req.body.email]);
          const isKnown = rows.length === 1;
          console.log("sign-in of", req.body.email, isKnown);
          res.json({ isKnown });
        });
        """
    ),
    .reported(
      "an object spelled out over many lines",
      """
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.post("/checkout", (req, res) => {
        const preference = { items: req.body.items.map((item) => ({ title: item.title, price: item.price })) };
        ↓console.log("sending", JSON.stringify(preference, null, 2));
        res.json({ count: preference.items.length });
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.use(express.json());
        app.post("/checkout", (req, res) => {
          const preference = { items: req.body.items.map((item) => ({ title: item.title, price: item.price })) };
          console.log("sending", preference.items.length);
          res.json({ count: preference.items.length });
        });
        """
    ),
    .reported(
      "what is answered, written before",
      """
      const express = require("express");
      const app = express();
      app.get("/me", (req, res) => {
        const answer = { id: req.query.id, roles: ["reader"] };
        ↓console.log("answer", answer);
        res.status(200).json(answer);
      });
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/me", (req, res) => {
          const answer = { id: req.query.id, roles: ["reader"] };
          res.status(200).json(answer);
        });
        """
    ),
    .silent(
      "one line for each way through the function",
      """
      const express = require("express");
      const app = express();
      app.post("/jobs", (req, res) => {
        if (!req.body.name) {
          console.log("no name");
          return res.sendStatus(400);
        }
        if (req.body.late) {
          console.log("late", req.body.name);
        } else {
          console.log("in time", req.body.name);
        }
        res.sendStatus(204);
      });
      """
    ),
    .silent(
      "lines of the start",
      """
      const express = require("express");
      const app = express();
      app.get("/", (req, res) => res.end());
      app.listen(3000, () => {
        console.log("listening");
        console.log("docs at /docs");
        console.log("health at /health");
      });
      """
    ),
  ]
}
