// Cascades of the process, and those that are left to the database.

extension RowByRowCascade {
  static let examples: [Example] = [
    .reported(
      "the readings of a sensor are loaded to be deleted",
      garden(
        "readings = db.relationship(\"Reading\", back_populates=\"sensor\", cascade=\"all, delete-orphan\")",
        deletion: "↓db.session.delete(sensor)"
      ),
      fixed: garden(
        "readings = db.relationship(\"Reading\", back_populates=\"sensor\", cascade=\"all, delete-orphan\", passive_deletes=True)",
        deletion: "db.session.delete(sensor)"
      ),
      path: "app.py"
    ),
    .reported(
      "a row that deletes itself",
      garden(
        """
        readings = db.relationship("Reading", back_populates="sensor", cascade="all, delete")

            def remove(self):
                ↓db.session.delete(self)
                db.session.commit()
        """,
        deletion: "sensor.remove()"
      ),
      fixed: garden(
        """
        readings = db.relationship("Reading", back_populates="sensor")

            def remove(self):
                db.session.delete(self)
                db.session.commit()
        """,
        deletion: "sensor.remove()"
      ),
      path: "app.py"
    ),
    .silent(
      "one row on the other side, and rows that nothing adds",
      garden(
        """
        place = db.relationship("Place", cascade="all, delete-orphan", uselist=False)
            kinds = db.relationship("Kind", cascade="all, delete-orphan")
        """,
        deletion: "db.session.delete(sensor)"
      ),
      path: "app.py"
    ),
  ]

  private static func garden(_ relation: String, deletion: String) -> String {
    """
    from flask import Flask, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)

    class Sensor(db.Model):
        __tablename__ = "sensors"
        id = db.Column(db.Integer, primary_key=True)
        name = db.Column(db.String(40))
        \(relation)

    class Reading(db.Model):
        __tablename__ = "readings"
        id = db.Column(db.Integer, primary_key=True)
        sensor_id = db.Column(db.ForeignKey("sensors.id"), index=True)
        sensor = db.relationship("Sensor", back_populates="readings")

    class Place(db.Model):
        __tablename__ = "places"
        id = db.Column(db.Integer, primary_key=True)
        sensor_id = db.Column(db.ForeignKey("sensors.id"), index=True)

    class Kind(db.Model):
        __tablename__ = "kinds"
        id = db.Column(db.Integer, primary_key=True)
        sensor_id = db.Column(db.ForeignKey("sensors.id"), index=True)

    @app.post("/sensors/<int:number>/readings")
    def add(number):
        db.session.add(Reading(sensor_id=number))
        db.session.add(Place(sensor_id=number))
        db.session.commit()
        return {}

    @app.delete("/sensors/<int:number>")
    def remove(number):
        sensor = db.session.get(Sensor, number)
        \(deletion)
        db.session.commit()
        return {}
    """
  }
}
