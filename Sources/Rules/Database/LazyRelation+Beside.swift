// Relations of rows that come with others beside them.

extension LazyRelation {
  static let beside: [Example] = [
    .project(
      "models that a function makes of the extension",
      ["models.py": made, "app.py": shifts("↓Shift.query.limit(50).all()")],
      fixed: ["app.py": shifts("Shift.query.options(joinedload(Shift.person)).limit(50).all()")]
    ),
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

  private static let made = """
    def make_models(db):
        class Person(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            name = db.Column(db.String(80))

        class Shift(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            person_id = db.Column(db.Integer, db.ForeignKey("person.id"))
            person = db.relationship("Person", backref="shifts")

        return Person, Shift
    """

  private static func shifts(_ query: String) -> String {
    """
    from flask import Flask, jsonify
    from flask_sqlalchemy import SQLAlchemy
    from sqlalchemy.orm import joinedload
    from models import make_models

    app = Flask(__name__)
    db = SQLAlchemy(app)
    Person, Shift = make_models(db)

    @app.get("/shifts")
    def shifts():
        return jsonify([shift.person.name for shift in \(query)])
    """
  }
}
