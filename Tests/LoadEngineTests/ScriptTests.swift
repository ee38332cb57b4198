// Scripts of k6 are run as they are, or refused by name.

import LoadEngine
import Testing

@Suite("Scripts", .enabled(if: ScriptBench.hasEngine), .serialized)
struct ScriptTests {
  static let smoke = """
    import http from 'k6/http';
    import { check, sleep } from 'k6';

    export const options = {
      vus: 3, iterations: 12,
      thresholds: { http_req_failed: ['rate<0.01'], http_req_duration: ['p(95)<5000'], checks: ['rate>0.99'] },
    };

    export default function () {
      const r = http.get(`${__ENV.BASE_URL}/api/items?page=1`);
      check(r, { 'status 200': (res) => res.status === 200, 'has body': (res) => res.body.length === 5 });
      sleep(0.01);
    }
    """

  @Test("a smoke test runs as it is: each round asks, checks and sleeps")
  func smokeTest() async throws {
    let bench = ScriptBench(Self.smoke)
    let text = try await bench.text()
    #expect(bench.server.requests == 12)
    for part in [
      "✓ 'rate<0.01' rate=0%", "checks_total...................: 24", "✓ status 200", "✓ has body",
      "http_reqs......................: 12", "iterations.....................: 12", "PASSED",
    ] { #expect(text.contains(part), "\(text)") }
  }

  @Test("the smoke test that plimsoll init writes keeps a sign-in page as up")
  func initScript() async throws {
    let bench = ScriptBench(
      """
      import http from "k6/http";
      import { check, sleep } from "k6";
      export const options = { vus: 5, duration: "300ms", thresholds: { checks: ["rate>0.99"] } };
      http.setResponseCallback(http.expectedStatuses({ min: 200, max: 499 }));
      const base = __ENV.BASE_URL || "http://localhost:3000";
      const paths = ["/a", "/b"];
      export default function () {
        for (const path of paths) {
          const answer = http.get(`${base}${path}`, { tags: { name: path }, timeout: "10s" });
          check(answer, { "is up": (response) => response.status > 0 && response.status < 500 });
        }
        sleep(1);
      }
      """
    ) { path, _ in
      path == "/a"
        ? TestServer.ok() : .bytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
    }
    let text = try await bench.text()
    #expect(text.contains("checks_succeeded...............: 100%  10 out of 10"), "\(text)")
    #expect(text.contains("http_req_failed................: 0%  0 out of 10"), "\(text)")
  }

  @Test("functions that wait are awaited through helpers, loops, callbacks, classes and files")
  func waiting() async throws {
    let bench = ScriptBench(
      """
      import * as k6http from 'k6/http'
      import { group, sleep, fail } from 'k6'
      import login, { Api as Client } from './lib/api.js'
      const seen = []
      function retry(work) {
        for (let i = 0; i < 3; i++) { const r = work(i); if (r.status === 200) return r }
      }
      const twice = () => [1, 2].map((n) => k6http.get(`${__ENV.BASE_URL}/map/${n}`).status)
      export const options = { iterations: 1 }
      export default () => {
        const token = login('ann')
        if (token !== 'hello') fail('no token')
        const api = new Client(token)
        group('outer', () => {
          group('inner', function () {
            const r = retry((i) => api.get('/retry/' + i))
            if (r.status !== 200) fail('retry')
          })
          sleep(0.01)
        })
        twice().forEach((status) => { if (status !== 200) fail('map') })
        const x = [3, 4]
        k6http.get(`${__ENV.BASE_URL}/line`).status
        if ([5, 6].filter((n) => k6http.get(__ENV.BASE_URL + '/f' + n).status === 200).length !== 2) fail('filter')
      }
      """,
      files: [
        "tests/lib/api.js": """
        import http from 'k6/http'
        export class Api {
          constructor(token) { this.token = token }
          get(path) { return http.get(__ENV.BASE_URL + path, { headers: { Authorization: this.token } }) }
        }
        export default function (user) { return http.post(`${__ENV.BASE_URL}/login`, { user }).body }
        """
      ]
    )
    let result = try await bench.result()
    #expect(bench.spoken.all == [])
    #expect(result.exceptions == 0)
    #expect(bench.server.requests == 7)
  }

  @Test("what cannot be run is named before anything is sent")
  func refusals() async throws {
    let cases: [(String, String)] = [
      (
        "import x from 'k6/html'; export default () => {}",
        "imports k6/html, which is not supported"
      ),
      ("export default () => { ( }", "tests/a.js:1:"),
      (
        "import http from 'k6/http'\nhttp.get('http://127.0.0.1/')\nexport default () => {}",
        "a.js:2:1: requests"
      ),
      (
        "import http from 'k6/http'\nclass A { constructor() { http.get('/') } }\nexport default () => {}",
        "a constructor cannot"
      ),
      (
        "export const options = { rps: 5 }; export default () => {}", "options.rps is not supported"
      ),
      ("export const options = { vus: 5 };", "exports no function 'default'"),
      (
        "export const options = { scenarios: { a: { executor: 'externally-controlled' } } }; export default () => {}",
        "'externally-controlled' is not supported"
      ),
      ("import { a } from './none.js'; export default () => {}", "tests/none.js: not there"),
      ("throw new Error('oh'); export default () => {}", "oh"),
      (
        "export const options = { thresholds: { a: ['p95<5'] } }; export default () => {}",
        "'p95' is not known"
      ),
    ]
    for (script, reason) in cases {
      let bench = ScriptBench(script)
      let refusal = await bench.refusal()
      #expect(refusal?.contains(reason) == true, "\(script): \(refusal ?? "ran")")
      #expect(bench.server.requests == 0)
    }
  }

  @Test("another machine, with TLS or without, ends the run before a byte goes there")
  func safety() async {
    for scheme in ["http", "https"] {
      let far = ScriptBench(
        "import http from 'k6/http'; export default () => { try { http.get('\(scheme)://192.0.2.1/') } catch (e) {} }"
      )
      #expect(await far.refusal()?.contains("--allow-remote 192.0.2.1") == true)
    }
  }

  @Test("setup is done once, its data reaches every round, and teardown gets it too")
  func stages() async throws {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      export const options = { vus: 2, iterations: 4 }
      export function setup() { return { token: http.get(__ENV.BASE_URL + '/setup').body } }
      export default function (data) { if (data.token !== 'hello') throw new Error('no data') }
      export function teardown(data) { console.log('bye', data.token) }
      export function handleSummary(data) {
        return { stdout: 'rounds ' + data.metrics.iterations.values.count, 'out.json': JSON.stringify(data.state) }
      }
      """
    )
    let result = try await bench.result()
    #expect(bench.server.requests == 1)
    #expect(result.exceptions == 0)
    #expect(bench.spoken.all == ["info: bye hello"])
    let outputs = try #require(result.outputs)
    #expect(outputs.map(\.name) == ["stdout", "out.json"])
    #expect(String(decoding: outputs[0].bytes, as: UTF8.self) == "rounds 4")
  }

  @Test("a dead server is failed requests, not slow ones, and no storm")
  func deadServer() async throws {
    let port = TestServer.closedPort()
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      export const options = { vus: 4, duration: '500ms', thresholds: { http_req_duration: ['p(95)<300'] } }
      export default function () {
        const r = http.get('http://127.0.0.1:\(port)/')
        if (r.status !== 0 || r.error_code !== 1212) throw new Error('not refused: ' + r.status)
      }
      """
    )
    let result = try await bench.result()
    let text = ScriptReport(of: result, name: "a.js").text()
    #expect(result.exceptions == 0, "\(bench.spoken.all)")
    #expect(text.contains("✗ 'p(95)<300' (nothing was measured)"), "\(text)")
    #expect(text.contains("http_req_failed................: 100%"), "\(text)")
  }

