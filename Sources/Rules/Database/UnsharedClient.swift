// A client of another service that each request makes for itself.

import Capacity
import Findings
import SemanticModel

/// Reports clients of services that keep connections or keys, and are made anew on a request path.
struct UnsharedClient: Rule {
  static let about = RuleDescription(
    name: "unshared-client",
    category: .poolExhaustion,
    worst: .medium,
    title: "Client of a service made for each request",
    problem: """
      A client of this kind keeps connections (or the service's public keys) for its next calls. One that is made for \
      each request has no next call: every request pays for the set-up, for TCP and TLS once more, and under load the \
      sockets of the old ones pile up in TIME_WAIT.
      """,
    verify:
      "Send the load and count the new connections to the service (`ss -tan | grep :443 | wc -l`, its access log): their number must stay at the size of one pool.",
    fix:
      "Make one client when the process starts, in a module of its own, and use it for all requests; close it at shutdown.",
    tradeOff: "None: such clients are made to be shared.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Maker: [RequestClient]] = [:]
    for client in program.clientsPerRequest(playing: [.serviceClient])
    where client.site.audience == .requests && keeps(client.site) {
      let maker = Maker(unit: client.site.place.unit, text: client.site.calleeText)
      groups[maker, default: []].append(client)
    }
    return groups.values.sorted { $0[0].site.place < $1[0].site.place }
      .map { finding(of: $0, in: program, under: target) }
  }

  private struct Maker: Hashable {
    let unit: Int
    let text: String
  }

  /// A client that only carries the tokens of one user belongs to that user: what it would keep is asked for by these.
  private func keeps(_ site: CallSite) -> Bool {
    if isOfHealthCheck(site) { return false }
    // A mail's receiver is no host that is asked.
    if site.calledName == "createTransport" { return true }
    guard site.calledName.hasPrefix("OAuth2") else { return !site.asksHostsOfCaller }
    return site.isBeside(callsNamed: Self.askingForKeys)
      || site.isGivenBeside(callsNamed: Self.askingForKeys)
  }

  /// What fetches the public keys of the service, which the client keeps.
  private static let askingForKeys: Set<String> = ["verifyIdToken", "getFederatedSignonCerts"]

  /// A check of the parts opens a connection on purpose, and comes once in a while.
  private func isOfHealthCheck(_ site: CallSite) -> Bool {
    let labels = site.approach?.routeLabels(in: site.program) ?? []
    return !labels.isEmpty
      && labels.allSatisfy { label in
        ["health", "ready", "readiness", "live", "status", "ping"].contains {
          label.lowercased().contains($0)
        }
      }
  }

  private static let problemOfMail = """
    A transport that is made for each message connects, shakes hands for TLS and signs in for that message alone: \
    several round trips to the mail server before the first byte of the mail. Under load the server refuses what \
    opens more connections than it allows.
    """

  private static let pool = """
    Make one transport when the process starts, with `pool: true` and a `maxConnections` that the mail server allows, \
    and send all messages through it; close it at shutdown.
    """

  private static let handshake = Input.assumed(
    50,
    because: "50 ms for TCP, TLS and the set-up of the client"
  )

