// Which entries of a cache end together, and which are spread.

extension UniformLifetime {
  static let examples: [Example] = [
    .reported(
      "a minute for each entry",
      shop("↓redis.set(key, JSON.stringify(order), \"EX\", 60)"),
      fixed: shop(
        "redis.set(key, JSON.stringify(order), \"EX\", Math.round(60 * (0.9 + Math.random() * 0.2)))"
      )
    ),
    .reported(
      "a setting for each entry",
      """
      import json
      import redis
      from flask import Flask, jsonify
      from prices import price_of

      LIFETIME = 300
      app = Flask(__name__)
      cache = redis.Redis.from_url("redis://cache/0")

      @app.get("/prices/<code>")
      def price(code):
          known = cache.get(f"price:{code}")
          if known is None:
              known = price_of(code)
              ↓cache.setex(f"price:{code}", LIFETIME, json.dumps(known))
          return jsonify(known)
      """,
      fixed: """
        import json
        import random
        import redis
        from flask import Flask, jsonify
        from prices import price_of

        LIFETIME = 300
        app = Flask(__name__)
        cache = redis.Redis.from_url("redis://cache/0")

        @app.get("/prices/<code>")
        def price(code):
            known = cache.get(f"price:{code}")
            if known is None:
                known = price_of(code)
                cache.setex(f"price:{code}", int(LIFETIME * random.uniform(0.9, 1.1)), json.dumps(known))
            return jsonify(known)
        """,
      path: "app.py"
    ),
    .silent(
      "a code that must end when it says",
      shop("redis.set(key, req.query.code, \"EX\", 600)")
    ),
    .silent(
      "a lifetime that callers give",
      shop("redis.set(key, JSON.stringify(order), \"EX\", req.query.seconds)")
    ),
  ]

  private static func shop(_ entry: String) -> String {
    """
    const express = require("express");
    const Redis = require("ioredis");
    const { load } = require("./orders");
    const redis = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: 1 });
    const app = express();
    app.get("/orders/:id", async (req, res) => {
      const key = `order:${req.params.id}`;
      const known = await redis.get(key);
      if (known) return res.json(JSON.parse(known));
      const order = await load(req.params.id);
      await \(entry);
      res.json(order);
    });
    """
  }
}
