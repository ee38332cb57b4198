// Schedules: functions that run at times, as jobs.

import SemanticModel

extension Library {
  /// node-cron, node-schedule, cron, croner and their kin.
  static let schedules = Library.module(
    "schedules",
    packages: [
      "node-cron", "node-schedule", "cron", "croner", "toad-scheduler", "cron-job-manager", "bree",
    ],
    prefix: "schedules",
    LibraryType(
      call: starting,
      construct: starting,
      .each("schedule createTask scheduleJob", starting),
      .each("CronJob Cron Job ToadScheduler SimpleIntervalJob AsyncTask Task", is: constructed),
      .free(
        "validate cancelJob rescheduleJob gracefulShutdown getTasks sendAt timeout validateCronExpression"
      ),
      .types("RecurrenceRule", "builtin.Pure")
    ),
    types: [
      "schedules.Job": LibraryType(
        .listeners,
        .each("schedule addCallback addOnCompleteCallback", starting),
        .each("from", .calls(.entry(.job, .property("onTick", of: 0)), gives: "schedules.Job")),
        .free(
          """
          start stop destroy cancel pause resume trigger nextRun nextRuns isRunning reschedule
          nextInvocation fireOnTick setTime nextDate addSimpleIntervalJob addIntervalJob addCronJob
          """
        )
      )
    ]
  )

  private static let starting = Operation(
    returns: "schedules.Job",
    callbacks: [
      .entry(.job, .from(0)),
      .entry(.job, .property("onTick", of: 0)),
    ]
  )

  private static let constructed = Member(
    value: "schedules.Job",
    call: starting,
    construct: starting,
    instance: "schedules.Job"
  )
}
