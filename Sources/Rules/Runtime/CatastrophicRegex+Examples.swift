// Which patterns try exponentially many ways, and which only look like it.

extension CatastrophicRegex {
  static let examples: [Example] = [
    .reported(
      "a validator of a schema",
      #"""
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({
        email: { type: String, match: [↓/^\w+([\.-]?\w+)*@\w+([\.-]?\w+)*(\.\w{2,3})+$/, "no address"] },
      });
      module.exports = mongoose.model("User", schema);
      """#,
      fixed: #"""
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({
          email: { type: String, maxlength: 254, match: [/^[^\s@]+@[^\s@]+$/, "no address"] },
        });
        module.exports = mongoose.model("User", schema);
        """#
    ),
    .reported(
      "a test of what the client sent",
      #"""
      const express = require("express");
      const app = express();
      const words = ↓/^(\w+\s?)*$/;
      app.get("/search", (req, res) => {
        if (!words.test(req.query.q)) return res.sendStatus(400);
        res.json([]);
      });
      """#,
      fixed: #"""
        const express = require("express");
        const app = express();
        const words = /^\w+(\s\w+)*$/;
        app.get("/search", (req, res) => {
          if (!words.test(req.query.q)) return res.sendStatus(400);
          res.json([]);
        });
        """#
    ),
    .reported(
      "two repetitions that can divide a long text between them at each of its characters",
      #"""
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.post("/contact", (req, res) => {
        const { email } = req.body;
        if (!↓/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return res.sendStatus(400);
        res.sendStatus(202);
      });
      """#,
      fixed: #"""
        const express = require("express");
        const app = express();
        app.use(express.json());
        app.post("/contact", (req, res) => {
          const { email } = req.body;
          if (!/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)) return res.sendStatus(400);
          res.sendStatus(202);
        });
        """#
    ),
    .silent(
      "a text whose length is looked at before",
      #"""
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.post("/contact", (req, res) => {
        const { email } = req.body;
        if (email.length > 254 || !/^\S+@\S+\.\S+$/.test(email)) return res.sendStatus(400);
        res.sendStatus(202);
      });
      """#
    ),
    .silent(
      "a length beside the validator, and pieces that share no character",
      #"""
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({
        email: { type: String, maxlength: 254, match: /^\S+@\S+\.\S+$/ },
        reply: { type: String, match: /^[\w.-]+@[\w.-]+\.\w+$/ },
      });
      module.exports = mongoose.model("User", schema);
      """#
    ),
    .silent(
      "each piece ends with a character that the piece itself cannot hold",
      #"""
      const express = require("express");
      const app = express();
      app.get("/hosts", (req, res) => {
        res.json(/^([a-z0-9]+\.)+[a-z]{2,}$/.test(req.query.host));
      });
      """#
    ),
    .silent(
      "nothing can fail behind the repetition",
      #"""
      const express = require("express");
      const app = express();
      app.get("/tags", (req, res) => res.json(/#(\w+\s?)*/.test(req.query.text)));
      """#
    ),
    .silent(
      "characters beyond ASCII, one after another",
      #"""
      const express = require("express");
      const app = express();
      app.get("/han", (req, res) => res.json(/^[\u4e00-\u9fff]+$/.test(req.query.text)));
      """#
    ),
    .silent(
      "bounded repetitions",
      #"""
      const express = require("express");
      const app = express();
      app.get("/v", (req, res) => res.json(/^(\d{1,3}\.){3}\d{1,3}$/.test(req.query.ip)));
      """#
    ),
    .silent(
      "a text of the program itself, at start-up",
      #"""
      const express = require("express");
      const app = express();
      const isName = /^(\w+\s?)*$/.test(process.argv[2]);
      app.get("/", (req, res) => res.json(isName));
      """#
    ),
    .reported(
      "a validator of marshmallow, where one of the length beside it bounds nothing",
      #"""
      from flask import Flask, request
      from marshmallow import Schema, fields, validate
      app = Flask(__name__)
      class Signup(Schema):
          word = fields.Str(validate=[validate.Length(max=40), validate.Regexp(↓r"^[a-z0-9]*[0-9][a-z0-9]*$")])
      @app.post("/signup")
      def signup():
          return Signup().load(request.get_json())
      """#,
      fixed: #"""
        from flask import Flask, request
        from marshmallow import Schema, fields, validate
        app = Flask(__name__)
        class Signup(Schema):
            word = fields.Str(validate=[validate.Length(max=40), validate.Regexp(r"^[a-z]*[0-9][a-z0-9]*$")])
        @app.post("/signup")
        def signup():
            return Signup().load(request.get_json())
        """#,
      path: "app.py"
    ),
  ]
}
