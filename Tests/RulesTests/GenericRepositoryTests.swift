// What the repositories of Python read: their model is what their class, or their maker, hands up.

import Findings
import Testing

@Suite("Generic repositories")
struct GenericRepositoryTests {
  private static let base = """
    class Repository:
        def __init__(self, session, model):
            self._db = session
            self._model = model

        def get_all(self):
            return self._db.query(self._model).all()

        def get_where(self, *expressions):
            return self._db.query(self._model).filter(*expressions).all()

        def add(self, row):
            self._db.add(row)
            self._db.commit()
    """

  private static let models = """
    from sqlalchemy import Column, ForeignKey, Integer, String
    from sqlalchemy.orm import declarative_base
    Base = declarative_base()

    class Owner(Base):
        __tablename__ = "owners"
        id = Column(Integer, primary_key=True)
        name = Column(String)

    class Pet(Base):
        __tablename__ = "pets"
        id = Column(Integer, primary_key=True)
        owner_id = Column(Integer, ForeignKey("owners.id"))
        name = Column(String)
    """

  /// Two classes that name their models, and a service that holds one of them.
  private static let heirs = """
    from repository import Repository
    from models import Owner, Pet

    class PetRepository(Repository):
        def __init__(self, session):
            super().__init__(session=session, model=Pet)

    class OwnerRepository(Repository):
        def __init__(self, session):
            super().__init__(session, Owner)

    class PetService:
        def __init__(self, session):
            self.pets = PetRepository(session)
            self.owners = OwnerRepository(session)
    """

  /// Both are made where they are held, of one class.
  private static let makers = """
    from repository import Repository
    from models import Owner, Pet

    class PetService:
        def __init__(self, session):
            self.pets = Repository(session, Pet)
            self.owners = Repository(session, model=Owner)
    """

  private static func project(_ service: String) -> [String: String] {
    [
      "repository.py": base,
      "models.py": models,
      "service.py": """
      \(service)

          def everything(self):
              return self.pets.get_all()

          def everybody(self):
              return self.owners.get_all()

          def of_owner(self, owner):
              return self.pets.get_where(Pet.owner_id == owner)

          def add(self, name, owner):
              self.owners.add(Owner(name=owner))
              return self.pets.add(Pet(name=name))
      """,
      "main.py": """
      from fastapi import Depends, FastAPI
      from sqlalchemy import create_engine
      from sqlalchemy.orm import Session, sessionmaker
      from service import PetService

      SessionLocal = sessionmaker(bind=create_engine("postgresql://localhost/pets"))
      app = FastAPI()

      def get_db():
          db = SessionLocal()
          try:
              yield db
          finally:
              db.close()

      def pet_service(db: Session = Depends(get_db)) -> PetService:
          return PetService(db)

      @app.get("/pets")
      def pets(service: PetService = Depends(pet_service)):
          return service.everything()

      @app.get("/owners")
      def owners(service: PetService = Depends(pet_service)):
          return service.everybody()

      @app.get("/owners/{owner}/pets")
      def pets_of(owner: int, db: Session = Depends(get_db)):
          return PetService(db).of_owner(owner)

      @app.post("/pets")
      def add(name: str, owner: str, db: Session = Depends(get_db)):
          return PetService(db).add(name, owner)
      """,
    ]
  }

  @Test(
    "a read of all rows names the model and the route of each caller",
    arguments: [heirs, makers]
  )
  func reads(service: String) async {
    let found = await findings(of: "unbounded-read", in: Self.project(service))
    let told = found.map { "\($0.title): \($0.routes?.joined(separator: ", ") ?? "")" }
    #expect(
      told.sorted() == [
        "`self.owners.get_all` reads all rows of `Owner` without a limit: GET /owners",
        "`self.pets.get_all` reads all rows of `Pet` without a limit: GET /pets",
        "`self.pets.get_where` reads all rows of `Pet` of one `owner_id` without a limit: "
          + "GET /owners/{owner}/pets",
      ]
    )
  }

  @Test("the conditions that a caller hands in ask for their index", arguments: [heirs, makers])
  func indexes(service: String) async {
    let found = await findings(of: "missing-index", in: Self.project(service))
    #expect(found.map(\.title) == ["`Pet` is searched by `owner_id` without an index"])
  }
}
