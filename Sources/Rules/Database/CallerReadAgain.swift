// A handler asks for the row that the middleware in front of it has just put on the request.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports look-ups by the key of a row that the request already holds.
struct CallerReadAgain: Rule {
  static let about = RuleDescription(
    name: "caller-read-again",
    category: .caching,
    worst: .monitor,
    title: "The caller's row is read twice for one request",
    problem: """
      The middleware that signs the caller in has read the row and put it on the request. The handler takes nothing of \
      it but its key, and reads the same row again: one more connection and round trip for what is at hand.
      """,
    verify: "Log the statements of one request: the look-up by the caller's key must come once.",
    fix: """
      Use the row on the request. If the handler needs columns that it lacks, let the middleware read only the key \
      (or take it from the token), and the handlers read what they need.
      """,
    tradeOff:
      "The row is as old as the request: what another request changes meanwhile is not seen, which a few milliseconds hardly make worse.",
    effort: Effort(low: 0.25, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var lookUps: [Int: String] = [:]
    for query in program.queries where query.isSingle && query.action == .read {
      lookUps[query.call] = query.model
    }
    guard !lookUps.isEmpty else { return [] }
    let reads = program.callersReadTwice(lookUps)
    guard let first = reads.first else { return [] }
    let site = first.again
    let approach = site.approach
    let before = program.source(of: site.place)
    return [
      finding(
        Diagnosis(
          place: site.place,
          because: [
            (first.kept.place, "reads the row and puts it on the request as `\(first.name)`")
          ]
            + reads.dropFirst().prefix(12).map { ($0.again.place, "reads it again too") },
          function: site.function,
          title: reads.count == 1
            ? "`\(site.calleeText)` reads again the row that the request already holds as `\(first.name)`"
            : "`\(site.calleeText)` and \(reads.count - 1) more read again the row that the request already holds as `\(first.name)`",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "One look-up more for each such request: \(Figure.counted(target.requestsPerSecond, "look-up")) per second where all requests are such",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
          fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: site.calleeText)),
          routes: approach?.routeLabels(in: program) ?? [],
          confirm: "Check whether the handler needs a column that the middleware does not load.",
          threshold: "the database's processors are busy with look-ups by key"
        ),
        in: program
      )
    ]
  }

  static let examples: [Example] = [
    .reported(
      "a profile that is read by the key of the member on the request",
      club("const member = await ↓Member.findById(req.member._id);\n  res.json(member);"),
      fixed: club("res.json(req.member);")
    ),
    .reported(
      "a filter by the key alone",
      club(
        "const member = await ↓Member.findOne({ _id: req.member.id.toString() });\n  res.json(member.name);"
      ),
      fixed: club("res.json(req.member.name);")
    ),
    .silent(
      "a column that is hidden unless it is asked for",
      club(
        "const member = await Member.findById(req.member._id).select(\"+secret\");\n  res.json(member.secret === req.body.secret);"
      )
    ),
    .silent(
      "rows that it refers to",
      club("res.json(await Member.findById(req.member._id).populate(\"teams\"));")
    ),
    .silent("another row", club("res.json(await Member.findById(req.params.id));")),
    .silent(
      "a row of another collection",
      club("res.json(await Locker.findOne({ _id: req.member.id }));")
    ),
  ]

  private static func club(_ body: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const jwt = require("jsonwebtoken");
    const Member = mongoose.model("Member", new mongoose.Schema({ name: String, secret: { type: String, select: false } }));
    const Locker = mongoose.model("Locker", new mongoose.Schema({ number: Number }));
    const app = express();
    const protect = async (req, res, next) => {
      const { id } = jwt.verify(req.headers.token, process.env.SECRET);
      req.member = await Member.findById(id);
      next();
    };
    app.get("/members/me", protect, async (req, res) => {
      \(body)
    });
    """
  }
}
