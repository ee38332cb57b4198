// Which routes Python's frameworks answer, under which full paths, behind what.

import SemanticModel
import Testing

@Suite("Routes in Python")
struct PythonRouteTests {
  struct Server: Sendable {
    let what: String
    let files: [String: String]
    let routes: [String]
  }

  @Test("a server answers:", arguments: flask + django + rest + fastAPI)
  func labels(of server: Server) async {
    let project = await Project(server.files)
    #expect(project.program.routes.map(\.label) == server.routes)
  }

  private static let flaskApp = "from flask import Flask, Blueprint\napp = Flask(__name__)\n"

  private static let flask: [Server] = [
    Server(
      what: "a rule that is added",
      files: [
        "app.py": flaskApp + """
          def orders():
              return []
          app.add_url_rule("/orders", "orders", orders, methods=["GET", "POST"])
          app.add_url_rule(rule="/all", view_func=orders)
          """
      ],
      routes: ["GET /all", "GET /orders", "POST /orders"]
    ),
    Server(
      what: "a class of methods",
      files: [
        "app.py": flaskApp + """
          from flask.views import MethodView
          class Orders(MethodView):
              def get(self):
                  return []
              def post(self):
                  return {}
          app.add_url_rule("/orders", view_func=Orders.as_view("orders"))
          """
      ],
      routes: ["GET /orders", "POST /orders"]
    ),
    Server(
      what: "a class of methods that a documenting library makes",
      files: [
        "app.py": flaskApp + """
          from flask_apispec.views import MethodResource
          class Orders(MethodResource):
              def get(self):
                  return []
              def post(self):
                  return {}
          orders = Blueprint("orders", __name__, url_prefix="/orders")
          orders.add_url_rule("", view_func=Orders.as_view("orders"), methods=["GET"])
          app.register_blueprint(orders)
          """
      ],
      routes: ["GET /orders"]
    ),
    Server(
      what: "resources of an Api on a blueprint",
      files: [
        "app.py": flaskApp + """
          from flask_restful import Api, Resource
          v1 = Blueprint("v1", __name__, url_prefix="/v1")
          api = Api(v1)
          class Order(Resource):
              def get(self, id):
                  return {}
              def delete(self, id):
                  return {}
          api.add_resource(Order, "/orders/<int:id>", "/order/<int:id>")
          app.register_blueprint(v1)
          """
      ],
      routes: [
        "DELETE /v1/order/<int:id>", "GET /v1/order/<int:id>", "DELETE /v1/orders/<int:id>",
        "GET /v1/orders/<int:id>",
      ]
    ),
    Server(
      what: "namespaces, by their name or where they are added",
      files: [
        "app.py": flaskApp + """
          from flask_restx import Api, Namespace, Resource
          api = Api(app, prefix="/api")
          orders = Namespace("orders")
          users = Namespace("users")
          @orders.route("/")
          class Orders(Resource):
              def get(self):
                  return []
          @users.route("/<int:id>", "/me")
          class User(Resource):
              def get(self, id):
                  return []
          api.add_namespace(orders)
          api.add_namespace(users, "/people")
          """
      ],
      routes: ["GET /api/orders", "GET /api/people/<int:id>", "GET /api/people/me"]
    ),
    Server(
      what: "a class that extends the application, and imports of the same name as the module",
      files: [
        "shop/__init__.py": """
        from flask import Flask
        class Shop(Flask):
            pass
        def create_app():
            app = Shop(__name__)
            with app.app_context():
                from shop.orders import orders
                app.register_blueprint(orders)
            return app
        """,
        "shop/orders/__init__.py": """
        from flask import Blueprint
        orders = Blueprint("orders", __name__)
        @orders.route("/orders")
        def listing():
            return []
        """,
      ],
      routes: ["GET /orders"]
    ),
  ]

  private static let django: [Server] = [
    Server(
      what: "lists of lists, through modules and prefixes",
      files: [
        "shop/settings.py": "ROOT_URLCONF = \"shop.urls\"\n",
        "shop/urls.py": """
        from django.contrib import admin
        from django.urls import include, path, re_path
        from shop.orders import views
        extra = [path("stop/", views.stop)]
        urlpatterns = [
            path("", views.index),
            path("api/", include("shop.orders.urls")),
            path("orders/<int:id>/", include(extra)),
            re_path(r"^old/(?P<id>\\d+)/$", views.index),
        ]
        urlpatterns += [path("late/", views.index)]
        """,
        "shop/orders/urls.py": """
        from django.urls import path
        from . import views
        app_name = "orders"
        urlpatterns = [path("orders/", views.orders), path("order/<int:id>", views.Order.as_view())]
        """,
        "shop/orders/views.py": """
        from django.views import View
        from django.views.decorators.http import require_POST, require_http_methods
        from django.contrib.auth.decorators import login_required
        def index(request):
            return None
        @login_required
        @require_http_methods(["GET", "DELETE"])
        def orders(request):
            return None
        @require_POST
        def stop(request, id):
            return None
        class Order(View):
            def get(self, request, id):
                return None
            def put(self, request, id):
                return None
        """,
        "other/urls.py": """
        from django.urls import path
        from shop.orders import views
        urlpatterns = [path("unused/", views.index)]
        """,
      ],
      routes: [
        "ALL /", "GET /api/order/<int:id>", "PUT /api/order/<int:id>", "DELETE /api/orders/",
        "GET /api/orders/", "ALL /late/", "ALL /old/<id>/", "POST /orders/<int:id>/stop/",
        "ALL …/unused/",
      ]
    )
  ]

