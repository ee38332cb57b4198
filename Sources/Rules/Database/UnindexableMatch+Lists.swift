// Conditions of SQLAlchemy that are collected in a list before the statement takes them.

extension UnindexableMatch {
  private static func server(_ condition: String) -> String {
    """
    from fastapi import FastAPI
    from sqlalchemy import Column, DateTime, Integer, String, and_, create_engine, func, select
    from sqlalchemy.orm import Session, declarative_base
    Base = declarative_base()
    class Comment(Base):
        __tablename__ = "comments"
        id = Column(Integer, primary_key=True)
        words = Column(String)
        town = Column(String, index=True)
    engine = create_engine("postgresql://db/news")
    app = FastAPI()
    @app.post("/comments")
    def add(words: str):
        with Session(engine) as session:
            session.add(Comment(words=words))
            session.commit()
    @app.get("/comments")
    def comments(q: str | None = None, town: str | None = None):
        conditions = []
        if q:
            conditions.append(\(condition))
        if town:
            conditions.append(Comment.town == town)
        found = select(Comment).where(and_(*conditions)).order_by(Comment.id).limit(20)
        with Session(engine) as session:
            return session.scalars(found).all()
    """
  }

  static let lists: [Example] = [
    .reported(
      "a condition that is appended where a request asks for it",
      server("Comment.words.ilike(↓f\"%{q}%\")"),
      fixed: server("Comment.words == q"),
      path: "app.py"
    )
  ]
}
