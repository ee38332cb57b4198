// A cache that the framework asks before every handler, and whose failure is every request's.

import Capacity
import Findings
import SemanticModel

extension HardCache {
  /// What settings of Django make depend on Redis without a look in the code: limits and sessions.
  func frameworkFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let place = program.cacheOfFramework else { return [] }
    let what =
      program.countsRequestsInCache
      ? "The throttles of the settings count every request in it" : "Every session is read from it"
    return [
      finding(
        Diagnosis(
          place: place,
          function: program.module(of: place.unit),
          title: "Every request fails when the cache does: the framework asks Redis first",
          problem: """
            \(what), and a command that fails raises: routes that need only the database answer 500 as long as Redis \
            is away. \(Self.about.problem)
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "While the cache is away, all \(Figure.grouped(target.requestsPerSecond)) req/s fail, those too that only need the database",
            confidence: .low
          ),
          verify: Verify(
            steps:
              "Stop the cache server and request a page that only reads from the database: it must be answered."
          ),
          fix: Remedy(
            "With django-redis, set `IGNORE_EXCEPTIONS` in `OPTIONS` (and log what is ignored): a failed look is a miss. Give the client a `socket_timeout`, and keep sessions in `cached_db`.",
            before: program.source(of: place)
          ),
          confirm:
            "Check whether Redis has a replica that takes over, and whether limits may be lifted while it is away."
        ),
        in: program
      )
    ]
  }

  static let frameworkExamples: [Example] = [
    .project(
      "throttles that count in Redis",
      project(
        "↓\"django_redis.cache.RedisCache\"",
        "\"CLIENT_CLASS\": \"django_redis.client.DefaultClient\""
      ),
      fixed: [
        "shop/settings.py": settings(
          "\"django_redis.cache.RedisCache\"",
          "\"IGNORE_EXCEPTIONS\": True"
        )
      ]
    ),
    .silent(
      "throttles that count in the memory of the process",
      files: project("\"django.core.cache.backends.locmem.LocMemCache\"", "")
    ),
  ]

  private static func settings(_ backend: String, _ options: String) -> String {
    """
    ROOT_URLCONF = "shop.urls"
    CACHES = {
        "default": {
            "BACKEND": \(backend),
            "LOCATION": "redis://cache:6379",
            "OPTIONS": {\(options)},
        }
    }
    REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"]}
    """
  }

  private static func project(_ backend: String, _ options: String) -> [String: String] {
    [
      "shop/settings.py": settings(backend, options),
      "shop/urls.py": """
      from django.http import JsonResponse
      from django.urls import path
      def ping(request):
          return JsonResponse({})
      urlpatterns = [path("ping/", ping)]
      """,
    ]
  }
}
