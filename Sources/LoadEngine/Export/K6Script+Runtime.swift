// What every exported script holds: values, escapes, and ways to take answers apart.

extension K6Script {
  /// JavaScript that k6 and our own engine run alike.
  static let runtime = #"""
    // Cookies last for a round, and from a login on.
    const me = { kept: null, jar: new http.CookieJar() };
    // Values of a round: drawn, taken from rows, and what is known already.
    function values(known) {
      const v = Object.assign({}, known);
      for (const name in CHOICES) v[name] = CHOICES[name][Math.floor(Math.random() * CHOICES[name].length)];
      for (const set of DATA) {
        const turn = set.per === 'user' ? userNumber() - 1
          : set.per === 'round' ? roundNumber() : Math.floor(Math.random() * set.rows.length);
        const row = set.rows[turn % set.rows.length];
        for (let i = 0; i < row.length; i += 1) v[set.names[i]] = row[i];
      }
      return v;
    }
    // In setup and teardown there is no user and no round.
    function userNumber() { try { return exec.vu.idInTest || 1; } catch (e) { return 1; } }
    function roundNumber() { try { return exec.scenario.iterationInTest || 0; } catch (e) { return 0; } }
    function draw(weights) {
      let left = Math.random() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < weights.length; i += 1) {
        left -= weights[i];
        if (left < 0) return i;
      }
      return weights.length - 1;
    }
    const percent = (text) => text.replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16));
    const escape = {
      path: (text) => String(text).replace(/[\x00-\x20\x7f#]|[^\x00-\x7f]/gu, encodeURIComponent),
      header: (text) => String(text).replace(/[\x00-\x1f\x7f]/g, ' '),
      json: (text) => JSON.stringify(String(text)).slice(1, -1),
      form: (text) => percent(encodeURIComponent(String(text))),
    };
    const unique = () => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
    function params(headers, tags) {
      const isToldCookies = Object.keys(headers).some((name) => name.toLowerCase() === 'cookie');
      return { headers, tags, redirects: 0, jar: isToldCookies ? new http.CookieJar() : me.jar };
    }
    function ofJSON(r, places) {
      let value;
      try { value = JSON.parse(r.body); } catch (e) { return undefined; }
      for (const place of places) {
        if (value === null || typeof value !== 'object') return undefined;
        value = value[place];
      }
      return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
    }
    function ofHeader(r, name) {
      for (const key in r.headers) if (key.toLowerCase() === name) return r.headers[key];
      return undefined;
    }
    function ofCookie(r, name) {
      const found = r.cookies[name];
      return found && found.length > 0 ? found[0].value : undefined;
    }
    function ofPattern(r, pattern) {
      const found = new RegExp(pattern).exec(r.body || '');
      return found ? (found.length > 1 ? found[1] : found[0]) : undefined;
    }
    """#
}

/// What k6 calls an executor, of a plan's pace.
struct K6Pace {
  /// The members of a scenario of k6's options.
  let members: [(String, JSONValue)]

  init(_ plan: LoadPlan) {
    let curve = plan.pacing.curve
    let first = curve.pieces.first?.from ?? 0
    let users = Int(curve.maximum.rounded(.up))
    var members: [(String, JSONValue)]
    switch plan.pacing {
    case .arrivals:
      // k6 counts in whole numbers: of a slow rate in a longer unit.
      let isWhole = curve.pieces.allSatisfy {
        $0.from.rounded() == $0.from && $0.to.rounded() == $0.to
      }
      let scale = isWhole ? 1.0 : 1_000
      func whole(_ value: Double) -> JSONValue { .integer(Int((value * scale).rounded())) }
      let unit = JSONValue.string(isWhole ? "1s" : "1000s")
      if curve.isConstant {
        members = [
          ("executor", .string("constant-arrival-rate")), ("rate", whole(first)),
          ("timeUnit", unit), ("duration", Self.time(curve.seconds)),
        ]
      } else {
        members = [
          ("executor", .string("ramping-arrival-rate")), ("startRate", whole(first)),
          ("timeUnit", unit), ("stages", Self.stages(curve, whole)),
        ]
      }
      members += [
        ("preAllocatedVUs", .integer(plan.connections)), ("maxVUs", .integer(plan.connections)),
      ]
    case .users:
      if let rounds = plan.roundsOfUser {
        members = [
          ("executor", .string("per-vu-iterations")), ("vus", .integer(users)),
          ("iterations", .integer(rounds)), ("maxDuration", Self.time(curve.seconds)),
        ]
      } else if let rounds = plan.rounds {
        members = [
          ("executor", .string("shared-iterations")), ("vus", .integer(min(users, rounds))),
          ("iterations", .integer(rounds)), ("maxDuration", Self.time(curve.seconds)),
        ]
      } else if curve.isConstant {
        members = [
          ("executor", .string("constant-vus")), ("vus", .integer(users)),
          ("duration", Self.time(curve.seconds)),
        ]
      } else {
        members = [
          ("executor", .string("ramping-vus")), ("startVUs", .integer(Int(first.rounded()))),
          ("stages", Self.stages(curve) { .integer(Int($0.rounded())) }),
        ]
      }
    }
    self.members = members + [("gracefulStop", Self.time(plan.grace))]
  }

  private static func time(_ seconds: Double) -> JSONValue {
    .string("\(Int((seconds * 1_000).rounded()))ms")
  }

  private static func stages(_ curve: Curve, _ number: (Double) -> JSONValue) -> JSONValue {
    .array(
      curve.pieces.map { .object([("duration", time($0.seconds)), ("target", number($0.to))]) }
    )
  }
}
