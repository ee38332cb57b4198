// Where `EndlessJob` speaks, and where it is silent.

extension EndlessJob {
  static let examples: [Example] = [
    .project(
      "a job that asks another service",
      files("↓Celery(broker=\"redis://q\")"),
      fixed: files("Celery(broker=\"redis://q\")", "app.conf.update(task_time_limit=60)")
    ),
    .project(
      "a job that starts another program",
      files("↓Celery(broker=\"redis://q\")", work: "subprocess.run([\"ffmpeg\", url])"),
      fixed: files(
        "Celery(broker=\"redis://q\")",
        "app.conf.task_time_limit = 600",
        work: "subprocess.run([\"ffmpeg\", url])"
      )
    ),
    .silent(
      "a job that waits for nobody",
      files: files("Celery(broker=\"redis://q\")", work: "print(url)")
    ),
    .silent(
      "a limit that the decorator sets",
      files: files("Celery(broker=\"redis://q\")", "", "(time_limit=60)")
    ),
  ]

  private static func files(
    _ creation: String,
    _ settings: String = "",
    _ options: String = "",
    work: String = "requests.post(url, timeout=5)"
  ) -> [String: String] {
    [
      "worker.py": """
      import subprocess
      import requests
      from celery import Celery
      app = \(creation)
      \(settings)

      @app.task\(options)
      def tell(url):
          \(work)
      """,
      "server.py": """
      from flask import Flask, request
      from worker import tell
      web = Flask(__name__)

      @web.post("/orders")
      def order():
          tell.delay(request.json["url"])
          return {"ok": True}
      """,
    ]
  }
}
