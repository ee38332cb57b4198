// What counts as an exact count for each page, and what only looks like one.

extension ExactCount {
  static let examples: [Example] = handExamples + listingExamples

  private static let handExamples: [Example] = [
    .reported(
      "a count and a page that is skipped to",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Message = mongoose.model("Message", new mongoose.Schema({ text: String }));
      const app = express();
      app.get("/messages", async (req, res) => {
        const page = Number(req.query.page) || 1;
        const total = await ↓Message.countDocuments({});
        const rows = await Message.find({}).sort("-_id").skip((page - 1) * 25).limit(25);
        res.json({ total, rows });
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Message = mongoose.model("Message", new mongoose.Schema({ text: String }));
        const app = express();
        app.get("/messages", async (req, res) => {
          const rows = await Message.find({ _id: { $lt: req.query.before } }).sort("-_id").limit(25);
          res.json({ rows });
        });
        """
    ),
    .reported(
      "all messages of a chat, which goes on for as long as people talk in it",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const chat = { type: mongoose.Schema.Types.ObjectId, ref: "Chat", index: true };
      const Message = mongoose.model("Message", new mongoose.Schema({ chat, text: String }));
      const app = express();
      app.get("/chats/:id/messages", async (req, res) => {
        const skip = (Number(req.query.page) - 1) * 25;
        const total = await ↓Message.countDocuments({ chat: req.params.id });
        const rows = await Message.find({ chat: req.params.id }).sort("-_id").skip(skip).limit(25);
        res.json({ total, rows });
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const chat = { type: mongoose.Schema.Types.ObjectId, ref: "Chat", index: true };
        const Message = mongoose.model("Message", new mongoose.Schema({ chat, text: String }));
        const app = express();
        app.get("/chats/:id/messages", async (req, res) => {
          const filter = { chat: req.params.id, _id: { $lt: req.query.before } };
          res.json({ rows: await Message.find(filter).sort("-_id").limit(25) });
        });
        """
    ),
    .reported(
      "a page that the library counts by itself",
      posts("↓db.paginate(db.select(Post).order_by(Post.id), per_page=20)"),
      fixed: posts("db.session.scalars(db.select(Post).where(Post.id > last).limit(20))"),
      path: "app.py"
    ),
    .silent(
      "the pages of one user's posts, which are few enough to count",
      posts("db.paginate(db.session.get(User, last).posts.select(), per_page=20)"),
      path: "app.py"
    ),
    .silent(
      "a count that no page belongs to",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Message = mongoose.model("Message", new mongoose.Schema({ text: String }));
      const app = express();
      app.get("/messages/count", async (req, res) => {
        res.json({ total: await Message.countDocuments({}) });
      });
      """
    ),
    .reported(
      "a count beside the page that it belongs to",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.get("/orders", async (req, res) => {
        const filter = { total: { $gte: req.query.least } };
        const [rows, total] = await Promise.all([
          Order.find(filter, null, { sort: { _id: -1 }, skip: 25 * req.query.page, limit: 25 }),
          ↓Order.countDocuments(filter),
        ]);
        res.json({ rows, total });
      });
      """,
      fixed: """
        const express = require("express");
        const mongoose = require("mongoose");
        const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
        const app = express();
        app.get("/orders", async (req, res) => {
          const filter = { total: { $gte: req.query.least }, _id: { $lt: req.query.before } };
          const rows = await Order.find(filter, null, { sort: { _id: -1 }, limit: 26 });
          res.json({ rows: rows.slice(0, 25), hasMore: rows.length > 25 });
        });
        """
    ),
    .reported(
      "the rows of a statement that are counted under another name",
      articles(
        """
            total = ↓db.scalar(select(func.count()).select_from(query.subquery()))
            rows = db.execute(query.offset((page - 1) * 20).limit(20)).scalars().all()
        """
      ),
      fixed: articles(
        """
            total = None
            rows = db.execute(query.offset((page - 1) * 20).limit(20)).scalars().all()
        """
      ),
      path: "app.py"
    ),
    .silent(
      "a count of what one owner has",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Message = mongoose.model("Message", new mongoose.Schema({ owner: String }));
      const app = express();
      app.get("/messages", async (req, res) => {
        const owner = req.user.id;
        const total = await Message.countDocuments({ owner });
        const rows = await Message.find({ owner }).skip(25 * req.query.page).limit(25);
        res.json({ total, rows });
      });
      """
    ),
  ]

  private static func articles(_ page: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import Column, Integer, String, create_engine, func, select
    from sqlalchemy.orm import Session, declarative_base, sessionmaker
    app = FastAPI()
    Base = declarative_base()
    Sessions = sessionmaker(create_engine("postgresql:///shop"))
    class Article(Base):
        __tablename__ = "articles"
        id = Column(Integer, primary_key=True)
        title = Column(String)
    def get_db():
        with Sessions() as session:
            yield session
    @app.get("/articles")
    def articles(page: int = 1, db: Session = Depends(get_db)):
        query = select(Article)
    \(page)
        return {"total": total, "rows": rows}
    """
  }

  private static func posts(_ page: String) -> String {
    """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class User(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        posts = db.relationship("Post", back_populates="author", lazy="write_only")
    class Post(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        author_id = db.Column(db.ForeignKey("user.id"), index=True)
        author = db.relationship("User", back_populates="posts")

    @app.get("/posts")
    def posts():
        last = request.args.get("last", 0, type=int)
        page = \(page)
        return jsonify([post.id for post in page])
    """
  }
}
