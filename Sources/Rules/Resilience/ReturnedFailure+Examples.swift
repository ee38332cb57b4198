// Failures that come back as results, and handlers that do not hide them.

extension ReturnedFailure {
  private static let route = """
    const express = require("express");
    const mail = require("./mail");
    const app = express();
    app.post("/orders", async (req, res) => {
      await mail.confirm(req.body.email);
      res.json({ ok: true });
    });
    """

  static let examples: [Example] = [
    .project(
      "a mail that was not sent",
      [
        "server.js": route,
        "mail.js": """
        const axios = require("axios");
        exports.confirm = async (to) => {
          try {
            return await axios.post("https://mail.example.com/send", { to }, { timeout: 5000 });
          } catch (error) {
            ↓return error;
          }
        };
        """,
      ],
      fixed: [
        "mail.js": """
        const axios = require("axios");
        exports.confirm = async (to) => {
          try {
            return await axios.post("https://mail.example.com/send", { to }, { timeout: 5000 });
          } catch (error) {
            console.error("mail not sent", error);
            return null;
          }
        };
        """
      ]
    ),
    .silent(
      "the caller asks whether it got an error",
      files: [
        "server.js": """
        const express = require("express");
        const mail = require("./mail");
        const app = express();
        app.post("/orders", async (req, res) => {
          const sent = await mail.confirm(req.body.email);
          if (sent instanceof Error) return res.status(502).end();
          res.json({ ok: true });
        });
        """,
        "mail.js": """
        const axios = require("axios");
        exports.confirm = async (to) => {
          try {
            return await axios.post("https://mail.example.com/send", { to }, { timeout: 5000 });
          } catch (error) {
            return error;
          }
        };
        """,
      ]
    ),
    .silent(
      "the failure is written down",
      files: [
        "server.js": route,
        "mail.js": """
        const axios = require("axios");
        exports.confirm = async (to) => {
          try {
            return await axios.post("https://mail.example.com/send", { to }, { timeout: 5000 });
          } catch (error) {
            console.error(error);
            return error;
          }
        };
        """,
      ]
    ),
    .project(
      "a failure that is answered as though it were the data",
      [
        "server.js": """
        const express = require("express");
        const rates = require("./rates");
        const app = express();
        app.get("/rates", async (req, res) => {
          res.json(await rates.latest());
        });
        """,
        "rates.js": """
        const axios = require("axios");
        exports.latest = async () => {
          try {
            const answer = await axios.get("https://rates.example.com", { timeout: 5000 });
            return answer.data;
          } catch (error) {
            ↓return error;
          }
        };
        """,
      ],
      fixed: [
        "rates.js": """
        const axios = require("axios");
        exports.latest = async () => {
          const answer = await axios.get("https://rates.example.com", { timeout: 5000 });
          return answer.data;
        };
        """
      ]
    ),
  ]
}
