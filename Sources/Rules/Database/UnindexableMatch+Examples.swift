// What counts as a search that reads every row, and what only looks like one.

extension UnindexableMatch {
  static let examples: [Example] = searches + operators + views + relations + lists

  private static let mapped = """
    const express = require("express");
    const { Sequelize, DataTypes, Op } = require("sequelize");
    const sequelize = new Sequelize(process.env.DATABASE_URL);
    const User = sequelize.define("User", {
      name: DataTypes.STRING,
      city: { type: DataTypes.STRING, unique: true },
    });
    const app = express();
    app.post("/users", async (req, res) => res.json(await User.create(req.body)));

    """

  /// Sequelize writes its operators as computed keys.
  private static let operators: [Example] = [
    .reported(
      "a pattern of Sequelize with a wildcard in front",
      mapped + """
        app.get("/users", async (req, res) => {
          res.json(await ↓User.findAll({ where: { name: { [Op.like]: "%" + req.query.q + "%" } }, limit: 20 }));
        });
        """,
      fixed: mapped + """
        app.get("/users", async (req, res) => {
          res.json(await User.findAll({ where: { city: { [Op.like]: req.query.q + "%" } }, limit: 20 }));
        });
        """
    ),
    .reported(
      "alternatives of Sequelize, each with a wildcard in front",
      mapped + """
        app.get("/users", async (req, res) => {
          const pattern = `%${req.query.q}%`;
          const where = { [Op.or]: [{ name: { [Op.iLike]: ↓pattern } }, { city: { [Op.iLike]: pattern } }] };
          res.json(await User.findAll({ where, limit: 20 }));
        });
        """,
      fixed: mapped + """
        app.get("/users", async (req, res) => {
          const where = { [Op.or]: [{ city: req.query.q }, { id: req.query.id }] };
          res.json(await User.findAll({ where, limit: 20 }));
        });
        """
    ),
  ]

