// Rows of a session that a function is handed, or changes for others to commit.

extension CheckThenAct {
  static let sessionRows: [Example] = [
    .reported(
      "a state that is checked and taken on a row which the route has read",
      shelf(
        """
        def take(gift, person):
            if gift.status != "free":
                raise ValueError("gone")
            gift.status = "claimed"
            gift.person_id = person
            ↓db.session.commit()

        @app.post("/gifts/<int:number>/claim")
        def claim(number):
            take(Gift.query.get_or_404(number), current_user.id)
            return "", 204
        """
      ),
      fixed: shelf(
        """
        def take(number, person):
            free = Gift.query.filter_by(id=number, status="free")
            if free.update({"status": "claimed", "person_id": person}) != 1:
                raise ValueError("gone")
            db.session.commit()

        @app.post("/gifts/<int:number>/claim")
        def claim(number):
            take(number, current_user.id)
            return "", 204
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a number that is lowered on a row which the route has read",
      shelf(
        """
        def lower(gift: Gift, pieces: int):
            gift.pieces -= pieces
            ↓db.session.commit()

        @app.post("/gifts/<int:number>/lower")
        def lowered(number):
            lower(Gift.query.get_or_404(number), int(request.form["pieces"]))
            return "", 204
        """
      ),
      fixed: shelf(
        """
        def lower(gift: Gift, pieces: int):
            Gift.query.filter_by(id=gift.id).update({"pieces": Gift.pieces - pieces})
            db.session.commit()

        @app.post("/gifts/<int:number>/lower")
        def lowered(number):
            lower(Gift.query.get_or_404(number), int(request.form["pieces"]))
            return "", 204
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a counter that is raised for the caller to commit",
      shelf(
        """
        def next_number():
            counter = ↓Counter.query.filter_by(name="gift").first()
            number = int(counter.last) + 1
            counter.last = number
            return number

        @app.post("/gifts")
        def add():
            db.session.add(Gift(number=next_number(), status="free", pieces=1))
            db.session.commit()
            return "", 201
        """
      ),
      fixed: shelf(
        """
        def next_number():
            counter = Counter.query.filter_by(name="gift").with_for_update().first()
            number = int(counter.last) + 1
            counter.last = number
            return number

        @app.post("/gifts")
        def add():
            db.session.add(Gift(number=next_number(), status="free", pieces=1))
            db.session.commit()
            return "", 201
        """
      ),
      path: "app.py"
    ),
    .silent(
      "what a request brought along is no row",
      shelf(
        """
        def shorten(data, pieces):
            data.pieces -= pieces
            db.session.commit()

        @app.post("/gifts/short")
        def short():
            shorten(request.form, 1)
            return "", 204
        """
      ),
      path: "app.py"
    ),
    .silent(
      "a plain value that was not looked at before",
      shelf(
        """
        def rename(gift, title):
            gift.title = title
            db.session.commit()

        @app.post("/gifts/<int:number>/title")
        def title(number):
            rename(Gift.query.get_or_404(number), request.form["title"])
            return "", 204
        """
      ),
      path: "app.py"
    ),
    .silent(
      "nobody commits what the function sets",
      shelf(
        """
        def preview():
            counter = Counter.query.filter_by(name="gift").first()
            counter.last = int(counter.last) + 1
            return counter.last

        @app.get("/gifts/next")
        def upcoming():
            return str(preview())
        """
      ),
      path: "app.py"
    ),
  ]

  private static func shelf(_ code: String) -> String {
    """
    from flask import Flask, request
    from flask_login import current_user
    from flask_sqlalchemy import SQLAlchemy

    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Counter(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40), unique=True)
        last = db.Column(db.Integer)

    class Gift(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        number = db.Column(db.Integer, unique=True)
        title = db.Column(db.String(80))
        status = db.Column(db.String(20))
        pieces = db.Column(db.Integer)
        person_id = db.Column(db.Integer)

    \(code)
    """
  }
}
