// A relation of many to many, whose table is searched from its second side.

extension MissingIndex {
  static func labels(_ column: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import Column, ForeignKey, Integer, String, Table, create_engine, select
    from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
    app = FastAPI()
    Base = declarative_base()
    Sessions = sessionmaker(create_engine("postgresql:///mails"))
    mail_labels = Table(
        "mail_labels",
        Base.metadata,
        Column("mail_id", ForeignKey("mails.id"), primary_key=True),
        \(column),
    )
    class Label(Base):
        __tablename__ = "labels"
        id = Column(Integer, primary_key=True)
        name = Column(String, unique=True)
    class Mail(Base):
        __tablename__ = "mails"
        id = Column(Integer, primary_key=True)
        subject = Column(String)
        labels = relationship("Label", secondary=mail_labels)
    def get_db():
        with Sessions() as session:
            yield session
    @app.post("/mails")
    def add(subject: str, db: Session = Depends(get_db)):
        db.add(Mail(subject=subject))
        db.commit()
    @app.get("/labels/{label}/mails")
    def mails(label: int, db: Session = Depends(get_db)):
        found = select(Mail).join(Mail.labels).where(Label.id == label).order_by(Mail.id).limit(20)
        return db.execute(found).scalars().all()
    """
  }
}
