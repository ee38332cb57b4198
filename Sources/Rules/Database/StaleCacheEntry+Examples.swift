// Which changes leave a copy in a cache behind, and which clear it.

extension StaleCacheEntry {
  static let examples: [Example] = [
    .reported(
      "a price that readers see an hour late",
      shop(
        "await ↓prisma.product.update({ where: { id: Number(req.params.id) }, data: { price: req.body.price } });"
      ),
      fixed: shop(
        """
        await prisma.product.update({ where: { id: Number(req.params.id) }, data: { price: req.body.price } });
          await redis.del(`product:${req.params.id}`);
        """
      )
    ),
    .reported(
      "a row that is gone and still shown",
      shop("await ↓prisma.product.delete({ where: { id: Number(req.params.id) } });"),
      fixed: shop(
        """
        await prisma.product.delete({ where: { id: Number(req.params.id) } });
          await redis.del(`product:${req.params.id}`);
        """
      )
    ),
    .silent(
      "a counter that nobody is shown",
      shop(
        "await prisma.product.update({ where: { id: Number(req.params.id) }, data: { views: { increment: 1 } } });"
      )
    ),
    .silent(
      "rows that no cache keeps",
      shop(
        "await prisma.customer.update({ where: { id: Number(req.params.id) }, data: { name: req.body.name } });"
      )
    ),
  ]

  private static func shop(_ change: String) -> String {
    """
    const express = require("express");
    const Redis = require("ioredis");
    const { PrismaClient } = require("@prisma/client");
    const redis = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: 1 });
    const prisma = new PrismaClient();
    const app = express();
    async function cached(key, compute) {
      const known = await redis.get(key);
      if (known) return JSON.parse(known);
      const value = await compute();
      await redis.set(key, JSON.stringify(value), "EX", Math.round(3600 * (0.9 + Math.random() * 0.2)));
      return value;
    }
    app.get("/products/:id", async (req, res) => {
      const id = Number(req.params.id);
      res.json(await cached(`product:${id}`, () => prisma.product.findUnique({ where: { id } })));
    });
    app.put("/products/:id", async (req, res) => {
      \(change)
      res.end();
    });
    """
  }
}
