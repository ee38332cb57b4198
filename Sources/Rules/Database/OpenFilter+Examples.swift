// What counts as columns that the caller chooses, and what only looks like it.

extension OpenFilter {
  static let examples: [Example] = [
    .project(
      "a class that keeps the query string for the query that it narrows",
      listing(isOpen: true),
      fixed: listing(isOpen: false)
    ),
    .reported(
      "the query string as the filter",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json(await Order.find(↓req.query).limit(25));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
        const app = express();
        app.get("/orders", async (req, res) => {
          res.json(await Order.find({ total: req.query.total }).limit(25));
        });
        """
    ),
    .reported(
      "a key of the order that the request names",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.get("/orders", async (req, res) => {
        const { sortBy = "_id", dir = "desc" } = req.query;
        const orders = Order.find().sort(↓{ [sortBy]: dir === "asc" ? 1 : -1 }).limit(25);
        res.json(await orders);
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
        const app = express();
        app.get("/orders", async (req, res) => {
          const { sortBy = "_id", dir = "desc" } = req.query;
          if (!["_id", "total"].includes(sortBy)) return res.status(400).end();
          const orders = Order.find().sort({ [sortBy]: dir === "asc" ? 1 : -1 }).limit(25);
          res.json(await orders);
        });
        """
    ),
    .silent(
      "a key of the order that the code looks up",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      const columns = { price: "total", newest: "_id" };
      app.get("/orders", async (req, res) => {
        const column = columns[req.query.sort] || "_id";
        res.json(await Order.find().sort({ [column]: -1 }).limit(25));
      });
      """
    ),
    .silent(
      "one value of the request, compared with a column that the code names",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ status: String }));
      const app = express();
      app.get("/orders", async (req, res) => {
        const { status } = req.query;
        res.json(await Order.find({ status }).limit(25));
      });
      """
    ),
    .reported(
      "an order that the request names",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.get("/orders", async (req, res) => {
        res.json(await Order.find({}).sort(↓req.query.sort).limit(25));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
        const app = express();
        app.get("/orders", async (req, res) => {
          res.json(await Order.find({}).sort("-_id").limit(25));
        });
        """
    ),
    .silent(
      "an order from a list of the code's own",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      const orders = { newest: "-_id", largest: "-total" };
      app.get("/orders", async (req, res) => {
        res.json(await Order.find({}).sort(orders[req.query.sort]).limit(25));
      });
      """
    ),
    .reported(
      "an order that the request names where no branch before it knows the name",
      posts(
        """
            sort = ↓request.GET.get("sort", "id")
            if sort in ["score", "-score"]:
                posts = Post.objects.order_by("score", "id")
            else:
                posts = Post.objects.order_by(sort)
        """
      ),
      fixed: posts(
        """
            sort = request.GET.get("sort", "id")
            if sort.lstrip("-") not in SORTS:
                sort = "id"
            posts = Post.objects.order_by(sort)
        """
      ),
      path: "app.py"
    ),
    .silent(
      "an order that is refused, replaced or left out unless it stands in a list",
      posts(
        """
            sort = request.GET.get("sort", "id")
            if sort in SORTS:
                posts = Post.objects.order_by(sort)
            else:
                posts = Post.objects.order_by("id")
        """
      ) + """


        def newest(request):
            wanted = request.GET.get("sort", "id")
            sort = wanted if wanted in SORTS else "id"
            return JsonResponse({"posts": list(Post.objects.order_by(sort).values()[:20])})

        def strict(request):
            raw = request.GET.get("sort", "id")
            name = raw.lstrip("-")
            if name not in SORTS:
                return JsonResponse({}, status=400)
            return JsonResponse({"posts": list(Post.objects.order_by(raw).values()[:20])})

        urlpatterns += [path("newest/", newest), path("strict/", strict)]
        """,
      path: "app.py"
    ),
  ]

  private static func posts(_ body: String) -> String {
    """
    from django.db import models
    from django.http import JsonResponse
    from django.urls import path

    SORTS = {"id", "title"}

    class Post(models.Model):
        title = models.CharField(max_length=100)
        score = models.IntegerField(default=0)

    def posts(request):
    \(body)
        return JsonResponse({"posts": list(posts.values()[:20])})

    def create(request):
        Post.objects.create(title=request.POST["title"])
        return JsonResponse({})

    urlpatterns = [path("posts/", posts), path("posts/new/", create)]
    """
  }

  private static func listing(isOpen: Bool) -> [String: String] {
    let open = """
      const copy = { ...this.asked };
          delete copy.page;
          const text = JSON.stringify(copy).replace(/\\b(gte|lte)\\b/g, (word) => `$${word}`);
          this.query = this.query.find(↓JSON.parse(text));
      """
    let closed = "this.query = this.query.find({ kind: this.asked.kind });"
    return [
      "listing.js": """
      class Listing {
        constructor(query, asked) {
          this.query = query;
          this.asked = asked;
        }
        filter() {
          \(isOpen ? open : closed)
          return this;
        }
      }
      module.exports = Listing;
      """,
      "server.js": """
      const express = require("express");
      const mongoose = require("mongoose");
      const Listing = require("./listing");
      const Tool = mongoose.model("Tool", new mongoose.Schema({ kind: { type: String, index: true }, price: Number }));
      const app = express();
      app.get("/tools", async (req, res) => {
        const listing = new Listing(Tool.find(), req.query).filter();
        res.json(await listing.query.limit(20));
      });
      """,
    ]
  }
}
