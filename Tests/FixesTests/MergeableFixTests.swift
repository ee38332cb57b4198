// Fixes as a maintainer would take them: no wrong results, and the style of the code around.

import Fixes
import Testing

@Suite("Fixes that a maintainer takes")
struct MergeableFixTests {
  private static let head = """
    from flask import Flask, jsonify
    from flask_sqlalchemy import SQLAlchemy

    app = Flask(__name__)
    db = SQLAlchemy(app)


    class Payment(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        cents = db.Column(db.Integer)


    """

  @Test("rows that are summed get no limit: the sum would be wrong")
  func sum() async {
    let (_, result) = await fixed(
      [
        "app.py": Self.head + """
          @app.get("/total")
          def total():
              cents = 0
              for payment in Payment.query.all():
                  cents += payment.cents
              return jsonify(cents)

          """
      ],
      rule: "unbounded-read",
      unsafe: true
    )
    #expect(result.accepted.isEmpty)
  }

  @Test("rows that nobody is told of get none: each of them is worked on")
  func work() async {
    let (_, result) = await fixed(
      [
        "server.js": """
        const express = require('express');
        const { PrismaClient } = require('@prisma/client');
        const { remove } = require('./files');
        const db = new PrismaClient();
        const app = express();
        app.delete('/photos', async (req, res) => {
          const photos = await db.photo.findMany();
          await Promise.all(photos.map(async (photo) => remove(photo.path)));
          res.end();
        });
        app.listen(3000);
        """
      ],
      rule: "unbounded-read",
      unsafe: true
    )
    #expect(result.accepted.isEmpty)
  }

