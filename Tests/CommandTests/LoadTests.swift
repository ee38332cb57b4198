// `plimsoll load` as it is called: what it refuses, and what it says of a server.

import Foundation
import Testing

@Suite("Load")
struct LoadTests {
  static let refusals: [(String, Int32, [String])] = [
    ("load", 2, ["missing", "<url>"]),
    ("load localhost:80", 2, ["localhost:80: not a URL", "http://HOST:PORT/PATH"]),
    ("load https://127.0.0.1:1/", 3, ["127.0.0.1:1: connection refused"]),
    ("load http://192.0.2.1/", 2, ["192.0.2.1 is not this machine", "--allow-remote 192.0.2.1"]),
    ("load http://192.0.2.1/ --allow-remote localhost", 2, ["is not this machine"]),
    ("load http://127.0.0.1:1/", 3, ["127.0.0.1:1: connection refused", "start the server"]),
    ("load https://127.0.0.1:1/ --ca none.pem", 3, ["none.pem: ", "give --ca a file"]),
    ("load https://127.0.0.1:1/ --ca a.pem --insecure", 2, ["exclude each other"]),
    ("load http://127.0.0.1:1/ --redirects 21", 2, ["--redirects 21: give a number"]),
    ("load http://127.0.0.1:1/ --streams 5", 2, ["--streams: needs --http2"]),
    ("load http://127.0.0.1:1/ --rate 0", 2, ["--rate 0.0: give a number from"]),
    ("load http://127.0.0.1:1/ --rate 1e9", 2, ["--rate"]),
    ("load http://127.0.0.1:1/ --rate nan", 2, ["--rate"]),
    ("load http://127.0.0.1:1/ --users 100000", 2, ["--users 100000", "20000"]),
    ("load http://127.0.0.1:1/ --threads 0", 2, ["--threads 0"]),
    ("load http://127.0.0.1:1/ --duration 48h", 2, ["--duration 172800.0", "86400.0"]),
    ("load http://127.0.0.1:1/ --duration soon", 2, ["--duration soon", "30s"]),
    ("load http://127.0.0.1:1/ --stage 10", 2, ["--stage 10: write TIME:NUMBER"]),
    ("load http://127.0.0.1:1/ --stage 0s:10", 2, ["--stage"]),
    ("load http://127.0.0.1:1/ --stage 9s:1 --duration 1s", 2, ["--duration"]),
    ("load http://127.0.0.1:1/ --think 1s", 2, ["--think: needs --users"]),
    ("load http://127.0.0.1:1/ --users 1 --think 1s --pacing 1s", 2, ["exclude each other"]),
    ("load http://127.0.0.1:1/ --users 1 --connections 3", 2, ["--connections"]),
    ("load http://127.0.0.1:1/ --method 'GET /'", 2, ["--method"]),
    ("load http://127.0.0.1:1/ --header 'A b: c'", 2, ["--header 'A b: c'"]),
    ("load http://127.0.0.1:1/ --header \"$(printf 'A: b\\r\\nC: d')\"", 2, ["--header"]),
    (
      "load http://127.0.0.1:1/ --threshold 'p95<5'", 2, ["threshold 'p95<5'", "http_req_duration"]
    ),
    ("load http://127.0.0.1:1/ --find-limit --users 3", 2, ["--find-limit: needs a rate"]),
    (
      "load http://127.0.0.1:1/ --find-limit --no-thresholds", 2, ["--find-limit: needs thresholds"]
    ),
    ("load none.yml", 2, ["none.yml: cannot be read"]),
    ("load http://127.0.0.1:1/ --print-scenario", 2, ["--print-scenario: needs --from-audit"]),
    ("load http://127.0.0.1:1/ --from-audit none.json", 2, ["none.json: cannot be read"]),
    ("load http://127.0.0.1:1/ --from-openapi none.yml", 2, ["none.yml: cannot be read"]),
    ("load http://127.0.0.1:1/ --from-har a --from-log b", 2, ["--from-har and --from-log: give"]),
    ("load http://127.0.0.1:1/ --threshold 'http_reqs{host:a}: count>1'", 2, ["the tag 'host'"]),
    ("load http://127.0.0.1:1/ --workers 2", 2, ["--workers: needs --engine locust"]),
    ("load http://127.0.0.1:1/ --engine locust --warmup 1s", 2, ["--warmup: Locust has no"]),
    ("load http://127.0.0.1:1/ --engine locust --requests 5", 2, ["Locust counts no iterations"]),
    ("load export", 2, ["<kind>"]),
    ("load export k6 none.js", 2, ["none.js: is a script already"]),
    ("load export k7 http://127.0.0.1:1/", 2, ["k7"]),
    ("load none.js", 2, ["none.js: cannot be read"]),
    ("load none.js --rate 5", 2, ["--rate: a script says this itself"]),
    ("load none.js --env 5", 2, ["--env 5: write NAME=VALUE"]),
    ("load http://127.0.0.1:1/ --env A=b", 2, ["--env: only scripts"]),
    ("load http://127.0.0.1:1/ --warmup 30s", 2, ["--warmup 30s"]),
    ("load http://127.0.0.1:1/ --prometheus x", 2, ["x: not a URL"]),
    ("load none.js --otlp http://127.0.0.1:1/", 2, ["--otlp: not of scripts"]),
    ("load none.js --format csv", 2, ["--format csv: scripts write text or json"]),
    ("load http://127.0.0.1:1/ --find-limit --format csv", 2, ["--find-limit: writes text"]),
    ("load compare none.json none.json", 2, ["none.json: cannot be read"]),
    ("load compare a.json", 2, ["missing", "<second>"]),
    ("soak none.js", 2, ["none.js: not of a soak test"]),
    ("soak http://127.0.0.1:1/ --engine locust", 2, ["--engine: not of a soak test"]),
    (
      "soak http://127.0.0.1:1/ --threshold 'http_req_duration{team:a} p(95)<5'", 2,
      ["no step has the tag 'team'"]
    ),
    ("soak http://127.0.0.1:1/ --pid 999999999", 3, ["999999999: no such process"]),
    ("soak http://127.0.0.1:1/", 3, ["127.0.0.1:1: connection refused"]),
    ("watch 999999999", 3, ["999999999: no such process"]),
    ("watch 1 --every soon", 2, ["--every soon"]),
    ("load http://127.0.0.1:1/ --raet 5", 2, ["'--raet'", "(did you mean '--rate'?)"]),
  ]

