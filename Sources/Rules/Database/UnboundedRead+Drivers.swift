// What counts as a read without a limit where a driver sends the statement, or a table without a class begins it.

extension UnboundedRead {
  static let driverReads: [Example] = [
    .reported(
      "a cursor of a driver for the event loop",
      """
      import aiomysql
      from fastapi import FastAPI
      app = FastAPI()
      @app.get("/orders")
      async def orders():
          async with app.state.pool.acquire() as connection:
              async with connection.cursor(aiomysql.DictCursor) as cursor:
                  await ↓cursor.execute("SELECT * FROM orders")
                  return await cursor.fetchall()
      @app.on_event("startup")
      async def start():
          app.state.pool = await aiomysql.create_pool(host="db", db="shop")
      """,
      fixed: """
        import aiomysql
        from fastapi import FastAPI
        app = FastAPI()
        @app.get("/orders")
        async def orders():
            async with app.state.pool.acquire() as connection:
                async with connection.cursor(aiomysql.DictCursor) as cursor:
                    await cursor.execute("SELECT * FROM orders LIMIT 50")
                    return await cursor.fetchall()
        @app.on_event("startup")
        async def start():
            app.state.pool = await aiomysql.create_pool(host="db", db="shop")
        """,
      path: "app.py"
    ),
    .reported(
      "all rows of a statement at once",
      sent(
        "import aiosqlite",
        """
        async with aiosqlite.connect("shop.db") as connection:
                return await ↓connection.execute_fetchall("SELECT * FROM orders")
        """
      ),
      fixed: sent(
        "import aiosqlite",
        """
        async with aiosqlite.connect("shop.db") as connection:
                return await connection.execute_fetchall("SELECT * FROM orders LIMIT 50")
        """
      ),
      path: "app.py"
    ),
    .reported(
      "a frame of all rows",
      sent(
        "import pandas as pd\nfrom sqlalchemy import create_engine\nengine = create_engine(\"postgresql://db/shop\")",
        "return ↓pd.read_sql(\"SELECT * FROM orders\", engine).to_dict()"
      ),
      fixed: sent(
        "import pandas as pd\nfrom sqlalchemy import create_engine\nengine = create_engine(\"postgresql://db/shop\")",
        "return pd.read_sql(\"SELECT * FROM orders LIMIT 50\", engine).to_dict()"
      ),
      path: "app.py"
    ),
    .reported(
      "a statement that a table without a class begins",
      table("↓database.fetch_all(orders.select())"),
      fixed: table("database.fetch_all(orders.select().limit(50))"),
      path: "app.py"
    ),
    .reported(
      "a text that the same driver sends",
      table("↓database.fetch_all(\"SELECT * FROM orders\")"),
      fixed: table("database.fetch_all(\"SELECT * FROM orders LIMIT 50\")"),
      path: "app.py"
    ),
  ]

  private static func sent(_ head: String, _ body: String) -> String {
    """
    \(head)
    from fastapi import FastAPI
    app = FastAPI()
    @app.get("/orders")
    async def orders():
        \(body)
    """
  }

  private static func table(_ read: String) -> String {
    """
    import sqlalchemy
    from databases import Database
    from fastapi import FastAPI
    database = Database("postgresql://db/shop")
    orders = sqlalchemy.Table(
        "orders", sqlalchemy.MetaData(), sqlalchemy.Column("id", sqlalchemy.Integer, primary_key=True)
    )
    app = FastAPI()
    @app.get("/orders")
    async def listed():
        return await \(read)
    @app.post("/orders")
    async def add():
        await database.execute(orders.insert().values())
    """
  }
}
