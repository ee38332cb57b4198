// Whether a call that can hang has a time limit, on whatever layer.

import SemanticModel
import Testing

@Suite("Deadlines")
struct DeadlineTests {
  struct Limit: Sendable {
    let what: String
    let code: String
    let status: DeadlineFact.Status
  }

  @Test("the time limit of a call is known for", arguments: axios + fetch)
  func status(of subject: Limit) async {
    let project = await Project(["main.js": subject.code])
    let facts = project.program.deadlines.filter { !$0.rule.isSettableElsewhere }
    #expect(facts.map(\.status) == [subject.status])
  }

  private static func axios(_ what: String, _ code: String, _ status: DeadlineFact.Status) -> Limit
  {
    Limit(what: what, code: "const axios = require('axios');\n" + code, status: status)
  }

  private static let axios: [Limit] = [
    axios("a bare call", "axios.get('https://a.example');", .missing),
    axios("a call with a limit", "axios.get('https://a.example', { timeout: 500 });", .set),
    axios(
      "a call whose limit is zero, which means none",
      "axios.get('https://a.example', { timeout: 0 });",
      .missing
    ),
    axios(
      "a call with other options",
      "axios.post('https://a.example', {}, { headers: {} });",
      .missing
    ),
    axios(
      "a call whose options come from outside",
      "exports.send = (o) => axios.get('https://a.example', o);",
      .unknown
    ),
    axios(
      "an instance with a limit",
      "const c = axios.create({ timeout: 500 }); c.get('/a');",
      .set
    ),
    axios(
      "an instance without one",
      "const c = axios.create({ baseURL: 'https://a.example' }); c.get('/a');",
      .missing
    ),
    axios(
      "an instance whose options are a constant",
      "const o = { timeout: 500 }; const c = axios.create(o); c.get('/a');",
      .set
    ),
    axios(
      "an instance whose options are spread",
      "const o = { timeout: 500 }; const c = axios.create({ ...o, a: 1 }); c.get('/a');",
      .set
    ),
    axios(
      "an instance given its limit later",
      "const c = axios.create(); c.defaults.timeout = 500; c.get('/a');",
      .set
    ),
    axios(
      "the library's own defaults",
      "axios.defaults.timeout = 500; axios.get('https://a.example');",
      .set
    ),
    axios(
      "a signal that gives up",
      "axios.get('https://a.example', { signal: AbortSignal.timeout(500) });",
      .set
    ),
  ]

  private static let fetch: [Limit] = [
    Limit(what: "a bare fetch", code: "fetch('https://a.example');", status: .missing),
    Limit(
      what: "fetch with other options",
      code: "fetch('https://a.example', { method: 'POST' });",
      status: .missing
    ),
    Limit(
      what: "fetch with a signal",
      code: "fetch('https://a.example', { signal: AbortSignal.timeout(500) });",
      status: .set
    ),
    Limit(
      what: "fetch with a controller that a timer aborts",
      code: """
        function send() {
          const c = new AbortController();
          setTimeout(() => c.abort(), 500);
          return fetch('https://a.example', { signal: c.signal });
        }
        """,
      status: .set
    ),
    Limit(
      what: "fetch with options from outside",
      code: "exports.send = (o) => fetch('https://a.example', o);",
      status: .unknown
    ),
  ]
}
