// Which routes lead to a function, when all of them go through one wrapper.

import SemanticModel
import Testing

@Suite("The way to a function")
struct ApproachTests {
  private static let server = """
    const express = require("express");
    const app = express();
    const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
    const check = (model) => async (req, res, next) => { await probe(model); next(); };
    async function probe() {}
    async function shared() {}
    const list = wrap(async (req, res) => { await shared(); res.json([]); });
    const login = wrap(async (req, res) => { await verify(req); res.json({}); });
    async function verify() { await shared(); }
    const plain = async (req, res) => { await only(); res.json({}); };
    async function only() {}
    const guard = wrap(async (req, res, next) => { await signedIn(req); next(); });
    async function signedIn() {}
    app.get("/list", check("a"), list);
    app.get("/mine", guard, (req, res) => res.json({}));
    app.post("/login", login);
    app.get("/plain", check("b"), plain);
    app.listen(3000);
    """

  @Test(
    "is told with the routes that really come there",
    arguments: [
      ("verify", ["POST /login"]), ("shared", ["GET /list", "POST /login"]),
      ("only", ["GET /plain"]), ("probe", ["GET /list", "GET /plain"]),
      ("signedIn", ["GET /mine"]),
    ]
  )
  func routes(name: String, labels: [String]) async throws {
    let project = await Project(["server.js": Self.server])
    let program = project.program
    let function = try #require(project.function(name))
    let approach = try #require(program.approach(to: function, from: EntryKinds(.request)))
    #expect(program.routes(of: approach).map(\.label).sorted() == labels)
    #expect(program.routes(of: approach).first?.label == program.label(of: approach.entry))
  }

  @Test("begins at the handler, inside of its wrapper")
  func beginsAtHandler() async throws {
    let project = await Project(["server.js": Self.server])
    let function = try #require(project.function("verify"))
    let approach = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    #expect(approach.calls.map(\.calleeText) == ["verify"])
    #expect(project.program.label(of: approach.entry) == "POST /login")
  }

  @Test("is not counted for routes that only share the wrapper")
  func countsPlaces() async throws {
    let project = await Project(["server.js": Self.server])
    let verify = try #require(project.function("verify"))
    let sites = project.program.calls.indices.map { project.program.call(at: $0) }
      .filter { $0.function == verify }
    let places = ReachedPlaces(of: sites, in: project.program)
    let counts = project.program.routes.map { "\($0.label): \(places.count(for: $0))" }
    #expect(counts.sorted() == ["GET /list: 0", "GET /mine: 0", "GET /plain: 0", "POST /login: 1"])
  }

  private static let commands = """
    const express = require("express");
    const app = express();
    async function transaction(run) { const client = {}; return await run(client); }
    const retried = async (work) => transaction(work);
    const command = (params) => transaction(async (client) => params.execute(client));
    async function cost() {}
    async function sum() {}
    async function count() {}
    async function poll() {}
    const every = (work) => setInterval(() => work(), 1000);
    app.post("/adjust", (req, res) => command({ execute: async () => { await cost(); } }));
    app.post("/order", (req, res) => command({ execute: async () => { await sum(); } }));
    app.post("/stock", (req, res) => retried(async () => { await count(); }));
    app.post("/other", (req, res) => retried(async () => {}));
    every(async () => { await poll(); });
    app.listen(3000);
    """

  @Test(
    "leads through the call that hands a function over, however many functions hand it on",
    arguments: [
      ("cost", ["POST /adjust"]), ("sum", ["POST /order"]), ("count", ["POST /stock"]),
    ]
  )
  func handedOver(name: String, labels: [String]) async throws {
    let project = await Project(["server.js": Self.commands])
    let function = try #require(project.function(name))
    let approach = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    #expect(project.program.routes(of: approach).map(\.label).sorted() == labels)
  }

  @Test(
    "leads through the call that hands a function over, whichever of several functions takes it",
    arguments: [("moved", ["POST /move"]), ("kept", ["POST /keep"])]
  )
  func handedToSeveral(name: String, labels: [String]) async throws {
    let project = await Project([
      "server.js": """
      const express = require("express");
      const app = express();
      const real = (service) => { service.within = async (work) => await work(service); return service; };
      const fake = (service) => { service.within = async (work) => work(service); return service; };
      const store = process.env.FAKE ? fake({}) : real({});
      async function moved() {}
      async function kept() {}
      app.post("/move", (req, res) => store.within(async (one) => { await moved(one); }));
      app.post("/keep", (req, res) => store.within(async () => { await kept(); }));
      app.listen(3000);
      """
    ])
    let function = try #require(project.function(name))
    let approach = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    #expect(project.program.routes(of: approach).map(\.label).sorted() == labels)
  }

  @Test("knows what a function calls at intervals that it was handed")
  func calledLater() async throws {
    let project = await Project(["server.js": Self.commands])
    let function = try #require(project.function("poll"))
    #expect(project.program.approach(to: function, from: EntryKinds(.job)) != nil)
    #expect(project.program.approach(to: function, from: EntryKinds(.request)) == nil)
  }

  @Test(
    "takes the calls that open the tests around a call, where others leave them closed",
    arguments: [
      ("if (options.tell) await cost();", "POST /open"),
      ("if (options?.tell && options?.to) await cost();", "POST /open"),
      ("if (Array.isArray(rows)) await cost();", "POST /open"),
      ("await cost();", "GET /closed"),
    ]
  )
  func opened(step: String, label: String) async throws {
    let project = await Project([
      "server.js": """
      const express = require("express");
      const app = express();
      async function cost() {}
      async function work(rows, options = { quick: true }) { \(step) }
      app.get("/closed", async (req, res) => { await work("one"); res.end(); });
      app.post("/open", async (req, res) => { await work([1], { tell: true, to: req.body.to }); res.end(); });
      app.listen(3000);
      """
    ])
    let function = try #require(project.function("cost"))
    let work = try #require(project.function("work"))
    let call = project.program.calls.indices.first {
      project.program.call(at: $0).function == work
        && project.program.call(at: $0).calleeText == "cost"
    }
    let approach = try #require(
      project.program.approach(to: work, from: EntryKinds(.request), through: call)
    )
    #expect(project.program.label(of: approach.entry) == label)
    #expect(!approach.isClosed)
    let whole = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    #expect(project.program.label(of: whole.entry) == label)
  }

  @Test("is a closed one where no call opens the test")
  func closed() async throws {
    let project = await Project([
      "server.js": """
      const express = require("express");
      const app = express();
      async function cost() {}
      async function work(options = { quick: true }) { if (options.tell) await cost(); }
      app.get("/closed", async (req, res) => { await work(); res.end(); });
      app.listen(3000);
      """
    ])
    let function = try #require(project.function("cost"))
    let approach = try #require(project.program.approach(to: function, from: EntryKinds(.request)))
    #expect(approach.isClosed)
  }
}
