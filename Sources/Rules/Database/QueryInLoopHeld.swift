// Rows that a session holds already: who asks for one of them by its key again, asks nobody.

import SemanticModel

extension RepeatedCall {
  private static let keyReads: Set<String> = ["get", "get_or_404", "get_one", "one_or_404"]

  /// Whether all turns ask SQLAlchemy for the same row by its key: from the second turn on, the session answers it
  /// from its own memory, unless a turn commits.
  func isHeldBySession(in program: Program) -> Bool {
    guard path.isEmpty, site.library == "SQLAlchemy", Self.keyReads.contains(site.calledName),
      isAlike(in: program), case .loop(let loop) = repetition.kind
    else { return false }
    return program.commit(in: loop) == nil
  }
}

extension QueryInLoop {
  static let held: [Example] = [
    .project(
      "the same row by its key in each turn, which a commit makes the session forget",
      ["app.py": shop("shop = ↓Shop.query.get(shop_id)\n        db.session.commit()")],
      fixed: ["app.py": shop("shop = Shop.query.get(shop_id)")]
    ),
    .silent(
      "the same row by its key in each turn is read once",
      shop("shop = Shop.query.get(shop_id)"),
      path: "app.py"
    ),
  ]

  private static func shop(_ turn: String) -> String {
    """
    from flask import Flask, jsonify
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Shop(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String)

    class Order(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        shop_id = db.Column(db.Integer, db.ForeignKey("shop.id"), index=True)

    @app.get("/shops/<int:shop_id>/orders")
    def orders(shop_id):
        result = []
        for order in Order.query.filter_by(shop_id=shop_id).limit(50):
            \(turn)
            result.append({"order": order.id, "shop": shop.name})
        return jsonify(result)
    """
  }
}
