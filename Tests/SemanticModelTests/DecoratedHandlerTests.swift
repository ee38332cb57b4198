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
}
