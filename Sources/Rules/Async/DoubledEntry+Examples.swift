// What counts as a list of a document that is changed by an old copy.

extension DoubledEntry {
  static let examples: [Example] = [
    .reported(
      "a like that is added because the list did not have it",
      likes(
        """
        const post = await Post.findById(req.params.id);
          const isLiked = ↓post.likes.includes(req.user.id);
          if (isLiked) {
            await Post.updateOne({ _id: post._id }, { $pull: { likes: req.user.id } });
          } else {
            post.likes.push(req.user.id);
            await post.save();
          }
        """
      ),
      fixed: likes(
        """
        const added = await Post.updateOne(
            { _id: req.params.id, likes: { $ne: req.user.id } },
            { $push: { likes: req.user.id } },
          );
          if (added.modifiedCount === 0) {
            await Post.updateOne({ _id: req.params.id }, { $pull: { likes: req.user.id } });
          }
        """
      )
    ),
    .reported(
      "an operator that adds whatever the list holds by then",
      likes(
        """
        const post = await Post.findById(req.params.id);
          if (↓post.likes.some((id) => id.toString() === req.user.id)) return res.sendStatus(409);
          await Post.updateOne({ _id: post._id }, { $push: { likes: req.user.id } });
        """
      ),
      fixed: likes(
        "await Post.updateOne({ _id: req.params.id }, { $addToSet: { likes: req.user.id } });"
      )
    ),
    .silent(
      "an element that is added without a look, and a list that is not part of a document",
      likes(
        """
        const post = await Post.findById(req.params.id);
          const seen = [];
          if (!seen.includes(req.user.id)) seen.push(req.user.id);
          post.likes.push(req.user.id);
          await post.save();
        """
      )
    ),
    .silent(
      "the lines of a cart, which one person fills",
      """
      const express = require("express");
      const mongoose = require("mongoose");
      const Cart = mongoose.model("Cart", new mongoose.Schema({ items: [{ product: String }] }));
      const app = express();
      app.post("/cart/:id", async (req, res) => {
        const cart = await Cart.findById(req.params.id);
        const known = cart.items.find((item) => item.product === req.body.product);
        if (!known) cart.items.push({ product: req.body.product });
        await cart.save();
        res.json(cart);
      });
      """
    ),
    .silent(
      "the statement asks again",
      likes(
        """
        const post = await Post.findById(req.params.id);
          if (post.likes.includes(req.user.id)) return res.sendStatus(409);
          await Post.updateOne(
            { _id: post._id, likes: { $ne: req.user.id } },
            { $push: { likes: req.user.id } },
          );
        """
      )
    ),
  ]

  private static func likes(_ body: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const user = { type: mongoose.Schema.Types.ObjectId, ref: "User" };
    const Post = mongoose.model("Post", new mongoose.Schema({ text: String, likes: [user] }));
    const app = express();
    app.post("/posts/:id/like", async (req, res) => {
      \(body)
      res.sendStatus(204);
    });
    """
  }
}
