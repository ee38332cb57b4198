// Which profilers record every request, and which do not.

extension FullTracing {
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