  @Test("rows that are listed get one, on a line of its own where the links of the chain have that")
  func list() async {
    let (files, _) = await fixed(
      [
        "app.py": Self.head + """
          @app.get("/payments")
          def payments():
              rows = (
                  Payment.query
                  .order_by(Payment.id)
                  .all()
              )
              return jsonify([{"id": row.id} for row in rows])

          """
      ],
      rule: "unbounded-read",
      unsafe: true
    )
    #expect(
      files["app.py"]?.contains(
        "        .order_by(Payment.id)\n        .limit(50)\n        .all()\n"
      ) ?? false
    )
  }

  @Test("rows go through functions to the answer, or are counted on the way")
  func handedOn() async {
    let repository = """
      const db = require('./db');
      async function all() {
        const orders = await db.order.findMany({ orderBy: { id: 'asc' } });
        return { orders, count: orders.length };
      }
      module.exports = { all };
      """
    func accepted(_ handler: String) async -> Int {
      let (_, result) = await fixed(
        [
          "db.js":
            "const { PrismaClient } = require('@prisma/client');\nmodule.exports = new PrismaClient();",
          "orders.js": repository,
          "server.js": """
          const express = require('express');
          const orders = require('./orders');
          const app = express();
          app.get('/orders', async (req, res) => {
          \(handler)
          });
          app.listen(3000);
          """,
        ],
        rule: "unbounded-read",
        unsafe: true
      )
      return result.accepted.count
    }
    #expect(await accepted("  res.json(await orders.all());") == 1)
    #expect(
      await accepted(
        """
          const found = await orders.all();
          let cents = 0;
          for (const order of found.orders) cents += order.cents;
          res.json({ cents });
        """
      ) == 0
    )
  }

  @Test("a page size is capped where it gets its name, so that the rows to skip fit")
  func pageSize() async {
    let (files, _) = await fixed(
      [
        "server.js": """
        const express = require('express');
        const mongoose = require('mongoose');
        const Order = mongoose.model('Order', new mongoose.Schema({ status: String }));
        const app = express();
        app.get('/orders', async (req, res) => {
          const page = parseInt(req.query.page, 10) || 1;
          const size = parseInt(req.query.size, 10) || 20;
          res.json(await Order.find().skip((page - 1) * size).limit(size));
        });
        app.listen(3000);
        """
      ],
      rule: "uncapped-page-size",
      unsafe: true
    )
    let text = files["server.js"] ?? ""
    #expect(text.contains("const size = Math.min(parseInt(req.query.size, 10) || 20, 100);"))
    #expect(text.contains(".limit(size)"))
  }

  @Test("two indexes of one schema stand on lines that follow one another")
  func indexes() async {
    let (files, result) = await fixed(
      [
        "server.js": """
        const express = require('express');
        const mongoose = require('mongoose');

        const orderSchema = new mongoose.Schema({ customer: String, number: String });

        const Order = mongoose.model('Order', orderSchema);
        const app = express();
        app.get('/a', async (req, res) => {
          res.json(await Order.find({ customer: req.query.customer }).limit(50));
        });
        app.get('/b', async (req, res) => {
          res.json(await Order.findOne({ number: req.query.number }));
        });
        app.listen(3000);
        """
      ],
      rule: "missing-index",
      unsafe: true
    )
    #expect(result.accepted.count == 2)
    let lines = (files["server.js"] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    let places = lines.indices.filter { lines[$0].hasPrefix("orderSchema.index(") }
    #expect(places.count == 2)
    #expect(places.last == places.first.map { $0 + 1 })
  }

  @Test("a negated check is awaited in parentheses")
  func negation() async {
    let (files, _) = await fixed(
      [
        "server.js": """
        const bcrypt = require('bcrypt');
        const express = require('express');
        const app = express();
        app.post('/login', async (req, res) => {
          if (!bcrypt.compareSync(req.body.password, req.body.hash)) return res.sendStatus(401);
          res.sendStatus(204);
        });
        app.listen(3000);
        """
      ],
      rule: "event-loop-block"
    )
    #expect(
      files["server.js"]?.contains("if (!(await bcrypt.compare(req.body.password, req.body.hash)))")
        ?? false
    )
  }

  @Test("a loader is named by the class that the query asks, whatever it is called in the file")
  func alias() async {
    let (files, _) = await fixed(
      [
        "models.py": """
        from flask_sqlalchemy import SQLAlchemy

        db = SQLAlchemy()


        class Author(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            name = db.Column(db.String)


        class Book(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            author_id = db.Column(db.ForeignKey("author.id"))
            author = db.relationship("Author")

        """,
        "app.py": """
        import json

        from flask import Flask

        from models import Book as BookModel

        app = Flask(__name__)


        @app.get("/books")
        def books():
            found = BookModel.query.limit(50).all()
            return json.dumps([book.author.name for book in found])

        """,
      ],
      rule: "lazy-relation",
      unsafe: true
    )
    let text = files["app.py"] ?? ""
    #expect(text.contains(".options(joinedload(BookModel.author))"))
    #expect(text.contains("from flask import Flask\nfrom sqlalchemy.orm import joinedload\n"))
  }

  @Test("options that would make a line too long stand on lines of their own")
  func longLine() async {
    let (files, _) = await fixed(
      [
        "config.js":
          "module.exports = { email: { smtp: { host: process.env.HOST, port: 587 } } };",
        "mail.js": """
        const nodemailer = require('nodemailer');
        const express = require('express');
        const config = require('./config');

        const transport = nodemailer.createTransport(config.email.smtp);
        const app = express();
        app.post('/mail', async (req, res) => {
          await transport.sendMail({ to: req.body.to, text: 'hello' });
          res.end();
        });
        app.listen(3000);
        """,
      ],
      rule: "missing-timeout",
      unsafe: true
    )
    #expect(
      files["mail.js"]?.contains(
        """
        createTransport({
          ...config.email.smtp,
          connectionTimeout: 5000,
          greetingTimeout: 5000,
          socketTimeout: 10000,
        });
        """
      ) ?? false
    )
  }

  @Test("a loop of Python that asks by key asks once")
  func pythonLoop() async {
    let (files, result) = await fixed(
      [
        "app.py": Self.head + """
          class Order(db.Model):
              id = db.Column(db.Integer, primary_key=True)
              payment_id = db.Column(db.Integer)


          @app.get("/orders")
          def orders():
              found_orders = Order.query.order_by(Order.id).limit(50).all()
              answer = []
              for order in found_orders:
                  payment = Payment.query.get(order.payment_id)
                  answer.append({"id": order.id, "cents": payment.cents})
              return jsonify(answer)

          """
      ],
      rule: "query-in-loop",
      unsafe: true
    )
    #expect(result.accepted.count == 1)
    let text = files["app.py"] ?? ""
    #expect(
      text.contains(
        """
            found = {
                row.id: row
                for row in Payment.query.filter(
                    Payment.id.in_([order.payment_id for order in found_orders])
                )
            }
            for order in found_orders:
                payment = found.get(order.payment_id)
        """
      )
    )
  }
}
