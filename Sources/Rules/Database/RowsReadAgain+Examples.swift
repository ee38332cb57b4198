// Rows that are read again behind a commit, and those that are not.

extension RowsReadAgain {
  static let examples: [Example] = [
    .reported(
      "tasks that are made and then written into the answer",
      tasks(
        """
            db.session.add_all(tasks)
            db.session.commit()
            return jsonify(↓[{"id": task.id, "title": task.title} for task in tasks])
        """
      ),
      fixed: tasks(
        """
            db.session.add_all(tasks)
            db.session.flush()
            answer = [{"id": task.id, "title": task.title} for task in tasks]
            db.session.commit()
            return jsonify(answer)
        """
      ),
      path: "app.py"
    ),
    .project(
      "rows that the framework writes by itself",
      api("sessionmaker(engine)", "↓return created"),
      fixed: api("sessionmaker(engine, expire_on_commit=False)", "return created")
    ),
    .silent(
      "rows of which only the number is told",
      tasks(
        """
            db.session.add_all(tasks)
            db.session.commit()
            return jsonify(count=len(tasks))
        """
      ),
      path: "app.py"
    ),
    .silent(
      "one query reads the rows again",
      tasks(
        """
            db.session.add_all(tasks)
            db.session.commit()
            keys = Task.query.filter(Task.title.in_(request.json["titles"])).limit(100).all()
            return jsonify([{"id": task.id, "title": task.title} for task in tasks], len(keys))
        """
      ),
      path: "app.py"
    ),
  ]

  private static func tasks(_ steps: String) -> String {
    """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class Task(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        title = db.Column(db.String(80))

    @app.post("/tasks")
    def create():
        tasks = [Task(title=title) for title in request.json["titles"]]
    \(steps)
    """
  }

  private static func api(_ sessions: String, _ answer: String) -> [String: String] {
    [
      "database.py": """
      from sqlalchemy import Column, Integer, String, create_engine
      from sqlalchemy.orm import declarative_base, sessionmaker
      engine = create_engine("postgresql://db/shop", connect_args={"connect_timeout": 3})
      Sessions = \(sessions)
      Base = declarative_base()
      class Task(Base):
          __tablename__ = "tasks"
          id = Column(Integer, primary_key=True)
          title = Column(String(80))
      def session():
          opened = Sessions()
          try:
              yield opened
          finally:
              opened.close()
      """,
      "main.py": """
      from fastapi import Depends, FastAPI
      from pydantic import BaseModel
      from sqlalchemy.orm import Session
      from database import Task, session
      app = FastAPI()
      class TaskRead(BaseModel):
          id: int
          title: str
      @app.post("/tasks", response_model=list[TaskRead])
      def create(titles: list[str], db: Session = Depends(session)):
          created = []
          for title in titles:
              task = Task(title=title)
              db.add(task)
              created.append(task)
          db.commit()
          \(answer)
      """,
    ]
  }
}
