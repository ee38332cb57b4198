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
    .reported(
      "a device that is registered again after a retry",
      devices("token = db.Column(db.String(80), unique=True)", "↓"),
      fixed: devices("token = db.Column(db.String(80))"),
      path: "app.py"
    ),
    .silent(
      "a handler of errors takes the refusals of the whole application",
      """
      from sqlalchemy.exc import IntegrityError
      \(users(
        """
            if User.query.filter_by(email=email).first():
                return jsonify(error="taken"), 409
            user = User(email=email)
            db.session.add(user)
            db.session.commit()
        """
      ))
      @app.errorhandler(IntegrityError)
      def refused(error):
          db.session.rollback()
          return jsonify(error="taken"), 409
      """,
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

  private static func devices(_ column: String, _ mark: String = "") -> String {
    """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db/shop"
    db = SQLAlchemy(app)
    class Device(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        \(column)

    @app.post("/devices")
    def register():
        token = request.json["token"]
        device = \(mark)Device.query.filter_by(token=token).first()
        if device is None:
            device = Device(token=token)
            db.session.add(device)
        db.session.commit()
        return jsonify(id=device.id), 201
    """
  }

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
