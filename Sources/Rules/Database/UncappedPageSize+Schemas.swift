// Page sizes that a schema of Python lets through, and such as it caps.

extension UncappedPageSize {
  private static func herd(_ size: String, _ limit: String) -> [String: String] {
    [
      "schemas.py": """
      from marshmallow import Schema, fields, validate
      class HerdQuery(Schema):
          page = fields.Integer(load_default=1)
          count = fields.Integer(\(size))
      herd_query = HerdQuery()
      """,
      "app.py": """
      from flask import Flask
      from flask_sqlalchemy import SQLAlchemy
      from webargs.flaskparser import use_args
      from schemas import herd_query
      app = Flask(__name__)
      db = SQLAlchemy(app)
      class Visit(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          animal = db.Column(db.String(40))
          @classmethod
          def page(cls, args):
              found = db.select(cls).order_by(cls.id)
              return db.paginate(found, page=args.get("page"), per_page=\(limit))
      @app.get("/visits")
      @use_args(herd_query, location="query")
      def visits(args):
          return {"total": Visit.page(args).total}
      """,
    ]
  }

  private static func search(_ field: String, _ limit: String) -> [String: String] {
    [
      "app.py": """
      from fastapi import Depends, FastAPI
      from pydantic import BaseModel, Field
      from sqlalchemy import Column, Integer, String, create_engine, select
      from sqlalchemy.orm import Session, declarative_base
      Base = declarative_base()
      class Visit(Base):
          __tablename__ = "visits"
          id = Column(Integer, primary_key=True)
          animal = Column(String)
      engine = create_engine("postgresql://db/farm")
      app = FastAPI()
      class Search(BaseModel):
          animal: str
          count: int = \(field)
      @app.post("/visits/search")
      def search(wanted: Search):
          with Session(engine) as session:
              return session.scalars(select(Visit).where(Visit.animal == wanted.animal).limit(\(limit)wanted.count)).all()
      """
    ]
  }

  static let schemas: [Example] = [
    .project(
      "a schema of marshmallow that takes any number",
      herd("load_default=10", "↓args.get(\"count\")"),
      fixed: [
        "schemas.py": herd("load_default=10, validate=validate.Range(min=1, max=100)", "")[
          "schemas.py"
        ] ?? ""
      ]
    ),
    .project(
      "a field of pydantic that takes any number",
      search("20", "↓"),
      fixed: search("Field(20, ge=1, le=100)", "")
    ),
  ]
}
