// What counts as a search that reads every row, and what only looks like one.

extension UnindexableMatch {
  static let examples: [Example] = [
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
        if (req.query.q) filter.name = { $regex: req.query.q, $options: "i" };
        res.json(await ↓User.find(filter).limit(20));
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
  ]
}