  @Test("what cannot be is refused in one line, and nothing is sent", arguments: refusals)
  func refuses(arguments: String, status: Int32, says: [String]) throws {
    let outcome = try CommandProcess().shell("$plimsoll \(arguments)")
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.output == "")
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    for part in says { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
  }

  /// A server in Python that answers GET with 200 and all else with 501.
  private static let server = """
    python3 -c '
    import http.server, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_GET(self):
            self.send_response(200); self.send_header("Content-Length", "5"); self.end_headers()
            self.wfile.write(b"hello")
        def log_message(self, *words): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()' >port 2>/dev/null &
    server=$!
    while ! [ -s port ]; do kill -0 $server || exit 98; sleep 0.05; done
    url=http://127.0.0.1:$(cat port)/

    """

  static let hasPython = CommandProcess.succeeds("import http.server")

  /// Runs a line while the server is there.
  private func run(_ line: String) throws -> ProcessOutcome {
    try CommandProcess().shell(Self.server + line + "\nstatus=$?; kill $server; exit $status")
  }

  @Test(
    "a server that keeps its thresholds passes, with nothing but the summary",
    .enabled(if: hasPython)
  )
  func passes() throws {
    let outcome = try run(
      "$plimsoll load $url --rate 50 --duration 1s --threshold 'http_req_failed rate<1%' "
        + "--threshold 'checks rate==1' --expect-status 200 --expect-body hell"
    )
    // On a busy machine the generator may have to say that it was the limit.
    #expect(outcome.output.contains("50 sent · 50 answered · 0 failed"), "\(outcome.output)")
    for part in ["p99.9 ", "with 95 % confidence", "✓ status is 200  50 of 50", "✓ checks rate==1"]
    {
      #expect(outcome.output.contains(part), "\(outcome.output)")
    }
    #expect(outcome.status == (outcome.output.contains("\nPASSED\n") ? 0 : 1))
    #expect(outcome.errors == "")
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test(
    "a threshold that does not hold fails with 1, or 99 for k6's callers",
    .enabled(if: hasPython)
  )
  func fails() throws {
    let line = "$plimsoll load $url --users 2 --requests 9 --method POST"
    let outcome = try run(line)
    #expect(outcome.status == 1)
    for part in [
      "9 × status 501", "✗ http_req_failed rate<1%   measured 1", "nothing was measured",
    ] {
      #expect(outcome.output.contains(part), "\(outcome.output)")
    }
    #expect(try run(line + " --k6-exit-codes").status == 99)
  }

  @Test(
    "a soak test reads its server's process, and its JSON goes into a comparison",
    .enabled(if: hasPython)
  )
  func soak() throws {
    let line =
      "$plimsoll soak $url --pid $server --rate 20 --duration 2s --no-thresholds --format json "
      + "--output a.json && $plimsoll load compare a.json a.json && $plimsoll watch $server --duration 0.2s --every 0.1s"
    let outcome = try run(line)
    // On a busy machine the generator may have to say that it was the limit.
    let isInvalid = outcome.errors.contains("is invalid") || outcome.output.isEmpty
    #expect(outcome.status == 0 || isInvalid, "\(outcome.output)\(outcome.errors)")
    guard !isInvalid else { return }
    for part in ["UNKNOWN: the runs are too short", "python3 (", "too few readings"] {
      #expect(outcome.output.contains(part), "\(outcome.output)")
    }
  }

  @Test("a run is written as CSV, as a page and as a test report", .enabled(if: hasPython))
  func formats() throws {
    let common = "$plimsoll load $url --rate 20 --duration 1s --expect-status 200"
    let csv = try run("\(common) --format csv --summary-export k6.json; cat k6.json")
    #expect(csv.output.hasPrefix("second,sent,answered"), "\(csv.output)\(csv.errors)")
    #expect(csv.output.contains("\"root_group\""))
    let html = try run("\(common) --format html")
    #expect(html.output.hasPrefix("<!doctype html>") && html.output.contains("status is 200: 20"))
    let junit = try run("\(common) --format junit")
    #expect(junit.output.contains("<testcase classname=\"check\" name=\"status is 200\""))
  }

  @Test("a scenario is run as its file says, and flags say more", .enabled(if: hasPython))
  func scenario() throws {
    let file = """
      printf 'target: %s\\nusers: 1\\njourneys:\\n  a:\\n    steps: [{get: /a}, {get: /b}]\\n' $url >a.yml
      printf 'thresholds: {http_reqs: count==10}\\n' >>a.yml

      """
    let outcome = try run(file + "$plimsoll load a.yml --requests 5")
    for part in ["closed model: 1 user for", "GET /a  5 answered", "✓ http_reqs count==10"] {
      #expect(outcome.output.contains(part), "\(outcome.output)\(outcome.errors)")
    }
    let open = try run(file + "$plimsoll load a.yml --requests 5 --rate 50")
    #expect(open.output.contains("open model: 50 rounds/s"), "\(open.output)\(open.errors)")
    let refused = try run(file + "$plimsoll load a.yml --body x")
    #expect(refused.status == 2 && refused.errors.contains("--body: a scenario's steps say"))
  }

  static let hasEngine = CommandProcess.succeeds(
    "import ctypes; ctypes.CDLL(\"libjavascriptcoregtk-4.1.so.0\")"
  )

  /// A script for k6 as people write it, in a file.
  private static let script = """
    cat >smoke.js <<'EOF'
    import http from 'k6/http';
    import { check, sleep } from 'k6';
    export const options = { vus: 2, iterations: 6, thresholds: { http_req_failed: ['rate<0.01'] } };
    export default function () {
      const r = http.get(`${__ENV.BASE_URL}items`);
      check(r, { 'status 200': (res) => res.status === 200 });
      sleep(0.01);
    }
    EOF

    """

  @Test("a k6 script is run as it is", .enabled(if: hasPython && hasEngine))
  func script() throws {
    let outcome = try run(Self.script + "$plimsoll load smoke.js -e BASE_URL=$url")
    for part in ["✓ 'rate<0.01' rate=0%", "6 out of 6", "✓ status 200", "\nPASSED\n"] {
      #expect(outcome.output.contains(part), "\(outcome.output)\(outcome.errors)")
    }
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    let failing =
      "$plimsoll load smoke.js --requests 1 -e BASE_URL=http://127.0.0.1:1/ --k6-exit-codes"
    #expect(try run(Self.script + failing).status == 99)
    let json = try run(Self.script + "$plimsoll load smoke.js -e BASE_URL=$url --format json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let document = try #require(object as? [String: Any])
    #expect(document["verdict"] as? String == "passed")
    #expect((document["metrics"] as? [String: Any])?["http_req_duration"] != nil)
  }

  @Test("the routes of an audit make a scenario", .enabled(if: hasPython))
  func fromAudit() throws {
    let audit = """
      mkdir app && cat >app/index.js <<'EOF'
      const express = require("express");
      const app = express();
      app.get("/items", (req, res) => res.json([]));
      app.get("/items/:id", (req, res) => res.json({}));
      app.post("/items", (req, res) => res.json({}));
      app.listen(3000);
      EOF
      printf '{"dependencies":{"express":"4"}}' >app/package.json
      $plimsoll audit app --format json --output audit.json || exit 97

      """
    let outcome = try run(
      audit + "$plimsoll load $url --from-audit audit.json --requests 4 --rate 50 --no-thresholds"
    )
    #expect(outcome.output.contains("4 sent · 4 answered · 0 failed"), "\(outcome)")
    #expect(outcome.errors.contains("2 of 3 routes need an id or a body"), "\(outcome.errors)")
    let printed = try run(
      audit + "$plimsoll load $url --from-audit audit.json --mix soak --print-scenario"
    )
    for part in ["\nrate: 60\n", "\n  \"GET /items\":\n    weight: ", "\n#  \"POST /items\":\n"] {
      #expect(printed.output.contains(part), "\(printed.output)")
    }
    #expect(printed.status == 0)
  }

  @Test("a log, a recording and a description make scenarios", .enabled(if: hasPython))
  func fromFiles() throws {
    let files = """
      for i in 1 2 3; do
        printf 'h - - [01/Mar/2026:10:00:0%s +0000] "GET /users/%s HTTP/1.1" 200 2048\\n' $i $i; done >access.log
      printf '{"log":{"entries":[{"request":{"method":"GET","url":"https://a.test/x"},"response":{"status":200}}]}}' >a.har
      printf 'openapi: 3.1.0\\npaths: { /p: { get: { responses: { "200": {} } } } }\\n' >api.yml

      """
    let run = { (line: String) in try self.run(files + line) }
    let logged = try run(
      "$plimsoll load $url --from-log access.log --requests 3 --rate 50 --no-thresholds; cat traffic_profile.csv"
    )
    for part in ["3 sent · 3 answered · 0 failed", "peak_rps_read,1,", "largest_payload_kb,2,"] {
      #expect(logged.output.contains(part), "\(logged)")
    }
    let recorded = try run("$plimsoll load $url --from-har a.har --requests 3 --no-thresholds")
    #expect(recorded.output.contains("✓ status is 200  3 of 3"), "\(recorded)")
    let described = try run("$plimsoll load $url --from-openapi api.yml --print-scenario")
    #expect(described.output.contains("\n      - get: \"/p\"\n"), "\(described)")
    let exported = try run(
      "$plimsoll load export k6-operator $url --from-openapi api.yml && $plimsoll load export locust $url --rate 9"
    )
    #expect(exported.status == 0 && exported.errors == "", "\(exported)")
    for part in ["kind: TestRun", "\"GET /p\"", "class LoadUser(FastHttpUser):"] {
      #expect(exported.output.contains(part), "\(exported.output)")
    }
  }

  @Test("the limit is found by the thresholds", .enabled(if: hasPython))
  func limit() throws {
    // At most 30 requests/s keep this threshold, whatever the server carries.
    let outcome = try run(
      "$plimsoll load $url --find-limit --rate 16 --duration 1s --threshold 'http_reqs count<=30'"
    )
    let isInvalid = outcome.output.contains("\nINVALID: ")
    #expect(outcome.output.contains("  16 requests/s  "), "\(outcome.output)\(outcome.errors)")
    let hasLimit =
      outcome.output.contains("\nLIMIT: ")
      && outcome.output.contains(" with 95 % confidence)")
    #expect(isInvalid || hasLimit, "\(outcome.output)")
    #expect(outcome.status == (isInvalid ? 1 : 0))
  }

  @Test("JSON is all that goes to standard output", .enabled(if: hasPython))
  func json() throws {
    let outcome = try run(
      "$plimsoll load $url --users 3 --requests 30 --format json --no-thresholds"
    )
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let document = try #require(object as? [String: Any])
    #expect(document["schema"] as? String == "plimsoll-load/1")
    let requests = try #require(document["requests"] as? [String: Any])
    #expect(requests["answered"] as? Int == 30 && requests["failed"] as? Int == 0)
    let latency = try #require(document["latency"] as? [String: Any])
    #expect(latency["count"] as? Int == 30)
    #expect((document["intervals"] as? [Any])?.isEmpty == false)
  }

  @Test("the first interrupt ends the run with its summary", .enabled(if: hasPython))
  func interrupted() throws {
    let outcome = try run(
      "\(CommandProcess.program) load $url --rate 20 --duration 60s --no-thresholds & load=$!\n"
        + "sleep 1; kill -INT $load; wait $load"
    )
    #expect(outcome.output.contains("interrupted"), "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains(" answered · 0 failed"))
  }
}
