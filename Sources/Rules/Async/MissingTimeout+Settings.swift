// Servers that a framework connects to by its settings, which set no deadline.

import Capacity
import Findings
import SemanticModel

extension MissingTimeout {
  /// What settings leave without a limit: statements of the database, commands of Django's Redis cache.
  func settingsFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    let database = program.unlimitedDatabase
    // Another driver of the same program, which sets none either, is told at its own place.
    let isToldElsewhere = program.deadlines.contains {
      $0.status == .missing && $0.rule.what.hasPrefix("database")
        && program.call(at: $0.call).unit.isPython
        && program.call(at: $0.call).isReached(from: .running)
    }
    // The engine of Flask-SQLAlchemy is another than one that the code makes beside it.
    let told = [
      isToldElsewhere ? nil : database, program.unlimitedEngine, program.unlimitedCache,
      program.unlimitedBroker,
    ]
    return told.compactMap(\.self).map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of server: SettingsServer,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let isCache = server.kind == .cache || server.kind == .broker
    let what =
      server.kind == .broker
      ? "command to the broker" : isCache ? "Redis command" : "database query"
    let load = HungDependency(target: target, givesUpAfter: nil, deadline: isCache ? 1 : 5)
    let before = program.source(of: server.place)
    let options =
      isCache
      ? "\"OPTIONS\": {\"socket_connect_timeout\": 1, \"socket_timeout\": 1}"
      : "\"OPTIONS\": {\"connect_timeout\": 5, \"options\": \"-c statement_timeout=5000\"}"
    let isDjango = server.kind == .database && before.contains("postg")
    return finding(
      Diagnosis(
        place: server.place,
        function: program.module(of: server.place.unit),
        title: "The settings limit the time of no \(what)",
        problem:
          "Nothing in the settings gives a \(what) a deadline, and the driver waits for ever. "
          + Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: load.sentence + "; counted with the whole load of the target on this way",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.advice(server.kind),
          before: before,
          after: server.kind == .cache || isDjango ? "\(before),\n\(options)" : nil
        ),
        confirm:
          "Check whether the server, the role or the address of the environment limits the time of each \(what)."
      ),
      in: program
    )
  }

  private static func advice(_ kind: SettingsServer.Kind) -> String {
    switch kind {
    case .cache: "Give the cache's `OPTIONS` a `socket_timeout` and a `socket_connect_timeout`."
    case .broker:
      "Give `CELERY_BROKER_TRANSPORT_OPTIONS` a `socket_timeout` and a `socket_connect_timeout`, and let the request go on where publishing fails."
    case .database:
      "Give the driver `OPTIONS` with a limit for connecting and, in PostgreSQL, one for each statement."
    case .engine(let isPostgres):
      "Give `SQLALCHEMY_ENGINE_OPTIONS` an entry that limits connecting and each statement: `\"connect_args\": "
        + (isPostgres
          ? "{\"connect_timeout\": 5, \"options\": \"-c statement_timeout=5000\"}`."
          : "{\"connect_timeout\": 5, \"read_timeout\": 10, \"write_timeout\": 10}`.")
    }
  }

  static let settingsExamples: [Example] = [
    .project(
      "a database that Django's settings describe",
      ClientPerRequest.django(
        "\"ENGINE\": ↓\"django.db.backends.postgresql\", \"NAME\": \"shop\""
      ),
      fixed: [
        "shop/settings.py": ClientPerRequest.settings(
          "\"ENGINE\": \"django.db.backends.postgresql\", \"OPTIONS\": {\"connect_timeout\": 5}"
        )
      ]
    ),
    .project(
      "a cache that only the framework asks, to count requests",
      [
        "shop/settings.py": """
        CACHES = {"default": {"BACKEND": ↓"django_redis.cache.RedisCache", "LOCATION": "redis://cache:6379"}}
        REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"]}
        """,
        "shop/urls.py": """
        from django.http import JsonResponse
        from django.urls import path
        def ping(request):
            return JsonResponse({})
        urlpatterns = [path("ping/", ping)]
        """,
      ],
      fixed: [
        "shop/settings.py": """
        CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://cache:6379",
                              "OPTIONS": {"SOCKET_TIMEOUT": 1}}}
        REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"]}
        """
      ]
    ),
    .project(
      "a broker that requests publish to",
      broker("\"redis://cache:6379/0\"", mark: "↓"),
      fixed: [
        "shop/settings.py": """
        CELERY_BROKER_URL = "redis://cache:6379/0"
        CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 2}
        """
      ]
    ),
    .silent(
      "a broker that gives up connecting by itself",
      files: broker("\"amqp://broker:5672\"")
    ),
    .reported(
      "an order at Razorpay, beside a signature that is only compared",
      razorpay("↓razorpay.Client", "pay.order.create(data=data)"),
      fixed: razorpay("razorpay.Client", "pay.order.create(data=data, timeout=10)"),
      path: "app.py"
    ),
    .reported(
      "commands of a Redis client",
      redis("↓createClient({ url: process.env.REDIS_URL })"),
      fixed: redis("createClient({ url: process.env.REDIS_URL, socket: { socketTimeout: 1000 } })")
    ),
    .reported(
      "a client whose address and secrets come from the environment",
      sequelize("dialect: \"postgres\"", marked: true),
      fixed: sequelize("dialect: \"postgres\", dialectOptions: { statement_timeout: 5000 }")
    ),
    .reported(
      "a mail transport that a module of NestJS makes",
      mailer("host: process.env.MAIL_HOST", marked: true),
      fixed: mailer("host: process.env.MAIL_HOST, connectionTimeout: 5000, socketTimeout: 10000"),
      path: "app.module.ts"
    ),
  ]

  private static func broker(_ address: String, mark: String = "") -> [String: String] {
    [
      "shop/settings.py": "\(mark)CELERY_BROKER_URL = \(address)",
      "shop/tasks.py": """
      from celery import shared_task
      @shared_task(autoretry_for=(Exception,), retry_backoff=True)
      def greet(name):
          return name.upper()
      """,
      "shop/urls.py": """
      from django.http import JsonResponse
      from django.urls import path
      from shop.tasks import greet
      def hello(request):
          greet.delay(request.GET["name"])
          return JsonResponse({})
      urlpatterns = [path("hello/", hello)]
      """,
    ]
  }

  private static func mailer(_ transport: String, marked: Bool = false) -> String {
    """
    import { Body, Controller, Module, Post } from "@nestjs/common";
    import { NestFactory } from "@nestjs/core";
    import { MailerModule, MailerService } from "@nestjs-modules/mailer";
    @Controller("invitations")
    class InvitationsController {
      constructor(private readonly mailer: MailerService) {}
      @Post()
      async invite(@Body() body: { to: string }) {
        await this.mailer.sendMail({ to: body.to, subject: "Welcome" });
        return { ok: true };
      }
    }
    @Module({
      imports: [
        \(marked ? "↓" : "")MailerModule.forRootAsync({ useFactory: () => ({ transport: { \(transport) } }) }),
      ],
      controllers: [InvitationsController],
    })
    class AppModule {}
    NestFactory.create(AppModule).then((app) => app.listen(3000));
    """
  }

  private static func razorpay(_ client: String, _ call: String) -> String {
    """
    import razorpay
    from flask import Flask, jsonify, request
    app = Flask(__name__)
    pay = \(client)(auth=("key", "secret"))

    @app.post("/orders")
    def order():
        data = {"amount": 100, "currency": "INR"}
        return jsonify(\(call))

    @app.post("/paid")
    def paid():
        pay.utility.verify_payment_signature(request.json)
        return jsonify({})
    """
  }

  private static func redis(_ client: String) -> String {
    """
    const express = require("express");
    const { createClient } = require("redis");
    const client = \(client);
    const app = express();
    app.get("/hits", async (req, res) => res.json(await client.get("hits")));
    app.listen(3000);
    """
  }

  private static func sequelize(_ options: String, marked: Bool = false) -> String {
    """
    const express = require("express");
    const { Sequelize, DataTypes } = require("sequelize");
    const sequelize = \(marked ? "↓" : "")new Sequelize(process.env.DB_NAME, process.env.DB_USER, process.env.DB_PASSWORD, { \(options) });
    const Order = sequelize.define("Order", { total: DataTypes.INTEGER });
    const app = express();
    app.get("/orders", async (req, res) => res.json(await Order.findAll({ limit: 20 })));
    app.listen(3000);
    """
  }
}
