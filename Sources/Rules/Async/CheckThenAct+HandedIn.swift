// Rows that one function reads and another one checks and changes.

extension CheckThenAct {
  static let handedIn: [Example] = [
    .project(
      "a gift that a service takes for whoever loaded it",
      shop(
        """
        def claim(item, user_id):
            if item.status != "available":
                raise Refused()
            item.status = "claimed"
            item.holder_id = user_id
            ↓db.session.commit()
        """
      ),
      fixed: shop(
        """
        def claim(item, user_id):
            taken = Item.query.filter_by(id=item.id, status="available").update(
                {"status": "claimed", "holder_id": user_id}
            )
            db.session.commit()
            if taken == 0:
                raise Refused()
        """
      )
    ),
    .silent(
      "a gift that is locked when it is loaded",
      files: shop(
        """
        def claim(item, user_id):
            if item.status != "available":
                raise Refused()
            item.status = "claimed"
            item.holder_id = user_id
            db.session.commit()
        """,
        lock: ", with_for_update=True"
      )
    ),
  ]

  private static func shop(_ service: String, lock: String = "") -> [String: String] {
    [
      "models.py": """
      from flask_sqlalchemy import SQLAlchemy
      db = SQLAlchemy()
      class Item(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          status = db.Column(db.String(20))
          holder_id = db.Column(db.Integer)
      class Refused(Exception):
          pass
      """,
      "service.py": "from models import db, Item, Refused\n" + service,
      "app.py": """
      from flask import Flask, request
      from models import db, Item, Refused
      import service
      app = Flask(__name__)
      db.init_app(app)
      @app.route("/items/<int:number>/claim", methods=["POST"])
      def claim(number):
          item = db.session.get(Item, number\(lock))
          try:
              service.claim(item, request.json["user"])
          except Refused:
              return {}, 409
          return {}
      """,
    ]
  }
}
