// Repositories that are written once for all models: whose rows they give, those know who ask them.

extension LazyRelation {
  private static let repository = """
    class Repository:
        def __init__(self, model, db):
            self.model = model
            self.db = db

        def every(self):
            return self.db.query(self.model).limit(500).all()

        def keep(self, row):
            self.db.add(row)
            self.db.commit()
            return row
    """

  private static let repositoryWithOptions = """
    class Repository:
        def __init__(self, model, db):
            self.model = model
            self.db = db

        def every(self, *options):
            return self.db.query(self.model).options(*options).limit(500).all()

        def keep(self, row):
            self.db.add(row)
            self.db.commit()
            return row
    """

  private static let notebookModels = """
    from sqlalchemy import Column, ForeignKey, Integer, String
    from sqlalchemy.orm import declarative_base, relationship

    Base = declarative_base()

    class Author(Base):
        __tablename__ = "authors"
        id = Column(Integer, primary_key=True)
        name = Column(String)

    class Note(Base):
        __tablename__ = "notes"
        id = Column(Integer, primary_key=True)
        title = Column(String)
        author_id = Column(Integer, ForeignKey("authors.id"), index=True)
        author = relationship("Author")
    """

  private static func notebook(_ route: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session, selectinload, sessionmaker
    from models import Author, Note
    from repository import Repository

    app = FastAPI()
    Sessions = sessionmaker(create_engine("postgresql:///notes", pool_size=40))

    class Authors(Repository):
        def __init__(self, db):
            super().__init__(Author, db)

    class Notes(Repository):
        def __init__(self, db):
            super().__init__(Note, db)

    def get_db():
        with Sessions() as session:
            yield session

    @app.post("/authors")
    def author(name: str, db: Session = Depends(get_db)):
        return Authors(db).keep(Author(name=name)).id

    \(route)
    """
  }

  static let held: [Example] = [
    .project(
      "rows of a repository that is handed its model",
      [
        "models.py": notebookModels,
        "repository.py": repository,
        "app.py": notebook(
          """
          @app.get("/notes")
          def notes(db: Session = Depends(get_db)):
              return [f"{note.title}: {note.author.name}" for note in ↓Notes(db).every()]
          """
        ),
      ],
      fixed: [
        "repository.py": repositoryWithOptions,
        "app.py": notebook(
          """
          @app.get("/notes")
          def notes(db: Session = Depends(get_db)):
              found = Notes(db).every(selectinload(Note.author))
              return [f"{note.title}: {note.author.name}" for note in found]
          """
        ),
      ]
    ),
    .project(
      "objects of the repository itself, told apart by what makes them",
      [
        "models.py": notebookModels,
        "repository.py": repository,
        "app.py": notebook(
          """
          class Desk:
              def __init__(self, db):
                  self.authors = Repository(model=Author, db=db)
                  self.notes = Repository(model=Note, db=db)

              def all_authors(self):
                  return [author.name for author in self.authors.every()]

              def all_notes(self):
                  return [note.author.name for note in ↓self.notes.every()]

          @app.get("/desk")
          def desk(db: Session = Depends(get_db)):
              own = Desk(db)
              return own.all_authors() + own.all_notes()
          """
        ),
      ],
      fixed: [
        "repository.py": repositoryWithOptions,
        "app.py": notebook(
          """
          class Desk:
              def __init__(self, db):
                  self.authors = Repository(model=Author, db=db)
                  self.notes = Repository(model=Note, db=db)

              def all_authors(self):
                  return [author.name for author in self.authors.every()]

              def all_notes(self):
                  return [note.author.name for note in self.notes.every(selectinload(Note.author))]

          @app.get("/desk")
          def desk(db: Session = Depends(get_db)):
              own = Desk(db)
              return own.all_authors() + own.all_notes()
          """
        ),
      ]
    ),
  ]
}
