// Inserts that a unique key refuses, and those whose refusal somebody takes.

extension UnhandledConflict {
  static let examples: [Example] = [
    .reported(
      "a user who registers twice",
      users(
        """
            if ↓User.query.filter_by(email=email).first():
                return jsonify(error="taken"), 409
            user = User(email=email)
            db.session.add(user)
            db.session.commit()
        """
      ),
      fixed: users(
        """
            user = User(email=email)
            db.session.add(user)
            try:
                db.session.commit()
            except IntegrityError:
                db.session.rollback()
                return jsonify(error="taken"), 409
        """
      ),
      path: "app.py"
    ),
    .silent(
      "the refusal is answered like a row that was found",
      users(
        """
            if User.query.filter_by(email=email).first():
                return jsonify(error="taken"), 409
            user = User(email=email)
            db.session.add(user)
            try:
                db.session.commit()
            except IntegrityError:
                db.session.rollback()
                return jsonify(error="taken"), 409
        """
      ),
      path: "app.py"
    ),
  ]

  private static func users(_ steps: String) -> String {
    """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db/shop"
    db = SQLAlchemy(app)
    class User(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        email = db.Column(db.String(120), unique=True, nullable=False)

    @app.post("/users")
    def register():
        email = request.json["email"]
    \(steps)
        return jsonify(id=user.id), 201
    """
  }
}
