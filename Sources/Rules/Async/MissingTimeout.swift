// A call that can hang has no time limit on any layer.

import Capacity
import Findings
import SemanticModel

/// Reports clients and calls that wait for another machine or process for ever.
struct MissingTimeout: Rule {
  static let about = RuleDescription(
    name: "missing-timeout",
    category: .missingTimeout,
    worst: .high,
    title: "Outbound call without a deadline",
    problem: """
      When the other side hangs, every request that comes this way waits with it and keeps its socket, memory and \
      connection. At the target rate the waiting requests fill the process within seconds, and routes that never \
      touch the other side fail too.
      """,
    verify: """
      Point the call at a server that accepts and never answers (`nc -lk 9999`): the request must fail within the \
      deadline that you chose.
      """,
    fix:
      "Set a deadline below the caller's own: on the client for all of its calls, or on the call.",
    tradeOff:
      "A deadline turns slow answers into errors: choose it above the p99 of the other side, and handle it.",
    effort: Effort(low: 0.25, high: 1)
  )

  static let examples: [Example] = [
    .reported(
      "one client without a limit is one finding, at the client",
      """
      const express = require("express");
      const axios = require("axios");
      const shipping = ↓axios.create({ baseURL: "https://shipping.example" });
      const app = express();
      app.get("/rates", async (req, res) => {
        const { data } = await shipping.get("/rates");
        res.json(data);
      });
      """,
      fixed: """
        const express = require("express");
        const axios = require("axios");
        const shipping = axios.create({ baseURL: "https://shipping.example", timeout: 2000 });
        const app = express();
        app.get("/rates", async (req, res) => {
          const { data } = await shipping.get("/rates");
          res.json(data);
        });
        """
    ),
    .reported(
      "fetch waits for minutes",
      """
      import express from "express";
      const app = express();
      app.post("/pay", async (req, res) => {
        const answer = await ↓fetch("https://pay.example/charges", { method: "POST" });
        res.status(answer.status).end();
      });
      """,
      fixed: """
        import express from "express";
        const app = express();
        app.post("/pay", async (req, res) => {
          const signal = AbortSignal.timeout(2000);
          const answer = await fetch("https://pay.example/charges", { method: "POST", signal });
          res.status(answer.status).end();
        });
        """,
      path: "server.mjs"
    ),
    .silent(
      "the wrapper sets the limit for all of its callers",
      files: [
        "http.js": """
        exports.send = (url, options) =>
          fetch(url, { ...options, signal: AbortSignal.timeout(1000) });
        """,
        "server.js": """
        const express = require("express");
        const http = require("./http");
        const app = express();
        app.get("/weather", async (req, res) => {
          const answer = await http.send("https://weather.example", { method: "GET" });
          res.json(await answer.json());
        });
        """,
      ]
    ),
  ]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [SourcePlace: [DeadlineFact]] = [:]
    for fact in program.deadlines where isMissing(fact, in: program) {
      groups[place(of: fact, in: program), default: []].append(fact)
    }
    return groups.keys.sorted().compactMap { place in
      groups[place].flatMap { finding(of: $0, at: place, in: program, under: target) }
    }
  }

  /// A documented default of up to a minute counts as a deadline (contract: categories, edge cases).
  private static let acceptableDefault = 60.0

  private func isMissing(_ fact: DeadlineFact, in program: Program) -> Bool {
    let site = program.call(at: fact.call)
    guard fact.status == .missing, site.unit.isRunning else { return false }
    if let seconds = fact.rule.defaultSeconds, seconds <= Self.acceptableDefault { return false }
    // A browser gives one user's calls up when the page is left; only its clients are worth a word.
    let isBrowserOnly = !site.isReached(from: .running.subtracting(EntryKinds(.render)))
    if isBrowserOnly, fact.client == nil { return false }
    let isConnection = fact.rule.isSettableElsewhere
    return site.isReached(from: isConnection ? .running : .serving)
  }

  /// Where the limit would be set: at the client, or at the first of a file's calls without one.
  private func place(of fact: DeadlineFact, in program: Program) -> SourcePlace {
    if let provider = fact.provider { return provider }
    if !fact.rule.creation.isEmpty, let client = fact.client.flatMap(program.place) {
      return client
    }
    let site = program.call(at: fact.call)
    let others = program.deadlines.filter { other in
      other.member == fact.member && program.call(at: other.call).place.unit == site.place.unit
        && isMissing(other, in: program)
    }
    return others.map { program.call(at: $0.call).place }.min() ?? site.place
  }

  private func finding(
    of facts: [DeadlineFact],
    at place: SourcePlace,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = facts.first else { return nil }
    let site = program.call(at: first.call)
    let approach = program.approach(to: site.function, from: .serving)
    let load = HungDependency(
      target: target,
      givesUpAfter: first.rule.defaultSeconds.map { .stated($0, by: "the library's default") }
    )
    let path = program.libraries[first.member].path
    let isAtClient = place != site.place
    let whose = isAtClient ? "of this client " : ""
    let until =
      first.rule.defaultSeconds.map { "gives up only after \(Figure.duration($0))" }
      ?? "has no time limit"
    let isElsewhere = first.rule.isSettableElsewhere
    return finding(
      Diagnosis(
        place: place,
        because: steps(facts, place, approach, program),
        function: isAtClient ? program.function(at: place) ?? site.function : site.function,
        title: "\(first.rule.what) \(whose)\(until)",
        problem: "`\(path)` \(until), and nothing around it sets one. " + Self.about.problem,
        severity: isElsewhere ? .medium : .high,
        tier: isElsewhere ? .suspicious : .finding,
        confidence: isElsewhere ? .medium : .high,
        impact: Impact(estimate: load.sentence, confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(fix(first.rule, isAtClient), before: program.source(of: place)),
        routes: approach.map { [program.label(of: $0.entry)] } ?? [],
        confirm: isElsewhere
          ? "Check whether the server, the role or the connection string sets a limit for \(first.rule.what.lowercased())s."
          : nil
      ),
      in: program
    )
  }

  private func fix(_ rule: DeadlineRule, _ isAtClient: Bool) -> String {
    let options = isAtClient ? rule.creation : rule.options.isEmpty ? rule.creation : rule.options
    guard let key = options.first?.keys.first else { return Self.about.fix }
    let where_ = isAtClient ? "the client's options" : "the call's options"
    return "Set `\(key)` in \(where_). " + Self.about.fix
  }

  private func steps(
    _ facts: [DeadlineFact],
    _ place: SourcePlace,
    _ approach: Approach?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps: [(place: SourcePlace, note: String)] = []
    if let approach {
      if let entry = approach.entry.call.flatMap(program.place) {
        steps.append((entry, "entry: \(program.label(of: approach.entry))"))
      }
      for call in approach.calls { steps.append((call.place, "calls `\(call.calleeText)`")) }
    }
    for fact in facts {
      let site = program.call(at: fact.call)
      guard site.place != place else { continue }
      steps.append((site.place, "waits without a limit: `\(site.calleeText)`"))
    }
    return steps
  }
}
