// Caches that hold every request, and caches that can be away.

extension CacheOutageStall {
  private static func server(_ options: String, marked: Bool) -> String {
    """
    const express = require("express");
    const Redis = require("ioredis");
    const redis = new Redis(\(options));
    const app = express();
    const blacklist = async (req, res, next) => {
      try {
        if (await \(marked ? "↓" : "")redis.exists(req.headers.authorization)) return res.status(401).end();
      } catch (error) {
        console.error(error);
      }
      next();
    };
    app.get("/orders", blacklist, (req, res) => res.json([]));
    app.get("/items", blacklist, (req, res) => res.json([]));
    app.get("/users", blacklist, (req, res) => res.json([]));
    app.listen(3000);
    """
  }

  static let examples: [Example] = [
    .reported(
      "a list of revoked tokens in front of every route",
      server("{ host: \"redis\" }", marked: true),
      fixed: server(
        "{ host: \"redis\", maxRetriesPerRequest: 1, commandTimeout: 100 }",
        marked: false
      )
    ),
    .reported(
      "a client with its defaults",
      server("", marked: true),
      fixed: server("{ commandTimeout: 100 }", marked: false)
    ),
    .silent(
      "the client gives up after one try",
      server("{ maxRetriesPerRequest: 1 }", marked: false)
    ),
    .silent(
      "one route asks the cache",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const redis = new Redis();
      const app = express();
      app.get("/orders", async (req, res) => res.json(await redis.get("orders")));
      app.get("/items", (req, res) => res.json([]));
      app.get("/users", (req, res) => res.json([]));
      app.listen(3000);
      """
    ),
  ]
}
