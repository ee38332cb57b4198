// Error handlers that tell nobody, and those that do.

extension SilentErrorHandler {
  static let examples: [Example] = [
    .reported(
      "the error is answered and dropped",
      """
      const express = require("express");
      const app = express();
      app.get("/", (req, res) => res.end());
      app.use(↓(error, req, res, next) => {
        res.status(500).json({ message: "something went wrong" });
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/", (req, res) => res.end());
        app.use((error, req, res, next) => {
          console.error(error);
          res.status(500).json({ message: "something went wrong" });
        });
        app.listen(3000);
        """
    ),
    .reported(
      "only developers see it",
      """
      const express = require("express");
      const app = express();
      app.get("/", (req, res) => res.end());
      const onError = (error, req, res, next) => {
        if (process.env.NODE_ENV === "development") {
          ↓console.error(error);
        }
        res.status(500).end();
      };
      app.use(onError);
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const app = express();
        app.get("/", (req, res) => res.end());
        const onError = (error, req, res, next) => {
          console.error(error);
          res.status(500).end();
        };
        app.use(onError);
        app.listen(3000);
        """
    ),
    .reported(
      "a handler of all exceptions, which takes the place of the framework's own log",
      """
      from flask import Flask, jsonify

      app = Flask(__name__)

      @app.get("/")
      def home():
          return jsonify(ok=True)

      @app.errorhandler(Exception)
      ↓def failed(error):
          return jsonify(error="something went wrong"), 500
      """,
      fixed: """
        import logging
        from flask import Flask, jsonify

        log = logging.getLogger(__name__)
        app = Flask(__name__)

        @app.get("/")
        def home():
            return jsonify(ok=True)

        @app.errorhandler(Exception)
        def failed(error):
            log.exception("unhandled error")
            return jsonify(error="something went wrong"), 500
        """,
      path: "app.py"
    ),
    .silent(
      "a handler of one kind of exception: the framework logs all others",
      """
      from flask import Flask, jsonify
      from werkzeug.exceptions import HTTPException

      app = Flask(__name__)

      @app.get("/")
      def home():
          return jsonify(ok=True)

      @app.errorhandler(HTTPException)
      def refused(error):
          return jsonify(error=error.description), error.code
      """,
      path: "app.py"
    ),
    .silent(
      "only failures of the server are logged",
      """
      const express = require("express");
      const app = express();
      app.get("/", (req, res) => res.end());
      app.use((error, req, res, next) => {
        const status = error.status || 500;
        if (status === 500) console.error(error);
        res.status(status).end();
      });
      app.listen(3000);
      """
    ),
    .silent(
      "a collector of failures stands before the handler",
      """
      const express = require("express");
      const Sentry = require("@sentry/node");
      const app = express();
      app.get("/", (req, res) => res.end());
      Sentry.setupExpressErrorHandler(app);
      app.use((error, req, res, next) => {
        res.status(500).end();
      });
      app.listen(3000);
      """
    ),
    .silent(
      "a function that is not known is given the error",
      """
      const express = require("express");
      const { report } = require("@company/reports");
      const app = express();
      app.get("/", (req, res) => res.end());
      app.use((error, req, res, next) => {
        report(error);
        res.status(500).end();
      });
      app.listen(3000);
      """
    ),
  ]
}
