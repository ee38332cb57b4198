// Services whose answers stay large, and what compresses them elsewhere.

extension MissingCompression {
  static let examples: [Example] = [
    .reported(
      "a list leaves the process as it is",
      """
      const express = require("express");
      const app = ↓express();
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const compression = require("compression");
        const app = express();
        app.use(compression());
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """
    ),
    .reported(
      "the proxy's configuration says nothing of it",
      """
      import express from "express";
      const app = ↓express();
      app.use(express.static("public"));
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """,
      fixed: """
        import express from "express";
        import compression from "compression";
        const app = express();
        app.use(compression());
        app.use(express.static("public"));
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """,
      path: "server.mjs"
    ),
    .reported(
      "an application that no code makes: `uvicorn shop:create_app --factory`",
      """
      from fastapi import FastAPI
      def create_app():
          app = ↓FastAPI()
          @app.get("/orders")
          def orders():
              return [{"id": number} for number in range(20)]
          return app
      """,
      fixed: """
        from fastapi import FastAPI
        from fastapi.middleware.gzip import GZipMiddleware
        def create_app():
            app = FastAPI()
            app.add_middleware(GZipMiddleware)
            @app.get("/orders")
            def orders():
                return [{"id": number} for number in range(20)]
            return app
        """,
      path: "shop.py"
    ),
    .silent(
      "the proxy compresses",
      files: [
        "nginx.conf": "server {\n  gzip on;\n  location / { proxy_pass http://app:3000; }\n}\n",
        "server.js": """
        const express = require("express");
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """,
      ]
    ),
    .silent(
      "a worker that answers no lists",
      """
      const express = require("express");
      const app = express();
      app.post("/events", (req, res) => res.end());
      app.listen(3000);
      """
    ),
  ]
}
