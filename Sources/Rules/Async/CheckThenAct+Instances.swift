// Rows that count and save themselves: `item.decrement({ stock: n })`, `order.save()`.

extension CheckThenAct {
  static let instances: [Example] = [
    .reported(
      "a row that lowers its own number after a test",
      shop(
        """
        app.post("/orders", async (req, res) => {
          const transaction = await sequelize.transaction();
          for (const line of req.body.lines) {
            const item = await ↓Item.findByPk(line.id, { transaction });
            if (item.stock < line.count) throw new Error("sold out");
            await item.decrement({ stock: line.count }, { transaction });
          }
          await transaction.commit();
          res.end();
        });
        """
      ),
      fixed: shop(
        """
        app.post("/orders", async (req, res) => {
          const transaction = await sequelize.transaction();
          for (const line of req.body.lines) {
            const item = await Item.findByPk(line.id, { transaction, lock: true });
            if (item.stock < line.count) throw new Error("sold out");
            await item.decrement({ stock: line.count }, { transaction });
          }
          await transaction.commit();
          res.end();
        });
        """
      )
    ),
    .reported(
      "a flag that is compared with its value, after which something is counted",
      shop(
        """
        app.post("/paid", async (req, res) => {
          const order = await ↓Order.findByPk(req.body.order);
          if (order.paid === false) {
            order.paid = true;
            await order.save();
            await Item.decrement("stock", { by: 1, where: { id: order.itemId } });
          }
          res.end();
        });
        """
      ),
      fixed: shop(
        """
        app.post("/paid", async (req, res) => {
          const order = await Order.findByPk(req.body.order);
          const [changed] = await Order.update({ paid: true }, { where: { id: order.id, paid: false } });
          if (changed === 1) await Item.decrement("stock", { by: 1, where: { id: order.itemId } });
          res.end();
        });
        """
      )
    ),
    .reported(
      "a row that saves itself in a transaction behind a test of its flag",
      shop(
        """
        app.post("/paid", async (req, res) => {
          const order = await ↓Order.findByPk(req.body.order);
          if (!order.paid) {
            const transaction = await sequelize.transaction();
            order.paid = true;
            await order.save({ transaction });
            await Item.decrement("stock", { by: 1, where: { id: order.itemId }, transaction });
            await transaction.commit();
          }
          res.end();
        });
        """
      ),
      fixed: shop(
        """
        app.post("/paid", async (req, res) => {
          const transaction = await sequelize.transaction();
          const order = await Order.findByPk(req.body.order, { transaction, lock: true });
          if (!order.paid) {
            order.paid = true;
            await order.save({ transaction });
            await Item.decrement("stock", { by: 1, where: { id: order.itemId }, transaction });
          }
          await transaction.commit();
          res.end();
        });
        """
      )
    ),
  ]

  private static func shop(_ body: String) -> String {
    """
    const express = require("express");
    const { Sequelize, DataTypes } = require("sequelize");
    const sequelize = new Sequelize(process.env.DATABASE_URL);
    const Item = sequelize.define("Item", { stock: DataTypes.INTEGER });
    const Order = sequelize.define("Order", { paid: DataTypes.BOOLEAN, itemId: DataTypes.INTEGER });
    const app = express();
    \(body)
    """
  }
}
