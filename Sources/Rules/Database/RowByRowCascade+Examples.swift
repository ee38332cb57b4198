// Cascades of the process, and those that are left to the database.

extension RowByRowCascade {
  static let examples: [Example] = [
    .reported(
      "the reviews of a recipe are loaded to be deleted",
      cookbook(
        "reviews = db.relationship(\"Review\", back_populates=\"recipe\", cascade=\"all, delete-orphan\")",
        deletion: "↓db.session.delete(recipe)"
      ),
      fixed: cookbook(
        "reviews = db.relationship(\"Review\", back_populates=\"recipe\", cascade=\"all, delete-orphan\", passive_deletes=True)",
        deletion: "db.session.delete(recipe)"
      ),
      path: "app.py"
    ),
    .reported(
      "a row that deletes itself",
      cookbook(
        """
        reviews = db.relationship("Review", back_populates="recipe", cascade="all, delete")

            def remove(self):
                ↓db.session.delete(self)
                db.session.commit()
        """,
        deletion: "recipe.remove()"
      ),
      fixed: cookbook(
        """
        reviews = db.relationship("Review", back_populates="recipe")

            def remove(self):
                db.session.delete(self)
                db.session.commit()
        """,
        deletion: "recipe.remove()"
      ),
      path: "app.py"
    ),
    .silent(
      "one row on the other side, and a handful of lines",
      cookbook(
        """
        place = db.relationship("Place", cascade="all, delete-orphan", uselist=False)
            kinds = db.relationship("Kind", cascade="all, delete-orphan")
        """,
        deletion: "db.session.delete(recipe)"
      ),
      path: "app.py"
    ),
  ]

  private static func cookbook(_ relation: String, deletion: String) -> String {
    """
    from flask import Flask, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Recipe(db.Model):
        __tablename__ = "recipes"
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40))
        \(relation)

    class Review(db.Model):
        __tablename__ = "reviews"
        id = db.Column(db.Integer, primary_key=True)
        recipe_id = db.Column(db.ForeignKey("recipes.id"), index=True)
        recipe = db.relationship("Recipe", back_populates="reviews")

    class Place(db.Model):
        __tablename__ = "places"
        id = db.Column(db.Integer, primary_key=True)
        recipe_id = db.Column(db.ForeignKey("recipes.id"), index=True)

    class Kind(db.Model):
        __tablename__ = "kinds"
        id = db.Column(db.Integer, primary_key=True)
        recipe_id = db.Column(db.ForeignKey("recipes.id"), index=True)

    @app.post("/recipes/<int:number>/reviews")
    def add(number):
        db.session.add(Review(recipe_id=number))
        db.session.add(Place(recipe_id=number))
        db.session.commit()
        return {}

    @app.delete("/recipes/<int:number>")
    def remove(number):
        recipe = db.session.get(Recipe, number)
        \(deletion)
        db.session.commit()
        return {}
    """
  }
}
