// Models that a Flask application keeps in its settings, and lists that are short by nature.

extension UnboundedRead {
  static let settings: [Example] = [
    .project(
      "a model that the application keeps in its settings",
      ["app.py": kept, "views.py": views("rows = ↓Order.query.all()")],
      fixed: ["views.py": views("rows = Order.query.limit(50).all()")]
    ),
    .project(
      "a model and the extension, asked for by name",
      [
        "app.py": kept,
        "views.py": views(
          "rows = ↓current_app.extensions[\"sqlalchemy\"].session.query(current_app.config.get(\"Order\")).all()"
        ),
      ],
      fixed: [
        "views.py": views(
          "rows = current_app.extensions[\"sqlalchemy\"].session.query(current_app.config.get(\"Order\")).limit(50).all()"
        )
      ]
    ),
    .silent(
      "the states that there are, for a filter",
      files: [
        "app.py": kept, "views.py": views("rows = db.session.query(Order.state).distinct().all()"),
      ]
    ),
    .silent(
      "a constraint lets one row be for each weekday and kind",
      files: [
        "app.py": kept,
        "views.py": views("rows = current_app.config[\"Duty\"].query.all()"),
      ]
    ),
  ]

  private static let kept = """
    from flask import Flask, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)

    def make_models(db):
        class Order(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            state = db.Column(db.String(20))
            note = db.Column(db.Text)
            user_id = db.Column(db.Integer, db.ForeignKey("user.id"))
        class Duty(db.Model):
            id = db.Column(db.Integer, primary_key=True)
            day_of_week = db.Column(db.Integer)
            kind = db.Column(db.String(20))
            note = db.Column(db.Text)
            user_id = db.Column(db.Integer, db.ForeignKey("user.id"))
            __table_args__ = (db.UniqueConstraint("day_of_week", "kind"),)
        return Order, Duty

    Order, Duty = make_models(db)
    app.config["Order"] = Order
    app.config["Duty"] = Duty

    @app.post("/orders")
    def add():
        db.session.add(Order(note=request.json["note"]))
        db.session.add(Duty(note=request.json["note"]))
        db.session.commit()
        return {}

    from views import orders
    app.register_blueprint(orders)
    """

  private static func views(_ read: String) -> String {
    """
    from flask import Blueprint, current_app, jsonify
    orders = Blueprint("orders", __name__)

    @orders.get("/orders")
    def listed():
        db = current_app.extensions["sqlalchemy"]
        Order = current_app.config["Order"]
        \(read)
        return jsonify([row[0] if isinstance(row, tuple) else row.note for row in rows])
    """
  }
}
