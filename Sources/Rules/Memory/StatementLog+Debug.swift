// A framework that keeps every statement of a request because its settings switch debugging on.

import Capacity
import Findings
import SemanticModel

extension StatementLog {
  /// What Django does while `DEBUG` is on, where nothing in the repository switches it off.
  func debugFinding(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let place = program.debugSwitch, let route = program.routes.first,
      program.routes.contains(where: { $0.framework.hasPrefix("Django") })
    else { return [] }
    let statements = target.requestsPerSecond * 5
    return [
      finding(
        Diagnosis(
          place: place,
          because: [(route.place, "serves requests with these settings")],
          function: program.module(of: place.unit),
          title: "`DEBUG = True` keeps every statement of each request",
          problem: """
            While `DEBUG` is on, Django measures each statement and keeps its text with its parameters until the next \
            request of the thread, and builds a page with all local variables for each failure. The settings say it \
            with a literal, and no variable or other settings in the repository say otherwise.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(target.requestsPerSecond)) req/s × 5 statements (assumed) = \(Figure.grouped(statements)) texts/s are measured, kept and dropped",
            confidence: .low
          ),
          verify: Verify(
            steps:
              "Ask for an address that does not exist in production: the answer must be the plain page, not the one with the list of routes."
          ),
          fix: Remedy(
            "Read it from the environment, off unless it is said.",
            before: "DEBUG = True",
            after: "DEBUG = os.environ.get(\"DEBUG\") == \"1\""
          ),
          confirm:
            "Check whether production starts with settings of its own that set `DEBUG` to False."
        ),
        in: program
      )
    ]
  }

  static let debugExamples: [Example] = [
    .project(
      "debugging switched on in the only settings of Django",
      django("↓True"),
      fixed: ["shop/settings.py": settings("os.environ.get(\"DEBUG\") == \"1\"")]
    ),
    .silent(
      "settings of production that switch it off",
      files: django("True").merging([
        "shop/production.py": "from shop.settings import *\nDEBUG = False"
      ]) { $1 }
    ),
  ]

  private static func settings(_ debug: String) -> String {
    """
    import os
    DEBUG = \(debug)
    ROOT_URLCONF = "shop.urls"
    """
  }

  private static func django(_ debug: String) -> [String: String] {
    [
      "manage.py": """
      import os
      os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
      """,
      "shop/settings.py": settings(debug),
      "shop/urls.py": """
      from django.urls import path
      from shop import views
      urlpatterns = [path("greeting/", views.greeting)]
      """,
      "shop/views.py": """
      from django.http import HttpResponse
      def greeting(request):
          return HttpResponse("hello")
      """,
    ]
  }
}
