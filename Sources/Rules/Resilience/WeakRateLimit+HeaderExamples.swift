// Which throttles count by a header that callers write.

extension WeakRateLimit {
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
