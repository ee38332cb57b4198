// A handler keeps being the handler behind decorators that no table knows.

import SemanticModel
import Testing

@Suite("Decorators in front of a handler")
struct DecoratedHandlerTests {
  @Test(
    "hide it from no route:",
    arguments: [
      "@login_required", "@cache.cached(timeout=50)", "@login_required\n@roles(\"admin\")",
      "@audited", "@unknown.thing\n@audited",
    ]
  )
  func keepHandler(decorators: String) async throws {
    let project = await Project([
      "app.py": """
      from functools import wraps
      from flask import Flask
      from flask_login import login_required
      from some_cache import cache, roles
      app = Flask(__name__)

      def audited(function):
          @wraps(function)
          def wrapper(*args, **kwargs):
              return function(*args, **kwargs)
          return wrapper

      @app.route("/orders")
      \(decorators)
      def orders():
          return load()

      def load():
          return []
      """
    ])
    let load = try #require(project.function("load"))
    let approach = try #require(project.program.approach(to: load, from: EntryKinds(.request)))
    #expect(project.program.routes(of: approach).map(\.label) == ["GET /orders"])
  }

  /// What one decorator wraps must not answer for all that it wraps.
  @Test("keep each handler to its own route:", arguments: ["functions", "classes"])
  func keepsApart(_ form: String) async throws {
    let project = await Project([
      "app.py": Self.head + (form == "classes" ? Self.classes : Self.functions)
    ])
    let load = try #require(project.function("load"))
    let approach = try #require(project.program.approach(to: load, from: EntryKinds(.request)))
    #expect(project.program.routes(of: approach).map(\.label) == ["GET /orders"])
  }

  private static let head = """
    from functools import wraps
    from flask import Flask
    from flask_apispec.views import MethodResource
    app = Flask(__name__)

    def audited(function):
        @wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper

    def load():
        return []

    """

  private static let functions = """
    @app.route("/carts", methods=["POST"])
    @audited
    def carts():
        return []

    @app.route("/orders")
    @audited
    def orders():
        return load()
    """

  private static let classes = """
    class Carts(MethodResource):
        @audited
        def post(self):
            return []

    class Orders(MethodResource):
        @audited
        def get(self):
            return load()

    app.add_url_rule("/carts", view_func=Carts.as_view("carts"), methods=["POST"])
    app.add_url_rule("/orders", view_func=Orders.as_view("orders"), methods=["GET"])
    """
}
