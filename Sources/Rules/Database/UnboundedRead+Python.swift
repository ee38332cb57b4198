// What counts as a read without a limit where repositories, documents and optional filters stand between.

extension UnboundedRead {
  static let pythonReads: [Example] = [
    .reported(
      "a repository inherits its reads from a base with the model's class in brackets",
      repository("return (await ↓self.session.execute(select(self.model))).scalars().all()"),
      fixed: repository(
        "return (await self.session.execute(select(self.model).limit(50))).scalars().all()"
      ),
      path: "app.py"
    ),
    .reported(
      "a filter that only some requests ask for, whatever else it says",
      filtered("rows = ↓query.all()"),
      fixed: filtered("rows = query.limit(50).all()"),
      path: "app.py"
    ),
    .silent(
      "each arm of the branch selects a row by its key",
      chosen,
      path: "app.py"
    ),
    .reported(
      "a cursor of Motor that is read to its end",
      documents("await ↓db.orders.find({}).to_list(length=None)"),
      fixed: documents("await db.orders.find({}).to_list(length=100)"),
      path: "app.py"
    ),
    .reported(
      "a queryset of Tortoise",
      events("return await ↓Event.all()"),
      fixed: events("return await Event.all().limit(50)"),
      path: "app.py"
    ),
    .reported(
      "the whole table, by a method that all data access objects inherit",
      access("return await ↓OrderAccess.find_all()"),
      fixed: access("return await OrderAccess.find_page(0)"),
      path: "app.py"
    ),
    .silent(
      "one row of the same, by its key",
      access("return await OrderAccess.find_one(id=7)"),
      path: "app.py"
    ),
    .silent(
      "names that people fill in by hand, and the handful of things that one person keeps",
      names,
      path: "app.py"
    ),
  ]

  private static let names = """
    from flask import Flask, jsonify, request
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    class Department(db.Model):
        id = db.Column(db.SmallInteger, primary_key=True)
        name = db.Column(db.String(100))
    class Wallet(db.Model):
        id = db.Column(db.Integer, primary_key=True)
        user_id = db.Column(db.Integer, index=True)
        note = db.Column(db.Text)
    @app.route("/departments", methods=["POST"])
    def add_department():
        db.session.add(Department(name=request.json["name"]))
        db.session.commit()
        return {}
    @app.route("/departments")
    def departments():
        return jsonify([row.name for row in Department.query.order_by(Department.name).all()])
    @app.route("/wallets", methods=["POST"])
    def add_wallet():
        db.session.add(Wallet(user_id=request.json["user"], note=request.json["note"]))
        db.session.commit()
        return {}
    @app.route("/wallets/<int:user>")
    def wallets(user):
        return jsonify([row.note for row in Wallet.query.filter_by(user_id=user).all()])
    """

  private static func repository(_ read: String) -> String {
    """
    from typing import Generic, Type, TypeVar
    from fastapi import Depends, FastAPI
    from sqlalchemy import select
    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    app = FastAPI()
    Sessions = async_sessionmaker(create_async_engine("postgresql+asyncpg:///shop"))
    T = TypeVar("T")

    class Base(DeclarativeBase):
        pass

    class Order(Base):
        __tablename__ = "orders"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Repository(Generic[T]):
        model: Type[T]

        def __init__(self, session: AsyncSession):
            self.session = session

        async def everything(self):
            \(read)

    class Orders(Repository[Order]):
        model = Order

    async def get_session():
        async with Sessions() as session:
            yield session

    @app.get("/orders")
    async def orders(session: AsyncSession = Depends(get_session)):
        return await Orders(session).everything()
    """
  }

  private static func access(_ answer: String) -> String {
    """
    from fastapi import FastAPI
    from sqlalchemy import select
    from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    app = FastAPI()
    Sessions = async_sessionmaker(create_async_engine("postgresql+asyncpg:///shop"))

    class Base(DeclarativeBase):
        pass

    class Order(Base):
        __tablename__ = "orders"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Ticket(Base):
        __tablename__ = "tickets"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Access:
        model = None

        @classmethod
        async def find_all(cls, **columns):
            async with Sessions() as session:
                result = await session.execute(select(cls.model.__table__.columns).filter_by(**columns))
                return result.mappings().all()

        @classmethod
        async def find_one(cls, **columns):
            async with Sessions() as session:
                result = await session.execute(select(cls.model).filter_by(**columns))
                return result.scalar_one_or_none()

        @classmethod
        async def find_page(cls, start):
            async with Sessions() as session:
                result = await session.execute(select(cls.model).offset(start).limit(50))
                return result.scalars().all()

    class OrderAccess(Access):
        model = Order

    class TicketAccess(Access):
        model = Ticket

    @app.get("/orders")
    async def orders():
        \(answer)

    @app.get("/tickets/{ticket}")
    async def ticket(ticket: int):
        return await TicketAccess.find_one(id=ticket)
    """
  }

  private static func filtered(_ read: String) -> String {
    sessions(
      """
      @app.get("/orders")
      def orders(status: str = None, late: bool = False, db: Session = Depends(get_db)):
          query = db.query(Order)
          if status:
              query = query.filter(Order.status == status)
          if late:
              query = query.filter(is_late(Order))
          \(read)
          return rows
      """
    )
  }

  private static let chosen = sessions(
    """
    @app.get("/orders")
    def orders(number: int = None, code: str = "", db: Session = Depends(get_db)):
        query = db.query(Order)
        if number:
            query = query.filter(Order.id == number)
        else:
            query = query.filter(Order.code == code)
        return query.all()
    """
  )

  private static func sessions(_ routes: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import Column, Integer, String, create_engine
    from sqlalchemy.orm import Session, declarative_base, sessionmaker
    from lateness import is_late

    app = FastAPI()
    Base = declarative_base()
    Sessions = sessionmaker(create_engine("postgresql:///shop", pool_size=40))

    class Order(Base):
        __tablename__ = "orders"
        id = Column(Integer, primary_key=True)
        status = Column(String, index=True)
        code = Column(String, unique=True)

    def get_db():
        with Sessions() as session:
            yield session

    @app.post("/orders")
    def add(status: str, db: Session = Depends(get_db)):
        db.add(Order(status=status))
        db.commit()

    \(routes)
    """
  }

  private static func documents(_ read: String) -> String {
    """
    from fastapi import FastAPI
    from motor.motor_asyncio import AsyncIOMotorClient

    app = FastAPI()
    client = AsyncIOMotorClient("mongodb://db")
    db = client.shop

    @app.get("/orders")
    async def orders():
        return \(read)

    @app.post("/orders")
    async def add(order: dict):
        await db.orders.insert_one(order)
    """
  }

  private static func events(_ read: String) -> String {
    """
    from fastapi import FastAPI
    from tortoise import fields
    from tortoise.models import Model

    app = FastAPI()

    class Event(Model):
        id = fields.IntField(pk=True)
        name = fields.CharField(max_length=255)

    @app.get("/events")
    async def events():
        \(read)

    @app.post("/events")
    async def add(name: str):
        await Event.create(name=name)
    """
  }
}
