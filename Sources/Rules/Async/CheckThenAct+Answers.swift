// Rows that are made because an update or a promise says that there was none.

extension CheckThenAct {
  static let answers: [Example] = [
    .reported(
      "a wish that is made where an update found none",
      wishes(
        """
        app.post("/wishes", async (req, res) => {
          const { product, user, liked } = req.body;
          const changed = await ↓Wish.findOneAndUpdate({ product, user }, { liked }, { new: true });
          if (changed !== null) return res.json(changed);
          const wish = new Wish({ product, user, liked });
          res.json(await wish.save());
        });
        """
      ),
      fixed: wishes(
        """
        app.post("/wishes", async (req, res) => {
          const { product, user, liked } = req.body;
          const query = { product, user };
          res.json(await Wish.findOneAndUpdate(query, { liked }, { new: true, upsert: true }));
        });
        """,
        unique: "wishes.index({ product: 1, user: 1 }, { unique: true });"
      )
    ),
    .reported(
      "a wish that a function behind a promise makes",
      wishes(
        """
        app.post("/wishes", (req, res, next) => {
          const { product, user } = req.body;
          ↓Wish.findOne({ product, user })
            .then((found) => {
              if (found) return res.sendStatus(409);
              const wish = new Wish({ product, user });
              return wish.save().then((made) => res.json(made));
            })
            .catch(next);
        });
        """
      ),
      fixed: wishes(
        """
        app.post("/wishes", (req, res, next) => {
          const { product, user } = req.body;
          const wish = new Wish({ product, user });
          wish.save().then((made) => res.json(made)).catch(next);
        });
        """,
        unique: "wishes.index({ product: 1, user: 1 }, { unique: true });"
      )
    ),
    .reported(
      "a list of people that is looked for as a whole",
      wishes(
        """
        app.post("/wishes", async (req, res) => {
          const { friends } = req.body;
          const found = await ↓Wish.findOne({ shared: { $all: friends } });
          if (found) return res.sendStatus(409);
          res.json(await Wish.create({ shared: friends }));
        });
        """
      ),
      fixed: wishes(
        """
        app.post("/wishes", async (req, res) => {
          const key = [...req.body.friends].sort().join(" ");
          res.json(await Wish.create({ shared: req.body.friends, key }));
        });
        """,
        unique: "wishes.index({ key: 1 }, { unique: true });"
      )
    ),
    .reported(
      "two people in either order, as Sequelize asks for them",
      chats(
        """
        const found = await ↓Chat.findOne({
            where: {
                [Op.or]: [{ senderId, receiverId }, { senderId: receiverId, receiverId: senderId }],
              },
          });
          if (found) return res.sendStatus(409);
          res.json(await Chat.create({ senderId, receiverId }));
        """
      ),
      fixed: chats(
        """
        const [first, second] = [senderId, receiverId].sort();
          res.json(await Chat.create({ senderId: first, receiverId: second }));
        """
      )
    ),
    .silent(
      "a function behind a promise that makes something else, and an update that makes the row itself",
      wishes(
        """
        app.post("/wishes", (req, res, next) => {
          const { product, user } = req.body;
          Wish.findOne({ product, user })
            .then((found) => {
              if (found) return found.updateOne({ liked: true });
              return res.sendStatus(404);
            })
            .catch(next);
        });
        app.put("/wishes", async (req, res) => {
          const { product, user, liked } = req.body;
          const query = { product, user };
          const made = await Wish.findOneAndUpdate(query, { liked }, { upsert: true });
          if (made === null) return res.sendStatus(404);
          res.json(made);
        });
        """
      )
    ),
  ]

  private static func wishes(_ routes: String, unique: String = "") -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const wishes = new mongoose.Schema({
      product: String, user: String, liked: Boolean, shared: [String], key: String,
    });
    \(unique)
    const Wish = mongoose.model("Wish", wishes);
    const app = express();
    app.use(express.json());
    \(routes)
    """
  }

  private static func chats(_ body: String) -> String {
    """
    const express = require("express");
    const { DataTypes, Op, Sequelize } = require("sequelize");
    const sequelize = new Sequelize(process.env.DATABASE_URL);
    const Chat = sequelize.define("Chat", {
      senderId: DataTypes.INTEGER, receiverId: DataTypes.INTEGER,
    });
    const app = express();
    app.use(express.json());
    app.post("/chats", async (req, res) => {
      const { senderId, receiverId } = req.body;
      \(body)
    });
    """
  }
}
