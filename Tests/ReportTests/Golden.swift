// What the sample audit looks like, in each of its forms.

enum Golden {
  static let summary = """
    plimsoll 9.9.9 read shop: 3 files, 48 kB, in 12 ms
    1,204 of 1,251 call sites resolved (96 %)

    CRITICAL  Database query inside a loop
      src/repo.js:2:9  query-in-loop (1A)  GET /orders

         1 │ export function loadItems(id) {
      >  2 │     return db.query("SELECT * FROM items WHERE order_id = $1", [id]);
           │            ━━━━━━━━
         3 │ }

      Path    src/orders.js:3:1  GET /orders
                router.get("/orders", async (req, res) => {
              src/orders.js:5:3  once for each order of orders
                for (const order of orders) {
              src/orders.js:6:25  calls loadItems
                order.items = await loadItems(order.id);
      Why     Each order waits for one round trip, e.g. 20 for a page.
      Cost    100 req/s × (1 + 20) queries = 2,100 queries/s (confidence: Medium)
      Fix     Fetch the items of all orders with one query, then group them.

    MONITOR suspicious  Call without a deadline
      src/mail.js:3  missing-timeout (3A)

      Why     The call waits for ever.
      Cost    200 requests parked (confidence: Low)
      Check   whether a proxy cuts the connection
      Act at  10 mails a second
      Fix     Set a timeout.

    Suppressed
      src/feed.js:12:5  missing-timeout  the feed is fetched by a job, at night

    Skipped, whole or in part
      dist/1.js   minified
      dist/2.js   minified
      dist/3.js   minified
      dist/4.js   minified
      dist/5.js   minified
      dist/6.js   minified
      dist/7.js   minified
      dist/8.js   minified
      dist/9.js   minified
      dist/10.js  minified
      … and 2 more: --details

    2 findings: 1 CRITICAL, 1 MONITOR (1 to be checked); 1 suppressed, 12 paths skipped.
    --details shows how to verify each; plimsoll rules show query-in-loop explains a rule.

    """

  static let details = """
    plimsoll 9.9.9 read shop: 3 files, 48 kB, in 12 ms
    1,204 of 1,251 call sites resolved (96 %)

    ── 1 of 2, query-in-loop (1A), 5351d272a1df51a2 ──────────────────────────────────────────

    Database query inside a loop

         1 │ export function loadItems(id) {
      >  2 │     return db.query("SELECT * FROM items WHERE order_id = $1", [id]);
           │            ━━━━━━━━
         3 │ }

      via src/orders.js:3:1  GET /orders
          router.get("/orders", async (req, res) => {
      via src/orders.js:5:3  once for each order of orders
          for (const order of orders) {
      via src/orders.js:6:25  calls loadItems
          order.items = await loadItems(order.id);

    [SEVERITY: CRITICAL]

    Location: src/repo.js : 2
    Risk Category: Database

    The Problem:
    - Each order waits for one round trip, e.g. 20 for a page. The pool runs dry.

    Performance Impact:
    - 100 req/s × (1 + 20) queries = 2,100 queries/s
    - Reached by: GET /orders
    - Confidence: Medium

    How to Verify:
    - Request a page of 10 rows, then one of 50: `calls` must not rise.
        $ psql -c 'SELECT calls FROM pg_stat_statements'

    The Fix:
    - Fetch the items of all orders with one query, then group them.
      Before:
        order.items = await loadItems(order.id);
      After:
        const items = await loadItems(orders.map((order) => order.id));

    Trade-off Consideration:
    - One large result replaces many small ones: give it a LIMIT.

    ── 2 of 2, missing-timeout (3A), 00000000000000aa ────────────────────────────────────────

    Call without a deadline

    [SEVERITY: MONITOR]

    Location: src/mail.js : 3
    Risk Category: Async

    The Problem:
    - The call waits for ever.
    - Suspicious: whether a proxy cuts the connection

    Performance Impact:
    - 200 requests parked
    - Confidence: Low

    How to Verify:
    - Stop the mail server.

    The Fix:
    - Set a timeout.

    Trade-off Consideration:
    - Slow answers become errors.
    - Refactor at: 10 mails a second

    Suppressed
      src/feed.js:12:5  missing-timeout  the feed is fetched by a job, at night

    Skipped, whole or in part
      dist/1.js   minified
      dist/2.js   minified
      dist/3.js   minified
      dist/4.js   minified
      dist/5.js   minified
      dist/6.js   minified
      dist/7.js   minified
      dist/8.js   minified
      dist/9.js   minified
      dist/10.js  minified
      dist/11.js  minified
      dist/12.js  minified

    2 findings: 1 CRITICAL, 1 MONITOR (1 to be checked); 1 suppressed, 12 paths skipped.

    """

  static let oneFrame = """
    CRITICAL  Database query inside a loop
      src/orders.js:6:19  query-in-loop (1A)  GET /orders

         3 │ router.get("/orders", async (req, res) => {
           │ ────────── GET /orders
           ⋮
         5 │   for (const order of orders) {
           │   ─────────────────────────── once for each order of orders
      >  6 │     order.items = await loadItems(order.id);
           │                   ━━━━━━━━━━━━━━━━━━━━━━━━━
         7 │   }

      Why     Each order waits for one round trip, e.g. 20 for a page.
      Cost    100 req/s × (1 + 20) queries = 2,100 queries/s (confidence: Medium)
      Fix     Fetch the items of all orders with one query, then group them.


    """

  static let json = """
    {
      "schemaVersion": 1,
      "tool": {
        "name": "plimsoll",
        "version": "9.9.9"
      },
      "project": {
        "root": "shop"
      },
      "findings": [
        {
          "id": "00000000000000aa",
          "rule": "missing-timeout",
          "category": "3A",
          "riskCategory": "Async",
          "severity": "MONITOR",
          "tier": "suspicious",
          "confidence": "Low",
          "location": {
            "file": "src/mail.js",
            "startLine": 3
          },
          "title": "Call without a deadline",
          "problem": "The call waits for ever.",
          "impact": {
            "estimate": "200 requests parked",
            "confidence": "Low"
          },
          "verify": {
            "steps": "Stop the mail server."
          },
          "fix": {
            "description": "Set a timeout."
          },
          "tradeOff": "Slow answers become errors.",
          "confirm": "whether a proxy cuts the connection",
          "monitorThreshold": "10 mails a second",
          "effortHours": {
            "low": 0.5,
            "high": 1
          }
        }
      ],
      "stats": {
        "files": 3,
        "bytes": 48200,
        "milliseconds": 12.5,
        "skipped": [],
        "resolvedCallSites": {
          "resolved": 1204,
          "total": 1251
        }
      },
      "unknowns": [
        {
          "fact": "pool size",
          "neededFrom": "DATABASE_URL"
        }
      ]
    }

    """
}
