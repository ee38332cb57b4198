// Routes that anyone may call without end, and those that something bounds.

extension MissingRateLimit {
  static let examples: [Example] = defects + nearMisses + settings

  private static let defects: [Example] = [
    .reported(
      "passwords may be tried without end",
      """
      const express = require("express");
      const bcrypt = require("bcrypt");
      const users = require("./users");
      const app = express();
      ↓app.post("/login", async (req, res) => {
        const user = await users.byEmail(req.body.email);
        res.json({ ok: await bcrypt.compare(req.body.password, user.hash) });
      });
      app.listen(3000);
      """,
      fixed: """
        const express = require("express");
        const bcrypt = require("bcrypt");
        const rateLimit = require("express-rate-limit");
        const users = require("./users");
        const app = express();
        app.post("/login", rateLimit({ windowMs: 60_000, limit: 10 }), async (req, res) => {
          const user = await users.byEmail(req.body.email);
          res.json({ ok: await bcrypt.compare(req.body.password, user.hash) });
        });
        app.listen(3000);
        """
    ),
    .reported(
      "an event of a socket by which people sign in",
      """
      const express = require("express");
      const bcrypt = require("bcryptjs");
      const { Server } = require("socket.io");
      const users = require("./users");
      const app = express();
      const io = new Server(app.listen(3000));
      io.on("connection", (socket) => {
        ↓socket.on("login", async (data, callback) => {
          const user = await users.byName(data.username);
          callback({ ok: bcrypt.compareSync(data.password, user.password) });
        });
      });
      """,
      fixed: """
        const express = require("express");
        const bcrypt = require("bcryptjs");
        const { Server } = require("socket.io");
        const { loginRateLimiter } = require("./limits");
        const users = require("./users");
        const app = express();
        const io = new Server(app.listen(3000));
        io.on("connection", (socket) => {
          socket.on("login", async (data, callback) => {
            if (!(await loginRateLimiter.pass(callback))) return;
            const user = await users.byName(data.username);
            callback({ ok: bcrypt.compareSync(data.password, user.password) });
          });
        });
        """
    ),
    .project(
      "a form of Django that checks a password",
      [
        "shop/urls.py": """
        from django.urls import path
        from shop import views
        urlpatterns = [↓path("login/", views.enter)]
        """,
        "shop/views.py": """
        from django.shortcuts import redirect, render
        from shop.forms import PasswordForm
        def enter(request):
            form = PasswordForm(request.POST)
            if form.is_valid():
                return redirect("/")
            return render(request, "enter.html", {"form": form})
        """,
        "shop/forms.py": """
        from django import forms
        from django.contrib.auth import authenticate
        class PasswordForm(forms.Form):
            email = forms.CharField()
            password = forms.CharField()
            def clean(self):
                data = self.cleaned_data
                if authenticate(username=data.get("email"), password=data.get("password")) is None:
                    raise forms.ValidationError("wrong")
                return data
        """,
      ],
      fixed: [
        "shop/views.py": """
        from django.shortcuts import redirect, render
        from django_ratelimit.decorators import ratelimit
        from shop.forms import PasswordForm
        @ratelimit(key="ip", rate="10/m")
        def enter(request):
            form = PasswordForm(request.POST)
            if form.is_valid():
                return redirect("/")
            return render(request, "enter.html", {"form": form})
        """
      ]
    ),
    .project(
      "a route that a method of the project registers: told where its path stands",
      [
        "controller.js": """
        import { Router } from "express";
        class Controller {
          constructor() {
            this.app = Router();
          }
          route(options) {
            this.app[options.method](options.path, options.handler.bind(this));
          }
        }
        export default Controller;
        """,
        "sessions.js": """
        import bcrypt from "bcrypt";
        import Controller from "./controller";
        import users from "./users";
        class Sessions extends Controller {
          constructor() {
            super();
            ↓this.route({ method: "post", path: "/login", handler: this.login });
          }
          async login(req, res) {
            const user = await users.byEmail(req.body.email);
            res.json({ ok: await bcrypt.compare(req.body.password, user.hash) });
          }
        }
        export default Sessions;
        """,
        "server.js": """
        import express from "express";
        import Sessions from "./sessions";
        const app = express();
        app.use("/auth", new Sessions().app);
        app.listen(3000);
        """,
      ],
      fixed: [
        "server.js": """
        import express from "express";
        import rateLimit from "express-rate-limit";
        import Sessions from "./sessions";
        const app = express();
        app.use("/auth", rateLimit({ windowMs: 60_000, limit: 10 }), new Sessions().app);
        app.listen(3000);
        """
      ]
    ),
    .reported(
      "a password is checked, whatever the route is called",
      """
      from flask import Flask, request
      from passlib.hash import bcrypt_sha256
      from teams import team_of
      app = Flask(__name__)
      @↓app.route("/teams/join", methods=["POST"])
      def join():
          return {"ok": bcrypt_sha256.verify(request.form["password"], team_of(request).password)}
      """,
      fixed: """
        from flask import Flask, request
        from flask_limiter import Limiter
        from passlib.hash import bcrypt_sha256
        from teams import team_of
        app = Flask(__name__)
        limiter = Limiter(app=app, key_func=lambda: request.remote_addr, storage_uri="redis://cache")
        @app.route("/teams/join", methods=["POST"])
        @limiter.limit("5 per minute")
        def join():
            return {"ok": bcrypt_sha256.verify(request.form["password"], team_of(request).password)}
        """,
      path: "app.py"
    ),
    .project(
      "one limiter covers the sign-in and not the mails",
      [
        "auth.js": """
        const router = require("express").Router();
        const rateLimit = require("express-rate-limit");
        const tight = rateLimit({ windowMs: 60_000, limit: 10 });
        router.post("/login", tight, (req, res) => res.end());
        ↓router.post("/forgot-password", (req, res) => res.end());
        module.exports = router;
        """,
        "server.js": """
        const express = require("express");
        const app = express();
        app.use("/auth", require("./auth"));
        app.listen(3000);
        """,
      ],
      fixed: [
        "auth.js": """
        const router = require("express").Router();
        const rateLimit = require("express-rate-limit");
        const tight = rateLimit({ windowMs: 60_000, limit: 10 });
        router.use(tight);
        router.post("/login", (req, res) => res.end());
        router.post("/forgot-password", (req, res) => res.end());
        module.exports = router;
        """
      ]
    ),
  ]

