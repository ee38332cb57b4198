// What k6's libraries give to scripts.

import LoadEngine
import Testing

@Suite("Libraries of scripts", .enabled(if: ScriptBench.hasEngine), .serialized)
struct ScriptLibraryTests {
  @Test("own metrics, tags and parts of metrics have thresholds")
  func metrics() async throws {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      import { Counter, Trend, Rate, Gauge } from 'k6/metrics'
      const bytes = new Trend('bytes'), made = new Counter('made'), good = new Rate('good'), size = new Gauge('size')
      export const options = { iterations: 10, thresholds: {
        bytes: ['avg==5', 'max<6'], made: ['count==20'], good: ['rate==0.5'], size: ['value==7'],
        'made{kind:a}': ['count==10'], 'http_reqs{name:list}': ['count==10'], 'http_req_duration{name:none}': ['p(95)<1'],
      } }
      export default function () {
        const r = http.get(`${__ENV.BASE_URL}/x?${__ITER}`, { tags: { name: 'list' } })
        bytes.add(r.body.length)
        made.add(1, { kind: 'a' }); made.add(1, { kind: 'b' })
        good.add(__ITER % 2)
        size.add(7)
      }
      """
    )
    let result = try await bench.result()
    let text = ScriptReport(of: result, name: "a.js").text()
    let failed = result.verdicts.filter { !$0.holds }
    #expect(result.verdicts.count == 8)
    #expect(failed.count == 1, "\(text)")
    #expect(text.contains("✗ 'p(95)<1' (nothing was measured)"), "\(text)")
  }

  @Test("redirects are followed and cookies kept for the round")
  func cookies() async throws {
    let bench = ScriptBench(
      """
      import http from 'k6/http'
      import { check } from 'k6'
      export const options = { iterations: 2 }
      export default function () {
        const none = http.get(__ENV.BASE_URL + '/login', { redirects: 0 })
        check(none, { 'not followed': (r) => r.status === 302 && r.headers.Location === '/home' && r.cookies.sid[0].value === 'x1' })
        const r = http.get(__ENV.BASE_URL + '/login')
        check(r, { followed: (r) => r.status === 200 && r.url.endsWith('/home') && r.json('user.name') === 'ann' })
        check(http.cookieJar().cookiesForURL(__ENV.BASE_URL + '/'), { kept: (c) => c.sid[0] === 'x1' })
      }
      """
    ) { path, _ in
      path == "/home"
        ? TestServer.ok("{\"user\":{\"name\":\"ann\"}}")
        : .bytes(
          "HTTP/1.1 302 Found\r\nLocation: /home\r\nSet-Cookie: sid=x1; Path=/; HttpOnly\r\nContent-Length: 0\r\n\r\n"
        )
    }
    let text = try await bench.text()
    #expect(
      text.contains("checks_succeeded...............: 100%  6 out of 6"),
      "\(text)\(bench.spoken.all)"
    )
  }

  @Test("batches, digests, base64, data files, timers and shared arrays give what k6 gives")
  func modules() async throws {
    let bench = ScriptBench(
      #"""
      import http from 'k6/http'
      import crypto, { hmac } from 'k6/crypto'
      import encoding from 'k6/encoding'
      import exec from 'k6/execution'
      import { SharedArray } from 'k6/data'
      import { uuidv4 } from 'https://jslib.k6.io/k6-utils/1.4.0/index.js'
      import { fail } from 'k6'
      const people = new SharedArray('people', () => JSON.parse(open('./data/people.json')))
      export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 2, iterations: 2, exec: 'work', env: { X: '1' } } } }
      const same = (a, b) => { if (a !== b) fail(a + ' is not ' + b) }
      export function work() {
        same(crypto.md5('hello', 'hex'), '5d41402abc4b2a76b9719d911017c592')
        same(crypto.sha1('hello', 'hex'), 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d')
        same(crypto.sha256('', 'hex'), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
        same(hmac('sha256', 'key', 'The quick brown fox jumps over the lazy dog', 'hex'), 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8')
        same(encoding.b64encode('héllo'), 'aMOpbGxv')
        same(encoding.b64decode('aMOpbGxv', 'std', 's'), 'héllo')
        same(people[1].name, 'bob')
        same(exec.scenario.name + __ENV.X, 'a1')
        same(uuidv4().length, 36)
        const replies = http.batch([['GET', __ENV.BASE_URL + '/1'], { method: 'POST', url: __ENV.BASE_URL + '/2', body: { a: 'ü b' } }])
        same(replies[0].status + replies[1].status, 400)
        same(http.get(__ENV.BASE_URL + '/3', { responseType: 'binary' }).body.byteLength, 5)
      }
      """#,
      files: ["tests/data/people.json": "[{\"name\":\"ann\"},{\"name\":\"bob\"}]"]
    )
    let result = try await bench.result()
    #expect(result.exceptions == 0, "\(bench.spoken.all)")
    #expect(bench.server.requests == 12)
  }

  @Test("a user's module is its own: what one counts, no other sees")
  func ownModules() async throws {
    let bench = ScriptBench(
      """
      import { fail } from 'k6'
      let rounds = 0
      export const options = { scenarios: { a: { executor: 'per-vu-iterations', vus: 5, iterations: 3 } } }
      export default function () { if (rounds++ !== __ITER) fail('shared') }
      """
    )
    let result = try await bench.result()
    #expect(result.exceptions == 0, "\(bench.spoken.all)")
  }
}
