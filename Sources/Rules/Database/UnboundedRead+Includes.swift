// What counts as related rows that come along without a limit.

extension UnboundedRead {
  static let includes: [Example] = [
    .project(
      "comments and likes of every post of a page, joined in one statement",
      posts(
        """
        const posts = await Post.findAll({
            limit: 20,
            include: [
              ↓{ model: Comment, as: "comments", attributes: ["id"] },
              { model: Like, as: "likes" },
              { model: User, as: "author" },
            ],
          });
        """
      ),
      fixed: posts(
        """
        const posts = await Post.findAll({
            limit: 20,
            include: [
              { model: Comment, as: "comments", separate: true, limit: 3 },
              { model: User, as: "author" },
            ],
          });
        """
      )
    ),
    .project(
      "all followers of one user, for one of them",
      posts(
        """
        const posts = await User.findByPk(req.params.id, { include: [↓{ model: User, as: "followers" }] });
        """
      ),
      fixed: posts(
        """
        const posts = await User.findByPk(req.params.id, {
            include: [{ model: User, as: "followers", where: { id: req.query.me } }],
          });
        """
      )
    ),
    .reported(
      "all products of a category, where a page of them is shown",
      categories(#"Category.findById(req.params.id).populate(↓"products")"#),
      fixed: categories("Product.find({ category: req.params.id }).limit(20)")
    ),
    .project(
      "a function that is given options, and is given none",
      orders("↓", "orders.list({})"),
      fixed: orders("", "orders.list({ limit: 50 })")
    ),
    .silent(
      "a router that is imported and never mounted",
      files: [
        "orders.js": """
        import { Router } from "express";
        import mongoose from "mongoose";
        const Order = mongoose.model("Order", new mongoose.Schema({ text: String }));
        const router = Router();
        router.post("/", async (req, res) => res.json(await Order.create(req.body)));
        router.get("/", async (req, res) => res.json(await Order.find({})));
        export default router;
        """,
        "server.js": """
        import express from "express";
        import orders from "./orders.js";
        const app = express();
        app.get("/", (req, res) => res.send("ok"));
        app.listen(3000);
        """,
      ]
    ),
    .silent(
      "one author, and what is joined only to be counted",
      files: posts(
        """
        const posts = await Post.findAll({
            limit: 20,
            include: [{ model: User, as: "author" }, { model: Like, as: "likes", attributes: [] }],
            group: ["Post.id"],
          });
        """
      )
    ),
  ]

  private static func categories(_ read: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const products = { type: [{ type: mongoose.Schema.Types.ObjectId, ref: "Product" }] };
    const Category = mongoose.model("Category", new mongoose.Schema({ name: String, products }));
    const product = { name: String, category: { type: mongoose.Schema.Types.ObjectId, index: true } };
    const Product = mongoose.model("Product", new mongoose.Schema(product));
    const app = express();
    app.get("/categories/:id", async (req, res) => {
      res.json(await \(read));
    });
    """
  }

  private static func orders(_ mark: String, _ read: String) -> [String: String] {
    [
      "orders.js": """
      const { DataTypes, Sequelize } = require("sequelize");
      const sequelize = new Sequelize(process.env.DATABASE_URL);
      const Order = sequelize.define("Order", { text: DataTypes.TEXT });
      exports.list = async (options) => await \(mark)Order.findAll(options);
      exports.add = async (order) => await Order.create(order);
      """,
      "server.js": """
      const express = require("express");
      const orders = require("./orders");
      const app = express();
      app.use(express.json());
      app.get("/orders", async (req, res) => res.json(await \(read)));
      app.post("/orders", async (req, res) => res.json(await orders.add(req.body)));
      """,
    ]
  }

  private static func posts(_ read: String) -> [String: String] {
    [
      "models.js": """
      const { DataTypes, Sequelize } = require("sequelize");
      const sequelize = new Sequelize(process.env.DATABASE_URL);
      const User = sequelize.define("User", { name: DataTypes.STRING });
      const Post = sequelize.define("Post", { text: DataTypes.TEXT });
      const Comment = sequelize.define("Comment", { text: DataTypes.TEXT });
      const Like = sequelize.define("Like", { userId: DataTypes.INTEGER });
      Post.belongsTo(User, { as: "author" });
      Post.hasMany(Comment, { as: "comments" });
      Post.hasMany(Like, { as: "likes" });
      User.belongsToMany(User, { through: "follows", as: "followers" });
      module.exports = { User, Post, Comment, Like };
      """,
      "server.js": """
      const express = require("express");
      const { User, Post, Comment, Like } = require("./models");
      const app = express();
      app.get("/posts/:id", async (req, res) => {
        \(read)
        res.json(posts);
      });
      """,
    ]
  }
}
