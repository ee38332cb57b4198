// Which keys of both references a database may lack.

extension UnmigratedKey {
  private static let key = ",\n        sa.PrimaryKeyConstraint(\"walker_id\", \"route_id\")"

  static let examples: [Example] = [
    .project(
      "a table of pairs that became a model later",
      files(read: "db.session.get(Walk, (walker, route))"),
      fixed: ["migrations/versions/1_pairs.py": migration(key: key)]
    ),
    .project(
      "rows that are looked for by both references",
      files(read: "Walk.query.filter_by(walker_id=walker, route_id=route).first()"),
      fixed: ["migrations/versions/1_pairs.py": migration(key: key)]
    ),
    .silent(
      "the migration makes the key with the table",
      files: files(read: "db.session.get(Walk, (walker, route))", key: key, mark: "")
    ),
    .silent(
      "a migration adds the key later",
      files: files(read: "db.session.get(Walk, (walker, route))", mark: "")
        .merging(["migrations/versions/2_key.py": laterKey]) { _, new in new }
    ),
  ]

  private static let laterKey = """
    from alembic import op

    revision = "2"
    down_revision = "1"

    def upgrade():
        op.create_primary_key("pk_walks", "walks", ["walker_id", "route_id"])

    def downgrade():
        op.drop_constraint("pk_walks", "walks")
    """

  private static func migration(key: String) -> String {
    """
    import sqlalchemy as sa
    from alembic import op

    revision = "1"
    down_revision = None

    def upgrade():
        op.create_table(
            "walks",
            sa.Column("walker_id", sa.Integer(), nullable=True),
            sa.Column("route_id", sa.Integer(), nullable=True)\(key)
        )

    def downgrade():
        op.drop_table("walks")
    """
  }

  private static func files(read: String, key: String = "", mark: String = "↓") -> [String: String]
  {
    [
      "migrations/versions/1_pairs.py": migration(key: key),
      "app.py": """
      from flask import Flask, request
      from flask_sqlalchemy import SQLAlchemy
      app = Flask(__name__)
      db = SQLAlchemy(app)

      class Walk(db.Model):
          __tablename__ = "walks"
          \(mark)walker_id = db.Column(db.Integer, db.ForeignKey("walkers.id"), primary_key=True)
          route_id = db.Column(db.Integer, db.ForeignKey("routes.id"), primary_key=True)

      @app.post("/walks")
      def add():
          db.session.add(Walk(walker_id=request.json["walker"], route_id=request.json["route"]))
          db.session.commit()
          return {}

      @app.get("/walks/<int:walker>/<int:route>")
      def walked(walker, route):
          return {"walked": \(read) is not None}
      """,
    ]
  }
}
