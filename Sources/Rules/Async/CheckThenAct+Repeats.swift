// Rows that are found or made under one name, rows that count themselves, and what is done again for the same state.

extension CheckThenAct {
  static let repeats: [Example] = [
    .reported(
      "a cart that is found or made, then changed and saved",
      shop(
        """
        app.post("/cart", async (req, res) => {
          let cart = await ↓Cart.findOne({ user: req.body.user });
          if (!cart) cart = new Cart({ user: req.body.user, items: [] });
          const index = cart.items.findIndex((item) => item.key === req.body.key);
          if (index >= 0) cart.items[index].quantity += req.body.quantity;
          await cart.save();
          res.json(cart);
        });
        """
      ),
      fixed: shop(
        """
        app.post("/cart", async (req, res) => {
          const cart = await Cart.findOneAndUpdate(
            { user: req.body.user, "items.key": req.body.key },
            { $inc: { "items.$.quantity": req.body.quantity } },
          );
          res.json(cart);
        });
        """
      )
    ),
    .reported(
      "a row that is made under the name of the one that was looked for, and saved behind the test",
      shop(
        """
        app.post("/visits", async (req, res) => {
          let visit = await ↓Visit.findOne({ email: req.body.email });
          if (!visit) {
            visit = new Visit({ email: req.body.email });
          }
          visit.page = req.body.page;
          await visit.save();
          res.end();
        });
        """
      ),
      fixed: shop(
        """
        app.post("/visits", async (req, res) => {
          await Visit.updateOne({ email: req.body.email }, { page: req.body.page }, { upsert: true });
          res.end();
        });
        """
      )
    ),
    .reported(
      "a document whose method counts by reading and saving",
      shop(
        """
        app.post("/login", async (req, res) => {
          const user = await User.findOne({ email: req.body.email });
          if (user.password !== req.body.password) await user.fail();
          res.end();
        });
        """,
        method: "this.attempts += 1;\n  await ↓this.save();"
      ),
      fixed: shop(
        """
        app.post("/login", async (req, res) => {
          const user = await User.findOne({ email: req.body.email });
          if (user.password !== req.body.password) await user.fail();
          res.end();
        });
        """,
        method: "await this.updateOne({ $inc: { attempts: 1 } });"
      )
    ),
    .reported(
      "a state that is set whatever it was, and something counted each time",
      shop(
        """
        app.put("/orders/:id", async (req, res) => {
          const order = await ↓Order.findById(req.params.id);
          if (!order) return res.status(404).end();
          order.status = req.body.status;
          if (req.body.status === "delivered") {
            await User.updateOne({ _id: order.driver }, { $inc: { earned: order.fee } });
          }
          await order.save();
          res.end();
        });
        """
      ),
      fixed: shop(
        """
        app.put("/orders/:id", async (req, res) => {
          const order = await Order.findOneAndUpdate(
            { _id: req.params.id, status: { $ne: req.body.status } },
            { status: req.body.status },
          );
          if (!order) return res.status(409).end();
          if (req.body.status === "delivered") {
            await User.updateOne({ _id: order.driver }, { $inc: { earned: order.fee } });
          }
          res.end();
        });
        """
      )
    ),
    .silent(
      "a state that is set only where it was another",
      shop(
        """
        app.put("/orders/:id", async (req, res) => {
          const order = await Order.findById(req.params.id);
          const isNew = order.status !== req.body.status;
          if (!isNew) return res.status(409).end();
          order.note = req.body.note;
          await User.updateOne({ _id: order.driver }, { $inc: { earned: order.fee } });
          await order.save();
          res.end();
        });
        """
      )
    ),
    .reported(
      "a request that is accepted and deleted behind what is made of it",
      shop(
        """
        app.post("/accept/:id", async (req, res) => {
          const request = await ↓FriendRequest.findById(req.params.id);
          if (!request) return res.status(404).end();
          await Chat.create({ members: [request.sender, request.receiver] });
          await request.deleteOne();
          res.end();
        });
        """
      ),
      fixed: shop(
        """
        app.post("/accept/:id", async (req, res) => {
          const request = await FriendRequest.findOneAndDelete({ _id: req.params.id });
          if (!request) return res.status(404).end();
          await Chat.create({ members: [request.sender, request.receiver] });
          res.end();
        });
        """
      )
    ),
    .reported(
      "a row that is made twice, and a number of another table that is lost",
      shop(
        """
        app.post("/lines", async (req, res) => {
          const visit = await ↓Visit.findOne({ email: req.body.email });
          if (!visit) await Visit.create({ email: req.body.email });
          const line = await ↓Line.findOne({ key: req.body.key });
          line.quantity = line.quantity + req.body.quantity;
          await line.save();
          res.end();
        });
        """
      ),
      fixed: shop(
        """
        app.post("/lines", async (req, res) => {
          await Visit.updateOne({ email: req.body.email }, {}, { upsert: true });
          await Line.updateOne({ key: req.body.key }, { $inc: { quantity: req.body.quantity } });
          res.end();
        });
        """
      )
    ),
  ]

  private static func shop(_ body: String, method: String = "return this.email;") -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const userSchema = new mongoose.Schema({ email: String, password: String, attempts: Number, earned: Number });
    userSchema.methods.fail = async function () {
      \(method)
    };
    const User = mongoose.model("User", userSchema);
    const Cart = mongoose.model(
      "Cart",
      new mongoose.Schema({ user: { type: String, unique: true }, items: [{ key: String, quantity: Number }] }),
    );
    const Visit = mongoose.model("Visit", new mongoose.Schema({ email: String, page: String }));
    const Line = mongoose.model("Line", new mongoose.Schema({ key: String, quantity: Number }));
    const Order = mongoose.model(
      "Order",
      new mongoose.Schema({ status: String, driver: String, fee: Number, note: String }),
    );
    const FriendRequest = mongoose.model("FriendRequest", new mongoose.Schema({ sender: String, receiver: String }));
    const Chat = mongoose.model("Chat", new mongoose.Schema({ members: [String] }));
    const app = express();
    app.use(express.json({ limit: "20kb" }));
    \(body)
    """
  }
}
