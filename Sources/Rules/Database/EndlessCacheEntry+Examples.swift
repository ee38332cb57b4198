// Which entries of a cache nothing ends, and which end or are few.

extension EndlessCacheEntry {
  static let examples: [Example] = [
    .reported(
      "a product that is kept for ever",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const redis = new Redis({ connectTimeout: 2000, commandTimeout: 1000 });
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.get("/products/:id", async (req, res) => {
        const known = await redis.get(`product:${req.params.id}`);
        if (known) return res.json(JSON.parse(known));
        const { rows } = await pool.query("SELECT id, name FROM products WHERE id = $1", [req.params.id]);
        await ↓redis.set(`product:${req.params.id}`, JSON.stringify(rows[0]));
        res.json(rows[0]);
      });
      """,
      fixed: """
        const express = require("express");
        const Redis = require("ioredis");
        const redis = new Redis({ connectTimeout: 2000, commandTimeout: 1000 });
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/products/:id", async (req, res) => {
          const known = await redis.get(`product:${req.params.id}`);
          if (known) return res.json(JSON.parse(known));
          const { rows } = await pool.query("SELECT id, name FROM products WHERE id = $1", [req.params.id]);
          await redis.set(`product:${req.params.id}`, JSON.stringify(rows[0]), "EX", 300);
          res.json(rows[0]);
        });
        """
    ),
    .silent(
      "one key, which each run writes anew",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const redis = new Redis({ connectTimeout: 2000, commandTimeout: 1000 });
      const app = express();
      app.put("/banner", async (req, res) => {
        await redis.set("banner", JSON.stringify(req.body));
        res.end();
      });
      """
    ),
    .reported(
      "a timetable of a FastAPI service, under the number of its route",
      """
      import json

      import redis
      from fastapi import FastAPI

      app = FastAPI()
      cache = redis.Redis(socket_timeout=1)

      @app.get("/routes/{number}")
      def route(number: int):
          known = cache.get(f"route:{number}")
          if known:
              return json.loads(known)
          stops = [{"stop": stop, "minute": 7 * stop} for stop in range(number)]
          ↓cache.set(f"route:{number}", json.dumps(stops))
          return stops
      """,
      fixed: """
        import json

        import redis
        from fastapi import FastAPI

        app = FastAPI()
        cache = redis.Redis(socket_timeout=1)

        @app.get("/routes/{number}")
        def route(number: int):
            known = cache.get(f"route:{number}")
            if known:
                return json.loads(known)
            stops = [{"stop": stop, "minute": 7 * stop} for stop in range(number)]
            cache.set(f"route:{number}", json.dumps(stops), ex=600)
            return stops
        """,
      path: "app.py"
    ),
    .silent(
      "an entry whose lifetime the next call sets",
      """
      const express = require("express");
      const { createClient } = require("redis");
      const client = createClient({ socket: { connectTimeout: 2000 } });
      const app = express();
      app.get("/tides/:harbour", async (req, res) => {
        const known = await client.get(`tides:${req.params.harbour}`);
        if (known) return res.json(JSON.parse(known));
        const tides = { harbour: req.params.harbour, high: ["04:10", "16:32"] };
        await client.set(`tides:${req.params.harbour}`, JSON.stringify(tides));
        await client.expire(`tides:${req.params.harbour}`, 900);
        res.json(tides);
      });
      app.listen(3000);
      """
    ),
    .silent(
      "prices that a job of the night writes over, not a request",
      """
      import json

      import redis

      cache = redis.Redis(socket_timeout=1)

      def publish(prices):
          for code, price in prices.items():
              cache.set(f"price:{code}", json.dumps(price))

      if __name__ == "__main__":
          publish({"A1": 120, "B2": 95})
      """,
      path: "publish_prices.py"
    ),
    .reported(
      "a cache of rates that is made without a lifetime for its entries",
      """
      const express = require("express");
      const Keyv = require("keyv");
      const rates = new Keyv({ namespace: "rates" });
      const app = express();
      app.get("/rates/:code", async (req, res) => {
        const known = await rates.get(`rate:${req.params.code}`);
        if (known) return res.json(JSON.parse(known));
        const rate = { code: req.params.code, value: 7.25 };
        await ↓rates.set(`rate:${req.params.code}`, JSON.stringify(rate));
        res.json(rate);
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const Keyv = require("keyv");
        const rates = new Keyv({ namespace: "rates", ttl: 60000 });
        const app = express();
        app.get("/rates/:code", async (req, res) => {
          const known = await rates.get(`rate:${req.params.code}`);
          if (known) return res.json(JSON.parse(known));
          const rate = { code: req.params.code, value: 7.25 };
          await rates.set(`rate:${req.params.code}`, JSON.stringify(rate));
          res.json(rate);
        });
        app.listen(3000);
        """
    ),
    .reported(
      "a default lifetime that a setting takes away",
      """
      import json

      from flask import Flask
      from flask_caching import Cache

      app = Flask(__name__)
      app.config["CACHE_DEFAULT_TIMEOUT"] = 0
      cache = Cache(app)

      @app.route("/stations/<code>")
      def station(code):
          known = cache.get(f"station:{code}")
          if known:
              return json.loads(known)
          found = {"code": code, "platforms": 4}
          ↓cache.set(f"station:{code}", json.dumps(found))
          return found
      """,
      fixed: """
        import json

        from flask import Flask
        from flask_caching import Cache

        app = Flask(__name__)
        app.config["CACHE_DEFAULT_TIMEOUT"] = 600
        cache = Cache(app)

        @app.route("/stations/<code>")
        def station(code):
            known = cache.get(f"station:{code}")
            if known:
                return json.loads(known)
            found = {"code": code, "platforms": 4}
            cache.set(f"station:{code}", json.dumps(found))
            return found
        """,
      path: "app.py"
    ),
    .silent(
      "a library whose entries end after five minutes unless they are told otherwise",
      """
      import json

      from flask import Flask
      from flask_caching import Cache

      app = Flask(__name__)
      cache = Cache(app, config={"CACHE_TYPE": "RedisCache"})

      @app.route("/stations/<code>")
      def station(code):
          known = cache.get(f"station:{code}")
          if known:
              return json.loads(known)
          found = {"code": code, "platforms": 4}
          cache.set(f"station:{code}", json.dumps(found))
          return found
      """,
      path: "app.py"
    ),
    .project(
      "settings of Django that keep what is cached for ever",
      [
        "shop/settings.py": """
        ROOT_URLCONF = "shop.urls"
        CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "TIMEOUT": None}}
        """,
        "shop/urls.py": """
        from django.urls import path

        from shop import views

        urlpatterns = [path("menus/<int:number>/", views.menu)]
        """,
        "shop/views.py": """
        import json

        from django.core.cache import cache
        from django.http import HttpResponse

        def menu(request, number):
            known = cache.get(f"menu:{number}")
            if known is None:
                known = json.dumps({"number": number, "dishes": ["soup", "bread"]})
                ↓cache.set(f"menu:{number}", json.dumps({"number": number}))
            return HttpResponse(known)
        """,
      ],
      fixed: [
        "shop/settings.py": """
        ROOT_URLCONF = "shop.urls"
        CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}
        """
      ]
    ),
  ]
}
