// Clients of other machines in coroutines: what shows that a call has waited, and what is awaited later.

extension EventLoopBlock {
  static let clients: [Example] = [
    .reported(
      "an answer whose members are read has been waited for",
      chat("OpenAI", "↓client.chat.completions.create"),
      fixed: chat("AsyncOpenAI", "await client.chat.completions.create"),
      path: "app.py"
    ),
    .reported(
      "rows that a list takes, and that the handler gives back",
      orders("MongoClient", from: "pymongo", "return list(↓db.orders.find({}, limit=50))"),
      fixed: orders(
        "AsyncIOMotorClient",
        from: "motor.motor_asyncio",
        "return await db.orders.find({}, limit=50).to_list(50)"
      ),
      path: "app.py"
    ),
    .silent(
      "an answer that a block awaits",
      """
      import aiohttp
      from fastapi import FastAPI
      app = FastAPI()
      @app.get("/rates")
      async def rates():
          async with aiohttp.ClientSession() as session, session.get("https://rates.example.com") as answer:
              body = await answer.json()
              return {"status": answer.status, "body": body}
      """,
      path: "app.py"
    ),
  ]

  private static func chat(_ kind: String, _ call: String) -> String {
    """
    from fastapi import FastAPI
    from openai import \(kind)
    app = FastAPI()
    client = \(kind)(timeout=20)
    @app.post("/chat")
    async def chat(text: str):
        answer = \(call)(model="m", messages=[{"role": "user", "content": text}])
        return answer.choices[0].message.content
    """
  }

  private static func orders(_ client: String, from package: String, _ read: String) -> String {
    """
    from fastapi import FastAPI
    from \(package) import \(client)
    app = FastAPI()
    db = \(client)("mongodb://db").shop
    @app.get("/orders")
    async def orders():
        \(read)
    """
  }
}
