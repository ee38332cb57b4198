// Limits that a framework's settings put before all of its views.

extension MissingRateLimit {
  static let settings: [Example] = [
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
    )
  ]
}
