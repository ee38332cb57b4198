// What counts as a session that is held, and what only looks like one.

extension SessionHeld {
  private static let head = """
    import requests
    from fastapi import Depends, FastAPI
    from sqlalchemy import create_engine, select
    from sqlalchemy.orm import Session, DeclarativeBase
    engine = create_engine("postgresql://db/shop", pool_size=20)
    app = FastAPI()
    class Base(DeclarativeBase):
        pass
    class User(Base):
        __tablename__ = "users"
    def get_db():
        with Session(engine) as session:
            yield session

    """
  static let examples: [Example] = [
    .reported(
      "a service asked while the session of a dependency is open",
      head + """
        @app.post("/invite")
        def invite(id: int, session: Session = Depends(get_db)):
            user = session.get(User, id)
            ↓requests.post("https://mail.example/send", json={"to": user.email}, timeout=5)
            return {}
        """,
      fixed: head + """
        @app.post("/invite")
        def invite(id: int, session: Session = Depends(get_db)):
            email = session.get(User, id).email
            session.commit()
            requests.post("https://mail.example/send", json={"to": email}, timeout=5)
            return {}
        """,
      path: "server.py"
    ),
    .reported(
      "a connection that a dependency took, and mail two calls away",
      head + """
        def send(to):
            requests.post("https://mail.example/send", json={"to": to}, timeout=5)
        def current(id: int, session: Session = Depends(get_db)):
            return session.get(User, id)
        @app.post("/remind")
        def remind(user: User = Depends(current)):
            ↓send(user.email)
            return {}
        """,
      fixed: head + """
        def send(to):
            requests.post("https://mail.example/send", json={"to": to}, timeout=5)
        def current(id: int, session: Session = Depends(get_db)):
            user = session.get(User, id)
            session.commit()
            return user
        @app.post("/remind")
        def remind(user: User = Depends(current)):
            send(user.email)
            return {}
        """,
      path: "server.py"
    ),
    .silent(
      "the session has ended with its block before the service is asked",
      """
      import requests
      from fastapi import FastAPI
      from sqlalchemy import create_engine
      from sqlalchemy.orm import Session, DeclarativeBase
      engine = create_engine("postgresql://db/shop", pool_size=20)
      app = FastAPI()
      class Base(DeclarativeBase):
          pass
      class User(Base):
          __tablename__ = "users"
      @app.post("/invite")
      def invite(id: int):
          with Session(engine) as session:
              email = session.get(User, id).email
          requests.post("https://mail.example/send", json={"to": email}, timeout=5)
          return {}
      """,
      path: "server.py"
    ),
    .silent(
      "the service is asked before the first statement",
      head + """
        @app.post("/invite")
        def invite(id: int, session: Session = Depends(get_db)):
            requests.post("https://mail.example/send", json={"to": id}, timeout=5)
            return session.get(User, id)
        """,
      path: "server.py"
    ),
    .silent(
      "a wait that this call's flag leaves out",
      """
      from threading import Thread
      from flask import Flask, jsonify, request
      from flask_mail import Mail, Message
      from flask_sqlalchemy import SQLAlchemy

      app = Flask(__name__)
      db = SQLAlchemy(app)
      mail = Mail(app)

      class User(db.Model):
          id = db.Column(db.Integer, primary_key=True)
          email = db.Column(db.String(80), unique=True)

      def send(message, sync=False):
          if sync:
              mail.send(message)
          else:
              Thread(target=mail.send, args=(message,)).start()

      @app.route("/reset", methods=["POST"])
      def reset():
          user = User.query.filter_by(email=request.json["email"]).first()
          send(Message("Reset", recipients=[user.email]))
          return jsonify({})
      """
    ),
    .reported(
      "a hash in a thread, while others wait for a connection",
      signIn("def", hash: "↓context.verify(secret, user.secret)"),
      fixed: signIn("def", hash: "secret == user.secret"),
      path: "server.py"
    ),
    .silent(
      "a hash that holds the event loop itself: nobody else can want a connection",
      signIn("async def", hash: "context.verify(secret, user.secret)"),
      path: "server.py"
    ),
  ]

  private static func signIn(_ keyword: String, hash: String) -> String {
    head + """
      from passlib.context import CryptContext
      context = CryptContext(schemes=["bcrypt"])
      @app.post("/login")
      \(keyword) login(id: int, secret: str, session: Session = Depends(get_db)):
          user = session.get(User, id)
          return {"ok": \(hash)}
      """
  }
}
