// What counts as a write for each visit, and what only looks like one.

extension WritePerVisit {
  static let examples: [Example] = [
    .reported(
      "a hook that notes when a user was last seen",
      hook(
        """
            if current_user.is_authenticated:
                current_user.last_seen = datetime.now()
                ↓db.session.commit()
        """
      ),
      fixed: hook(
        """
            if current_user.is_authenticated and current_user.last_seen < datetime.now() - timedelta(minutes=5):
                current_user.last_seen = datetime.now()
                db.session.commit()
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a token whose last use is stored by the hook that checks it",
      hook(
        """
            token = User.query.filter_by(key=request.headers["X-Token"]).first_or_404()
            token.last_used_at = datetime.now()
            ↓db.session.commit()
        """
      ),
      fixed: hook(
        """
            token = User.query.filter_by(key=request.headers["X-Token"]).first_or_404()
        """
      ),
      path: "app.py"
    ),
    .silent(
      "a time that is stored once in some minutes",
      hook(
        """
            if datetime.now() - current_user.last_seen > timedelta(minutes=5):
                current_user.last_seen = datetime.now()
                db.session.commit()
        """
      ),
      path: "app.py"
    ),
    .silent(
      "a request that comes soon after another leaves before the time is stored",
      hook(
        """
            seen = current_user.last_used_at
            if seen and datetime.now() - seen <= timedelta(minutes=5):
                return
            current_user.last_seen = datetime.now()
            db.session.commit()
        """
      ),
      path: "app.py"
    ),
    .silent(
      "a sign-in, which happens now and then",
      hook("    pass", login: "user.last_seen = datetime.now()\n    db.session.commit()"),
      path: "app.py"
    ),
  ]

  private static func hook(_ steps: String, login: String = "pass") -> String {
    """
    from datetime import datetime, timedelta
    from flask import Flask, jsonify, request
    from flask_login import LoginManager, UserMixin, current_user
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    login = LoginManager(app)
    class User(UserMixin, db.Model):
        id = db.Column(db.Integer, primary_key=True)
        key = db.Column(db.String(40), unique=True)
        last_seen = db.Column(db.DateTime)
        last_used_at = db.Column(db.DateTime)

    @app.before_request
    def note():
    \(steps)

    @app.get("/users/<int:key>")
    def user(key):
        return jsonify(id=db.session.get(User, key).id)

    @app.get("/about")
    def about():
        return jsonify(name="shop")

    @app.post("/sign-in/<int:key>")
    def sign_in(key):
        user = db.session.get(User, key)
        \(login)
        return jsonify(id=user.id)
    """
  }
}
