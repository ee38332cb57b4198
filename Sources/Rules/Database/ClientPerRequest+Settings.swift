// A framework that opens a connection for each request because its settings do not say to keep one.

import Capacity
import Findings
import SemanticModel

extension ClientPerRequest {
  /// What Django's settings leave at its default, which is to close the connection behind each request.
  func settingsFinding(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let server = program.unkeptDatabase else { return [] }
    let rate = Figure.grouped(target.requestsPerSecond)
    return [
      finding(
        Diagnosis(
          place: server.place,
          function: program.module(of: server.place.unit),
          title: "Each request logs in to the database anew: `CONN_MAX_AGE` is not set",
          problem: """
            Unless `CONN_MAX_AGE` says otherwise Django closes its connection at the end of each request and opens one \
            at the beginning of the next: TCP, TLS and a login in front of the first query, and a new server process \
            for each of them in PostgreSQL.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(rate) logins/s × \(Figure.duration(Self.handshake.value / 1_000)) are added to the requests; assuming "
              + Self.handshake.source,
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Set `CONN_MAX_AGE` (60 s, say) and `CONN_HEALTH_CHECKS` in threaded servers; under ASGI give the driver a pool instead (`OPTIONS: {\"pool\": …}`, Django 5.1).",
            before: program.source(of: server.place),
            after:
              "\(program.source(of: server.place)),\n\"CONN_MAX_AGE\": 60,\n\"CONN_HEALTH_CHECKS\": True"
          ),
          confirm:
            "Check whether a pooler on the same machine (PgBouncer) stands between the application and the database."
        ),
        in: program
      )
    ]
  }

  static let settingsExamples: [Example] = [
    .project(
      "Django without `CONN_MAX_AGE`",
      django("\"ENGINE\": ↓\"django.db.backends.postgresql\", \"NAME\": \"shop\""),
      fixed: [
        "shop/settings.py": settings(
          "\"ENGINE\": \"django.db.backends.postgresql\", \"NAME\": \"shop\", \"CONN_MAX_AGE\": 60"
        )
      ]
    ),
    .silent(
      "a database in a file",
      files: django("\"ENGINE\": \"django.db.backends.sqlite3\", \"NAME\": \"shop.db\"")
    ),
  ]

  static func settings(_ database: String) -> String {
    """
    ROOT_URLCONF = "shop.urls"
    DATABASES = {"default": {\(database)}}
    """
  }

  static func django(_ database: String) -> [String: String] {
    [
      "manage.py": """
      import os
      os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
      """,
      "shop/settings.py": settings(database),
      "shop/urls.py": """
      from django.urls import path
      from shop import views
      urlpatterns = [path("orders/", views.orders)]
      """,
      "shop/views.py": """
      from django.db import models
      from django.http import JsonResponse
      class Order(models.Model):
          total = models.IntegerField()
      def orders(request):
          return JsonResponse({"orders": list(Order.objects.values("id")[:20])})
      """,
    ]
  }
}
