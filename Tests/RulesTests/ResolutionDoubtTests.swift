// What a name that many share is taken to call, and what nobody in the repository asks for.

import Findings
import Testing

@Suite("What is really called, and by whom")
struct ResolutionDoubtTests {
  private static let models = """
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy

    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Person(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(30))

    def plain(value):
        return value

    @app.get("/number")
    def number():
        return {"number": plain(Person.query).count()}

    """

  @Test("a key that is written out names an entry of a dictionary, no row")
  func dictionary() async {
    let code = """
      @app.get("/people")
      def people():
          answer = []
          for person in Person.query.limit(100).all():
              data = plain({"name": person.name})
              answer.append(data.get("name"))
          return answer
      """
    #expect(await findings(of: "query-in-loop", in: ["app.py": Self.models + code]).isEmpty)
  }

  @Test("a row that is looked up by its number in each turn is still told")
  func row() async {
    let code = """
      @app.get("/people")
      def people():
          answer = []
          for person in Person.query.limit(100).all():
              answer.append(Person.query.get(person.id + 1).name)
          return answer
      """
    #expect(await findings(of: "query-in-loop", in: ["app.py": Self.models + code]).count == 1)
  }

  @Test("who calls one of many functions that a wrapper gives back calls the one of that name")
  func wrapped() async {
    let found = await findings(
      of: "query-in-loop",
      in: [
        "traced.js": "module.exports = (run) => run;",
        "provision.js": """
        const { Pool } = require("pg");
        const traced = require("./traced");
        const pool = new Pool();
        async function provision(team) { await pool.query("SELECT 1 FROM teams WHERE id = $1", [team.id]); }
        module.exports = traced(provision);
        """,
        "present.js": """
        const traced = require("./traced");
        function present(team) { return { id: team.id }; }
        module.exports = traced(present);
        """,
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const present = require("./present");
        const provision = require("./provision");
        const pool = new Pool();
        const app = express();
        app.get("/teams", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM teams LIMIT 50");
          res.json(rows.map((team) => present(team)));
        });
        app.post("/teams", async (req, res) => { await provision(req.body); res.end(); });
        """,
      ]
    )
    #expect(found.isEmpty)
  }

  @Test("a constant and what was looked for are a key of the table: no sure finding")
  func constantKey() async {
    func project(_ fields: String) -> [String: String] {
      [
        "shop/models.py": """
        from django.db import models

        class State(models.Model):
            name = models.CharField(max_length=50)
            kind = models.CharField(max_length=50)
            project_id = models.IntegerField()

            class Meta:
                constraints = [models.UniqueConstraint(fields=[\(fields)], name="one")]
        """,
        "shop/views.py": """
        from django.http import JsonResponse
        from shop.models import State

        def triage(request, project_id):
            state = State.objects.filter(project_id=project_id, kind="triage").first()
            if not state:
                state = State.objects.create(name="Triage", kind="triage", project_id=project_id)
            return JsonResponse({"id": state.id})
        """,
        "shop/urls.py": """
        from django.urls import path
        from shop.views import triage

        urlpatterns = [path("projects/<int:project_id>/triage/", triage)]
        """,
      ]
    }
    let kept = await findings(of: "check-then-act", in: project("\"name\", \"project_id\""))
    #expect(
      kept.allSatisfy { $0.tier == .suspicious && $0.confirm?.contains("unique together") == true }
    )
    let loose = await findings(of: "check-then-act", in: project("\"id\", \"name\""))
    #expect(loose.contains { $0.confirm?.contains("unique together") != true })
  }

  @Test("a list that no client of a large application asks for is a suspicion")
  func unasked() async {
    func project(asking address: String) -> [String: String] {
      let routes = (1...60).map { "app.get(\"/pages/page\($0)\", (req, res) => res.end());" }
      var files = [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/orders/subscribers", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM orders LIMIT 50");
          for (const order of rows) {
            order.notes = await pool.query("SELECT * FROM notes WHERE order_id = $1", [order.id]);
          }
          res.json(rows);
        });
        \(routes.joined(separator: "\n"))
        """
      ]
      for number in 1...20 {
        files["client/Page\(number).jsx"] = """
          import axios from "axios";
          export function Page\(number)() {
            return <button onClick={() => axios.get("/\(address)")}>Show</button>;
          }
          """
      }
      return files
    }
    let asked = await findings(of: "query-in-loop", in: project(asking: "orders/subscribers"))
    #expect(asked.map(\.tier) == [.finding])
    let unasked = await findings(of: "query-in-loop", in: project(asking: "orders/others"))
    #expect(unasked.map(\.tier) == [.suspicious])
  }

  @Test("a page without a maximum over one person's own rows is a suspicion")
  func ownRows() async {
    func project(_ filter: String) -> [String: String] {
      [
        "schema.prisma": """
        model AccessToken {
          id     Int    @id @default(autoincrement())
          userId Int
          label  String
        }
        """,
        "server.js": """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.get("/tokens", async (req, res) => {
          res.json(await prisma.accessToken.findMany({ \(filter) take: Number(req.query.limit) }));
        });
        """,
      ]
    }
    let all = await findings(of: "uncapped-page-size", in: project(""))
    #expect(all.map(\.tier) == [.finding])
    let own = await findings(
      of: "uncapped-page-size",
      in: project("where: { userId: req.user.id },")
    )
    #expect(own.map(\.tier) == [.suspicious])
  }

  @Test("a rate that nobody measured lifts nothing where routes are many")
  func severity() async {
    func project(_ count: Int) -> [String: String] {
      let routes = (1...count).map { "app.get(\"/pages/page\($0)\", (req, res) => res.end());" }
      return [
        "server.js": """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.get("/orders", async (req, res) => {
          const { rows } = await pool.query("SELECT * FROM orders LIMIT 50");
          for (const order of rows) {
            order.notes = await pool.query("SELECT * FROM notes WHERE order_id = $1", [order.id]);
          }
          res.json(rows);
        });
        \(routes.joined(separator: "\n"))
        """
      ]
    }
    #expect(await findings(of: "query-in-loop", in: project(20)).map(\.severity) == [.high])
    #expect(await findings(of: "query-in-loop", in: project(300)).map(\.severity) == [.medium])
  }

  @Test("the rows of a query that is handed in are those that its maker selects")
  func handed() async {
    let found = await findings(
      of: "unbounded-read",
      in: [
        "shop/models.py": """
        from django.db import models

        class Order(models.Model):
            customer = models.ForeignKey("auth.User", on_delete=models.CASCADE)
            total = models.IntegerField()
        """,
        "shop/dates.py": """
        def shown(queryset):
            return [{"id": row.id, "total": row.total} for row in queryset]
        """,
        "shop/views.py": """
        from django.http import JsonResponse
        from shop.dates import shown
        from shop.models import Order

        def orders(request):
            return JsonResponse({"orders": shown(Order.objects.all())})

        def add(request):
            Order.objects.create(customer=request.user, total=1)
            return JsonResponse({})
        """,
        "shop/urls.py": """
        from django.urls import path
        from shop.views import add, orders

        urlpatterns = [path("orders/", orders), path("orders/add/", add)]
        """,
      ]
    )
    #expect(found.allSatisfy { $0.tier == .suspicious })
  }
}
