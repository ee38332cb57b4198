// Routers that nobody mounts, and what they hold.

import SemanticModel
import Testing

@Suite("Routers that nobody mounts")
struct UnmountedRouterTests {
  private static let list = """
    from fastapi import APIRouter
    from routers import orders
    everything = APIRouter()
    everything.include_router(orders.router)
    """
  private static let orders = """
    from fastapi import APIRouter
    router = APIRouter()
    @router.get("/latest")
    def latest():
        return []
    """

  @Test("a router that a server mounts answers by that way alone")
  func besides() async {
    let project = await Project([
      "routers/__init__.py": Self.list, "routers/orders.py": Self.orders,
      "app.py": """
      from fastapi import FastAPI
      from routers import orders
      app = FastAPI()
      app.include_router(orders.router, prefix="/orders")
      """,
    ])
    #expect(project.program.routes.map(\.label) == ["GET /orders/latest"])
  }

  @Test("where no other way leads to a router, its routes are told below an unknown one")
  func alone() async {
    let project = await Project([
      "routers/__init__.py": Self.list, "routers/orders.py": Self.orders,
      "app.py": "from routers import everything\nprint(everything)",
    ])
    #expect(project.program.routes.map(\.label) == ["GET …/latest"])
  }
}
