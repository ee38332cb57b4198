// A smoke test for k6: are the dearest pages up, and fast with few users?

import Findings

struct SmokeScript {
  let text: String

  /// More pages would make the test no better.
  private static var most: Int { 10 }

  /// Throws what a type's own `encode(to:)` throws; that of a list of texts throws nothing.
  init(of audit: Audit) throws {
    let routes = (audit.routes ?? []).byCost.filter { route in
      route.method == "GET" && route.path.hasPrefix("/")
        && route.path.utf8.allSatisfy(\.isPlainInCommand)
    }
    var seen: Set<String> = []
    var paths = routes.map(\.path).filter { seen.insert($0).inserted }
    paths = paths.isEmpty ? ["/"] : Array(paths.prefix(Self.most))
    let list = try JSONEncoding.text(of: paths)
    let target = audit.loadTarget
    text = """
      // Smoke test, written by plimsoll init: few users, half a minute, the pages that cost most.
      //   k6 run -e BASE_URL=http://localhost:3000 load/k6_smoke.js
      import http from "k6/http";
      import { check, sleep } from "k6";

      export const options = {
        vus: 5,
        duration: "30s",
        thresholds: {
          checks: ["rate>0.99"],
          http_req_duration: [
            "p(95)<\(MachineText.plain(target?.p95Milliseconds ?? 500))",
            "p(99)<\(MachineText.plain(target?.p99Milliseconds ?? 800))",
          ],
        },
      };

      // A page that asks for a sign-in answers 401, which is up.
      http.setResponseCallback(http.expectedStatuses({ min: 200, max: 499 }));

      const base = __ENV.BASE_URL || "http://localhost:3000";

      // GET routes without parameters, dearest first.
      const paths = \(list.dropLast());

      export default function () {
        for (const path of paths) {
          const answer = http.get(`${base}${path}`, { tags: { name: path }, timeout: "10s" });
          check(answer, { "is up": (response) => response.status > 0 && response.status < 500 });
        }
        sleep(1);
      }

      """
  }
}
