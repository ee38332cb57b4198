// Schemas of marshmallow that write a page of rows, which a method of the class has asked for.

extension LazyRelation {
  static let schemas: [Example] = [
    .reported(
      "a schema of pages nests the schema of the rows",
      museum(
        "↓db.select(cls).order_by(cls.found_at.desc())",
        "keeper = fields.Nested(KeeperSchema)"
      ),
      fixed: museum(
        "db.select(cls).options(db.joinedload(cls.keeper)).order_by(cls.found_at.desc())",
        "keeper = fields.Nested(KeeperSchema)"
      ),
      path: "app.py"
    ),
    .silent(
      "the schema of the rows writes their own columns",
      museum("db.select(cls).order_by(cls.found_at.desc())", "keeper_id = fields.Integer()"),
      path: "app.py"
    ),
  ]

  private static func museum(_ query: String, _ field: String) -> String {
    """
    from flask import Flask, request
    from flask_sqlalchemy import SQLAlchemy
    from marshmallow import Schema, fields
    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Keeper(db.Model):
        __tablename__ = "keepers"
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40))
        finds = db.relationship("Find", back_populates="keeper")

    class Find(db.Model):
        __tablename__ = "finds"
        id = db.Column(db.Integer, primary_key=True)
        found_at = db.Column(db.DateTime, index=True)
        keeper_id = db.Column(db.ForeignKey("keepers.id"), index=True)
        keeper = db.relationship("Keeper", back_populates="finds")

        @classmethod
        def page(cls):
            query = \(query)
            return db.paginate(query, page=1, per_page=20)

    class KeeperSchema(Schema):
        name = fields.Str()

    class FindSchema(Schema):
        id = fields.Integer()
        \(field)

    class PageSchema(Schema):
        total = fields.Integer()

    class FindPageSchema(PageSchema):
        finds = fields.Nested(FindSchema, attribute="items", many=True)

    find_page = FindPageSchema()

    @app.post("/finds")
    def add():
        db.session.add(Find(keeper_id=request.json["keeper"]))
        db.session.commit()
        return {}

    @app.get("/finds")
    def finds():
        return find_page.dump(Find.page())
    """
  }
}
