// The rows of one other row: who reads a relation looks for them by their reference.

extension MissingIndex {
  static let relations: [Example] = [
    .reported(
      "the rows of one, under a name that is not that of their table",
      parcels(
        """
        @app.get("/parcels/{number}")
        def parcel(number: int, db: Session = Depends(get_db)):
            found = db.get(Parcel, number)
            return {"titles": [line.title for line in found.content]}
        """,
        "↓parcel_id = Column(Integer, ForeignKey(\"parcels.id\"))"
      ),
      fixed: parcels(
        """
        @app.get("/parcels/{number}")
        def parcel(number: int, db: Session = Depends(get_db)):
            found = db.get(Parcel, number)
            return {"titles": [line.title for line in found.content]}
        """,
        "parcel_id = Column(Integer, ForeignKey(\"parcels.id\"), index=True)"
      ),
      path: "app.py"
    ),
    .reported(
      "relations of relations that are told to come along",
      parcels(
        """
        @app.get("/senders/{number}")
        def sender(number: int, db: Session = Depends(get_db)):
            wanted = selectinload(Sender.sent).selectinload(Parcel.content)
            found = select(Sender).options(wanted).where(Sender.id == number)
            return db.execute(found).scalars().first()
        """,
        "↓parcel_id = Column(Integer, ForeignKey(\"parcels.id\"))"
      ),
      fixed: parcels(
        """
        @app.get("/senders/{number}")
        def sender(number: int, db: Session = Depends(get_db)):
            wanted = selectinload(Sender.sent).selectinload(Parcel.content)
            found = select(Sender).options(wanted).where(Sender.id == number)
            return db.execute(found).scalars().first()
        """,
        "parcel_id = Column(Integer, ForeignKey(\"parcels.id\"), index=True)"
      ),
      path: "app.py"
    ),
    .reported(
      "the way back, which the other end declares",
      parcels(
        """
        @app.get("/parcels/{number}/marks")
        def marks(number: int, db: Session = Depends(get_db)):
            found = db.get(Parcel, number)
            return {"marks": [mark.text for mark in found.marks]}
        """,
        "parcel_id = Column(Integer, ForeignKey(\"parcels.id\"))",
        marked: "↓marked_id = Column(Integer, ForeignKey(\"parcels.id\"))"
      ),
      fixed: parcels(
        """
        @app.get("/parcels/{number}/marks")
        def marks(number: int, db: Session = Depends(get_db)):
            found = db.get(Parcel, number)
            return {"marks": [mark.text for mark in found.marks]}
        """,
        "parcel_id = Column(Integer, ForeignKey(\"parcels.id\"))",
        marked: "marked_id = Column(Integer, ForeignKey(\"parcels.id\"), index=True)"
      ),
      path: "app.py"
    ),
    .silent(
      "the one row that a reference means is found by its own key",
      parcels(
        """
        @app.get("/lines/{number}")
        def line(number: int, db: Session = Depends(get_db)):
            found = db.get(Line, number)
            return {"parcel": found.parcel.id}
        """,
        "parcel_id = Column(Integer, ForeignKey(\"parcels.id\"))"
      ),
      path: "app.py"
    ),
    .silent(
      "options that bring nothing along",
      parcels(
        """
        @app.get("/parcels/{number}/head")
        def head(number: int, db: Session = Depends(get_db)):
            found = select(Parcel).options(noload(Parcel.content)).where(Parcel.id == number)
            return db.execute(found).scalars().first()
        """,
        "parcel_id = Column(Integer, ForeignKey(\"parcels.id\"))"
      ),
      path: "app.py"
    ),
    .silent(
      "the one row that a row refers to, under a name that the other end declares",
      parcels(
        """
        class Office(Base):
            __tablename__ = "offices"
            id = Column(Integer, primary_key=True)
            town = Column(String)
            stamps = relationship("Stamp", backref="office")
        class Stamp(Base):
            __tablename__ = "stamps"
            parcel_id = Column(Integer, ForeignKey("parcels.id"), primary_key=True)
            office_id = Column(Integer, ForeignKey("offices.id"), primary_key=True)
        @app.post("/stamps")
        def stamp(parcel: int, office: int, db: Session = Depends(get_db)):
            db.add(Stamp(parcel_id=parcel, office_id=office))
            db.commit()
        @app.get("/parcels/{number}/towns")
        def towns(number: int, db: Session = Depends(get_db)):
            found = db.query(Stamp).filter(Stamp.parcel_id == number).all()
            return {"towns": [stamp.office.town for stamp in found]}
        """,
        "parcel_id = Column(Integer, ForeignKey(\"parcels.id\"), index=True)"
      ),
      path: "app.py"
    ),
  ]

  private static func parcels(
    _ route: String,
    _ column: String,
    marked: String = "marked_id = Column(Integer, ForeignKey(\"parcels.id\"), index=True)"
  ) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import Column, ForeignKey, Integer, String, create_engine, select
    from sqlalchemy.orm import Session, declarative_base, noload, relationship, selectinload
    from sqlalchemy.orm import sessionmaker
    app = FastAPI()
    Base = declarative_base()
    Sessions = sessionmaker(create_engine("postgresql:///parcels"))
    class Sender(Base):
        __tablename__ = "senders"
        id = Column(Integer, primary_key=True)
        sent = relationship("Parcel", back_populates="sender")
    class Parcel(Base):
        __tablename__ = "parcels"
        id = Column(Integer, primary_key=True)
        sender_id = Column(Integer, ForeignKey("senders.id"), index=True)
        sender = relationship("Sender", back_populates="sent")
        content = relationship("Line", back_populates="parcel")
    class Line(Base):
        __tablename__ = "parcel_lines"
        id = Column(Integer, primary_key=True)
        title = Column(String)
        \(column)
        parcel = relationship("Parcel", back_populates="content")
    class Mark(Base):
        __tablename__ = "customs_marks"
        id = Column(Integer, primary_key=True)
        text = Column(String)
        \(marked)
        marked = relationship("Parcel", backref="marks")
    def get_db():
        with Sessions() as session:
            yield session
    @app.post("/parcels")
    def add(title: str, db: Session = Depends(get_db)):
        parcel = Parcel(sender=Sender())
        db.add(parcel)
        db.add(Line(title=title, parcel=parcel))
        db.add(Mark(text=title, marked=parcel))
        db.commit()
    \(route)
    """
  }
}
