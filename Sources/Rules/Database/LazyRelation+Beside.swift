// Relations of rows that come with others beside them, or of classes that are made or picked.

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
    .project(
      "one of two classes, of which one extends the other that declares the relation",
      [
        "models.py": models,
        "app.py": picked("Note", "↓model.query.limit(50).all()"),
        "notes.py": notes,
      ],
      fixed: [
        "app.py": picked("Note", "model.query.options(joinedload(Note.author)).limit(50).all()")
      ]
    ),
    .silent(
      "one of two classes that declare no relation together",
      files: [
        "models.py": models,
        "app.py": picked("Remark", "model.query.limit(50).all()"),
        "notes.py": notes,
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

  private static let notes = """
    from models import Customer, db

    class Note(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        kind = db.Column(db.String(20))
        author_id = db.Column(db.Integer, db.ForeignKey("customer.id"))
        author = db.relationship("Customer")

    class VisitNote(Note):
        visit_id = db.Column(db.Integer)

    class Remark(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        author = db.Column(db.String(20))
    """

  /// A listing of visits' notes, or of another class.
  private static func picked(_ other: String, _ query: String) -> String {
    """
    from flask import Flask, jsonify, request
    from sqlalchemy.orm import joinedload
    from notes import Note, Remark, VisitNote

    app = Flask(__name__)

    def picked(data):
        model = VisitNote
        if "other" in data:
            model = \(other)
        return model

    @app.get("/notes")
    def notes():
        model = picked(request.args)
        return jsonify([note.author.name for note in \(query)])
    """
  }

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
