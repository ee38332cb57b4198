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
