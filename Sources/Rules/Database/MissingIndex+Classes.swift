// Look-ups in class methods, which call their own class `cls`.

extension MissingIndex {
  private static func server(_ column: String) -> String {
    """
    from flask import Flask, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class Message(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        text = db.Column(db.Text)
        \(column)
        @classmethod
        def of(cls, box):
            return db.session.scalars(db.select(cls).where(cls.box == box).limit(50)).all()
    @app.post("/messages")
    def add():
        db.session.add(Message(text=request.json["text"], box=request.json["box"]))
        db.session.commit()
        return {}
    @app.get("/boxes/<box>")
    def listed(box):
        return {"texts": [one.text for one in Message.of(box)]}
    """
  }

  static let classes: [Example] = [
    .reported(
      "a class method that selects its own class",
      server("↓box = db.Column(db.String(40))"),
      fixed: server("box = db.Column(db.String(40), index=True)"),
      path: "app.py"
    )
  ]
}
