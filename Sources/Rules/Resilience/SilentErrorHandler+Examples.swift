// Error handlers that tell nobody, and those that do.

extension SilentErrorHandler {
  static let examples: [Example] =
    loggers + replacements + [
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
        "what it does not answer itself goes on to the framework's own handler, which logs",
        """
        const express = require("express");
        const app = express();
        app.get("/", (req, res) => res.end());
        app.use((error, req, res, next) => {
          if (error.status === 413) {
            return res.status(413).json({ message: "too large" });
          }
          return next(error);
        });
        app.listen(3000);
        """
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
      .project(
        "each handler answers for itself",
        [
          "orders.js": """
          const { Router } = require("express");
          const { Pool } = require("pg");
          const pool = new Pool();
          const router = Router();
          router.get("/orders/:id", async (req, res) => {
            try {
              const { rows } = await pool.query("SELECT id FROM orders WHERE id = $1", [req.params.id]);
              res.json(rows[0]);
            } catch (error) ↓{
              res.status(500).json({ message: error.message });
            }
          });
          router.post("/orders", async (req, res) => {
            try {
              await pool.query("INSERT INTO orders (total) VALUES ($1)", [req.body.total]);
              res.status(201).end();
            } catch (error) {
              res.status(500).json({ message: "something went wrong" });
            }
          });
          router.delete("/orders/:id", async (req, res) => {
            try {
              await pool.query("DELETE FROM orders WHERE id = $1", [req.params.id]);
              res.end();
            } catch (error) {
              res.sendStatus(500);
            }
          });
          module.exports = router;
          """,
          "server.js": """
          const express = require("express");
          const app = express();
          app.use(require("./orders"));
          app.listen(3000);
          """,
        ],
        fixed: [
          "orders.js": """
          const { Router } = require("express");
          const { Pool } = require("pg");
          const pool = new Pool();
          const router = Router();
          router.get("/orders/:id", async (req, res, next) => {
            try {
              const { rows } = await pool.query("SELECT id FROM orders WHERE id = $1", [req.params.id]);
              res.json(rows[0]);
            } catch (error) {
              next(error);
            }
          });
          module.exports = router;
          """
        ]
      ),
      .silent(
        "most handlers write why before they answer",
        """
        import logging
        from fastapi import FastAPI, HTTPException
        import psycopg

        log = logging.getLogger(__name__)
        app = FastAPI()
        connection = psycopg.connect("dbname=shop", connect_timeout=5)

        @app.get("/a")
        def a():
            try:
                return connection.execute("SELECT 1").fetchone()
            except Exception as error:
                log.exception("a")
                raise HTTPException(status_code=500, detail=str(error))

        @app.get("/b")
        def b():
            try:
                return connection.execute("SELECT 2").fetchone()
            except Exception as error:
                log.exception("b")
                raise HTTPException(status_code=500, detail=str(error))

        @app.get("/c")
        def c():
            try:
                return connection.execute("SELECT 3").fetchone()
            except Exception as error:
                raise HTTPException(status_code=500, detail=str(error))
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
      .project(
        "a filter for every failure in place of the framework's own, which would log it",
        filtered("catch↓(exception: Error, host: ArgumentsHost) {"),
        fixed: filtered(
          """
          private readonly logger = new Logger("failures");
            catch(exception: Error, host: ArgumentsHost) {
              this.logger.error(exception.message, exception.stack);
          """
        )
      ),
      .project(
        "one file that answers without a word, beside others that log",
        files("↓except Exception as error:\n        return jsonify(error=str(error)), 500"),
        fixed: files("except KeyError:\n        return jsonify(error=\"no such order\"), 404")
      ),
      .project(
        "a status that is taken out of an enumeration",
        files(
          "↓except Exception as error:\n        return {\"error\": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR.value"
        ),
        fixed: files("except KeyError:\n        return {\"error\": \"no such order\"}, 404")
      ),
      .silent(
        "a filter for what handlers refuse, which nobody needs to hear of",
        files: filtered(
          "catch(exception: HttpException, host: ArgumentsHost) {",
          of: "HttpException"
        )
      ),
    ]

  private static func files(_ handler: String) -> [String: String] {
    let plain = handler.replacing("↓", with: "")
    let logged = (1...6).map { number in
      """
      @app.get("/stock/\(number)")
      def stock\(number)():
          try:
              return jsonify(db.session.get(Order, \(number)).id)
          except Exception as error:
              app.logger.exception("stock failed")
              return jsonify(error=str(error)), 500
      """
    }
    let silent = [handler, plain, plain].enumerated().map { number, handler in
      """
      @orders.get("/orders/\(number)")
      def order\(number)():
          try:
              return jsonify(db.session.get(Order, \(number)).id)
          \(handler)
      """
    }
    return [
      "app.py": """
      from flask import Flask, jsonify
      from models import Order, db
      from orders import orders
      app = Flask(__name__)
      db.init_app(app)
      app.register_blueprint(orders)
      \(logged.joined(separator: "\n"))
      """,
      "models.py": """
      from flask_sqlalchemy import SQLAlchemy
      db = SQLAlchemy()
      class Order(db.Model):
          id = db.Column(db.Integer, primary_key=True)
      """,
      "orders.py": """
      from flask import Blueprint, jsonify
      from models import Order, db
      orders = Blueprint("orders", __name__)
      \(silent.joined(separator: "\n"))
      """,
    ]
  }

  private static func filtered(_ head: String, of caught: String = "Error") -> [String: String] {
    [
      "failures.filter.ts": """
      import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from "@nestjs/common";
      @Catch(\(caught))
      export class FailuresFilter implements ExceptionFilter {
        \(head)
          const response = host.switchToHttp().getResponse();
          response.status(500).json({ message: "something went wrong" });
        }
      }
      @Catch(HttpException)
      export class RefusalsFilter implements ExceptionFilter {
        catch(exception: HttpException, host: ArgumentsHost) {
          host.switchToHttp().getResponse().status(exception.getStatus()).json({ message: exception.message });
        }
      }
      """,
      "app.controller.ts": """
      import { Controller, Get, Module } from "@nestjs/common";
      @Controller()
      export class AppController {
        @Get()
        home() { return "home"; }
      }
      @Module({ controllers: [AppController] })
      export class AppModule {}
      """,
      "main.ts": """
      import { NestFactory } from "@nestjs/core";
      import { AppModule } from "./app.controller";
      import { FailuresFilter, RefusalsFilter } from "./failures.filter";
      async function start() {
        const app = await NestFactory.create(AppModule);
        app.useGlobalFilters(new FailuresFilter(), new RefusalsFilter());
        await app.listen(3000);
      }
      start();
      """,
    ]
  }
}
