// Which jobs a broker hands out again while they run, and which end before.

extension EarlyRedelivery {
  static let examples: [Example] = [
    .reported(
      "a timeout shorter than the time that jobs may take",
      jobs(timeout: "60", limit: "task_time_limit=300,", marked: true),
      fixed: jobs(timeout: "3600", limit: "task_time_limit=300,"),
      path: "jobs.py"
    ),
    .reported(
      "a short timeout, and no limit",
      jobs(timeout: "30", limit: "", marked: true),
      fixed: jobs(timeout: "3600", limit: "task_time_limit=300,"),
      path: "jobs.py"
    ),
    .silent(
      "messages that are acknowledged when a job begins",
      """
      from celery import Celery

      celery = Celery("shop", broker="redis://queue/0")
      celery.conf.update(
          broker_transport_options={"visibility_timeout": 30},
      )

      @celery.task
      def report():
          pass
      """,
      path: "jobs.py"
    ),
    .silent("an hour for jobs of any length", jobs(timeout: "3600", limit: ""), path: "jobs.py"),
  ]

  private static func jobs(timeout: String, limit: String, marked: Bool = false) -> String {
    """
    from celery import Celery

    celery = Celery("shop", broker="redis://queue/0")
    \(marked ? "↓" : "")celery.conf.update(
        task_acks_late=True, \(limit)
        broker_transport_options={"visibility_timeout": \(timeout)},
    )

    @celery.task
    def report():
        pass
    """
  }
}
