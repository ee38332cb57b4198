// Which services read bodies of any size, and where a limit stands.

extension MissingBodyLimit {
  static let examples: [Example] = serviceExamples + parserExamples

  private static let parserExamples: [Example] = [
    .project(
      "the parser of Django's REST framework",
      parsed("{\"PAGE_SIZE\": 20}", mark: "↓"),
      fixed: ["nginx.conf": "server { client_max_body_size 1m; }"]
    ),
    .silent(
      "forms alone, whose fields Django bounds",
      files: parsed(
        "{\"DEFAULT_PARSER_CLASSES\": [\"rest_framework.parsers.MultiPartParser\"]}"
      )
    ),
  ]

  private static func parsed(_ settings: String, mark: String = "") -> [String: String] {
    [
      "nginx.conf": "server { listen 80; }",
      "club/settings.py": """
      ROOT_URLCONF = "club.urls"
      \(mark)REST_FRAMEWORK = \(settings)
      """,
      "club/urls.py": """
      from django.urls import path
      from club import views
      urlpatterns = [path("members/", views.Members.as_view())]
      """,
      "club/views.py": """
      from rest_framework.response import Response
      from rest_framework.views import APIView
      class Members(APIView):
          def post(self, request):
              return Response({"name": request.data["name"]})
      """,
    ]
  }

  private static let serviceExamples: [Example] = [
    .reported(
      "Flask with its defaults",
      """
      from flask import Flask, jsonify, request

      app = ↓Flask(__name__)

      @app.post("/notes")
      def note():
          return jsonify(len(request.get_json()["text"])), 201
      """,
      fixed: """
        from flask import Flask, jsonify, request

        app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024

        @app.post("/notes")
        def note():
            return jsonify(len(request.get_json()["text"])), 201
        """,
      path: "app.py"
    ),
    .silent(
      "a service that only answers",
      """
      from fastapi import FastAPI

      app = FastAPI()

      @app.get("/time")
      async def now():
          return {"time": 1}
      """,
      path: "app.py"
    ),
    .silent(
      "the parser of Express stops at 100 kB",
      """
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.post("/notes", (req, res) => res.json(req.body.text.length));
      app.listen(3000);
      """
    ),
    .reported(
      "a body that a FastAPI handler reads whole",
      """
      from fastapi import FastAPI, Request

      app = ↓FastAPI()

      @app.put("/drafts/{number}")
      async def keep(number: int, request: Request):
          draft = await request.json()
          return {"number": number, "length": len(draft["text"])}
      """,
      fixed: """
        from fastapi import FastAPI, Request
        from fastapi.responses import JSONResponse

        app = FastAPI()

        LARGEST = 1_000_000

        @app.middleware("http")
        async def bounded(request: Request, call_next):
            if int(request.headers.get("content-length", LARGEST + 1)) > LARGEST:
                return JSONResponse({"error": "too large"}, status_code=413)
            return await call_next(request)

        @app.put("/drafts/{number}")
        async def keep(number: int, request: Request):
            draft = await request.json()
            return {"number": number, "length": len(draft["text"])}
        """,
      path: "service/main.py"
    ),
    .silent(
      "nginx refuses what is too large before Flask sees it",
      files: [
        "app.py": """
        from flask import Flask, jsonify, request

        app = Flask(__name__)

        @app.post("/notes")
        def note():
            return jsonify(len(request.get_json()["text"])), 201
        """,
        "deploy/nginx.conf": """
        server {
          listen 80;
          client_max_body_size 1m;
          location / {
            proxy_pass http://app:8000;
          }
        }
        """,
      ]
    ),
  ]
}
