// Tokens that a library keeps in the database, and whose expired rows only a command of its own deletes.

import Capacity
import Findings
import SemanticModel

extension EndlessTable {
  /// The tables of Simple JWT, where no job and no script flushes them.
  func tokenFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let place = program.unflushedTokens else { return [] }
    let perDay = target.requestsPerSecond * 0.01 * 86_400
    return [
      finding(
        Diagnosis(
          place: place,
          function: program.module(of: place.unit),
          title: "Expired rows of `OutstandingToken` are never deleted",
          problem: """
            The blacklist app of Simple JWT writes a row for every refresh token that it issues, and one more for each \
            that is revoked or rotated. Only its command `flushexpiredtokens` deletes them, and nothing here runs it: \
            the tables grow with every sign-in, and each refresh looks into them.
            """,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(target.requestsPerSecond)) requests/s × 0.01 = \(Figure.grouped(perDay)) rows a day; assuming one request in a hundred gets a new refresh token",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Run `python manage.py flushexpiredtokens` every night, by cron or by a periodic task."
          ),
          confirm:
            "Check whether a scheduler outside of this repository runs `flushexpiredtokens`.",
          threshold: "1,000,000 rows in `token_blacklist_outstandingtoken`"
        ),
        in: program
      )
    ]
  }

  static let tokens: [Example] = [
    .project(
      "refresh tokens of Simple JWT that nothing flushes",
      signIn(
        tokens: "{\"BLACKLIST_AFTER_ROTATION\": True, \"ROTATE_REFRESH_TOKENS\": True}",
        mark: "↓"
      ),
      fixed: [
        "shop/tasks.py": """
        from celery import shared_task
        from django.core.management import call_command
        @shared_task
        def purge():
            call_command("flushexpiredtokens")
        """
      ]
    ),
    .silent(
      "tokens that no table keeps",
      files: signIn(tokens: "{\"ROTATE_REFRESH_TOKENS\": True}", apps: "\"rest_framework\"")
    ),
  ]

  private static func signIn(
    tokens: String,
    apps: String = "\"rest_framework\", \"rest_framework_simplejwt.token_blacklist\"",
    mark: String = ""
  ) -> [String: String] {
    [
      "shop/settings.py": """
      ROOT_URLCONF = "shop.urls"
      INSTALLED_APPS = [\(apps)]
      \(mark)SIMPLE_JWT = \(tokens)
      """,
      "shop/tasks.py": """
      from celery import shared_task
      from django.core.management import call_command
      @shared_task
      def purge():
          call_command("clearsessions")
      """,
      "shop/urls.py": """
      from django.urls import path
      from shop import views
      urlpatterns = [path("me/", views.me)]
      """,
      "shop/views.py": """
      from django.http import JsonResponse
      def me(request):
          return JsonResponse({"id": request.user.id})
      """,
    ]
  }
}
