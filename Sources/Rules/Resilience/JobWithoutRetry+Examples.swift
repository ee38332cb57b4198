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