  private func finding(
    of clients: [RequestClient],
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = clients[0].site
    let approach = site.approach
    let rare = site.rareUse
    let share = Input.tenthOfRequests
    let rate = target.requestsPerSecond * share.value
    let before = program.source(of: site.place)
    let isOfMail = site.calledName == "createTransport"
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + clients.dropFirst().prefix(10).map { ($0.site.place, "makes one too") },
        function: site.function,
        title: isOfMail
          ? "`\(site.calleeText)` creates a new SMTP connection for each message"
          : "`\(site.calleeText)` creates a new client of the service for each request",
        problem: isOfMail ? Self.problemOfMail : Self.about.problem,
        severity: rare == nil ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(rate)) set-ups/s × \(Figure.duration(Self.handshake.value / 1_000)) are added to these "
            + "requests; assuming \(share.source) and \(Self.handshake.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          isOfMail ? Self.pool : Self.about.fix,
          before: Excerpt.short(before, keeping: site.calleeText)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many of these requests come in a second: each of them pays for a connection of its own.",
        threshold: "as soon as users wait for these requests every second"
      ),
      in: program
    )
  }

  static let examples: [Example] = [
    .reported(
      "a client of a model for each question",
      """
      import os
      from flask import Flask, request
      from openai import OpenAI

      app = Flask(__name__)

      def client():
          return ↓OpenAI(api_key=os.getenv("OPENAI_API_KEY"), timeout=20)

      @app.post("/ask")
      def ask():
          answer = client().chat.completions.create(model="small", messages=request.json["messages"])
          return {"text": answer.choices[0].message.content}
      """,
      fixed: """
        import os
        from flask import Flask, request
        from openai import OpenAI

        app = Flask(__name__)
        client = OpenAI(api_key=os.getenv("OPENAI_API_KEY"), timeout=20)

        @app.post("/ask")
        def ask():
            answer = client.chat.completions.create(model="small", messages=request.json["messages"])
            return {"text": answer.choices[0].message.content}
        """,
      path: "app.py"
    ),
    .reported(
      "an HTTP client for each request",
      """
      import httpx
      from fastapi import FastAPI

      app = FastAPI()

      @app.get("/rates")
      async def rates():
          async with ↓httpx.AsyncClient(timeout=5) as client:
              answer = await client.get("https://rates.example.com/latest")
          return answer.json()
      """,
      fixed: """
        import httpx
        from fastapi import FastAPI

        app = FastAPI()
        client = httpx.AsyncClient(timeout=5)

        @app.get("/rates")
        async def rates():
            answer = await client.get("https://rates.example.com/latest")
            return answer.json()
        """,
      path: "app.py"
    ),
    .reported(
      "a client whose keys are fetched again for each sign-in",
      """
      const express = require("express");
      const { OAuth2Client } = require("google-auth-library");
      const app = express();
      app.post("/google", async (req, res) => {
        const client = ↓new OAuth2Client(process.env.CLIENT_ID);
        const ticket = await client.verifyIdToken({ idToken: req.body.token, audience: process.env.CLIENT_ID });
        res.json(ticket.getPayload());
      });
      """,
      fixed: """
        const express = require("express");
        const { OAuth2Client } = require("google-auth-library");
        const client = new OAuth2Client(process.env.CLIENT_ID);
        const app = express();
        app.post("/google", async (req, res) => {
          const ticket = await client.verifyIdToken({ idToken: req.body.token, audience: process.env.CLIENT_ID });
          res.json(ticket.getPayload());
        });
        """
    ),
    .reported(
      "a helper that makes one whenever it is asked",
      """
      const express = require("express");
      const { OAuth2Client } = require("google-auth-library");
      const app = express();
      const clientOf = () => ↓new OAuth2Client(process.env.CLIENT_ID, process.env.CLIENT_SECRET, process.env.BACK);
      app.post("/google", async (req, res) => {
        const client = clientOf();
        const { tokens } = await client.getToken(req.body.code);
        const ticket = await client.verifyIdToken({ idToken: tokens.id_token, audience: process.env.CLIENT_ID });
        res.json(ticket.getPayload());
      });
      """,
      fixed: """
        const express = require("express");
        const { OAuth2Client } = require("google-auth-library");
        const app = express();
        const client = new OAuth2Client(process.env.CLIENT_ID, process.env.CLIENT_SECRET, process.env.BACK);
        app.post("/google", async (req, res) => {
          const { tokens } = await client.getToken(req.body.code);
          const ticket = await client.verifyIdToken({ idToken: tokens.id_token, audience: process.env.CLIENT_ID });
          res.json(ticket.getPayload());
        });
        """
    ),
    .reported(
      "a mail transport for each message",
      """
      const express = require("express");
      const nodemailer = require("nodemailer");
      const app = express();
      const send = async (mail) => {
        const transport = ↓nodemailer.createTransport({ host: process.env.SMTP_HOST, socketTimeout: 5000 });
        await transport.sendMail(mail);
      };
      app.post("/invitations", async (req, res) => {
        await send({ to: req.body.address, text: "come" });
        res.end();
      });
      """,
      fixed: """
        const express = require("express");
        const nodemailer = require("nodemailer");
        const app = express();
        const transport = nodemailer.createTransport({ pool: true, host: process.env.SMTP_HOST, socketTimeout: 5000 });
        const send = (mail) => transport.sendMail(mail);
        app.post("/invitations", async (req, res) => {
          await send({ to: req.body.address, text: "come" });
          res.end();
        });
        """
    ),
    .silent(
      "a client that carries the tokens of one user",
      """
      const express = require("express");
      const { OAuth2Client } = require("google-auth-library");
      const app = express();
      app.get("/calendar", async (req, res) => {
        const client = new OAuth2Client(process.env.CLIENT_ID);
        client.setCredentials(req.user.tokens);
        res.json(await client.request({ url: "https://calendar.example.com", timeout: 5000 }));
      });
      """
    ),
    .silent(
      "a download from wherever the caller says",
      """
      import httpx
      from fastapi import FastAPI

      app = FastAPI()

      def load(address):
          with httpx.Client(timeout=5) as client:
              return client.get(address).content

      @app.get("/size")
      def size(address: str):
          return {"size": len(load(address))}
      """,
      path: "app.py"
    ),
    .silent(
      "a client that is made when it is first asked for",
      """
      import httpx
      from fastapi import FastAPI

      app = FastAPI()
      _client = None

      def client():
          global _client
          if _client is None:
              _client = httpx.AsyncClient(timeout=5)
          return _client

      @app.get("/rates")
      async def rates():
          answer = await client().get("https://rates.example.com/latest")
          return answer.json()
      """,
      path: "app.py"
    ),
  ]
}