  @Test(
    "hostile servers end neither the run nor the program",
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "garbage\r\n\r\n",
      "HTTP/1.1 200 OK\r\nA: ", "",
    ]
  )
  func hostile(answer: String) async throws {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      import { check } from 'k6'
      export const options = { vus: 2, iterations: 4 }
      export default function () {
        check(http.get(__ENV.BASE_URL + '/'), { 'no answer': (r) => r.status === 0 && r.body === null && r.error !== '' })
      }
      """
    ) { _, _ in .bytesThenClose(answer) }
    let text = try await bench.text()
    #expect(text.contains("checks_succeeded...............: 100%  4 out of 4"), "\(text)")
  }

  @Test("a server that never answers is given up, and its time counts")
  func silence() async throws {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      export const options = { iterations: 1, thresholds: { http_req_duration: ['p(95)<5000'] } }
      export default function () { http.get(__ENV.BASE_URL + '/', { timeout: '200ms' }) }
      """
    ) { _, _ in .silence }
    let text = try await bench.text()
    #expect(text.contains("that is a lower bound"), "\(text)")
  }

  @Test("arrivals come at their rate, and time counts from when a round was due")
  func arrivals() async throws {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      export const options = { scenarios: { a: { executor: 'constant-arrival-rate', rate: 50, duration: '1s', preAllocatedVUs: 5 } } }
      export default function () { http.get(__ENV.BASE_URL + '/') }
      """
    )
    let text = try await bench.text()
    #expect(text.contains("iterations.....................: 50 "), "\(text)")
  }

  @Test("what the command line says wins over the script")
  func overrides() async throws {
    let bench = ScriptBench(Self.smoke)
    _ = try await bench.result {
      $0.users = 1
      $0.rounds = 2
    }
    #expect(bench.server.requests == 2)
  }

  @Test("a call that cannot be waited for is told, not measured wrongly")
  func lost() async {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      const ask = http['get']
      export default function () { ask(__ENV.BASE_URL + '/') }
      """
    )
    #expect(await bench.refusal()?.contains("cannot be waited for") == true)
  }

  @Test("a threshold with abortOnFail ends the run")
  func aborts() async throws {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      import { sleep } from 'k6'
      export const options = { vus: 1, duration: '30s', thresholds: { http_req_failed: [{ threshold: 'rate<0.5', abortOnFail: true }] } }
      export default function () { http.get(__ENV.BASE_URL + '/'); sleep(0.2) }
      """
    ) { _, _ in .bytes("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n") }
    let result = try await bench.result()
    #expect(result.seconds < 10)
    #expect(result.abortion?.contains("http_req_failed: rate<0.5") == true)
  }
}
