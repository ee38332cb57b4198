// Limits of Django's REST framework that count strangers by a header which these write themselves.

import Capacity
import Findings
import SemanticModel

extension WeakRateLimit {
  /// One finding for all throttles that ask the framework for the address of a caller.
  func headerFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let place = program.throttledByHeader else { return [] }
    return [
      finding(
        Diagnosis(
          place: place,
          function: program.module(of: place.unit),
          title: "Throttles count strangers by `X-Forwarded-For`, which callers write themselves",
          problem: """
            `NUM_PROXIES` is not set, so the REST framework takes the whole `X-Forwarded-For` header for the address \
            of whoever is not signed in. A different value in each request is a new counter each time; and behind a \
            proxy that sends no such header all strangers share one counter and lock each other out.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "One caller that sends \(Figure.grouped(target.requestsPerSecond)) req/s with as many addresses is never "
              + "stopped: \(Figure.grouped(target.requestsPerSecond * 3_600)) requests an hour, and as many counters",
            confidence: .medium
          ),
          verify: Verify(
            steps:
              "Send 200 requests without credentials, each with another X-Forwarded-For: they must meet 429."
          ),
          fix: Remedy(
            "Set `NUM_PROXIES` in `REST_FRAMEWORK` to the number of proxies in front of the process.",
            before: program.source(of: place)
          ),
          confirm: "Check whether the proxy in front overwrites the header instead of adding to it."
        ),
        in: program
      )
    ]
  }

  static let headerExamples: [Example] = [
    .project(
      "a throttle of strangers in the settings",
      throttled("\"DEFAULT_THROTTLE_CLASSES\": ↓[\"rest_framework.throttling.AnonRateThrottle\"]"),
      fixed: [
        "shop/settings.py": settings(
          "\"DEFAULT_THROTTLE_CLASSES\": [\"rest_framework.throttling.AnonRateThrottle\"], \"NUM_PROXIES\": 1"
        )
      ]
    ),
    .project(
      "a throttle of one view",
      throttled("\"PAGE_SIZE\": 20", view: "throttle_classes = ↓[AnonRateThrottle]"),
      fixed: ["shop/settings.py": settings("\"NUM_PROXIES\": 0")]
    ),
    .silent(
      "only those who are signed in are counted",
      files: throttled(
        "\"DEFAULT_THROTTLE_CLASSES\": [\"rest_framework.throttling.UserRateThrottle\"]"
      )
    ),
    .silent(
      "a proxy that says who is there",
      files: throttled(
        "\"DEFAULT_THROTTLE_CLASSES\": [\"rest_framework.throttling.AnonRateThrottle\"]"
      ).merging([
        "nginx.conf": """
        server {
          location / {
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_pass http://shop:8000;
          }
        }
        """
      ]) { $1 }
    ),
  ]

  private static func settings(_ rest: String) -> String {
    """
    ROOT_URLCONF = "shop.urls"
    REST_FRAMEWORK = {\(rest)}
    """
  }

  private static func throttled(_ rest: String, view: String = "permission_classes = []")
    -> [String: String]
  {
    [
      "shop/settings.py": settings(rest),
      "shop/urls.py": """
      from django.urls import path
      from shop import views
      urlpatterns = [path("codes/", views.Codes.as_view())]
      """,
      "shop/views.py": """
      from rest_framework.response import Response
      from rest_framework.throttling import \(view.contains("Anon") ? "AnonRateThrottle" : "UserRateThrottle")
      from rest_framework.views import APIView
      class Codes(APIView):
          \(view)
          def get(self, request):
              return Response({})
      """,
    ]
  }
}
