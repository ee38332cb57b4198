// Statements that the mapper's own module begins, and those that are made for the rows of one owner.

extension MissingIndex {
  static let statements: [Example] = [
    .reported(
      "the reference to the owner whose rows are asked for by a relation that loads nothing",
      ownOrders("↓user_id: so.Mapped[int] = so.mapped_column(sa.ForeignKey(\"user.id\"))"),
      fixed: ownOrders(
        "user_id: so.Mapped[int] = so.mapped_column(sa.ForeignKey(\"user.id\"), index=True)"
      ),
      path: "app.py"
    ),
    .reported(
      "a statement that is handed to the extension",
      numberedOrders("↓number = db.Column(db.String(20))"),
      fixed: numberedOrders("number = db.Column(db.String(20), index=True)"),
      path: "app.py"
    ),
  ]

  private static func ownOrders(_ key: String) -> String {
    """
    import sqlalchemy as sa
    import sqlalchemy.orm as so
    from flask import Flask, jsonify, request
    from flask_login import LoginManager, UserMixin, current_user
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class User(UserMixin, db.Model):
        id: so.Mapped[int] = so.mapped_column(primary_key=True)
        orders: so.WriteOnlyMapped["Order"] = so.relationship(back_populates="user")
    class Order(db.Model):
        id: so.Mapped[int] = so.mapped_column(primary_key=True)
        \(key)
        user: so.Mapped[User] = so.relationship(back_populates="orders")
    @app.post("/orders")
    def add():
        db.session.add(Order(user_id=current_user.id))
        db.session.commit()
        return "", 201
    @app.get("/orders")
    def orders():
        last = current_user.orders.select().order_by(Order.id.desc()).limit(20)
        return jsonify([order.id for order in db.session.scalars(last)])
    """
  }

  private static func numberedOrders(_ number: String) -> String {
    """
    import sqlalchemy as sa
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class Order(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        \(number)
    @app.post("/orders")
    def add():
        db.session.add(Order(number=request.json["number"]))
        db.session.commit()
        return "", 201
    @app.get("/orders/<number>")
    def order(number):
        found = db.first_or_404(sa.select(Order).where(Order.number == number))
        return jsonify(found.id)
    """
  }
}
