// Deliveries from anyone, and deliveries that are checked.

extension UnverifiedWebhook {
  static let examples: [Example] = [
    .reported(
      "a payment is marked as paid by whoever says so",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      ↓app.post("/webhooks/payments", async (req, res) => {
        await prisma.payment.update({ where: { id: req.body.id }, data: { state: req.body.state } });
        res.end();
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const crypto = require("crypto");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        const app = express();
        app.post("/webhooks/payments", async (req, res) => {
          const expected = crypto.createHmac("sha256", process.env.SECRET).update(req.rawBody).digest();
          if (!crypto.timingSafeEqual(expected, Buffer.from(req.get("x-signature"), "hex"))) return res.status(401).end();
          await prisma.payment.update({ where: { id: req.body.id }, data: { state: req.body.state } });
          res.end();
        });
        app.listen(3000);
        """
    ),
    .reported(
      "a controller checks one sender and not the other",
      """
      import { Body, Controller, Headers, Post } from "@nestjs/common";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      @Controller("webhooks")
      export class WebhookController {
        @Post("stripe")
        async stripe(@Body() body, @Headers("stripe-signature") signature) {
          this.verifySignature(body, signature);
          await prisma.payment.update({ where: { id: body.id }, data: { paid: true } });
        }
        @↓Post("paypal")
        async paypal(@Body() body) {
          await prisma.payment.update({ where: { id: body.id }, data: { paid: true } });
        }
        verifySignature(body, signature) {}
      }
      """,
      fixed: """
        import { Body, Controller, Headers, Post } from "@nestjs/common";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        @Controller("webhooks")
        export class WebhookController {
          @Post("stripe")
          async stripe(@Body() body, @Headers("stripe-signature") signature) {
            this.verifySignature(body, signature);
            await prisma.payment.update({ where: { id: body.id }, data: { paid: true } });
          }
          @Post("paypal")
          async paypal(@Body() body, @Headers("paypal-transmission-sig") signature) {
            this.verifySignature(body, signature);
            await prisma.payment.update({ where: { id: body.id }, data: { paid: true } });
          }
          verifySignature(body, signature) {}
        }
        """,
      path: "webhook.controller.ts"
    ),
    .silent(
      "users manage their webhooks behind a sign-in",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const { requireUser } = require("./auth");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/webhooks/test", requireUser, async (req, res) => {
        await prisma.webhook.create({ data: req.body });
        res.end();
      });
      app.listen(3000);
      """
    ),
    .silent(
      "a delivery that only says which payment to look up",
      """
      const express = require("express");
      const Stripe = require("stripe");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const stripe = new Stripe(process.env.STRIPE_KEY);
      const app = express();
      app.post("/webhooks/payments", async (req, res) => {
        const payment = await stripe.paymentIntents.retrieve(req.body.id);
        if (payment.status === "succeeded") {
          await prisma.payment.update({ where: { id: payment.id }, data: { paid: true } });
        }
        res.end();
      });
      app.listen(3000);
      """
    ),
    .silent(
      "a delivery that changes nothing",
      """
      const express = require("express");
      const app = express();
      app.post("/webhooks/ping", (req, res) => res.end());
      app.listen(3000);
      """
    ),
  ]
}
