// Celery and the other queues and schedules of Python.

import SemanticModel

extension Library {
  /// Celery, RQ, Dramatiq, Huey and APScheduler.
  static let celery = Library(
    "Celery",
    packages: [
      "celery", "celery/*", "rq", "rq/*", "dramatiq", "huey", "huey/*", "apscheduler",
      "apscheduler/*", "flask_apscheduler",
    ],
    exports: Members.of([
      .each(
        "Celery",
        is: .type("celery.Application", constructing: Operation().playing(.jobQueue))
      ),
      .types("Huey RedisHuey", "huey.Application"),
      .each("shared_task task", triedOnce),
      .each("actor job", runsAsJob),
      .types("Queue", "celery.Queue"),
      .types("Task", "celery.Task"),
      .types(
        "BackgroundScheduler AsyncIOScheduler BlockingScheduler APScheduler",
        "celery.Scheduler"
      ),
      .free("chain chord crontab signature get_current_job"),
      .each("group", .free),
    ]).byName,
    types: [
      "huey.Application": LibraryType(
        parent: "celery.Application",
        .each("task periodic_task db_task", runsAsJob)
      ),
      "celery.Application": LibraryType(
        .each("task", triedOnce),
        .each("periodic_task db_task", runsAsJob),
        .each("send_task", .enqueues("send", subject: 0)),
        .values("conf", "flask.Bag"),
        .types("Task", "celery.Task"),
        .free("autodiscover_tasks config_from_object on_after_configure")
      ),
      "celery.Runs": LibraryType(
        call: Operation(
          returns: "celery.Runs",
          passesThrough: 0,
          callbacks: [.entry(.job, .at(0))]
        ),
        .each("delay apply_async send s si", .enqueues("add"))
      ),
      "celery.Task": LibraryType(hooks: ["run": .job]),
      "celery.Queue": LibraryType(
        .each("enqueue enqueue_call", .enqueues("add", running: .at(0))),
        .each("enqueue_in enqueue_at", .enqueues("add", running: .at(1)))
      ),
      "celery.Scheduler": LibraryType(
        .each("add_job", .calls(.entry(.job, .at(0)))),
        .each("scheduled_job task", Operation(returns: "celery.Runs")),
        .free("start shutdown init_app remove_job")
      ),
    ]
  ).forPython

  private static let runsAsJob = Operation(
    returns: "celery.Runs",
    passesThrough: 0,
    callbacks: [.entry(.job, .at(0))]
  )
  .retrying(taskTries)

  /// Celery tries a task once unless `autoretry_for` names what it is tried again for, or the task asks for it; a
  /// `base` may say the same for many (docs.celeryq.dev, Tasks: Automatic retry for known exceptions).
  private static let triedOnce = runsAsJob.playing(.jobTask)
    .needing(DeadlineRule.OptionRule(-1, "autoretry_for", "base"))

  /// Celery waits three minutes between tries, and makes three; its waits are seconds (docs.celeryq.dev, Task).
  private static let taskTries = RetryRule(
    options: -1,
    bounds: ["max_retries"],
    waits: ["default_retry_delay", "retry_backoff"],
    isWaiting: true,
    noWait: 0
  )
}

extension RedeliveryRule {
  /// Redis and SQS deliver a message again that no worker has acknowledged in time (docs.celeryq.dev, Using Redis:
  /// Visibility timeout; an hour by default).
  static let celeryRedelivery = RedeliveryRule(
    waits: [
      "broker_transport_options", "BROKER_TRANSPORT_OPTIONS", "CELERY_BROKER_TRANSPORT_OPTIONS",
    ],
    key: "visibility_timeout",
    late: ["task_acks_late", "acks_late", "CELERY_TASK_ACKS_LATE", "CELERY_ACKS_LATE"],
    limits: [
      "task_time_limit", "task_soft_time_limit", "CELERY_TASK_TIME_LIMIT",
      "CELERY_TASK_SOFT_TIME_LIMIT", "CELERYD_TASK_TIME_LIMIT", "CELERYD_TASK_SOFT_TIME_LIMIT",
      "time_limit", "soft_time_limit",
    ]
  )
}
