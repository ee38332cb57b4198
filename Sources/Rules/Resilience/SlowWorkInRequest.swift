// A request that waits while something is converted.

import Capacity
import Findings
import SemanticModel

/// Reports conversions of documents, pictures and films that answers wait for.
struct SlowWorkInRequest: Rule {
  static let about = RuleDescription(
    name: "slow-work-in-request",
    category: .asyncJobs,
    worst: .medium,
    title: "Conversion while the request waits",
    problem: """
      The answer waits for work of seconds, which takes a processor for itself. A few such requests at a time take all \
      workers or processors of the server, users of all other routes wait behind them, and what a restart or a timeout \
      of the proxy interrupts is lost.
      """,
    verify:
      "Send as many of these requests at once as the server has workers, and a trivial one beside them: that one must be answered within the latency target.",
    fix: """
      Store the input, put a job into a queue and answer 202 with the job's id; a worker with few jobs at a time does \
      the work, tries again what failed, and the page asks for the result.
      """,
    tradeOff: "The user sees the result later, and somebody must run the worker and its queue.",
    effort: Effort(low: 2, high: 8)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Int: [CallSite]] = [:]
    for site in program.conversions where isWaitedFor(site) {
      groups[site.place.unit, default: []].append(site)
    }
    return groups.keys.sorted().compactMap { unit in
      groups[unit].flatMap { finding(of: $0, in: program, under: target) }
    }
  }

  /// What blocks an event loop is told as that.
  private func isWaitedFor(_ site: CallSite) -> Bool {
    guard site.audience == .requests, site.isReached(from: Audience.requests.entries),
      !(site.isOnEventLoop && site.effects.contains { $0.kind == .blocking }),
      !site.isStartedAndLeft, let approach = site.approach
    else { return false }
    // Many classes have a `save`, and most of them convert nothing.
    return approach.isWaitedFor && approach.callKnownByName == nil
      && !approach.calls.contains { $0.isStartedAndLeft || $0.calledName == "save" }
  }

  private static func verb(of site: CallSite) -> String {
    ["read_excel", "load_workbook"].contains(site.calledName) ? "reads a workbook" : "converts"
  }

  private static let work = Input.assumed(3, because: "3 s for one conversion")

  private func finding(
    of sites: [CallSite],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    // A program that is started costs more than a picture that is made smaller.
    guard let site = sites.first(where: { $0.convertingProgram != nil }) ?? sites.first else {
      return nil
    }
    let rare = site.rareUse
    let approach = site.approach
    let rate = min(target.requestsPerSecond / 100, rare?.rate(under: target).value ?? .infinity)
    let load = LittlesLaw(arrivalsPerSecond: rate, secondsHeld: Self.work.value)
    let before = program.source(of: site.place)
    let name = site.convertingProgram.map { " (`\($0)`)" } ?? ""
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + sites.filter { $0.position != site.position }.prefix(10)
          .map { ($0.place, "converts too") },
        function: site.function,
        title: "The request waits while `\(site.calleeText)`\(name) \(Self.verb(of: site))",
        problem: Self.about.problem,
        severity: rare == nil ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(load.sentence(of: "conversions")) run at any time, each with a worker and a processor of its own; assuming "
            + "\(Self.work.source) and one request in a hundred",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: site.calleeText)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how long one conversion takes with the largest input that is let in, and how many come at a time.",
        threshold: "as soon as several users convert at the same time"
      ),
      in: program
    )
  }

  static let examples: [Example] = [
    .reported(
      "an office document that becomes a PDF inside the request",
      office("↓subprocess.run([\"libreoffice\", \"--convert-to\", \"pdf\", path], timeout=30)"),
      fixed: office("convert.delay(path)"),
      path: "app.py"
    ),
    .reported(
      "a browser for each invoice",
      """
      const express = require("express");
      const puppeteer = require("puppeteer");
      const app = express();
      app.get("/invoices/:id/pdf", async (req, res) => {
        const browser = await ↓puppeteer.launch();
        try {
          const page = await browser.newPage();
          await page.goto(`http://localhost:3000/invoices/${req.params.id}`);
          res.send(await page.pdf());
        } finally {
          await browser.close();
        }
      });
      """,
      fixed: """
        const express = require("express");
        const { Queue } = require("bullmq");
        const invoices = new Queue("invoices");
        const app = express();
        app.get("/invoices/:id/pdf", async (req, res) => {
          const job = await invoices.add("pdf", { id: req.params.id }, { attempts: 3 });
          res.status(202).json({ job: job.id });
        });
        """
    ),
    .reported(
      "a workbook that is read cell by cell inside the request",
      """
      from flask import Flask, request
      from openpyxl import load_workbook

      app = Flask(__name__)

      @app.post("/prices")
      def prices():
          sheet = ↓load_workbook(request.files["prices"]).active
          return {"rows": sheet.max_row}
      """,
      fixed: """
        from flask import Flask, request
        from tasks import read_prices

        app = Flask(__name__)

        @app.post("/prices")
        def prices():
            path = "/uploads/prices.xlsx"
            request.files["prices"].save(path)
            read_prices.delay(path)
            return {"ok": True}, 202
        """,
      path: "app.py"
    ),
    .silent(
      "a job converts",
      """
      const { Worker } = require("bullmq");
      const puppeteer = require("puppeteer");
      new Worker("invoices", async (job) => {
        const browser = await puppeteer.launch();
        try {
          const page = await browser.newPage();
          await page.setContent(job.data.html);
          return await page.pdf();
        } finally {
          await browser.close();
        }
      });
      """,
      path: "worker.js"
    ),
    .silent(
      "a program of milliseconds",
      office("subprocess.run([\"git\", \"rev-parse\", \"HEAD\"], timeout=30)"),
      path: "app.py"
    ),
  ]

  private static func office(_ work: String) -> String {
    """
    import subprocess
    from flask import Flask, request
    from tasks import convert

    app = Flask(__name__)

    @app.post("/documents")
    def upload():
        path = request.form["path"]
        \(work)
        return {"ok": True}
    """
  }
}
