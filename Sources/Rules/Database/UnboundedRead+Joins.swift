// What counts as a read without a limit where a session asks several models at once.

extension UnboundedRead {
  static let joins: [Example] = [
    .reported(
      "one chat joined with its messages is as many rows as there are messages",
      chats(
        """
        @app.get("/chats/{chat_id}/messages")
        def messages(chat_id: int, db: Session = Depends(get_db)):
            return ↓history(db).where(Chat.id == chat_id).all()

        @app.get("/messages/{message_id}")
        def message(message_id: int, db: Session = Depends(get_db)):
            return history(db).where(Message.id == message_id).all()
        """
      ),
      fixed: chats(
        """
        @app.get("/chats/{chat_id}/messages")
        def messages(chat_id: int, db: Session = Depends(get_db)):
            return history(db).where(Chat.id == chat_id).limit(50).all()

        @app.get("/messages/{message_id}")
        def message(message_id: int, db: Session = Depends(get_db)):
            return history(db).where(Message.id == message_id).all()
        """
      ),
      path: "app.py"
    ),
    .silent(
      "the message of a key, the chat of a message, and two tables that are joined under a key",
      chats(
        """
        @app.get("/messages/{message_id}")
        def message(message_id: int, db: Session = Depends(get_db)):
            return history(db).where(Message.id == message_id).all()

        @app.get("/messages/{message_id}/chat")
        def chat(message_id: int, db: Session = Depends(get_db)):
            return db.query(Chat).join(Message).where(Message.id == message_id).all()

        @app.get("/messages/{message_id}/name")
        def name(message_id: int, db: Session = Depends(get_db)):
            return db.query(Chat.name).where(Chat.id == Message.chat_id, Message.id == message_id).all()
        """
      ),
      path: "app.py"
    ),
  ]

  private static func chats(_ routes: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
    from sqlalchemy.orm import Session, declarative_base, sessionmaker

    app = FastAPI()
    Base = declarative_base()
    Sessions = sessionmaker(create_engine("postgresql:///chats", pool_size=20))

    class Chat(Base):
        __tablename__ = "chats"
        id = Column(Integer, primary_key=True)
        name = Column(String)

    class Message(Base):
        __tablename__ = "messages"
        id = Column(Integer, primary_key=True)
        chat_id = Column(Integer, ForeignKey("chats.id"), index=True)
        text = Column(String)

    def get_db():
        with Sessions() as session:
            yield session

    def history(db):
        return db.query(Chat.name.label("chat"), Message.text).join(Message, Chat.id == Message.chat_id)

    @app.post("/chats/{chat_id}/messages")
    def add(chat_id: int, text: str, db: Session = Depends(get_db)):
        db.add(Message(chat_id=chat_id, text=text))
        db.commit()

    \(routes)
    """
  }
}
