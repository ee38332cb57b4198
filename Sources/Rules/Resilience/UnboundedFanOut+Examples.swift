// Floods of calls, and calls that come a few at a time.

extension UnboundedFanOut {
  static let examples: [Example] = [
    .reported(
      "a price is asked for every item of a list that users send",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/prices", async (req, res) => {
        const prices = await Promise.all(
          req.body.items.map((item) => ↓axios.get("https://prices.example/" + item.sku, { timeout: 2000 })),
        );
        res.json(prices.map((price) => price.data));
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const app = express();
        app.post("/prices", async (req, res) => {
          const { data } = await axios.post("https://prices.example", { skus: req.body.items.map((item) => item.sku) }, { timeout: 2000 });
          res.json(data);
        });
        """
    ),
    .reported(
      "a job notifies all users at once",
      """
      const cron = require("node-cron");
      const axios = require("axios");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      cron.schedule("0 7 * * *", async () => {
        const users = await prisma.user.findMany();
        await Promise.all(users.map((user) => ↓axios.post("https://push.example", { to: user.id }, { timeout: 2000 })));
      });
      """,
      fixed: """
        const cron = require("node-cron");
        const axios = require("axios");
        const { PrismaClient } = require("@prisma/client");
        const prisma = new PrismaClient();
        cron.schedule("0 7 * * *", async () => {
          const users = await prisma.user.findMany();
          for (const user of users) {
            await axios.post("https://push.example", { to: user.id }, { timeout: 2000 });
          }
        });
        """
    ),
    .reported(
      "a coroutine for every user, gathered",
      """
      import asyncio
      import httpx
      from fastapi import FastAPI

      app = FastAPI()
      client = httpx.AsyncClient(timeout=3)

      @app.post("/notices")
      async def notify(users: list[str]):
          await asyncio.gather(*[↓client.post(f"https://push.example/{user}") for user in users])
      """,
      fixed: """
        import asyncio
        import httpx
        from fastapi import FastAPI

        app = FastAPI()
        client = httpx.AsyncClient(timeout=3)
        few = asyncio.Semaphore(5)

        async def tell(user):
            async with few:
                await client.post(f"https://push.example/{user}")

        @app.post("/notices")
        async def notify(users: list[str]):
            await asyncio.gather(*[tell(user) for user in users])
        """,
      path: "app.py"
    ),
    .silent(
      "the files of an upload, of which the middleware lets five through",
      """
      const express = require("express");
      const multer = require("multer");
      const axios = require("axios");
      const upload = multer({ limits: { fileSize: 1000000 } });
      const app = express();
      app.post("/images", upload.array("images", 5), async (req, res) => {
        const files = req.files;
        const kept = await Promise.all(
          files.map((file) => axios.post("https://store.example", file.buffer, { timeout: 2000 })),
        );
        res.json(kept.map((answer) => answer.data));
      });
      """
    ),
    .silent(
      "a limiter lets a few in at a time",
      """
      const express = require("express");
      const axios = require("axios");
      const pLimit = require("p-limit");
      const app = express();
      const limit = pLimit(5);
      const priceOf = (item) => axios.get("https://prices.example/" + item.sku, { timeout: 2000 });
      app.post("/prices", async (req, res) => {
        const prices = await Promise.all(req.body.items.map((item) => limit(() => priceOf(item))));
        res.json(prices.map((price) => price.data));
      });
      """
    ),
    .silent(
      "three services, named in the code",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/status", async (req, res) => {
        const hosts = ["https://a.example", "https://b.example", "https://c.example"];
        const states = await Promise.all(hosts.map((host) => axios.get(host, { timeout: 2000 })));
        res.json(states.length);
      });
      """
    ),
    .silent(
      "one after another",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/prices", async (req, res) => {
        const prices = [];
        for (const item of req.body.items) {
          prices.push((await axios.get("https://prices.example/" + item.sku, { timeout: 2000 })).data);
        }
        res.json(prices);
      });
      """
    ),
    .reported(
      "coroutines that are gathered",
      """
      import asyncio
      import httpx
      from fastapi import FastAPI

      app = FastAPI()
      client = httpx.AsyncClient(timeout=3)

      @app.post("/notify")
      async def notify(users: list[str]):
          await asyncio.gather(*[↓client.post(f"https://push.example.com/{user}") for user in users])
          return {}
      """,
      fixed: """
        import httpx
        from fastapi import FastAPI

        app = FastAPI()
        client = httpx.AsyncClient(timeout=3)

        @app.post("/notify")
        async def notify(users: list[str]):
            await client.post("https://push.example.com/all", json=users)
            return {}
        """,
      path: "app.py"
    ),
    .silent(
      "a helper that is handed the counted files of an upload, or one file",
      """
      const express = require("express");
      const multer = require("multer");
      const axios = require("axios");
      const upload = multer({ limits: { fileSize: 1000000 } });
      const app = express();
      const keep = (files) =>
        Promise.all(files.map((file) => axios.post("https://store.example", file.buffer, { timeout: 2000 })));
      app.post("/images", upload.array("images", 5), async (req, res) => {
        res.json((await keep(req.files)).length);
      });
      app.post("/avatar", upload.single("avatar"), async (req, res) => {
        res.json((await keep([req.file])).length);
      });
      """
    ),
  ]
}
