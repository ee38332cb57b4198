// Which loops wait needlessly at each turn, and which have to.

extension AwaitInLoop {
  static let examples: [Example] = [
    .reported(
      "a price for each article, one after another",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/prices", async (req, res) => {
        const prices = [];
        ↓for (const sku of req.body.skus) {
          const { data } = await axios.get(`https://prices.example.com/${sku}`, { timeout: 2000 });
          prices.push(data.price);
        }
        res.json(prices);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const pLimit = require("p-limit");
        const app = express();
        const limit = pLimit(5);
        app.post("/prices", async (req, res) => {
          const skus = req.body.skus.slice(0, 50);
          const prices = await Promise.all(
            skus.map((sku) => limit(() => axios.get(`https://prices.example.com/${sku}`, { timeout: 2000 }))),
          );
          res.json(prices.map((answer) => answer.data.price));
        });
        """
    ),
    .reported(
      "each element of a list is given what another service knows of it",
      """
      const express = require("express");
      const axios = require("axios");
      const stock = axios.create({ baseURL: "https://stock.example.com", timeout: 2000 });
      const app = express();
      app.post("/articles", async (req, res) => {
        const articles = req.body.articles;
        ↓for (const article of articles) {
          const { data } = await stock.get(`/${article.sku}`);
          article.left = data.left;
        }
        res.json(articles);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const stock = axios.create({ baseURL: "https://stock.example.com", timeout: 2000 });
        const app = express();
        app.post("/articles", async (req, res) => {
          const articles = req.body.articles;
          const { data } = await stock.post("/many", { skus: articles.map((article) => article.sku) });
          for (const article of articles) article.left = data[article.sku];
          res.json(articles);
        });
        """
    ),
    .reported(
      "the same in Python",
      """
      import httpx
      from fastapi import FastAPI

      app = FastAPI()
      client = httpx.AsyncClient(timeout=2)

      @app.post("/prices")
      async def prices(skus: list[str]):
          found = []
          ↓for sku in skus:
              answer = await client.get(f"https://prices.example.com/{sku}")
              found.append(answer.json())
          return found
      """,
      fixed: """
        import asyncio
        import httpx
        from fastapi import FastAPI

        app = FastAPI()
        client = httpx.AsyncClient(timeout=2)

        @app.post("/prices")
        async def prices(skus: list[str]):
            joined = ",".join(skus)
            answer = await client.get(f"https://prices.example.com/all?skus={joined}")
            return answer.json()
        """,
      path: "app.py"
    ),
    .silent(
      "pages, each of which names the next",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.get("/all", async (req, res) => {
        const found = [];
        let cursor = null;
        for (const page of req.query.pages) {
          const { data } = await axios.get("https://x.example.com", { params: { cursor }, timeout: 2000 });
          found.push(...data.items);
          cursor = data.next;
        }
        res.json(found);
      });
      """
    ),
    .silent(
      "places that are tried until one has it",
      """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/find", async (req, res) => {
        for (const host of req.body.hosts) {
          const { data } = await axios.get(`https://${host}/item`, { timeout: 2000 });
          if (data.found) return res.json(data);
        }
        res.status(404).end();
      });
      """
    ),
  ]
}
