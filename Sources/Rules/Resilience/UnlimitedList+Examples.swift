// Lists as long as callers like, and lists with an end.

extension UnlimitedList {
  static let examples: [Example] = [
    .reported(
      "each line of an order costs a look-up",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/orders", async (req, res) => {
        ↓for (const item of req.body.items) {
          await prisma.product.update({ where: { id: item.id }, data: { stock: { decrement: item.count } } });
        }
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/orders", async (req, res) => {
          if (req.body.items.length > 50) return res.status(400).end();
          for (const item of req.body.items) {
            await prisma.product.update({ where: { id: item.id }, data: { stock: { decrement: item.count } } });
          }
          res.end();
        });
        """
    ),
    .project(
      "the list is handed to a service",
      [
        "service.js": """
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        exports.invite = async (emails) => {
          ↓for (const email of emails) {
            await prisma.invitation.create({ data: { email } });
          }
        };
        """,
        "server.js": """
        const express = require("express");
        const { invite } = require("./service");
        const app = express();
        app.post("/invitations", async (req, res) => {
          const { emails } = req.body;
          await invite(emails);
          res.end();
        });
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const { z } = require("zod");
        const { invite } = require("./service");
        const schema = z.object({ emails: z.array(z.string()).max(20) });
        const app = express();
        app.post("/invitations", async (req, res) => {
          schema.parse(req.body);
          const { emails } = req.body;
          await invite(emails);
          res.end();
        });
        """
      ]
    ),
    .silent(
      "the rows come from the database",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/reminders", async (req, res) => {
        const users = await prisma.user.findMany({ where: { teamId: req.body.teamId } });
        for (const user of users) {
          await prisma.reminder.create({ data: { userId: user.id } });
        }
        res.end();
      });
      """
    ),
    .silent(
      "the elements cost nothing",
      """
      const express = require("express");
      const app = express();
      app.post("/sum", (req, res) => {
        let sum = 0;
        for (const value of req.body.values) sum += value;
        res.json(sum);
      });
      """
    ),
    .silent(
      "the framework bounds how many fields a form has",
      files: [
        "requirements.txt": "django",
        "shop/models.py": """
        from django.db import models

        class Item(models.Model):
            code = models.CharField(max_length=40, unique=True)
        """,
        "shop/views.py": """
        from django.http import HttpRequest, HttpResponse
        from shop.models import Item

        def pick(request: HttpRequest):
            for key in request.POST:
                Item.objects.get(code=key)
            return HttpResponse("ok")
        """,
        "shop/urls.py": """
        from django.urls import path
        from shop.views import pick
        urlpatterns = [path("pick", pick)]
        """,
      ]
    ),
  ]
}
