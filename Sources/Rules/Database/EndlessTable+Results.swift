// Results of jobs that Celery keeps in the database, and that nothing deletes.

import Capacity
import Findings
import SemanticModel

extension EndlessTable {
  /// The table of results, where no beat runs the nightly purge.
  func resultFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let place = program.unpurgedResults else { return [] }
    let perDay = target.requestsPerSecond * 0.01 * 86_400
    return [
      finding(
        Diagnosis(
          place: place,
          function: program.module(of: place.unit),
          title: "Celery keeps the result of every job in the database, and nothing purges them",
          problem: """
            Each job writes a row with its result. Celery deletes those older than a day by `celery.backend_cleanup`, \
            which only a beat sends, and nothing here starts one: the table grows with every job, whether anybody asks \
            for its result or not.
            """,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(target.requestsPerSecond)) requests/s × 0.01 = \(Figure.grouped(perDay)) rows a day; assuming one request in a hundred starts a job",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Set `task_ignore_result` where nobody reads results; else run `celery beat`, or keep results in Redis with `result_expires`.",
            before: program.source(of: place)
          ),
          confirm: "Check whether a beat runs outside of what this repository starts.",
          threshold: "1,000,000 rows in the table of results"
        ),
        in: program
      )
    ]
  }

  static let results: [Example] = [
    .project(
      "results of jobs in the database, and no beat",
      jobs("worker", mark: "↓"),
      fixed: ["compose.yaml": compose("worker -B")]
    ),
    .silent(
      "results that expire by themselves",
      files: jobs("worker", backend: "\"redis://cache:6379/1\"")
    ),
  ]

  private static func compose(_ verb: String) -> String {
    """
    services:
      jobs:
        image: shop
        command: celery -A shop \(verb)
    """
  }

  private static func jobs(_ verb: String, backend: String = "\"django-db\"", mark: String = "")
    -> [String: String]
  {
    [
      "compose.yaml": compose(verb),
      "shop/settings.py": """
      ROOT_URLCONF = "shop.urls"
      \(mark)CELERY_RESULT_BACKEND = \(backend)
      """,
      "shop/tasks.py": """
      from celery import shared_task
      @shared_task
      def count(number):
          return number + 1
      """,
    ]
  }
}
