// What one route among many is taken to cost.

import Findings
import Testing

@Suite("Share of the routes")
struct RouteShareTests {
  private func server(of routes: Int) -> [String: String] {
    let others = (1..<routes).map { "app.get(\"/page\($0)\", (req, res) => res.end());" }
    return [
      "server.js": """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("/pay", async (req, res) => res.json((await axios.post("https://pay.example.com", req.body)).data));
      \(others.joined(separator: "\n"))
      """
    ]
  }

  @Test("a call of one route of few may stop all users, one of hundreds does not")
  func hung() async {
    let few = await findings(of: "missing-timeout", in: server(of: 20))
    #expect(few.map(\.severity) == [.high])
    #expect(few.first?.impact.estimate.contains("assuming a tenth of the requests") == true)
    let many = await findings(of: "missing-timeout", in: server(of: 400))
    #expect(many.map(\.severity) == [.medium])
    #expect(
      many.first?.impact.estimate.contains("five times the mean for one of 400 routes") == true
    )
  }

  @Test("a library without an option for it is not told to take one")
  func noOption() async {
    let found = await findings(
      of: "missing-timeout",
      in: [
        "server.js": """
        const express = require("express");
        const { Resend } = require("resend");
        const resend = new Resend(process.env.RESEND_API_KEY);
        const app = express();
        app.post("/invite", async (req, res) => {
          await resend.emails.send({ to: req.body.to, subject: "Invitation", text: "Come in" });
          res.end();
        });
        """
      ]
    )
    #expect(found.map { $0.fix.description.contains("takes no deadline") } == [true])
  }
}
