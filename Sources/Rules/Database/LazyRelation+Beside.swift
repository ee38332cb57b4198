// Relations of rows that come with others beside them.

extension LazyRelation {
  static let beside: [Example] = [
    .project(
      "orders come as tuples, by position and by name",
      [
        "models.py": models,
        "views.py": """
        from flask import Flask, jsonify
        from models import Customer, Item, Order, db
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            rows = ↓db.session.query(Order, Customer.name).join(Customer).limit(50).all()
            return jsonify([[name, [item.price for item in order.items]] for order, name in rows])

        @app.get("/first")
        def first():
            rows = ↓db.session.query(Customer.name, Order).join(Order).limit(50).all()
            return jsonify([len(row.Order.items) for row in rows])
        """,
      ],
      fixed: [
        "views.py": """
        from flask import Flask, jsonify
        from sqlalchemy.orm import selectinload
        from models import Customer, Item, Order, db
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            rows = (
                db.session.query(Order, Customer.name).join(Customer)
                .options(selectinload(Order.items)).limit(50).all()
            )
            return jsonify([[name, [item.price for item in order.items]] for order, name in rows])
        """
      ]
    ),
    .silent(
      "the customer of each order was asked for beside it, and a column is no row",
      files: [
        "models.py": models,
        "views.py": """
        from flask import Flask, jsonify
        from models import Customer, Order, db
        app = Flask(__name__)

        @app.get("/orders")
        def orders():
            rows = db.session.query(Order, Customer).join(Customer).limit(50).all()
            return jsonify([order.customer.name for order, customer in rows])

        @app.get("/names")
        def names():
            rows = db.session.query(Order.id, Customer.name).join(Customer).limit(50).all()
            return jsonify([[number, name] for number, name in rows])
        """,
      ]
    ),
  ]
}
