// A logger of Django that writes every statement while debugging is on.

import Capacity
import Findings
import SemanticModel

extension StatementLog {
  /// One finding for the logger whose level lets the statements through.
  func loggerFinding(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let logger = program.talkativeLogger,
      let route = program.routes.first(where: { $0.framework.hasPrefix("Django") })
    else { return [] }
    let load = LogLoad(
      target: target,
      share: .stated(1, by: "all requests"),
      linesPerRequest: .assumed(5, because: "five statements a request"),
      bytesPerLine: .assumed(300, because: "300 bytes a statement")
    )
    return [
      finding(
        Diagnosis(
          place: logger.place,
          because: [(route.place, "serves requests with these settings")],
          function: program.module(of: logger.place.unit),
          title: "The logger `\(logger.name)` at DEBUG writes every statement to its handlers",
          problem: """
            `DEBUG` is on, so Django hands each statement with its parameters to `django.db.backends`, and the level \
            of `\(logger.name)` lets them all through: every request writes as many lines as it has statements, one \
            thread at a time, and a plain file is never rotated. \(Self.about.problem)
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(estimate: load.sentence, confidence: .low),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Read the level from the environment, INFO or WARNING unless it is said, and write to standard output or a `RotatingFileHandler`.",
            before: program.source(of: logger.place),
            after: "os.environ.get(\"DJANGO_LOG_LEVEL\", \"WARNING\")"
          ),
          confirm:
            "Check whether production starts with settings of its own that set `DEBUG` to False."
        ),
        in: program
      )
    ]
  }

  static let loggerExamples: [Example] = [
    .silent(
      "a logger whose level the environment says",
      files: logged("os.environ.get(\"LOG_LEVEL\", \"WARNING\")", debug: "False")
    ),
    .silent(
      "statements that nobody hands over while debugging is off",
      files: logged("\"DEBUG\"", debug: "os.environ.get(\"DEBUG\") == \"1\"")
    ),
  ]

  static func logged(_ level: String, debug: String) -> [String: String] {
    [
      "shop/settings.py": """
      import os
      DEBUG = \(debug)
      ROOT_URLCONF = "shop.urls"
      LOGGING = {
          "version": 1,
          "handlers": {"file": {"class": "logging.FileHandler", "filename": "shop.log"}},
          "loggers": {"django": {"handlers": ["file"], "level": \(level)}},
      }
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
}
