// Routers that are made of a class of the project.

import SemanticModel
import Testing

@Suite("Routers of a class of the project")
struct RouterClassTests {
  @Test("each answers where it is mounted itself")
  func places() async {
    let project = await Project([
      "base.py": """
      from fastapi import APIRouter, Depends
      from auth import user
      class UserRouter(APIRouter):
          def __init__(self, prefix: str = "", **kwargs):
              super().__init__(prefix=prefix, dependencies=[Depends(user)], **kwargs)
      """,
      "orders.py": """
      from base import UserRouter
      router = UserRouter(prefix="/orders")
      @router.get("/all")
      def orders():
          return []
      """,
      "bills.py": """
      from base import UserRouter
      router = UserRouter()
      @router.get("/open")
      def bills():
          return []
      """,
      "app.py": """
      from fastapi import FastAPI
      import bills, orders
      app = FastAPI()
      app.include_router(orders.router, prefix="/v1")
      app.include_router(bills.router, prefix="/bills")
      """,
    ])
    #expect(
      project.program.routes.map(\.label) == ["GET /bills/open", "GET /v1/orders/all"]
    )
  }
}
