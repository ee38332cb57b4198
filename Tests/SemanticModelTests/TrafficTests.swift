// Which places few requests come to, by guards, paths and names in both languages.

import SemanticModel
import Testing

@Suite("How often a place is asked")
struct TrafficTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let code: String
    let errand: RareErrand?
    var testDescription: String { code }
  }

  private static let head = """
    const express = require("express");
    const { Pool } = require("pg");
    const pool = new Pool();
    const app = express();
    app.listen(3000);
    const work = () => pool.query("SELECT 1");
    const handler = async (req, res) => { await work(); res.end(); };

    """

  private static func code(_ code: String, _ errand: RareErrand?) -> Case {
    Case(code: code, errand: errand)
  }

  @Test(
    "is told by the code of a server in JavaScript",
    arguments: [
      code("app.get('/orders', handler);", nil),
      code("app.get('/orders', authorize('admin'), handler);", .administration),
      code("app.get('/orders', authorize('publisher', 'admin'), handler);", nil),
      code("app.get('/rates', requirePermission('rates.manage'), handler);", .administration),
      code("app.get('/rates', requirePermission('rates.read'), handler);", nil),
      code("app.post('/rows', requirePermission('cash_register.manage'), handler);", nil),
      code("app.get('/mine', requirePermission('profile:manage'), handler);", nil),
      code("app.get('/orders', requireAdmin, handler);", .administration),
      code("app.get('/orders', isTeamAdmin, handler);", nil),
      code("app.get('/orders', roles.isAdminPage, handler);", .administration),
      code(
        "app.post('/orders', async function ordersOfUserByAdmin(req, res) { await work(); });",
        .administration
      ),
      code("app.post('/orders', async function ordersByUser(req, res) { await work(); });", nil),
      code("app.get('/admin/orders', handler);", .administration),
      code("app.put('/users/:id/ban', handler);", .administration),
      code("app.post('/auth/demo/login', handler);", .demonstration),
      code("app.post('/demo', handler);", nil),
      code(
        """
        app.all('/orders', async (req, res) => { if (req.method === 'DELETE') { await work(); } res.end(); });
        """,
        .deletion
      ),
      code(
        """
        app.all('/orders', async (req, res) => { if (req.method !== 'DELETE') return; await work(); });
        """,
        .deletion
      ),
      code(
        """
        const setupAdminRoute = (app, path, answer) => app.get(path, answer);
        setupAdminRoute(app, '/orders', handler);
        """,
        .administration
      ),
      code(
        """
        const setupRoute = (app, path, answer) => app.get(path, answer);
        setupRoute(app, '/orders', handler);
        """,
        nil
      ),
      code(
        "app.get('/orders', async function ordersOfUserByAdmin(req, res) { await work(); });",
        .administration
      ),
      code("app.post('/import/preview', handler);", .intake),
      code(
        """
        const verifyQueueSignature = async (req) => {};
        const verifyQstashSignature = async (req) => {};
        app.post('/orders', async (req, res) => { await verifyQstashSignature(req); await work(); });
        """,
        .schedule
      ),
      code("app.get('/orders', permit('accessAdminControl'), handler);", nil),
      code("app.get('/orders', hasPermission('accessAdminControl'), handler);", .administration),
      code("app.put('/documents/:id/toggle-dark-mode', handler);", .settings),
      code("app.put('/documents/:id/toggle-favorite', handler);", nil),
      code("app.put('/tasks/:id/toggle', handler);", nil),
      code("app.use('/admin', requireAdmin); app.get('/orders', handler);", nil),
      code(
        """
        const boss = (req, res, next) => {
          if (req.user.role !== "admin") return res.status(403).end();
          next();
        };
        app.get('/orders', boss, handler);
        """,
        .administration
      ),
      code(
        """
        const mayRead = (user) => user.isAdmin;
        app.post('/orders', async (req, res) => {
          if (!mayRead(req.user)) return res.status(403).end();
          await work();
          res.end();
        });
        """,
        .administration
      ),
      code(
        """
        app.post('/orders', async (req, res) => {
          if (req.body.owner !== req.user.id && !req.user.isAdmin) return res.status(403).end();
          await work();
          res.end();
        });
        """,
        nil
      ),
      code(
        "app.get('/orders', handler); app.get('/admin/orders', handler);",
        nil
      ),
      code(
        """
        app.get('/orders', async (req, res) => {
          if (req.user.isAdmin) await work();
          res.end();
        });
        """,
        .administration
      ),
      code(
        """
        app.post('/first', async (req, res) => {
          const users = await pool.query("SELECT count(*) FROM users");
          if (users.rows[0].count !== 0) throw new Error("done");
          await work();
          res.end();
        });
        """,
        nil
      ),
      code(
        """
        app.post('/first', async (req, res) => {
          if ((await db("user").count("id as count").first()).count !== 0) throw new Error("done");
          await work();
          res.end();
        });
        """,
        .setUp
      ),
      code("app.post('/setup', handler);", .setUp),
      code("app.post('/users/:id/2fa/setup', handler);", nil),
      code("app.get('/auth/google/callback', handler);", .comingBack),
      code("app.post('/payments/callback', handler);", nil),
      code("app.get('/payments/callback', handler);", .comingBack),
      code("app.get('/orders/open-callback-requests', handler);", nil),
      code("app.get('/cron/reports', handler);", .schedule),
      code("app.get('/micron/:id', handler);", nil),
      code("app.delete('/projects/:id', handler);", .removal),
      code("app.delete('/projects/:id/stars/:star', handler);", nil),
      code("app.delete('/projects/:id/notes/:note', handler);", .deletion),
      code(
        "app.all('/users/:id', async (req, res) => { await deleteUserById(); res.end(); });\nconst deleteUserById = () => work();",
        .removal
      ),
      code("app.post('/settings/test-email', handler);", .trial),
      code("app.post('/alerts/send-test-pager', handler);", .trial),
      code("app.post('/tests/:id/answers', handler);", nil),
      code("app.post('/orders/import', handler);", .intake),
      code("app.get('/orders/import', handler);", nil),
      code("app.patch('/me/settings', handler);", .settings),
      code("app.get('/me/settings', handler);", nil),
      code(
        "const saveSettings = async (req, res) => { await work(); res.end(); }; app.post('/s', saveSettings);",
        .settings
      ),
      code("app.get('/orders', cache('5 minutes'), handler);", .keptAnswer),
      code("app.get('/orders', cacheControl({ maxAge: 60 }), handler);", nil),
      code(
        """
        const cache = new Map();
        app.get('/orders', async (req, res) => {
          const kept = cache.get(req.path);
          if (kept) return res.json(kept);
          const rows = await work();
          cache.set(req.path, rows);
          res.json(rows);
        });
        """,
        .keptAnswer
      ),
      code(
        """
        const cache = new Map();
        app.get('/orders', async (req, res) => {
          const kept = cache.get(req.path);
          if (kept) return res.json(kept);
          res.json(await work());
        });
        """,
        nil
      ),
    ]
  )
  func javaScript(one: Case) async throws {
    let project = await Project(["server.js": Self.head + one.code])
    #expect(try Self.use(in: project)?.errand == one.errand)
  }

  @Test(
    "is told by the code of a server in Python",
    arguments: [
      code("@app.get('/orders')\ndef orders():\n    work()\n    return {}", nil),
      code(
        "@app.get('/orders')\n@require_admin\ndef orders():\n    work()\n    return {}",
        .administration
      ),
      code(
        "@app.get('/orders')\n@require_admin_or_manager\ndef orders():\n    work()\n    return {}",
        .administration
      ),
      code(
        "@app.get('/orders')\n@require_admin_or_owner\ndef orders():\n    work()\n    return {}",
        nil
      ),
      code(
        "@app.get('/orders')\n@require_permission('manage_roles')\ndef orders():\n    work()\n    return {}",
        .administration
      ),
      code(
        "@app.get('/orders')\n@login_required\ndef orders():\n    work()\n    return {}",
        nil
      ),
      code(
        "@app.post('/orders')\ndef orders():\n    if not current_user.is_staff:\n        abort(403)\n    work()\n    return {}",
        .administration
      ),
      code(
        "@app.post('/orders')\ndef orders():\n    if current_user.role not in ('admin', 'superuser'):\n        abort(403)\n    work()\n    return {}",
        .administration
      ),
      code(
        "@app.post('/orders')\ndef orders():\n    if not has_access('is_admin'):\n        raise Forbidden()\n    work()\n    return {}",
        .administration
      ),
      code(
        "def require_admin(f):\n    def wrapper(*a):\n        if not current_user.is_admin:\n            abort(403)\n        return f(*a)\n    return wrapper\ndef open_to_all(f):\n    def wrapper(*a):\n        return f(*a)\n    return wrapper\n@app.get('/orders')\n@open_to_all\ndef orders():\n    work()\n    return {}\n@app.get('/reports')\n@require_admin\ndef reports():\n    return {}",
        nil
      ),
      code(
        "@app.get('/orders')\n@permission_required('view_orders')\ndef orders():\n    work()\n    return {}",
        nil
      ),
    ]
  )
  func python(one: Case) async throws {
    let head = """
      import psycopg2
      from flask import Flask, abort
      app = Flask(__name__)
      connection = psycopg2.connect("")
      def work():
          cursor = connection.cursor()
          cursor.execute("SELECT 1")


      """
    let project = await Project(["app.py": head + one.code])
    #expect(try Self.use(in: project)?.errand == one.errand)
  }

  @Test("is told by the messages of sockets")
  func sockets() async throws {
    let project = await Project([
      "server.js": """
      const { Server } = require("socket.io");
      const { Pool } = require("pg");
      const pool = new Pool();
      const io = new Server(3000);
      const work = () => pool.query("SELECT 1");
      io.on("connection", (socket) => {
        socket.on("clearStatistics", async (done) => { await work(); done(); });
      });
      """
    ])
    #expect(try Self.use(in: project)?.errand == .clearing)
  }

  @Test("is worked out from the busiest way, which is the one that is told")
  func busiestWay() async throws {
    let project = await Project([
      "server.js": Self.head + """
        const middle = () => work();
        app.get('/admin/orders', handler);
        app.get('/orders', async (req, res) => { await middle(); res.end(); });
        """
    ])
    let function = try #require(project.function("work"))
    let approach = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    #expect(project.program.label(of: approach.entry) == "GET /orders")
    #expect(try Self.use(in: project) == nil)
  }

  /// The reason for the statement in `work`.
  private static func use(in project: Project) throws -> RareUse? {
    let function = try #require(project.function("work"))
    let site = project.program.calls.indices.map { project.program.call(at: $0) }
      .first { $0.function == function && !$0.effects.isEmpty }
    return project.program.rareUse(of: try #require(site))
  }
}
