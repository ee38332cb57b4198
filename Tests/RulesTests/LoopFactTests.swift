// Which facts of the code make a loop of queries a question, and which leave it sure.

import Findings
import Rules
import Testing

@Suite("Facts of loops")
struct LoopFactTests {
  private func found(_ routes: String) async -> [Finding] {
    let server = """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      \(routes)
      """
    return await findings(of: "query-in-loop", in: ["server.js": server])
  }

  private static let price = "await prisma.price.findUnique({ where: { id: order.priceId } })"

  @Test("what each turn looks up once for each key is a question of how many keys are new")
  func keptByKey() async throws {
    let found = await found(
      """
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        const prices = {};
        for (const order of orders) {
          if (!prices[order.priceId]) prices[order.priceId] = \(Self.price);
        }
        res.json({ orders, prices });
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.tier == .suspicious)
    #expect(first.confirm?.contains("how many keys") == true)
  }

  @Test("a place that begins anew in each turn keeps nothing")
  func keptInTurn() async {
    let found = await found(
      """
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        for (const order of orders) {
          const own = {};
          if (!own[order.priceId]) own[order.priceId] = \(Self.price);
          order.own = own;
        }
        res.json(orders);
      });
      """
    )
    #expect(found.map(\.tier) == [.finding])
  }

  @Test("loops of one function over one list are one finding")
  func oneList() async throws {
    let found = await found(
      """
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        for (const order of orders) order.price = \(Self.price);
        for (const order of orders) {
          order.buyer = await prisma.buyer.findUnique({ where: { id: order.buyerId } });
        }
        res.json(orders);
      });
      """
    )
    #expect(found.count == 1)
    let notes = (found.first?.related ?? []).compactMap(\.note)
    #expect(notes.contains { $0.hasPrefix("another loop") })
  }

  @Test("a loop that runs only before something fails is a question of how often that is")
  func beforeFailure() async throws {
    let found = await found(
      """
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        if (orders.length > 40) {
          for (const order of orders) order.price = \(Self.price);
          throw new Error("too many");
        }
        res.json(orders);
      });
      """
    )
    #expect(found.first?.tier == .suspicious)
    #expect(found.first?.confirm?.contains("before something fails") == true)
  }

  @Test("turns whose failures are caught one by one are no single statement")
  func undertakings() async throws {
    let found = await found(
      """
      const close = async (id) => {
        const shop = await prisma.shop.findUnique({ where: { id } });
        await prisma.shop.update({ where: { id }, data: { name: shop.name } });
      };
      app.post("/shops/close", async (req, res) => {
        const shops = await prisma.shop.findMany({ where: { id: { in: req.body.ids } } });
        const failed = [];
        for (const shop of shops) {
          try {
            await close(shop.id);
          } catch (error) {
            failed.push(shop.id);
          }
        }
        res.json(failed);
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.tier == .suspicious)
    #expect(first.confirm?.contains("the others go on") == true)
  }

  @Test("a list that the address names is a question of how many elements it has")
  func address() async throws {
    let found = await found(
      """
      app.get("/prices", async (req, res) => {
        const result = [];
        for (const key of req.query.keys.split(",")) {
          result.push(await prisma.price.findUnique({ where: { key } }));
        }
        res.json(result);
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.tier == .suspicious)
    #expect(first.confirm?.contains("how many elements one request has") == true)
  }

  @Test("what a clock asks for by a route keeps no user waiting")
  func timer() async throws {
    let found = await found(
      """
      app.get("/api/cron/prices", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        for (const order of orders) order.price = \(Self.price);
        res.end();
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.tier == .suspicious)
    #expect(first.confirm?.contains("No request waits") == true)
  }

  @Test("turns that run at the same time are not told to wait for one another")
  func together() async throws {
    let found = await found(
      """
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        res.json(await Promise.all(orders.map(async (order) => \(Self.price))));
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.tier == .finding)
    #expect(first.problem.contains("All of them ask at the same time"))
  }
}

@Suite("Facts of reads")
struct ReadFactTests {
  private func found(_ view: String) async -> [Finding] {
    let files = [
      "requirements.txt": "Django==4.2",
      "shop/models.py": """
      from django.db import models

      class Live(models.Manager):
          def get_queryset(self):
              return super().get_queryset().exclude(is_deleted=True)

      class Message(models.Model):
          text = models.TextField()
          parent_id = models.IntegerField()
          objects = Live()
      """,
      "shop/views.py": """
      from django.http import JsonResponse
      from .models import Message

      \(view)
      """,
      "shop/urls.py": """
      from django.urls import path
      from .views import shown
      urlpatterns = [path("messages/<int:parent>/", shown)]
      """,
    ]
    return await findings(of: "unbounded-read", in: files)
  }

  @Test("what a manager of the project selects by is known")
  func manager() async {
    let found = await found(
      """
      def shown(request, parent):
          messages = Message.objects.filter(parent_id=parent)
          return JsonResponse([m.text for m in messages], safe=False)
      """
    )
    #expect(!found.contains { $0.title.contains("all rows of `Message` without a limit") })
  }

  @Test("what a manager of the project gives whole is told by the name of its model")
  func whole() async {
    let found = await found(
      """
      def shown(request, parent):
          messages = Message.objects.order_by("id")
          return JsonResponse([m.text for m in messages], safe=False)
      """
    )
    #expect(found.contains { $0.title.contains("all rows of `Message` without a limit") })
  }
}

@Suite("Page sizes of one declaration")
struct DeclaredPageTests {
  private func found(_ field: String) async -> [Finding] {
    let files = [
      "package.json": #"{"dependencies":{"@nestjs/common":"10","@prisma/client":"5"}}"#,
      "page.args.ts": """
      import { Max, Min } from "class-validator";
      export class PageArgs {
        \(field)
        take: number = 10;
      }
      """,
      "orders.controller.ts": """
      import { Controller, Get, Query } from "@nestjs/common";
      import { PrismaClient } from "@prisma/client";
      import { PageArgs } from "./page.args";
      const prisma = new PrismaClient();
      @Controller("orders")
      export class OrdersController {
        @Get()
        list(@Query() page: PageArgs) {
          return prisma.order.findMany({ take: page.take });
        }
        @Get("lines")
        lines(@Query() page: PageArgs) {
          return prisma.line.findMany({ take: page.take });
        }
      }
      """,
    ]
    return await findings(of: "uncapped-page-size", in: files)
  }

  @Test("a field that several reads take as their limit is one finding at its declaration")
  func one() async throws {
    let found = await found("@Min(1)")
    #expect(found.count == 1)
    #expect(found.first?.location.file == "page.args.ts")
    #expect(found.first?.title.contains("2 reads") == true)
  }

  @Test("a maximum at the declaration holds for all of them")
  func capped() async {
    #expect(await found("@Max(100)") == [])
  }
}