  private static let searches: [Example] = [
    .reported(
      "a regular expression over a whole collection",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({ name: { type: String, index: true } });
      const User = mongoose.model("User", schema);
      const app = express();
      app.get("/users", async (req, res) => {
        res.json(await ↓User.find({ name: { $regex: req.query.q, $options: "i" } }).limit(20));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const schema = new mongoose.Schema({ name: { type: String, index: true } });
        const User = mongoose.model("User", schema);
        const app = express();
        app.get("/users", async (req, res) => {
          res.json(await User.find({ $text: { $search: req.query.q } }).limit(20));
        });
        """
    ),
    .reported(
      "a search beside filters that only some requests bring",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const User = mongoose.model("User", new mongoose.Schema({ name: String, state: String }));
      const app = express();
      app.get("/users", async (req, res) => {
        const filter = {};
        if (req.query.state) filter.state = req.query.state;
        if (req.query.q) filter.name = { $regex: ↓req.query.q, $options: "i" };
        res.json(await User.find(filter).limit(20));
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const User = mongoose.model("User", new mongoose.Schema({ name: String, state: String }));
        const app = express();
        app.get("/users", async (req, res) => {
          const filter = {};
          if (req.query.state) filter.state = req.query.state;
          if (req.query.q) filter.$text = { $search: req.query.q };
          res.json(await User.find(filter).limit(20));
        });
        """
    ),
    .silent(
      "a search among the rows of one owner",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({
        owner: { type: mongoose.Schema.ObjectId, ref: "Account", index: true },
        name: String,
      });
      const User = mongoose.model("User", schema);
      const app = express();
      app.get("/users", async (req, res) => {
        const q = { owner: req.query.owner, name: { $regex: req.query.q } };
        res.json(await User.find(q).limit(20));
      });
      """
    ),
    .project(
      "a pattern that begins with a wildcard",
      [
        "models.py": """
        from sqlalchemy import Column, Integer, String
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class Person(Base):
            __tablename__ = "people"
            id = Column(Integer, primary_key=True)
            name = Column(String(80), index=True)
        """,
        "main.py": """
        from fastapi import FastAPI
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session
        from models import Person
        engine = create_engine("postgresql://localhost/shop")
        app = FastAPI()
        @app.get("/people")
        def people(q: str):
            with Session(engine) as session:
                return ↓session.query(Person).filter(Person.name.like(f"%{q}%")).limit(20).all()
        """,
      ],
      fixed: [
        "main.py": """
        from fastapi import FastAPI
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session
        from models import Person
        engine = create_engine("postgresql://localhost/shop")
        app = FastAPI()
        @app.get("/people")
        def people(q: str):
            with Session(engine) as session:
                return session.query(Person).filter(Person.name.like(f"{q}%")).limit(20).all()
        """
      ]
    ),
    .project(
      "whole texts without regard to case, beside a search for parts of them",
      [
        "app.py": people(
          "↓session.query(Person).filter(Person.mail.ilike(mail)).first()",
          "↓session.query(Person).filter(Person.mail.like(f\"%{q}%\")).limit(20).all()"
        )
      ],
      fixed: [
        "app.py": people(
          "session.query(Person).filter(Person.mail == mail).first()",
          "session.query(Person).filter(Person.mail.like(f\"{q}%\")).limit(20).all()"
        )
      ]
    ),
    .silent(
      "a search by how a text begins",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const schema = new mongoose.Schema({ name: { type: String, index: true } });
      const User = mongoose.model("User", schema);
      const app = express();
      app.get("/users", async (req, res) => {
        res.json(await User.find({ name: { $gte: req.query.q } }).limit(20));
      });
      """
    ),
    .project(
      "a search beside a filter that a request may leave out",
      ["app.py": orders("query = query.filter(Order.note.ilike(↓f\"%{request.args['q']}%\"))")],
      fixed: [
        "app.py": orders("query = query.filter(Order.note.like(f\"{request.args['q']}%\"))")
      ]
    ),
    .project(
      "a part of a date that is taken out of a column",
      ["app.py": orders("query = query.filter(extract(\"month\", Order.made_at) == ↓3)")],
      fixed: [
        "app.py": orders("query = query.filter(Order.made_at >= request.args[\"from\"])")
      ]
    ),
    .reported(
      "a key that is compared as a text",
      keyed(
        "res.json(await ↓source.query(\"SELECT c.* FROM comments AS c WHERE c.id::text = $1\", [req.params.id]));"
      ),
      fixed: keyed(
        "res.json(await source.query(\"SELECT c.* FROM comments AS c WHERE c.id = $1::uuid\", [req.params.id]));"
      ),
      path: "server.ts"
    ),
    .reported(
      "a search that a part of the statement makes for those who ask for it",
      keyed(
        """
        const text = ↓`WITH comments AS (SELECT c.* FROM comments c WHERE c.removed IS NULL
              AND CASE WHEN $1::text IS NOT NULL THEN c.content ILIKE '%' || $1 || '%' ELSE true END)
            SELECT row_to_json(t) FROM (SELECT * FROM comments LIMIT 20) t`;
          res.json(await source.query(text, [req.query.q]));
        """
      ),
      fixed: keyed(
        """
        const text = `WITH comments AS (SELECT c.* FROM comments c WHERE c.removed IS NULL)
            SELECT row_to_json(t) FROM (SELECT * FROM comments LIMIT 20) t`;
          res.json(await source.query(text, []));
        """
      ),
      path: "server.ts"
    ),
  ]

  private static func people(_ one: String, _ some: String) -> String {
    """
    from fastapi import FastAPI
    from sqlalchemy import Column, Integer, String, create_engine
    from sqlalchemy.orm import Session, declarative_base
    Base = declarative_base()
    class Person(Base):
        __tablename__ = "people"
        id = Column(Integer, primary_key=True)
        mail = Column(String(80), unique=True)
    engine = create_engine("postgresql://db/shop")
    app = FastAPI()
    @app.post("/login")
    def login(mail: str):
        with Session(engine) as session:
            return \(one)
    @app.get("/people")
    def people(q: str):
        with Session(engine) as session:
            return \(some)
    """
  }

  private static func keyed(_ answer: String) -> String {
    """
    import express from "express";
    import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";
    @Entity("comments")
    export class Comment {
      @PrimaryGeneratedColumn("uuid") id: string;
      @Column() content: string;
      @Column({ nullable: true }) removed: Date;
    }
    const source = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });
    const app = express();
    app.post("/comments", async (req, res) => {
      await source.query("INSERT INTO comments (content) VALUES ($1)", [req.body.content]);
      res.sendStatus(201);
    });
    app.get("/comments/:id", async (req, res) => {
      \(answer)
    });
    """
  }

  private static func orders(_ filter: String) -> String {
    """
    from flask import Flask, request, jsonify
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy import extract
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
    db = SQLAlchemy(app)
    class Order(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        user_id = db.Column(db.Integer, index=True)
        note = db.Column(db.String(200), index=True)
        made_at = db.Column(db.DateTime, index=True)
    @app.route("/orders", methods=["POST"])
    def add():
        db.session.add(Order(note=request.json["note"]))
        db.session.commit()
        return jsonify(ok=True)
    @app.route("/orders")
    def listed():
        query = Order.query
        if request.args.get("user"):
            query = query.filter(Order.user_id == request.args["user"])
        if request.args.get("q"):
            \(filter)
        rows = query.order_by(Order.id.desc()).limit(20).all()
        return jsonify([row.id for row in rows])
    """
  }
}
