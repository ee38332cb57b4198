// Loggers that are told to write lines for developers wherever they run.

import Capacity
import Findings
import SemanticModel

extension LogFlooding {
  /// Fewer lines for developers are no flood.
  private static let fewestOfLevel = 5
  /// From so many on each request passes some of them.
  private static let manyOfLevel = 10

  /// One finding for each logger whose level is a literal below `info`.
  func levelFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.wordyLoggers(reachedFrom: Audience.requests.entries)
      .filter { $0.lines.count >= Self.fewestOfLevel }
      .map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of logger: WordyLogger,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let load = LogLoad(
      target: target,
      linesPerRequest: .assumed(5, because: "five such lines a request"),
      bytesPerLine: .logLine
    )
    let before = program.source(of: logger.site.place)
    let isSure = logger.lines.count >= Self.manyOfLevel
    return finding(
      Diagnosis(
        place: logger.site.place,
        because: logger.lines.prefix(10).map { ($0.place, "written for each request") },
        function: logger.site.function,
        title:
          "The level `\(logger.level)` is fixed: \(logger.lines.count) lines for developers are written in production too",
        problem: """
          The level of the logger is a literal, and no branch or variable changes it where the application serves users: \
          every line that was meant for whoever looks for a fault is formatted and written for each request. \
          \(Self.about.problem)
          """,
        severity: .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Take the level from the environment, `info` unless it says otherwise (`level: process.env.LOG_LEVEL ?? \"info\"`), and hand objects to the logger instead of texts that are made of them: a line that is left out must cost nothing.",
          before: Excerpt.short(before, keeping: "level")
        ),
        confirm: isSure ? nil : "Check how many of these lines one request writes."
      ),
      in: program
    )
  }

  /// Dumps for developers are written because of one logger: those of one folder are told together, lists first.
  static func byFolder(_ lines: [LogLine]) -> [[LogLine]] {
    func folder(_ line: LogLine) -> String {
      let path = line.site.unit.path
      return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
    let groups = Dictionary(grouping: lines, by: folder)
    return groups.keys.sorted().compactMap { name in
      groups[name]?.sorted {
        let (one, other) = ($0.dump.hasSuffix("s"), $1.dump.hasSuffix("s"))
        return one == other ? $0.site.place < $1.site.place : one
      }
    }
  }

  static let levels: [Example] = [
    .project(
      "a logger whose level says that each line is written",
      shop(level: "\"debug\"", mark: "↓"),
      fixed: ["log.js": log(level: "process.env.LOG_LEVEL ?? \"info\"")]
    ),
    .reported(
      "documents, with what is populated into them, inside of a text",
      plots("↓console.log(`found: ${plots}`);"),
      fixed: plots("console.log(`found: ${plots.length}`);")
    ),
    .silent(
      "a level that the environment says",
      files: shop(level: "process.env.LEVEL ?? \"debug\"")
    ),
    .silent(
      "outputs that leave such lines out themselves",
      files: shop(
        level: "\"debug\"",
        output: "new winston.transports.Console({ level: \"info\" })"
      )
    ),
  ]

  private static func plots(_ line: String) -> String {
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const schema = new mongoose.Schema({ owner: { type: mongoose.Schema.Types.ObjectId, ref: "User" } });
    const Plot = mongoose.model("Plot", schema);
    const app = express();
    app.get("/plots", async (req, res) => {
      const plots = await Plot.find({ owner: req.query.owner }).limit(20).populate("owner");
      \(line)
      res.json({ plots });
    });
    app.listen(3000);
    """
  }

  private static func log(
    level: String,
    mark: String = "",
    output: String = "new winston.transports.Console()"
  ) -> String {
    """
    const winston = require("winston");
    module.exports = \(mark)winston.createLogger({
      level: \(level),
      transports: [\(output)],
    });
    """
  }

  private static func shop(
    level: String,
    mark: String = "",
    output: String = "new winston.transports.Console()"
  ) -> [String: String] {
    let steps = (1...10).map { "  log.debug(\"step \($0)\");" }.joined(separator: "\n")
    return [
      "log.js": log(level: level, mark: mark, output: output),
      "server.js": """
      const express = require("express");
      const log = require("./log");
      const app = express();
      app.get("/orders", (req, res) => {
      \(steps)
        res.json([]);
      });
      app.listen(3000);
      """,
    ]
  }
}
