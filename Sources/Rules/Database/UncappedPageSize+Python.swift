// Handlers in Python whose page size is a parameter of theirs.

extension UncappedPageSize {
  /// Another route tests a number of the same name, which says nothing of this one.
  static func pages(size: String) -> String {
    """
    import pymysql
    from fastapi import FastAPI, Query
    app = FastAPI()
    connection = pymysql.connect(host="db", connect_timeout=5, read_timeout=5, write_timeout=5)
    @app.get("/orders")
    def orders(\(size), state: str = ""):
        cursor = connection.cursor()
        if state:
            cursor.execute("SELECT id FROM orders WHERE state = %s LIMIT %s", (state, size))
        else:
            cursor.execute("SELECT id FROM orders LIMIT %s", (size,))
        return cursor.fetchall()
    @app.get("/logs")
    def logs(size: int = 10):
        if size > 100:
            return {"code": 400}
        cursor = connection.cursor()
        cursor.execute("SELECT id FROM logs LIMIT %s", (size,))
        return cursor.fetchall()
    """
  }

  static func values(of size: String) -> String {
    """
    import asyncpg
    from fastapi import FastAPI
    app = FastAPI()
    pool = asyncpg.create_pool("postgresql://db/shop", command_timeout=5)
    @app.get("/shops/{shop}/orders")
    async def orders(shop: int, size: int = 10):
        return await pool.fetch("SELECT id FROM orders WHERE shop = $1 ORDER BY id LIMIT $2", shop, \(size))
    """
  }

  /// A page that a function makes of its own parameters, which a request gives.
  private static func page(_ size: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from sqlalchemy import Column, Integer, String, create_engine
    from sqlalchemy.orm import Session, declarative_base
    Base = declarative_base()
    class Order(Base):
        __tablename__ = "orders"
        id = Column(Integer, primary_key=True)
        title = Column(String)
    engine = create_engine("postgresql://db/shop")
    app = FastAPI()
    class Page:
        def __init__(self, number: int = 1, size: int = 20):
            self.number = number
            self.size = \(size)
    @app.get("/orders")
    def orders(page: Page = Depends()):
        with Session(engine) as session:
            return session.query(Order).offset(page.number * 20).limit(\(size == "size" ? "↓" : "")page.size).all()
    """
  }

  static let dependencies: [Example] = [
    .reported(
      "a page that FastAPI makes of what is sent",
      page("size"),
      fixed: page("min(size, 100)"),
      path: "app.py"
    )
  ]
}
