// What counts as deciding by an old state, and what the database decides.

extension CheckThenAct {
  static let examples: [Example] =
    rows + places + handed + helpers + views + rooms + carts + instances + answers + repeats
    + sessionRows

  private static let rows: [Example] = [
    .silent(
      "what is missing is filled with the same for all",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Member = mongoose.model("Member", new mongoose.Schema({ assignedPlan: String }));
      const Plan = mongoose.model("Plan", new mongoose.Schema({ name: String }));
      const app = express();
      app.get("/members/:id", async (req, res) => {
        const member = await Member.findById(req.params.id);
        if (!member.assignedPlan) {
          const plan = await Plan.findOne({ name: "basic" });
          member.assignedPlan = plan._id;
          await member.save();
        }
        res.json(member);
      });
      """
    ),
    .reported(
      "a like that is looked for by the key of its owner, then made",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Like = mongoose.model("Like", new mongoose.Schema({ user: String, post: String }));
      const app = express();
      app.post("/likes", async (req, res) => {
        const known = await ↓Like.findOne({ user: req.user._id, post: req.body.post });
        if (known) return res.status(409).end();
        res.json(await Like.create({ user: req.user._id, post: req.body.post }));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({ user: String, post: String });
        schema.index({ user: 1, post: 1 }, { unique: true });
        const Like = mongoose.model("Like", schema);
        const app = express();
        app.post("/likes", async (req, res) => {
          const known = await Like.findOne({ user: req.user._id, post: req.body.post });
          if (known) return res.status(409).end();
          res.json(await Like.create({ user: req.user._id, post: req.body.post }));
        });
        """
    ),
    .silent(
      "nobody else knows the key of a row that was just made",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const Staff = mongoose.model("Staff", new mongoose.Schema({ user: String }));
      const app = express();
      app.post("/staff", async (req, res) => {
        const user = await User.create({ name: req.body.name });
        let staff = await Staff.findOne({ user: user._id });
        if (!staff) staff = await Staff.create({ user: user._id });
        res.json(staff);
      });
      """
    ),
    .silent(
      "an aggregation that gives rows counts nothing",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Chat = mongoose.model("Chat", new mongoose.Schema({ members: [String] }));
      const User = mongoose.model("User", new mongoose.Schema({ name: String }));
      const app = express();
      app.patch("/chats/:id", async (req, res) => {
        const chat = await Chat.findById(req.params.id);
        const found = await User.aggregate([{ $match: { name: req.body.name } }, { $limit: 20 }]);
        chat.members.push(...found.map((user) => user.name));
        await chat.save();
        res.json(found);
      });
      """
    ),
    .reported(
      "a stock that is computed from what was read",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Product = mongoose.model("Product", new mongoose.Schema({ stock: Number }));
      const app = express();
      app.post("/buy/:id", async (req, res) => {
        const product = await ↓Product.findById(req.params.id);
        if (product.stock < 1) return res.status(409).end();
        product.stock -= 1;
        await product.save();
        res.json(product);
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Product = mongoose.model("Product", new mongoose.Schema({ stock: Number }));
        const app = express();
        app.post("/buy/:id", async (req, res) => {
          const product = await Product.findOneAndUpdate(
            { _id: req.params.id, stock: { $gte: 1 } },
            { $inc: { stock: -1 } },
          );
          if (!product) return res.status(409).end();
          res.json(product);
        });
        """
    ),
    .silent(
      "rows that join a relation, of which a unit of work writes each by itself",
      """
      from fastapi import FastAPI
      from sqlalchemy import Column, ForeignKey, Integer, create_engine
      from sqlalchemy.orm import Session, declarative_base, relationship
      engine = create_engine("postgresql:///shop", pool_size=40)
      app = FastAPI()
      Base = declarative_base()
      class Food(Base):
          __tablename__ = "foods"
          id = Column(Integer, primary_key=True)
          uses = relationship("Use")
      class Use(Base):
          __tablename__ = "uses"
          id = Column(Integer, primary_key=True)
          food_id = Column(Integer, ForeignKey("foods.id"), index=True)
      @app.post("/merge/{old_id}/{new_id}")
      def merge(old_id: int, new_id: int):
          with Session(engine) as session:
              old = session.get(Food, old_id)
              food = session.get(Food, new_id)
              food.uses += old.uses
              session.commit()
          return {}
      """,
      path: "app.py"
    ),
    .reported(
      "a row that is made because there was none",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Shop = mongoose.model("Shop", new mongoose.Schema({ owner: String, name: String }));
      const app = express();
      app.post("/shops", async (req, res) => {
        const existing = await ↓Shop.findOne({ owner: req.body.owner });
        if (existing) return res.status(409).end();
        res.json(await Shop.create(req.body));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({ owner: { type: String, unique: true }, name: String });
        const Shop = mongoose.model("Shop", schema);
        const app = express();
        app.post("/shops", async (req, res) => {
          const existing = await Shop.findOne({ owner: req.body.owner });
          if (existing) return res.status(409).end();
          res.json(await Shop.create(req.body));
        });
        """
    ),
    .reported(
      "an update whose data adds to what was read",
      """
      import express from "express";
      import { PrismaClient } from "@prisma/client";
      const prisma = new PrismaClient();
      const app = express();
      app.post("/coupons/:id", async (req, res) => {
        const coupon = await ↓prisma.coupon.findUnique({ where: { id: req.params.id } });
        await prisma.coupon.update({ where: { id: coupon.id }, data: { uses: coupon.uses + 1 } });
        res.json(coupon);
      });
      """,
      fixed: """
        import express from "express";
        import { PrismaClient } from "@prisma/client";
        const prisma = new PrismaClient();
        const app = express();
        app.post("/coupons/:id", async (req, res) => {
          const coupon = await prisma.coupon.findUnique({ where: { id: req.params.id } });
          await prisma.coupon.update({ where: { id: coupon.id }, data: { uses: { increment: 1 } } });
          res.json(coupon);
        });
        """,
      path: "server.ts"
    ),
    .silent(
      "a row that is edited, with nothing computed from the old one",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Shop = mongoose.model("Shop", new mongoose.Schema({ owner: String, name: String }));
      const app = express();
      app.put("/shops/:id", async (req, res) => {
        const shop = await Shop.findById(req.params.id);
        if (!shop) return res.status(404).end();
        shop.name = req.body.name;
        await shop.save();
        res.json(shop);
      });
      """
    ),
    .silent(
      "a row that is read with a lock",
      """
      import express from "express";
      import { DataSource } from "typeorm";
      import { Stock } from "./stock";
      const source = new DataSource({ type: "postgres" });
      const app = express();
      app.post("/take/:id", async (req, res) => {
        const stock = await source.transaction(async (manager) => {
          const row = await manager.findOne(Stock, {
            where: { id: req.params.id },
            lock: { mode: "pessimistic_write" },
          });
          row.quantity = row.quantity - 1;
          return manager.save(row);
        });
        res.json(stock);
      });
      """,
      path: "server.ts"
    ),
    .silent(
      "a row of another kind that must be there",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Shop = mongoose.model("Shop", new mongoose.Schema({ name: String }));
      const Offer = mongoose.model("Offer", new mongoose.Schema({ shop: String }));
      const app = express();
      app.post("/shops/:id/offers", async (req, res) => {
        const shop = await Shop.findOne({ name: req.body.shop });
        if (!shop) return res.status(404).end();
        res.json(await Offer.create({ shop: shop.id }));
      });
      """
    ),
    .reported(
      "a balance that is read and written by two statements",
      """
      const express = require("express");
      const { Pool } = require("pg");
      const pool = new Pool();
      const app = express();
      app.post("/withdraw", async (req, res) => {
        const { rows } = await ↓pool.query("SELECT balance FROM accounts WHERE id = $1", [req.body.id]);
        const left = rows[0].balance - req.body.amount;
        if (left < 0) return res.status(409).end();
        await pool.query("UPDATE accounts SET balance = $1 WHERE id = $2", [left, req.body.id]);
        res.json({ left });
      });
      """,
      fixed: """
        const express = require("express");
        const { Pool } = require("pg");
        const pool = new Pool();
        const app = express();
        app.post("/withdraw", async (req, res) => {
          const { rowCount } = await pool.query(
            "UPDATE accounts SET balance = balance - $1 WHERE id = $2 AND balance >= $1",
            [req.body.amount, req.body.id],
          );
          if (rowCount === 0) return res.status(409).end();
          res.json({});
        });
        """
    ),
    .reported(
      "a field of a row that a session writes when it commits",
      """
      from flask import Flask, jsonify
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Post(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          views = db.Column(db.Integer)

      @app.route("/posts/<int:id>/view", methods=["POST"])
      def view(id):
          post = ↓Post.query.get(id)
          post.views += 1
          db.session.commit()
          return jsonify(views=post.views)
      """,
      fixed: """
        from flask import Flask, jsonify
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Post(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            views = db.Column(db.Integer)

        @app.route("/posts/<int:id>/view", methods=["POST"])
        def view(id):
            post = Post.query.with_for_update().get(id)
            post.views += 1
            db.session.commit()
            return jsonify(views=post.views)
        """,
      path: "app.py"
    ),
    .reported(
      "a row that stores itself where none was found",
      """
      from flask import Flask, jsonify, request
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Item(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          code = db.Column(db.String(20))

          def save(self):
              db.session.add(self)
              db.session.commit()

      @app.route("/items", methods=["POST"])
      def add():
          found = ↓Item.query.filter_by(code=request.json["code"]).first()
          if found:
              return jsonify(error="taken"), 409
          item = Item(code=request.json["code"])
          item.save()
          return jsonify(id=item.id), 201
      """,
      fixed: """
        from flask import Flask, jsonify, request
        from flask_sqlalchemy import SQLAlchemy

        app = Flask(__name__)
        db = SQLAlchemy(app)

        class Item(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            code = db.Column(db.String(20), unique=True)

            def save(self):
                db.session.add(self)
                db.session.commit()

        @app.route("/items", methods=["POST"])
        def add():
            found = Item.query.filter_by(code=request.json["code"]).first()
            if found:
                return jsonify(error="taken"), 409
            item = Item(code=request.json["code"])
            item.save()
            return jsonify(id=item.id), 201
        """,
      path: "app.py"
    ),
  ]
}