  private static let rest: [Server] = [
    Server(
      what: "sets of views behind a router, with actions of their own",
      files: [
        "shop/urls.py": """
        from django.urls import include, path
        from rest_framework.routers import DefaultRouter
        from shop.views import Health, OrderViewSet, Ping, Reads
        router = DefaultRouter()
        router.register(r"orders", OrderViewSet, basename="order")
        router.register("reads", Reads)
        urlpatterns = [
            path("api/", include(router.urls)),
            path("ping/", Ping.as_view()),
            path("items/", Reads.as_view({"get": "list"})),
            path("health/", Health),
        ]
        """,
        "shop/views.py": """
        from rest_framework import generics, mixins, viewsets
        from rest_framework.decorators import action, api_view
        class OrderViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
            def create(self, request):
                return None
            @action(detail=True, methods=["post"], url_path="pay")
            def pay_now(self, request, pk):
                return None
        class Reads(viewsets.ReadOnlyModelViewSet):
            pass
        class Ping(generics.ListAPIView):
            def get_queryset(self):
                return []
        @api_view(["GET"])
        def Health(request):
            return None
        """,
      ],
      routes: [
        "GET /api/orders", "POST /api/orders", "POST /api/orders/{pk}/pay", "GET /api/reads",
        "GET /api/reads/{pk}", "GET /health/", "GET /items/", "GET /ping/",
      ]
    )
  ]

  private static let fastAPI: [Server] = [
    Server(
      what: "routers in routers, and routes that are added",
      files: [
        "app.py": """
        from fastapi import APIRouter, FastAPI
        app = FastAPI()
        outer = APIRouter(prefix="/v1")
        inner = APIRouter()
        @inner.get("/orders")
        def orders():
            return []
        def added():
            return []
        inner.add_api_route("/added", added, methods=["PUT"])
        outer.include_router(inner, prefix="/shop")
        app.include_router(outer)
        """
      ],
      routes: ["PUT /v1/shop/added", "GET /v1/shop/orders"]
    ),
    Server(
      what: "a list of Starlette's routes",
      files: [
        "app.py": """
        from starlette.applications import Starlette
        from starlette.routing import Mount, Route
        async def orders(request):
            return None
        app = Starlette(routes=[
            Route("/orders", orders, methods=["GET", "POST"]),
            Mount("/api", routes=[Route("/all", endpoint=orders)]),
        ])
        """
      ],
      routes: ["ALL /api/all", "GET /orders", "POST /orders"]
    ),
  ]

  @Test("dependencies of handlers, routers and aliases run before a handler, each once")
  func dependencies() async throws {
    let project = await Project([
      "deps.py": """
      from typing import Annotated
      from fastapi import Depends
      def session():
          yield 1
      SessionDep = Annotated[object, Depends(session)]
      def user(session: SessionDep):
          return 1
      CurrentUser = Annotated[object, Depends(user)]
      class Pages:
          def __init__(self, limit: int = 10):
              self.limit = limit
      def admin(user: CurrentUser):
          return user
      def audit():
          return 1
      """,
      "app.py": """
      from fastapi import APIRouter, Depends, FastAPI
      from deps import CurrentUser, Pages, SessionDep, admin, audit
      app = FastAPI()
      router = APIRouter(dependencies=[Depends(audit)])
      open = APIRouter()
      @router.get("/orders", dependencies=[Depends(admin)])
      def orders(session: SessionDep, user: CurrentUser, pages: Pages = Depends()):
          return []
      @open.get("/open")
      def free():
          return []
      app.include_router(router)
      app.include_router(open)
      """,
    ])
    let routes = project.program.routes
    let orders = try #require(routes.first { $0.label == "GET /orders" })
    let names = project.program.serving(orders).map { project.program.name(of: $0) }
    #expect(names == ["audit", "session", "user", "admin", "Pages.constructor", "orders"])
    let free = try #require(routes.first { $0.label == "GET /open" })
    #expect(free.chain.isEmpty)
  }

  @Test("hooks run before every handler of their blueprint, or of the application")
  func hooks() async throws {
    let project = await Project([
      "app.py": """
      from flask import Flask, Blueprint
      app = Flask(__name__)
      shop = Blueprint("shop", __name__)
      @app.route("/plain")
      def plain():
          return []
      @shop.route("/orders")
      def orders():
          return []
      @shop.before_request
      def shopper():
          return None
      @shop.before_app_request
      def everyone():
          return None
      @app.before_request
      def tracker():
          return None
      app.register_blueprint(shop)
      """
    ])
    func serving(_ label: String) throws -> Set<String> {
      let route = try #require(project.program.routes.first { $0.label == label })
      return Set(project.program.serving(route).map { project.program.name(of: $0) })
    }
    #expect(try serving("GET /plain") == ["everyone", "tracker", "plain"])
    #expect(try serving("GET /orders") == ["everyone", "tracker", "shopper", "orders"])
  }

  @Test("middlewares of the settings run before every view")
  func settings() async throws {
    let project = await Project([
      "shop/settings.py": """
      MIDDLEWARE = [
          "django.middleware.gzip.GZipMiddleware",
          "shop.middleware.Tenant",
          "shop.middleware.timing",
      ]
      """,
      "shop/middleware.py": """
      class Tenant:
          def __init__(self, get_response):
              self.get_response = get_response
          def __call__(self, request):
              return self.get_response(request)
      def timing(get_response):
          def inner(request):
              return get_response(request)
          return inner
      """,
      "shop/urls.py": """
      from django.urls import path
      def index(request):
          return None
      urlpatterns = [path("", index)]
      """,
    ])
    let route = try #require(project.program.routes.first)
    #expect(route.plays(.compression))
    let names = Set(project.program.serving(route).map { project.program.name(of: $0) })
    #expect(names == ["Tenant.__call__", "timing", "inner", "index"])
  }
}
