// Removals that the mapper hands on, and such as the database does or that stay short.

extension CascadingDelete {
  private static func server(_ relation: String, child: String = "Sighting") -> String {
    """
    from flask import Flask
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class Patient(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        \(relation)
    class \(child)(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        reason = db.Column(db.String(80))
        patient_id = db.Column(db.Integer, db.ForeignKey("patient.id"), index=True)
    @app.delete("/patients/<int:id>")
    def remove(id):
        patient = db.session.get(Patient, id)
        ↓db.session.delete(patient)
        db.session.commit()
        return {}
    """
  }

  private static func unmarked(_ text: String) -> String { text.filter { $0 != "↓" } }

  private static let handedOn =
    "visits = db.relationship(\"Visit\", cascade=\"all, delete-orphan\", backref=\"patient\")"

  static let examples: [Example] = [
    .reported(
      "the visits of a person go one by one",
      server(handedOn, child: "Visit"),
      fixed: unmarked(
        server(
          "visits = db.relationship(\"Visit\", cascade=\"all\", passive_deletes=True, backref=\"patient\")",
          child: "Visit"
        )
      ),
      path: "app.py"
    ),
    .reported(
      "a row removes itself, and its comments with it",
      itself("comments = relationship(\"Comment\", backref=\"report\", cascade=\"all, delete\")"),
      fixed: unmarked(itself("comments = relationship(\"Comment\", backref=\"report\")")),
      path: "app.py"
    ),
    .silent(
      "the lines of one invoice, which is soon complete",
      unmarked(itself("lines = relationship(\"InvoiceLine\", cascade=\"all, delete-orphan\")"))
        .replacing("Report", with: "Invoice").replacing("Comment", with: "InvoiceLine"),
      path: "app.py"
    ),
    .silent(
      "the one profile of a person, and addresses of which there is a handful",
      unmarked(
        server(
          """
          card = db.relationship("Card", uselist=False, cascade="all, delete-orphan")
              addresses = db.relationship("Address", cascade="all, delete-orphan")
          """,
          child: "Address"
        )
      ),
      path: "app.py"
    ),
  ]

  private static func itself(_ relation: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
    from sqlalchemy.orm import Session, declarative_base, object_session, relationship, sessionmaker
    engine = create_engine("postgresql://db/birds", connect_args={"connect_timeout": 5})
    make = sessionmaker(engine)
    Base = declarative_base()
    class Report(Base):
        __tablename__ = "reports"
        id = Column(Integer, primary_key=True)
        \(relation)
        def remove(self, session: Session):
            ↓session.delete(self)
            session.commit()
    class Comment(Base):
        __tablename__ = "comments"
        id = Column(Integer, primary_key=True)
        text = Column(String)
        report_id = Column(Integer, ForeignKey("reports.id"), index=True)
    def session():
        with make() as one:
            yield one
    app = FastAPI()
    @app.delete("/reports/{id}")
    def remove(id: int, db: Session = Depends(session)):
        report = db.get(Report, id)
        report.remove(db)
    """
  }
}
