// Page sizes that a schema takes from the request and hands to the handler.

extension UncappedPageSize {
  static let schemas: [Example] = [
    .reported(
      "a field of a schema without a range",
      herbarium("fields.Int(load_default=20)", size: "↓args[\"per_page\"]"),
      fixed: herbarium(
        "fields.Int(load_default=20, validate=validate.Range(min=1, max=100))",
        size: "args[\"per_page\"]"
      ),
      path: "app.py"
    ),
    .silent(
      "a page that has a largest size, whatever is asked for",
      herbarium("fields.Int(load_default=20)", size: "args[\"per_page\"], max_per_page=100"),
      path: "app.py"
    ),
  ]

  private static func herbarium(_ field: String, size: String) -> String {
    """
    from flask import Flask, request
    from flask_sqlalchemy import SQLAlchemy
    from marshmallow import Schema, fields, validate
    from webargs.flaskparser import use_args
    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Leaf(db.Model):
        __tablename__ = "leaves"
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40))

    class PageSchema(Schema):
        page = fields.Int(load_default=1)
        per_page = \(field)

    page_schema = PageSchema()

    @app.post("/leaves")
    def add():
        db.session.add(Leaf(name=request.json["name"]))
        db.session.commit()
        return {}

    @app.get("/leaves")
    @use_args(page_schema, location="query")
    def leaves(args):
        query = db.select(Leaf).order_by(Leaf.id)
        page = db.paginate(query, page=args["page"], per_page=\(size))
        return [leaf.name for leaf in page.items]
    """
  }
}
