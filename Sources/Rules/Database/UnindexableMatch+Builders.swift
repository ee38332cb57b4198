// Searches that classes and functions build for the handlers that send them.

extension UnindexableMatch {
  private static let model = """
    const mongoose = require("mongoose");
    const schema = new mongoose.Schema({ title: String, shelf: Number });
    module.exports = mongoose.model("Book", schema);
    """

  private static func builder(_ search: String) -> String {
    """
    class Listing {
      constructor(query, asked) {
        this.query = query;
        this.asked = asked;
      }
      search() {
        \(search)
        return this;
      }
      page(size) {
        this.query = this.query.limit(size).skip(size * (Number(this.asked.page) || 0));
        return this;
      }
    }
    module.exports = Listing;
    """
  }

  private static let server = """
    const express = require("express");
    const Book = require("./book");
    const Listing = require("./listing");
    const app = express();
    app.use(express.json());
    app.post("/books", async (req, res) => res.json(await Book.create(req.body)));
    app.get("/books", async (req, res) => {
      const listing = new Listing(Book.find(), req.query).search().page(20);
      res.json(await listing.query.lean());
    });
    """

  private static func shop(_ filter: String, _ patterns: String) -> [String: String] {
    [
      "book.js": model, "patterns.js": patterns,
      "server.js": """
      const express = require("express");
      const Book = require("./book");
      const { loosely } = require("./patterns");
      const app = express();
      app.use(express.json());
      app.post("/books", async (req, res) => res.json(await Book.create(req.body)));
      app.get("/books", async (req, res) => {
        \(filter)
        res.json(await Book.find(wanted).limit(20));
      });
      """,
    ]
  }

  private static let patterns = """
    const loosely = (text) => {
      if (!text) return null;
      const pattern = text.split("").join(".?");
      return new RegExp(pattern, "i");
    };
    module.exports = { loosely };
    """

  static let builders: [Example] = [
    .project(
      "a class that narrows the query of whoever makes it",
      [
        "book.js": model, "server.js": server,
        "listing.js": builder(
          "const wanted = { title: { $regex: ↓this.asked.q, $options: \"i\" } };\n    this.query = this.query.find({ ...wanted });"
        ),
      ],
      fixed: [
        "listing.js": builder(
          "this.query = this.query.find({ $text: { $search: this.asked.q } });"
        )
      ]
    ),
    .project(
      "a function of the project makes the expression",
      shop("const title = ↓loosely(req.query.q);\n  const wanted = { title };", patterns),
      fixed: shop("const wanted = { $text: { $search: req.query.q } };", patterns)
    ),
  ]
}
