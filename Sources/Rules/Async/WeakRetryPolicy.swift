// Libraries that are told to try again at once, or for ever.

import Capacity
import Findings
import SemanticModel

/// Reports retry policies of libraries without a wait or without an end.
struct WeakRetryPolicy: Rule {
  static let about = RuleDescription(
    name: "weak-retry-policy",
    category: .retryStorm,
    worst: .high,
    title: "Retry policy without backoff or end",
    problem: """
      A service fails because it is overloaded or restarts, and each caller asks again at once: the load on it \
      multiplies at the worst moment, and it cannot come back. Callers that fail together also return together.
      """,
    verify:
      "Let the other side answer 503 for half a minute and count its requests: they must fall off with time, not multiply.",
    fix:
      "Say a largest number of tries and a wait that grows and has a random part, within the deadline of the request.",
    tradeOff: "A caller waits longer for its failure.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.weakRetryPolicies.compactMap { policy in
      policy.site.isReached(from: .running) ? finding(of: policy, in: program, under: target) : nil
    }
  }

  private func finding(
    of policy: RetryPolicy,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = policy.site
    let share = Input.tenthOfRequests
    let rate = target.requestsPerSecond * share.value
    let before = program.source(of: policy.saying ?? site.place)
    let estimate =
      policy.isEndless
      ? "\(Figure.grouped(rate)) req/s join the tries each second, and none leaves while the service is down: after "
        + "one minute \(Figure.grouped(rate * 60)) requests ask again and again; assuming \(share.source)"
      : "\(Figure.grouped(rate)) req/s become up to \(Figure.grouped(rate * 4)) req/s for a service that fails; "
        + "assuming \(share.source) and three tries more"
    return finding(
      Diagnosis(
        place: policy.saying ?? site.place,
        because: policy.saying == nil ? [] : [(site.place, "this tries again")],
        function: site.function,
        title: policy.isEndless
          ? "`\(site.calleeText)` tries again without end"
          : "`\(site.calleeText)` tries again at once",
        problem: Self.about.problem,
        severity: policy.isEndless ? .high : .medium,
        confidence: .high,
        impact: Impact(estimate: estimate, confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
      ),
      in: program
    )
  }

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
