// Jobs that are tried once, and jobs that are tried again.

extension JobWithoutRetry {
  private static func server(queue: String = "", job: String = "", marked: Bool = false) -> String {
    """
    const express = require("express");
    const { Queue } = require("bullmq");
    const mails = new Queue("mails"\(queue));
    const app = express();
    app.post("/invitations", async (req, res) => {
      await \(marked ? "↓" : "")mails.add("invitation", { to: req.body.to }\(job));
      res.end();
    });
    app.listen(3000);
    """
  }

  private static func tasks(_ decorator: String, handler: String? = nil) -> String {
    """
    import smtplib
    from celery import Celery, Task
    from flask import Flask, request

    app = Flask(__name__)
    celery = Celery("shop", broker="redis://queue/0")

    \(decorator)
    def send_invitation(\(handler == nil ? "" : "self, ")address):
        try:
            with smtplib.SMTP("mail.example.com", timeout=5) as server:
                server.sendmail("shop@example.com", address, "Welcome")
        except smtplib.SMTPServerDisconnected:
            \(handler ?? "raise")

    @app.post("/invitations")
    def invite():
        send_invitation.delay(request.json["to"])
        return "", 202
    """
  }

  static let examples: [Example] = [
    .reported(
      "a queue with the library's defaults",
      server(marked: true),
      fixed: server(job: ", { attempts: 5, backoff: { type: \"exponential\", delay: 1000 } }")
    ),
    .reported(
      "options that say nothing of attempts",
      server(queue: ", { connection: { host: \"redis\" } }", marked: true),
      fixed: server(queue: ", { defaultJobOptions: { attempts: 3 } }")
    ),
    .reported(
      "a task of a worker that is tried once",
      tasks("@↓celery.task"),
      fixed: tasks("@celery.task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5)"),
      path: "app.py"
    ),
    .silent(
      "a task that asks to be tried again",
      tasks("@celery.task(bind=True, max_retries=5)", handler: "raise self.retry(countdown=60)"),
      path: "app.py"
    ),
    .silent(
      "tasks whose class says for what they are tried again",
      """
      class Again(Task):
          autoretry_for = (OSError,)

      """ + tasks("@celery.task"),
      path: "app.py"
    ),
    .silent(
      "the queue tries each job five times",
      server(queue: ", { defaultJobOptions: { attempts: 5 } }")
    ),
    .silent(
      "the job is tried again, with a pause",
      server(job: ", { attempts: 3, backoff: 1000 }")
    ),
  ]
}
