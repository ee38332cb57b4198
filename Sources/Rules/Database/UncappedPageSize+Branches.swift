// One number of a request that several reads take: the page, and the page behind a cursor.

import Findings
import SemanticModel
import SourceText

extension UncappedPageSize {
  private struct Number: Hashable {
    let unit: Int
    /// The handler itself; nil where the number is handed on to where it is used.
    let function: FunctionRef?
    let names: Set<String>
    let routes: [String]
  }

  /// The uses by the number that they take: one cap mends all that one request chooses with one number.
  func oneByNumber(_ uses: [Uncapped], in program: Program) -> [[Uncapped]] {
    var order: [Number] = []
    var groups: [Number: [Uncapped]] = [:]
    var alone: [[Uncapped]] = []
    for use in uses {
      let routes = use.approach?.routeLabels(in: program) ?? []
      guard !use.origin.requestNames.isEmpty, !routes.isEmpty else {
        alone.append([use])
        continue
      }
      let number = Number(
        unit: use.limit.place.unit,
        function: use.origin.calls.isEmpty ? use.limit.site.function : nil,
        names: use.origin.requestNames,
        routes: routes.sorted()
      )
      if groups[number] == nil { order.append(number) }
      groups[number, default: []].append(use)
    }
    return alone + order.compactMap { groups[$0] }
  }

  /// Whether the place where the first use is capped caps the others too.
  func isSharedAlone(_ first: Uncapped, _ others: ArraySlice<Uncapped>, in program: Program) -> Bool
  {
    let made = program.definition(of: first.limit.value, in: first.limit.unit)
    return others.allSatisfy { other in
      made != nil && made == program.definition(of: other.limit.value, in: other.limit.unit)
    }
  }

  /// The page, and the page behind a cursor.
  static let branched: Example = .reported(
    "one number that a page and the page behind a cursor take",
    """
    const express = require("express");
    const mongoose = require("mongoose");
    const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
    const app = express();
    app.get("/orders", async (req, res) => {
      const { after, limit } = req.query;
      if (after) return res.json(await Order.find({ _id: { $gt: after } }).sort({ _id: 1 }).limit(↓limit));
      res.json(await Order.find({}).sort({ _id: 1 }).limit(limit));
    });
    """,
    fixed: """
      const express = require("express");
      const mongoose = require("mongoose");
      const Order = mongoose.model("Order", new mongoose.Schema({ total: Number }));
      const app = express();
      app.get("/orders", async (req, res) => {
        const after = req.query.after;
        const limit = Math.min(req.query.limit, 100);
        if (after) return res.json(await Order.find({ _id: { $gt: after } }).sort({ _id: 1 }).limit(limit));
        res.json(await Order.find({}).sort({ _id: 1 }).limit(limit));
      });
      """
  )
}
