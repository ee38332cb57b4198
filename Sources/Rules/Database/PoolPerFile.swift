// A pool of connections in each file that asks the database.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports clients of one database that several files make for themselves.
struct PoolPerFile: Rule {
  static let about = RuleDescription(
    name: "pool-per-file",
    category: .poolExhaustion,
    worst: .medium,
    title: "Several pools to one database",
    problem: """
      Each of the clients has a pool of its own: one process opens as many connections as there are files, a busy file \
      waits for connections while those of the others idle, and no setting bounds what the process takes of the \
      database. A few instances reach the limit of the server.
      """,
    verify:
      "Send the load and count the connections of one process in the database (`pg_stat_activity`): their number must stay at the size of one pool.",
    fix:
      "Make one client in a module of its own, export it, and import it wherever the database is asked.",
    tradeOff: "One pool serves all: give it the size that the whole process needs.",
    effort: Effort(low: 0.25, high: 1)
  )

  static let examples: [Example] = [
    .project(
      "each controller makes a client",
      [
        "client.js": "",
        "orders.js": """
        const { PrismaClient } = require("@prisma/client");
        const prisma = ↓new PrismaClient();
        exports.one = async (req, res) =>
          res.json(await prisma.order.findUnique({ where: { id: Number(req.params.id) } }));
        """,
        "users.js": """
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        exports.one = async (req, res) =>
          res.json(await prisma.user.findUnique({ where: { id: Number(req.params.id) } }));
        """,
        "server.js": """
        const express = require("express");
        const app = express();
        app.get("/orders/:id", require("./orders").one);
        app.get("/users/:id", require("./users").one);
        app.listen(3000);
        """,
      ],
      fixed: [
        "client.js": """
        const { PrismaClient } = require("@prisma/client");
        module.exports = new PrismaClient();
        """,
        "orders.js": """
        const prisma = require("./client");
        exports.one = async (req, res) =>
          res.json(await prisma.order.findUnique({ where: { id: Number(req.params.id) } }));
        """,
        "users.js": """
        const prisma = require("./client");
        exports.one = async (req, res) =>
          res.json(await prisma.user.findUnique({ where: { id: Number(req.params.id) } }));
        """,
      ]
    ),
    .project(
      "two files make the same pool",
      [
        "a.js": """
        const { Pool } = require("pg");
        const pool = ↓new Pool({ connectionString: process.env.DATABASE_URL });
        exports.one = async (req, res) =>
          res.json((await pool.query("SELECT id FROM a WHERE id = $1", [req.params.id])).rows);
        """,
        "b.js": """
        const { Pool } = require("pg");
        const pool = new Pool({ connectionString: process.env.DATABASE_URL });
        exports.one = async (req, res) =>
          res.json((await pool.query("SELECT id FROM b WHERE id = $1", [req.params.id])).rows);
        """,
        "server.js": """
        const express = require("express");
        const app = express();
        app.get("/a/:id", require("./a").one);
        app.get("/b/:id", require("./b").one);
        app.listen(3000);
        """,
      ],
      fixed: [
        "b.js": """
        exports.one = async (req, res) => res.end();
        """
      ]
    ),
    .silent(
      "one file makes the only pool",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool({ connectionString: process.env.DATABASE_URL });
      const app = express();
      app.get("/a", async (req, res) => {
        const { rows } = await pool.query("SELECT id FROM a LIMIT 10");
        res.json(rows);
      });
      app.listen(3000);
      """
    ),
    .silent(
      "two databases have a pool each, and a seed has its own",
      files: [
        "pools.js": """
        const { Pool } = require("pg");
        exports.shop = new Pool({ connectionString: process.env.SHOP_URL });
        exports.reports = new Pool({ connectionString: process.env.REPORTS_URL });
        """,
        "seed.js": """
        const { Pool } = require("pg");
        const pool = new Pool({ connectionString: process.env.SHOP_URL });
        pool.query("INSERT INTO plans (name) VALUES ('free')").then(() => pool.end());
        """,
        "server.js": """
        const express = require("express");
        const pools = require("./pools");
        const app = express();
        app.get("/shop", async (req, res) => {
          const { rows } = await pools.shop.query("SELECT id FROM orders LIMIT 10");
          res.json(rows);
        });
        app.get("/reports", async (req, res) => {
          const { rows } = await pools.reports.query("SELECT id FROM reports LIMIT 10");
          res.json(rows);
        });
        app.listen(3000);
        """,
      ]
    ),
  ]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Made: [CallSite]] = [:]
    for site in program.calls(playing: [.connectionPool])
    where site.unit.isRunning && site.opensSharedPool && !isFile(site) {
      let text = program.source(of: site.place).filter { !$0.isWhitespace }
      groups[Made(folder: site.packageFolder, text: text), default: []].append(site)
    }
    return groups.values.sorted { $0[0].place < $1[0].place }
      .compactMap { finding(of: $0, in: program, under: target) }
  }

  /// What is written alike in one package goes to one database.
  private struct Made: Hashable {
    let folder: String
    let text: String
  }

  private func finding(
    of sites: [CallSite],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    var units: Set<Int> = []
    let files = sites.filter { units.insert($0.place.unit).inserted }
    guard files.count > 1, let first = files.first(where: \.isBesideServedQueries) else {
      return nil
    }
    let size = first.connectionsOnTwoProcessors ?? 10
    let sum = files.count * size
    return finding(
      Diagnosis(
        place: first.place,
        because: files.filter { $0.place != first.place }.prefix(12)
          .map { ($0.place, "makes one too") },
        function: first.function,
        title: "\(files.count) files each make a client of one database, with a pool of its own",
        problem: Self.about.problem,
        severity: .medium,
        confidence: .high,
        impact: Impact(
          estimate:
            "\(files.count) pools × \(size) connections = \(sum) for each process; two instances and a "
            + "deployment that rolls take \(sum * 3) of the 100 that PostgreSQL accepts by default",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: first.place))
      ),
      in: program
    )
  }

  /// A database in a file has no connections to run out of.
  private func isFile(_ site: CallSite) -> Bool {
    guard case .text(let url) = site.arguments.first?.shape else { return false }
    return url.hasPrefix("sqlite")
  }
}
