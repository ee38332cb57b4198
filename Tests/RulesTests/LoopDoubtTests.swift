// Which loops of queries are told for sure, and what is told of them.

import Findings
import Rules
import Testing

@Suite("Loops of queries")
struct LoopDoubtTests {
  private static func server(_ routes: String) -> [String: String] {
    [
      "server.js": """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const { Pool } = require("pg");
      const prisma = new PrismaClient();
      const pool = new Pool();
      const app = express();
      \(routes)
      """
    ]
  }

  private func found(_ routes: String) async -> [Finding] {
    await findings(of: "query-in-loop", in: Self.server(routes))
  }

  @Test("a list that is read and answered is a sure one")
  func listing() async {
    let found = await found(
      """
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        for (const order of orders) {
          order.customer = await prisma.customer.findUnique({ where: { id: order.customerId } });
        }
        res.json(orders);
      });
      """
    )
    #expect(found.map(\.tier) == [.finding])
    #expect(found.map(\.severity) == [.high])
  }

  @Test(
    "statements for elements of one kind, or for those that something holds, are a question of how many they are"
  )
  func someElements() async throws {
    let orders = await found(
      """
      app.get("/orders", async (req, res) => {
        const orders = await prisma.order.findMany({ take: 50 });
        for (const order of orders) {
          if (order.kind === "gift") order.card = await prisma.card.findUnique({ where: { id: order.cardId } });
        }
        res.json(orders);
      });
      """
    )
    #expect(orders.map(\.tier) == [.suspicious])
    let speakers = await findings(
      of: "query-in-loop",
      in: [
        "app.py": """
        from flask import Flask, jsonify
        from models import Session, Speaker, Talk

        app = Flask(__name__)

        @app.get("/speakers")
        def speakers():
            session = Session.query.first()
            found = []
            for speaker in Speaker.query.all():
                if speaker in session.speakers:
                    found.append(Talk.query.filter_by(speaker_id=speaker.id).first().title)
            return jsonify(found)
        """,
        "models.py": """
        from flask_sqlalchemy import SQLAlchemy

        db = SQLAlchemy()

        class Session(db.Model):
            id = db.Column(db.Integer, primary_key=True)

        class Speaker(db.Model):
            id = db.Column(db.Integer, primary_key=True)

        class Talk(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            title = db.Column(db.String(80))
            speaker_id = db.Column(db.Integer)
        """,
      ]
    )
    #expect(speakers.map(\.tier) == [.suspicious])
  }

  @Test("rows that somebody sends to be saved are a question of how many they are")
  func saving() async throws {
    let found = await found(
      """
      app.put("/profile", async (req, res) => {
        for (const hobby of req.body.hobbies) {
          await prisma.hobby.create({ data: { name: hobby, userId: req.user.id } });
        }
        res.end();
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.tier == .suspicious)
    #expect(first.confirm?.contains("`req.body.hobbies`") == true)
    #expect(first.impact.estimate.contains("a tenth of the requests"))
  }

  @Test("a block for what is missing is not run by a call that hands it over")
  func handedOver() async {
    let found = await found(
      """
      const check = async (options) => {
        let { plan, count } = options;
        if (!plan) {
          plan = await prisma.plan.findUnique({ where: { id: options.planId } });
        }
        return plan.limit > count;
      };
      app.get("/mails", async (req, res) => {
        const plan = await prisma.plan.findFirst();
        const users = await prisma.user.findMany();
        const result = [];
        for (const user of users) result.push(await check({ plan: plan, count: user.mails }));
        res.json(result);
      });
      """
    )
    #expect(found == [])
  }

  @Test("the statements of one transaction run one after another, however they are started")
  func transaction() async throws {
    let found = await found(
      """
      app.post("/orders", async (req, res) => {
        await prisma.$transaction(async (tx) => {
          await Promise.all(req.body.items.map(async (item) => {
            const product = await tx.product.findUnique({ where: { id: item.productId } });
            item.price = product.price;
          }));
        });
        res.end();
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.impact.estimate.contains("one after another on the transaction's connection"))
    #expect(!first.impact.estimate.contains("at once"))
  }

  @Test("what no turn changes is asked once in front of the loop")
  func alike() async throws {
    let found = await found(
      """
      const settings = async (team) => prisma.settings.findFirst({ where: { team } });
      app.get("/cards", async (req, res) => {
        const cards = await prisma.card.findMany();
        for (const card of cards) {
          card.style = await settings(req.query.team);
        }
        res.json(cards);
      });
      """
    )
    let first = try #require(found.first)
    #expect(first.fix.description.contains("once in front of the loop"))
  }
}
