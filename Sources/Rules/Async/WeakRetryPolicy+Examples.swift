// Where `WeakRetryPolicy` speaks, and where it is silent.

extension WeakRetryPolicy {
  static let examples: [Example] = [
    .reported(
      "tries that follow one another at once",
      """
      const express = require("express");
      const axios = require("axios");
      const axiosRetry = require("axios-retry").default;
      const client = axios.create({ timeout: 2000 });
      ↓axiosRetry(client, { retries: 5 });
      const app = express();
      app.get("/rates", async (req, res) => {
        res.json((await client.get("https://rates.example.com")).data);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const axiosRetry = require("axios-retry").default;
        const client = axios.create({ timeout: 2000 });
        axiosRetry(client, { retries: 2, retryDelay: axiosRetry.exponentialDelay });
        const app = express();
        app.get("/rates", async (req, res) => {
          res.json((await client.get("https://rates.example.com")).data);
        });
        """
    ),
    .reported(
      "tries that nothing ends",
      """
      from tenacity import retry, wait_exponential
      from flask import Flask, jsonify
      import requests

      app = Flask(__name__)

      @↓retry(wait=wait_exponential(max=10))
      def rates():
          return requests.get("https://rates.example.com", timeout=2).json()

      @app.route("/rates")
      def show():
          return jsonify(rates())
      """,
      fixed: """
        import requests
        from flask import Flask, jsonify
        from tenacity import retry, stop_after_attempt, wait_exponential

        app = Flask(__name__)

        @retry(stop=stop_after_attempt(3), wait=wait_exponential(max=10))
        def rates():
            return requests.get("https://rates.example.com", timeout=2).json()

        @app.route("/rates")
        def show():
            return jsonify(rates())
        """,
      path: "app.py"
    ),
    .reported(
      "a client that connects anew at once",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const redis = new Redis(process.env.REDIS_URL, {
        maxRetriesPerRequest: 2,
        retryStrategy: ↓() => 0,
      });
      const app = express();
      app.get("/rates", async (req, res) => {
        res.json(await redis.get("rates"));
      });
      """,
      fixed: """
        const express = require("express");
        const Redis = require("ioredis");
        const redis = new Redis(process.env.REDIS_URL, {
          maxRetriesPerRequest: 2,
          retryStrategy: (times) => Math.min(2 ** times * 50, 5000) + Math.random() * 100,
        });
        const app = express();
        app.get("/rates", async (req, res) => {
          res.json(await redis.get("rates"));
        });
        """
    ),
    .silent(
      "a client that gives up when its connection is lost",
      """
      const express = require("express");
      const Redis = require("ioredis");
      const redis = new Redis(process.env.REDIS_URL, { retryStrategy: () => null });
      const app = express();
      app.get("/rates", async (req, res) => {
        res.json(await redis.get("rates"));
      });
      """
    ),
    .silent(
      "a library that waits longer each time by itself",
      """
      const express = require("express");
      const axios = require("axios");
      const pRetry = require("p-retry");
      const app = express();
      app.get("/rates", async (req, res) => {
        const ask = () => axios.get("https://rates.example.com", { timeout: 2000 });
        res.json((await pRetry(ask, { retries: 3 })).data);
      });
      """
    ),
    .silent(
      "a task of Celery, whose waits are seconds",
      """
      import requests
      from celery import Celery
      app = Celery("crawler")

      @app.task(autoretry_for=(IOError,), max_retries=5, default_retry_delay=1, retry_backoff=True)
      def crawl(url):
          requests.get(url, timeout=5).raise_for_status()
      """,
      path: "worker.py"
    ),
    .silent(
      "a worker that waits longer each time until the other side is back",
      """
      import requests
      from tenacity import retry, wait_exponential

      @retry(wait=wait_exponential(max=60))
      def listen():
          return requests.get("https://events.example.com", timeout=30).json()

      listen()
      """,
      path: "worker.py"
    ),
  ]
}
