// Profilers of Django that settings put in front of every request.

import Capacity
import Findings
import SemanticModel

extension FullTracing {
  /// One finding for the first middleware that records whatever comes.
  func recorderFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let recorder = program.recorder, let route = program.routes.first else { return [] }
    return [
      finding(
        Diagnosis(
          place: recorder.place,
          because: [(route.place, "serves requests with these settings")],
          function: program.module(of: recorder.place.unit),
          title:
            "\(recorder.name) records every request of the settings that the server starts with",
          problem: """
            The middleware stands in the settings without a condition: each request is measured, its statements are \
            kept with their stack traces, and with Silk its headers, body and answer are written to the application's \
            own database. That costs more than most handlers do, and the tables grow with the traffic.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(target.requestsPerSecond)) req/s × 5 statements (assumed) = \(Figure.grouped(target.requestsPerSecond * 5)) records/s with stack traces",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Put it into settings that only developers start with, behind a variable that is off in production; or have it record a share (`SILKY_INTERCEPT_PERCENT`).",
            before: program.source(of: recorder.place)
          ),
          confirm: "Check which module of settings production starts with."
        ),
        in: program
      )
    ]
  }

  static let recorderExamples: [Example] = [
    .project(
      "Silk in the settings that the server starts with",
      silk("MIDDLEWARE = [↓\"silk.middleware.SilkyMiddleware\"]"),
      fixed: [
        "shop/settings.py": settings("MIDDLEWARE = []")
      ]
    ),
    .silent(
      "Silk where a variable asks for it",
      files: silk(
        """
        import os
        MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
        if os.environ.get("PROFILE") == "1":
            MIDDLEWARE += ["silk.middleware.SilkyMiddleware"]
        """
      )
    ),
    .silent(
      "Silk for developers, beside the settings that the server starts with",
      files: silk("MIDDLEWARE = []").merging([
        "shop/local.py":
          "from shop.settings import *\nMIDDLEWARE += [\"silk.middleware.SilkyMiddleware\"]"
      ]) { $1 }
    ),
    .silent(
      "a share of the requests",
      files: silk(
        "MIDDLEWARE = [\"silk.middleware.SilkyMiddleware\"]\nSILKY_INTERCEPT_PERCENT = 1"
      )
    ),
  ]

  private static func settings(_ middleware: String) -> String {
    """
    ROOT_URLCONF = "shop.urls"
    \(middleware)
    """
  }

  private static func silk(_ middleware: String) -> [String: String] {
    [
      "shop/wsgi.py": """
      import os
      from django.core.wsgi import get_wsgi_application
      os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
      application = get_wsgi_application()
      """,
      "shop/settings.py": settings(middleware),
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
