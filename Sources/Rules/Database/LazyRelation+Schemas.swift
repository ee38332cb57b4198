// Pages that a schema of marshmallow writes with what their rows refer to.

extension LazyRelation {
  private static func shelf(_ query: String) -> [String: String] {
    [
      "schemas.py": """
      from marshmallow import Schema, fields
      class AuthorSchema(Schema):
          name = fields.Str()
      class BookSchema(Schema):
          title = fields.Str()
          author = fields.Nested(lambda: AuthorSchema())
      class PageSchema(Schema):
          total = fields.Integer()
          books = fields.Nested(BookSchema, attribute="items", many=True)
      page_schema = PageSchema()
      """,
      "app.py": """
      from flask import Flask
      from flask_sqlalchemy import SQLAlchemy
      from sqlalchemy.orm import joinedload
      from schemas import page_schema
      app = Flask(__name__)
      db = SQLAlchemy(app)
      class Author(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          name = db.Column(db.String(40))
      class Book(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          title = db.Column(db.String(40))
          author_id = db.Column(db.Integer, db.ForeignKey("author.id"))
          author = db.relationship("Author")
      @app.get("/books")
      def books():
          found = \(query)
          return page_schema.dump(db.paginate(found, per_page=20, max_per_page=100))
      """,
    ]
  }

  static let schemas: [Example] = [
    .project(
      "a schema that writes a page by its items",
      shelf("↓db.select(Book)"),
      fixed: shelf("db.select(Book).options(joinedload(Book.author))")
    )
  ]
}
