// A small audit that has one of everything.

import Findings
import SourceText

enum Sample {
  static let source = """
    const router = express.Router();

    router.get("/orders", async (req, res) => {
      const orders = await db.query("SELECT * FROM orders WHERE shop = $1", [req.shop]);
      for (const order of orders) {
        order.items = await loadItems(order.id);
      }
      res.json(orders);
    });
    """

  static let repository = """
    export function loadItems(id) {
    \treturn db.query("SELECT * FROM items WHERE order_id = $1", [id]);
    }
    """

  static let queryInLoop = Finding(
    id: FindingFingerprint(
      rule: "query-in-loop",
      file: "src/repo.js",
      symbol: "loadItems",
      code: "db.query".utf8
    ).id,
    rule: "query-in-loop",
    category: .nPlusOne,
    severity: .critical,
    tier: .finding,
    confidence: .high,
    location: place(of: "db.query", in: repository, file: "src/repo.js"),
    related: [
      place(of: "router.get", in: source, file: "src/orders.js").noted("GET /orders"),
      place(of: "for (const order of orders)", in: source, file: "src/orders.js")
        .noted("once for each order of orders"),
      place(of: "loadItems(order.id)", in: source, file: "src/orders.js").noted("calls loadItems"),
    ],
    routes: ["GET /orders"],
    title: "Database query inside a loop",
    problem: "Each order waits for one round trip, e.g. 20 for a page. The pool runs dry.",
    impact: Impact(
      estimate: "100 req/s × (1 + 20) queries = 2,100 queries/s",
      confidence: .medium
    ),
    verify: Verify(
      steps: "Request a page of 10 rows, then one of 50: `calls` must not rise.",
      command: "psql -c 'SELECT calls FROM pg_stat_statements'"
    ),
    fix: Remedy(
      "Fetch the items of all orders with one query, then group them.",
      before: "order.items = await loadItems(order.id);",
      after: "const items = await loadItems(orders.map((order) => order.id));"
    ),
    tradeOff: "One large result replaces many small ones: give it a LIMIT.",
    effortHours: Effort(low: 1, high: 2.5)
  )

  static let missingTimeout = Finding(
    id: "00000000000000aa",
    rule: "missing-timeout",
    category: .missingTimeout,
    severity: .monitor,
    tier: .suspicious,
    confidence: .low,
    location: Location(file: "src/mail.js", startLine: 3),
    title: "Call without a deadline",
    problem: "The call waits for ever.",
    impact: Impact(estimate: "200 requests parked", confidence: .low),
    verify: Verify(steps: "Stop the mail server."),
    fix: Remedy("Set a timeout."),
    tradeOff: "Slow answers become errors.",
    confirm: "whether a proxy cuts the connection",
    monitorThreshold: "10 mails a second",
    effortHours: Effort(low: 0.5, high: 1)
  )

  static var suppressed: Finding {
    var finding = missingTimeout
    finding.id = "00000000000000bb"
    finding.location = Location(file: "src/feed.js", startLine: 12, startColumn: 5)
    finding.suppressed = Suppressed(reason: "the feed is fetched by a job, at night")
    return finding
  }

  static func audit(_ findings: [Finding], skipped: [SkippedFile] = []) -> Audit {
    Audit(
      tool: Tool(version: "9.9.9"),
      project: Project(root: "shop"),
      findings: findings.settled(),
      stats: AuditStats(
        files: 3,
        bytes: 48_200,
        milliseconds: 12.5,
        skipped: skipped,
        resolvedCallSites: ResolvedCallSites(resolved: 1_204, total: 1_251)
      )
    )
  }

  static func place(of code: String, in source: String, file: String) -> Location {
    let bytes = Array(source.utf8)
    let wanted = Array(code.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return Location(
      file: file,
      span: ByteSpan(start: UInt32(start), end: UInt32(start + wanted.count)),
      in: bytes,
      lines: LineIndex(of: bytes)
    )
  }
}

extension Sample {
  static func route(
    _ method: String,
    _ path: String,
    queries: String,
    calls: String = "0",
    awaits: Int? = nil
  ) -> RouteCost {
    RouteCost(
      method: method,
      path: path,
      handler: Location(file: "src/orders.js", startLine: 3),
      cost: .init(queries: queries, externalCalls: calls, sequentialAwaits: awaits)
    )
  }

  /// An audit with environment, routes, score and summary.
  static var whole: Audit {
    var owned = queryInLoop
    owned.owner = "@shop/data"
    var audit = audit([owned, missingTimeout])
    audit.date = "2026-11-22"
    audit.environment = [
      EnvironmentFact(
        aspect: "Database",
        value: "PostgreSQL (pg 8)",
        status: .inferred,
        evidence: [Location(file: "src/db.js", startLine: 3, note: "new Pool")]
      ),
      EnvironmentFact(aspect: "CDN", value: "none", status: .assumed),
      EnvironmentFact(
        aspect: "Proxy",
        value: "unknown",
        status: .needsConfirmation,
        ask: "nginx.conf, or the ingress of the cluster"
      ),
    ]
    audit.routes = [
      route("GET", "/orders/:id", queries: "1", awaits: 1),
      route("GET", "/orders", queries: "2 + 3N", calls: "1", awaits: 4),
      route("GET", "/report", queries: "N²"),
    ]
    audit.loadTarget = LoadTargetFigures(
      users: 1_000,
      requestsPerSecond: 100,
      durationSeconds: 300,
      p95Milliseconds: 500,
      p99Milliseconds: 800,
      errorRate: 0.01
    )
    audit.judge(by: Inquiry(rules: 12, categories: 9, isPartial: false, entries: 3))
    return audit
  }
}
