// Which routes are told to wait, and when the code must show that users ask them.

import Findings
import Testing

@Suite("Shown use of routes")
struct ShownUseTests {
  /// A server of many routes, most of them about orders, with one more that asks another service.
  private func server(_ path: String, around call: (String) -> String = { $0 }) -> [String: String]
  {
    let others = (1..<120).map {
      "app.get(\"/\($0 % 3 == 0 ? "orders/sent" : "page")/\($0)\", (req, res) => res.end());"
    }
    return [
      "server.js": """
      const express = require("express");
      const axios = require("axios");
      const app = express();
      app.post("\(path)", async (req, res) => {
        \(call("await axios.post(\"https://pay.example.com\", req.body);"))
        res.end();
      });
      \(others.joined(separator: "\n"))
      app.listen(3000);
      """
    ]
  }

  @Test("among many routes, one that makes what the application is about is sure")
  func mainThing() async {
    let found = await findings(of: "missing-timeout", in: server("/orders"))
    #expect(found.map(\.tier) == [.finding])
    #expect(found.map(\.severity) == [.medium])
    #expect(found.first?.impact.estimate.contains("not measured") == true)
  }

  @Test("among many routes, one of which nothing shows that users ask it is to be checked")
  func other() async {
    let found = await findings(of: "missing-timeout", in: server("/newsletter"))
    #expect(found.map(\.tier) == [.suspicious])
    #expect(found.first?.confirm?.contains("how often `POST /newsletter` is asked") == true)
  }

  @Test("among many routes, a call behind a setting is to be checked")
  func setting() async {
    let found = await findings(
      of: "missing-timeout",
      in: server("/orders") { "if (req.team.enableTracking) { \($0) }" }
    )
    #expect(found.map(\.tier) == [.suspicious])
    #expect(found.first?.confirm?.contains("where `enableTracking` is on") == true)
  }

  private static let site = [
    "package.json": #"{ "dependencies": { "next": "15.0.0", "react": "19.0.0" } }"#,
    "lib/auth.ts": """
    export const withMember = (handler) => async (req, context) => {
      if (!(await session(req))) return new Response("no", { status: 401 });
      return handler({ req, context });
    };
    """,
    "lib/orders.ts": """
    export async function loadOrders() {
      const answer = await fetch("https://x.example/orders");
      return answer.json();
    }
    """,
    "app/api/names/route.ts": """
    import { withMember } from "../../../lib/auth";
    export const GET = withMember(async () => Response.json([]));
    """,
  ]

  @Test("of the routes behind one wrapper only those are told whose own handler comes to the call")
  func wrapper() async {
    var files = Self.site
    files["app/api/orders/route.ts"] = """
      import { withMember } from "../../../lib/auth";
      import { loadOrders } from "../../../lib/orders";
      export const POST = withMember(async () => Response.json(await loadOrders()));
      """
    let found = await findings(of: "missing-timeout", in: files)
    #expect(found.map(\.routes) == [["POST /api/orders"]])
    #expect(found.map(\.tier) == [.finding])
  }

  @Test("no user waits where the caller must hold a secret of the environment")
  func heldSecret() async {
    var files = Self.site
    files["app/api/orders/route.ts"] = """
      import { loadOrders } from "../../../lib/orders";
      export const POST = async (req) => {
        const secret = process.env.SYNC_SECRET;
        if (!secret || req.headers.get("authorization") !== `Bearer ${secret}`) {
          return new Response("no", { status: 401 });
        }
        return Response.json(await loadOrders());
      };
      """
    let found = await findings(of: "missing-timeout", in: files)
    #expect(found.map(\.tier) == [.suspicious])
    #expect(found.first?.confirm?.contains("`SYNC_SECRET`") == true)
  }

  @Test("a model's text stream tells its failures itself")
  func textStream() async {
    let found = await findings(
      of: "floating-promise",
      in: [
        "server.js": """
        const express = require("express");
        const { streamText, generateText } = require("ai");
        const app = express();
        app.post("/chat", (req, res) => {
          (async () => {
            const { textStream } = streamText({ model: "m", prompt: req.body.prompt });
            for await (const part of textStream) res.write(part);
            res.end();
          })();
        });
        """
      ]
    )
    #expect(found.isEmpty)
  }
}
