// Limits that a framework's settings put before all of its views.

extension MissingRateLimit {
  private static func login(_ throttles: String) -> [String: String] {
    [
      "shop/urls.py": """
      from django.urls import re_path
      from shop.views import Login
      urlpatterns = [↓re_path(r"^users/login/?$", Login.as_view())]
      """,
      "shop/views.py": """
      from rest_framework.response import Response
      from rest_framework.throttling import AnonRateThrottle
      from rest_framework.views import APIView
      from shop.tokens import token
      class Login(APIView):
          permission_classes = []
          \(throttles)
          def post(self, request):
              return Response({"token": token(request.data)})
      """,
      "shop/tokens.py": """
      def token(data):
          return data.get("name")
      """,
    ]
  }

  static let settings: [Example] = [
    .project(
      "a path whose last slash may be left out",
      login("renderer_classes = []"),
      fixed: login("throttle_classes = [AnonRateThrottle]").mapValues { text in
        text.replacing("↓", with: "")
      }
    ),
    .silent(
      "throttles for all views in the settings",
      files: [
        "shop/settings.py": """
        REST_FRAMEWORK = {
            "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
            "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
        }
        """,
        "shop/urls.py": """
        from django.urls import path
        from shop.views import Login
        urlpatterns = [path("login/", Login.as_view())]
        """,
        "shop/views.py": """
        from django.contrib.auth import authenticate
        from rest_framework.response import Response
        from rest_framework.views import APIView
        class Login(APIView):
            def post(self, request):
                user = authenticate(request, username=request.data["name"], password=request.data["password"])
                return Response({"ok": user is not None})
        """,
      ]
    ),
    .silent(
      "a guard for all routes that a text provides",
      files: [
        "auth.controller.ts": """
        import { Controller, Post } from "@nestjs/common";
        @Controller("auth")
        export class AuthController {
          @Post("login") login() { return {}; }
        }
        """,
        "app.module.ts": """
        import { Module } from "@nestjs/common";
        import { ThrottlerGuard, ThrottlerModule } from "@nestjs/throttler";
        import { AuthController } from "./auth.controller";
        @Module({
          imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 10 }])],
          controllers: [AuthController],
          providers: [{ provide: "APP_GUARD", useClass: ThrottlerGuard }],
        })
        export class AppModule {}
        """,
        "main.ts": """
        import { NestFactory } from "@nestjs/core";
        import { AppModule } from "./app.module";
        async function bootstrap() {
          const app = await NestFactory.create(AppModule);
          await app.listen(3000);
        }
        bootstrap();
        """,
      ]
    ),
    .silent(
      "a sign-in without a password, for demonstrations",
      """
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.post("/auth/demo/login", (req, res) => res.json({ name: req.body.email }));
      app.listen(3000);
      """
    ),
  ]
}
