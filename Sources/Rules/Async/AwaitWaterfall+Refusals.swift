// Waits behind a refusal, and waits that only some requests need.

extension AwaitWaterfall {
  static let refusals: [Example] = [
    .reported(
      "an address and a name that are looked for in one table, one after the other",
      signUp(
        """
          const mail = ↓await prisma.user.findUnique({ where: { email: req.body.email } });
          if (mail) return res.status(409).json({ error: "email" });
          const name = await prisma.user.findUnique({ where: { name: req.body.name } });
          if (name) return res.status(409).json({ error: "name" });
        """
      ),
      fixed: signUp(
        """
          const known = await prisma.user.findFirst({
            where: { OR: [{ email: req.body.email }, { name: req.body.name }] },
          });
          if (known) return res.status(409).json({ error: known.email === req.body.email ? "email" : "name" });
        """
      ),
      path: "server.ts"
    ),
    .reported(
      "three rows that must be there, each behind the refusal for the one before",
      signUp(
        """
          const shop = ↓await prisma.shop.findUnique({ where: { id: req.body.shop } });
          if (!shop) return res.status(404).end();
          const plan = await prisma.plan.findUnique({ where: { id: req.body.plan } });
          if (!plan) throw new Error("no plan");
          const user = await prisma.user.findUnique({ where: { id: req.body.user } });
          if (!user) return res.status(404).end();
        """
      ),
      fixed: signUp(
        """
          const [shop, plan, user] = await Promise.all([
            prisma.shop.findUnique({ where: { id: req.body.shop } }),
            prisma.plan.findUnique({ where: { id: req.body.plan } }),
            prisma.user.findUnique({ where: { id: req.body.user } }),
          ]);
          if (!shop || !user) return res.status(404).end();
          if (!plan) throw new Error("no plan");
        """
      ),
      path: "server.ts"
    ),
    .reported(
      "a page, and the number of all rows where the first page is asked for",
      signUp(
        """
          const rows = ↓await prisma.user.findMany({ where: { shop: req.body.shop }, take: 20 });
          let total = 0;
          if (!req.body.cursor) total = await prisma.user.count({ where: { shop: req.body.shop } });
        """
      ),
      fixed: signUp(
        """
          const [rows, total] = await Promise.all([
            prisma.user.findMany({ where: { shop: req.body.shop }, take: 20 }),
            req.body.cursor ? 0 : prisma.user.count({ where: { shop: req.body.shop } }),
          ]);
        """
      ),
      path: "server.ts"
    ),
    .silent(
      "an answer that spares the second question",
      signUp(
        """
          const known = await prisma.user.findUnique({ where: { email: req.body.email } });
          if (known) return res.json(known);
          const invited = await prisma.user.findUnique({ where: { name: req.body.name } });
          if (!invited) return res.status(404).end();
        """
      ),
      path: "server.ts"
    ),
    .silent(
      "a list is not asked for in vain",
      signUp(
        """
          const shop = await prisma.user.findUnique({ where: { id: req.body.id } });
          if (!shop) return res.status(404).end();
          const orders = await prisma.order.findMany({ where: { shop: req.body.id }, take: 50 });
        """
      ),
      path: "server.ts"
    ),
    .silent(
      "what was found decides whether there is a second question",
      signUp(
        """
          const user = await prisma.user.findUnique({ where: { id: req.body.id } });
          let total = 0;
          if (user.isSeller) total = await prisma.order.count({ where: { shop: req.body.shop } });
        """
      ),
      path: "server.ts"
    ),
  ]

  private static func signUp(_ steps: String) -> String {
    """
    import express from "express";
    import { PrismaClient } from "@prisma/client";
    const prisma = new PrismaClient();
    const app = express();
    app.post("/users", async (req, res) => {
    \(steps)
      res.json({});
    });
    """
  }
}
