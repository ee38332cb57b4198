// Pieces are written faster than the other side takes them.

import Capacity
import Findings
import SemanticModel

/// Reports listeners of streams that write each piece on and never wait for the other side.
struct IgnoredBackpressure: Rule {
  static let about = RuleDescription(
    name: "ignored-backpressure",
    category: .noBackpressure,
    worst: .high,
    title: "Stream that is written on without waiting",
    problem: """
      `write` answers false when its buffer is full, and nobody looks: the source goes on as fast as it can, and what a \
      slow client has not taken yet stands in memory. A few slow downloads hold whole files in the process at once.
      """,
    verify: """
      Ask for a large file with a slow client (`curl --limit-rate 10k`) ten times at once: the memory of the process must \
      not rise by ten times the file.
      """,
    fix:
      "Connect the two with `pipeline` of `node:stream/promises`, which waits, or pause the source until `drain` when `write` gives false.",
    tradeOff: "The source stays open as long as the slowest client reads: give it a deadline.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.uncheckedWrites.map { unchecked in
      let site = unchecked.listening
      let approach = site.approach
      let before = program.source(of: site.place)
      let load = HeldMemory(
        target: target,
        bytes: .assumed(
          10_000_000,
          because: "files of 10 MB and clients that are slower than the disk"
        )
      )
      return finding(
        Diagnosis(
          place: site.place,
          because: (approach?.steps(in: program) ?? [])
            + [(unchecked.write.place, "its answer says whether to wait, and nobody asks")],
          function: site.function,
          title: "`\(unchecked.write.calleeText)` is given every piece, whether or not it keeps up",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(estimate: load.sentence, confidence: .low),
          verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
          fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
          routes: approach?.routeLabels(in: program) ?? []
        ),
        in: program
      )
    }
  }

  static let examples: [Example] = [
    .reported(
      "a file that is written piece by piece",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/download", (req, res) => {
        const source = fs.createReadStream("/data/big.csv");
        ↓source.on("data", (chunk) => res.write(chunk));
        source.on("end", () => res.end());
        source.on("error", () => res.destroy());
      });
      """,
      fixed: """
        const express = require("express");
        const fs = require("fs");
        const { pipeline } = require("stream/promises");
        const app = express();
        app.get("/download", async (req, res, next) => {
          try {
            await pipeline(fs.createReadStream("/data/big.csv"), res);
          } catch (error) {
            next(error);
          }
        });
        """
    ),
    .silent(
      "the source is paused until the other side has taken it",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/download", (req, res) => {
        const source = fs.createReadStream("/data/big.csv");
        source.on("data", (chunk) => {
          if (!res.write(chunk)) {
            source.pause();
            res.once("drain", () => source.resume());
          }
        });
        source.on("end", () => res.end());
        source.on("error", () => res.destroy());
      });
      """
    ),
    .silent(
      "a sum over the pieces",
      """
      const express = require("express");
      const fs = require("fs");
      const app = express();
      app.get("/size", (req, res) => {
        let size = 0;
        const source = fs.createReadStream("/data/big.csv");
        source.on("data", (chunk) => { size += chunk.length; });
        source.on("end", () => res.json({ size }));
        source.on("error", () => res.destroy());
      });
      """
    ),
  ]
}
