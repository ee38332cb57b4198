// Loops, relations and reads that few requests or few elements come to: they are questions.

import Findings
import Rules
import Testing

@Suite("Narrow places")
struct NarrowLoopTests {
  private static let head = """
    const express = require("express");
    const { PrismaClient } = require("@prisma/client");
    const prisma = new PrismaClient();
    const app = express();
    """

  private func tiers(_ rule: String, _ code: String) async -> [Tier] {
    await findings(of: rule, in: ["server.js": Self.head + "\n" + code]).map(\.tier)
  }

  @Test("a query for what a request may leave out is a question of how many requests give it")
  func option() async {
    let tiers = await tiers(
      "query-in-loop",
      """
      const list = async (code = null) => {
        const tickets = await prisma.ticket.findMany({ take: 50 });
        for (const ticket of tickets) {
          if (code) ticket.code = await prisma.code.findFirst({ where: { ticketId: ticket.id, code } });
        }
        return tickets;
      };
      app.get("/tickets", async (req, res) => res.json(await list(req.query.code)));
      """
    )
    #expect(tiers == [.suspicious])
  }

  @Test("a query for elements with a mark is a question of how many have it")
  func mark() async {
    let tiers = await tiers(
      "query-in-loop",
      """
      app.get("/fields", async (req, res) => {
        const fields = await prisma.ticket.findMany({ take: 50 });
        for (const field of fields) {
          if (field.isComplex) field.parts = await prisma.part.findMany({ where: { fieldId: field.id }, take: 9 });
        }
        res.json(fields);
      });
      """
    )
    #expect(tiers == [.suspicious])
  }

  @Test("what a function leaves out by default is a question of who turns it on")
  func flag() async {
    let tiers = await tiers(
      "query-in-loop",
      """
      const show = async (ticket, showTags = false) => {
        if (showTags) ticket.tags = await prisma.tag.findMany({ where: { ticketId: ticket.id }, take: 9 });
        return ticket;
      };
      app.get("/tickets", async (req, res) => {
        const page = await prisma.page.findUnique({ where: { id: 1 } });
        const tickets = await prisma.ticket.findMany({ take: 50 });
        const shown = [];
        for (const ticket of tickets) shown.push(await show(ticket, page.tags));
        res.json(shown);
      });
      """
    )
    #expect(tiers == [.suspicious])
  }

  @Test("rows that are changed and written back are all needed: no page can take their place")
  func writtenBack() async {
    let tiers = await tiers(
      "unbounded-read",
      """
      app.post("/orders", async (req, res) => res.json(await prisma.order.create({ data: req.body })));
      app.put("/ranks", async (req, res) => {
        const orders = await prisma.order.findMany();
        orders.forEach((order, place) => { order.rank = place; });
        await prisma.order.createMany({ data: orders });
        await prisma.rank.createMany(orders);
        res.end();
      });
      """
    )
    #expect(!tiers.contains(.finding))
  }

  @Test("a callback of a chain gives its promise back")
  func chain() async {
    let found = await findings(
      of: "floating-promise",
      in: [
        "server.js": Self.head + """

          const purge = async (ids) => { await prisma.order.deleteMany({ where: { id: { in: ids } } }); };
          app.post("/orders", async (req, res) => {
            prisma.order.findMany({ take: 5 }).then((ids) => { purge(ids); }).catch((error) => console.error(error));
            res.end();
          });
          """
      ]
    )
    #expect(found.compactMap(\.fix.after).contains { $0.hasPrefix("return ") })
  }

  @Test("an equality of a template lets elements of one kind through")
  func template() async {
    let found = await findings(
      of: "query-in-loop",
      in: [
        "requirements.txt": "django",
        "shop/models.py": """
        from django.db import models

        class Channel(models.Model):
            kind = models.CharField(max_length=20)

        class Member(models.Model):
            channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="members")
        """,
        "shop/views.py": """
        from django.shortcuts import render
        from shop.models import Channel

        def channels(request):
            return render(request, "channels.html", {"channels": Channel.objects.all()[:50]})
        """,
        "shop/urls.py": """
        from django.urls import path
        from shop.views import channels
        urlpatterns = [path("channels", channels)]
        """,
        "shop/templates/channels.html": """
        {% for ch in channels %}{% if ch.kind == "group" %}{{ ch.members.count }}{% endif %}{% endfor %}
        """,
      ]
    )
    #expect(found.map(\.tier) == [.suspicious])
  }
}
