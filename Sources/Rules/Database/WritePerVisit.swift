// A row is written for each request, only to note when it came.

import Capacity
import Findings
import SemanticModel

/// Reports code in front of handlers that stores the time of every request.
struct WritePerVisit: Rule {
  static let about = RuleDescription(
    name: "write-per-visit",
    category: .poolExhaustion,
    worst: .medium,
    title: "Every request writes to the database",
    problem: """
      A request that only reads becomes a transaction that writes: it locks the row, waits for the log on disk, and \
      holds its connection meanwhile. Requests of one user wait for each other, and polls and pictures write as well.
      """,
    verify:
      "Send 100 GET requests of one user and compare the number of UPDATE statements before and after.",
    fix: """
      Write only when the time that is stored is older than some minutes, or note it in a cache and store it now and \
      then.
      """,
    tradeOff: "The stored time is some minutes late.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.visitWrites.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of visit: VisitWrite,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = visit.write
    let count = visit.routes.count
    let rate = Figure.grouped(target.requestsPerSecond)
    return finding(
      Diagnosis(
        place: site.place,
        because: visit.routes.prefix(1).map { ($0.place, "one of the \(count) routes behind it") },
        function: site.function,
        title: "`\(site.calleeText)` stores `\(visit.field)` in front of \(count) routes",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "Up to \(rate) writes a second at the target's \(rate) requests a second, if all come this way",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: site.place)),
        routes: Array(visit.routes.prefix(5).map(\.label)),
        confirm:
          "Check what share of the requests comes this way, and who needs `\(visit.field)` to the second."
      ),
      in: program
    )
  }

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
