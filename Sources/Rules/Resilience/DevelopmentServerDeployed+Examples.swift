// Which images start a server for developers, and which do not.

extension DevelopmentServerDeployed {
  static let examples: [Example] = [
    .project(
      "the only command of the only image",
      image("↓CMD [\"python\", \"manage.py\", \"runserver\", \"0.0.0.0:8000\"]"),
      fixed: [
        "Dockerfile": dockerfile("CMD [\"gunicorn\", \"shop.wsgi\", \"--workers\", \"4\"]")
      ]
    ),
    .project(
      "a command as a line for the shell",
      image("↓CMD python manage.py migrate && python manage.py runserver 0.0.0.0:8000"),
      fixed: [
        "Dockerfile": dockerfile("CMD gunicorn shop.wsgi --workers 4")
      ]
    ),
    .silent(
      "an image for developers, beside a server for production",
      files: image("CMD python manage.py runserver 0.0.0.0:8000").merging([
        "requirements.txt": "django==5.1\ngunicorn==23.0\n"
      ]) { $1 }
    ),
    .silent(
      "an image that says that it is for developers",
      files: [
        "Dockerfile.dev": dockerfile("CMD python manage.py runserver 0.0.0.0:8000")
      ].merging(application) { $1 }
    ),
  ]

  private static func dockerfile(_ command: String) -> String {
    """
    FROM python:3.12-slim
    COPY . .
    \(command)
    """
  }

  private static func image(_ command: String) -> [String: String] {
    ["Dockerfile": dockerfile(command)].merging(application) { $1 }
  }

  private static let application = [
    "shop/wsgi.py": """
    import os
    from django.core.wsgi import get_wsgi_application
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
    application = get_wsgi_application()
    """,
    "shop/urls.py": """
    from django.http import JsonResponse
    from django.urls import path
    def ping(request):
        return JsonResponse({})
    urlpatterns = [path("ping/", ping)]
    """,
  ]
}
