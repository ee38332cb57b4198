// Which tracers keep every request, and which keep a share.

extension FullTracing {
  static let examples: [Example] = collectorExamples + recorderExamples

  private static let collectorExamples: [Example] = [
    .reported(
      "tracing switched on with no share",
      """
      import sentry_sdk
      from fastapi import FastAPI
      ↓sentry_sdk.init(dsn="https://key@sentry.example/1", enable_tracing=True)
      app = FastAPI()
      @app.get("/orders")
      def orders():
          return []
      """,
      fixed: """
        import sentry_sdk
        from fastapi import FastAPI
        sentry_sdk.init(dsn="https://key@sentry.example/1", traces_sample_rate=0.1)
        app = FastAPI()
        @app.get("/orders")
        def orders():
            return []
        """,
      path: "server.py"
    ),
    .reported(
      "a share of one",
      """
      const express = require("express");
      const Sentry = require("@sentry/node");
      ↓Sentry.init({ dsn: process.env.SENTRY_DSN, tracesSampleRate: 1.0 });
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const Sentry = require("@sentry/node");
        Sentry.init({ dsn: process.env.SENTRY_DSN, tracesSampleRate: 0.1 });
        const app = express();
        app.get("/orders", (req, res) => res.json([]));
        app.listen(3000);
        """
    ),
    .silent(
      "errors are sent, and no traces",
      """
      import sentry_sdk
      sentry_sdk.init(dsn="https://key@sentry.example/1")
      """,
      path: "server.py"
    ),
    .silent(
      "a function decides for each request",
      """
      const express = require("express");
      const Sentry = require("@sentry/node");
      Sentry.init({ tracesSampleRate: 1, tracesSampler: (context) => (context.name === "/" ? 0.01 : 0.1) });
      const app = express();
      app.get("/orders", (req, res) => res.json([]));
      app.listen(3000);
      """
    ),
  ]
}