  private static let nearMisses: [Example] = [
    .silent(
      "a limiter for the whole application",
      """
      const express = require("express");
      const rateLimit = require("express-rate-limit");
      const app = express();
      app.use(rateLimit({ windowMs: 60_000, limit: 100 }));
      app.post("/login", (req, res) => res.end());
      app.listen(3000);
      """
    ),
    .silent(
      "the handler asks a limiter itself",
      """
      const express = require("express");
      const { RateLimiterMemory } = require("rate-limiter-flexible");
      const attempts = new RateLimiterMemory({ points: 5, duration: 60 });
      const app = express();
      app.post("/login", async (req, res) => {
        try {
          await attempts.consume(req.ip);
        } catch {
          return res.status(429).end();
        }
        res.end();
      });
      app.listen(3000);
      """
    ),
    .silent(
      "a guard of the framework stands before all routes",
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
        import { APP_GUARD } from "@nestjs/core";
        import { ThrottlerGuard, ThrottlerModule } from "@nestjs/throttler";
        import { AuthController } from "./auth.controller";
        @Module({
          imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 10 }])],
          controllers: [AuthController],
          providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
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
      "routes that take no credentials",
      """
      const express = require("express");
      const app = express();
      app.get("/login", (req, res) => res.render("login"));
      app.post("/logout", (req, res) => res.end());
      app.listen(3000);
      """
    ),
    .silent(
      "a decorator of the application's own that is named for what it does",
      """
      from flask import Flask, request
      from passlib.hash import bcrypt_sha256
      from shop.limits import ratelimit
      from teams import team_of
      app = Flask(__name__)
      @app.route("/login", methods=["POST"])
      @ratelimit(method="POST", limit=10, interval=5)
      def login():
          return {"ok": bcrypt_sha256.verify(request.form["password"], team_of(request).password)}
      """,
      path: "app.py"
    ),
    .silent(
      "limits for all routes",
      """
      from flask import Flask, request
      from flask_limiter import Limiter
      from passlib.hash import bcrypt_sha256
      from teams import team_of
      app = Flask(__name__)
      limiter = Limiter(key_func=lambda: request.remote_addr, default_limits=["60 per minute"])
      limiter.init_app(app)
      @app.route("/login", methods=["POST"])
      def login():
          return {"ok": bcrypt_sha256.verify(request.form["password"], team_of(request).password)}
      """,
      path: "app.py"
    ),
    .project(
      "routes of a class that extends what a module is",
      [
        "controller.js": """
        const { Router } = require("express");
        class Controller {
          constructor() { this.router = Router(); }
          post(path, handler) { this.router.post(path, handler); }
        }
        module.exports = Controller;
        """,
        "session.js": """
        const bcrypt = require("bcrypt");
        const Controller = require("./controller");
        const users = require("./users");
        class Session extends Controller {
          constructor() {
            super();
            ↓this.post("/login", this.login);
          }
          async login(req, res) {
            const user = await users.byEmail(req.body.email);
            res.json({ ok: await bcrypt.compare(req.body.password, user.hash) });
          }
        }
        module.exports = Session;
        """,
        "server.js": """
        const express = require("express");
        const Session = require("./session");
        const app = express();
        app.use("/sessions", new Session().router);
        app.listen(3000);
        """,
      ],
      fixed: [
        "server.js": """
        const express = require("express");
        const rateLimit = require("express-rate-limit");
        const Session = require("./session");
        const app = express();
        app.use("/sessions", rateLimit({ windowMs: 60_000, limit: 10 }), new Session().router);
        app.listen(3000);
        """
      ]
    ),
    .silent(
      "it counts the mails that somebody was sent already",
      """
      const express = require("express");
      const { PrismaClient } = require("@prisma/client");
      const prisma = new PrismaClient();
      const app = express();
      app.post("/forgot-password", async (req, res) => {
        const since = new Date(Date.now() - 300000);
        const recent = await prisma.passwordReset.count({
          where: { email: req.body.email, createdAt: { gt: since } },
        });
        if (recent >= 3) return res.status(400).json({ error: "try again later" });
        await prisma.passwordReset.create({ data: { email: req.body.email } });
        res.sendStatus(202);
      });
      app.listen(3000);
      """
    ),
    countingGuard,
  ]
}
