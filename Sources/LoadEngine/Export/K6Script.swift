// A plan as a script for k6: the same requests, pace, checks and thresholds.

/// Writes scripts that k6 and `plimsoll load SCRIPT.js` run.
package struct K6Script: TemplateLanguage {
  private let plan: LoadPlan
  private let thresholds: [Threshold]

  /// Rows that are written into a script; a ConfigMap holds a megabyte.
  private static let mostDataBytes = 500_000

  package init(_ plan: LoadPlan, thresholds: [Threshold]) {
    self.plan = plan
    self.thresholds = thresholds
  }

  /// The script; throws an error of the plan for what no script can say.
  package func text() throws(LoadError) -> String {
    var parts = [
      "// Made by plimsoll load export: \(DraftText.comment(plan.url.text))",
      "// Run it with k6 run, or with plimsoll load; BASE_URL names another server.",
      "import http from 'k6/http';", "import { check, group, sleep } from 'k6';",
      "import encoding from 'k6/encoding';", "import exec from 'k6/execution';", "",
      "export const options = \(try options());", "",
      "const BASE = __ENV.BASE_URL || \(Self.literal(plan.url.at(path: "").text));",
      "const REDIRECTS = \(plan.redirects);",
      "const CHOICES = \(Self.choices(plan.variables));", "const DATA = \(try data());",
      Self.runtime, "",
    ]
    let journeys = plan.scenarios.flatMap(\.journeys)
    var names: [String] = []
    for journey in journeys where !names.contains(journey.name) {
      names.append(journey.name)
      parts.append(try function(of: journey, named: "journey\(names.count)"))
    }
    if let login = plan.login { parts.append(try function(of: login, named: "login")) }
    for (number, scenario) in plan.scenarios.enumerated() {
      parts.append(main(of: scenario, number, names))
    }
    // What runs when the command line gives a pace of its own.
    parts.append("export default function (data) {\n  scenario1(data);\n}\n")
    if let setup = plan.setup {
      parts.append(try function(of: setup, named: "prepare"))
      parts.append(
        "export function setup() {\n  const v = values({});\n"
          + "  if (!prepare(v)) throw new Error('setup: a step went wrong');\n  return v;\n}\n"
      )
    }
    if let teardown = plan.teardown {
      parts.append(try function(of: teardown, named: "finish"))
      parts.append("export function teardown(data) {\n  finish(values(data || {}));\n}\n")
    }
    return parts.joined(separator: "\n")
  }

  // MARK: - Options

  private func options() throws(LoadError) -> String {
    var scenarios: [(String, JSONValue)] = []
    for (number, scenario) in plan.scenarios.enumerated() {
      let members = K6Pace(scenario).members + [("exec", .string("scenario\(number + 1)"))]
      scenarios.append((scenario.name ?? "load", .object(members)))
    }
    var wanted: [(String, [JSONValue])] = []
    for threshold in thresholds {
      guard threshold.window == nil else {
        throw .plan(
          "threshold '\(threshold.text)': k6 knows no windows; leave it out of the export"
        )
      }
      let key = Self.key(of: threshold)
      let place = wanted.firstIndex { $0.0 == key } ?? wanted.count
      if place == wanted.count { wanted.append((key, [])) }
      wanted[place].1.append(.string(threshold.expression))
    }
    try plan.trust.checkForExport()
    let trust = plan.trust.isVerified ? [] : [("insecureSkipTLSVerify", JSONValue.bool(true))]
    return JSONValue.object(
      trust + [
        ("scenarios", .object(scenarios)),
        ("thresholds", .object(wanted.map { ($0.0, .array($0.1)) })),
        (
          "summaryTrendStats",
          .array(["avg", "min", "med", "max", "p(95)", "p(99)"].map(JSONValue.string))
        ),
      ]
    ).text
  }

  /// k6 writes groups with the path that leads to them.
  private static func key(of threshold: Threshold) -> String {
    guard let tag = threshold.tag else { return threshold.metric.rawValue }
    let value = tag.key == "group" ? "::\(tag.value)" : tag.value
    return "\(threshold.metric.rawValue){\(tag.key):\(value)}"
  }

  static func choices(_ variables: [Variable]) -> String {
    JSONValue.object(
      variables.filter { !$0.choices.isEmpty }
        .map { ($0.name, .array($0.choices.map(JSONValue.string))) }
    ).text
  }

  private func data() throws(LoadError) -> String { try Self.data(of: plan) }

  static func data(of plan: LoadPlan) throws(LoadError) -> String {
    let size = plan.data.reduce(0) {
      $0 + $1.rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
    }
    guard size <= mostDataBytes else {
      throw .plan(
        "data: \(size) bytes are more than a script holds (\(mostDataBytes)): give fewer rows"
      )
    }
    let sets = plan.data.map { set in
      JSONValue.object([
        ("names", .array(set.variables.map { .string(plan.variables[$0].name) })),
        ("per", .string(set.turn.rawValue)),
        (
          "rows",
          .array(
            set.rows.map { .array($0.map { .string(String(decoding: $0, as: UTF8.self)) }) }
          )
        ),
      ])
    }
    return JSONValue.array(sets).text
  }

  // MARK: - Functions

  private func main(of scenario: LoadPlan, _ number: Int, _ names: [String]) -> String {
    let weights = scenario.journeys.map { "\($0.weight)" }.joined(separator: ", ")
    var lines = [
      "export function scenario\(number + 1)(data) {", "  const began = Date.now();",
      "  if (!me.kept) me.jar = new http.CookieJar();",
      "  let v = values(me.kept || data || {});",
    ]
    if let phase = phase(of: scenario) {
      lines.append("  if (exec.vu.iterationInScenario === 0) sleep(Math.random() * \(phase));")
    }
    if scenario.login != nil {
      lines += [
        "  if (!me.kept) {", "    if (!login(v)) return;", "    me.kept = v;",
        "    v = values(v);", "  }",
      ]
    }
    lines.append("  switch (draw([\(weights)])) {")
    for (place, journey) in scenario.journeys.enumerated() {
      let journey = "journey\((names.firstIndex(of: journey.name) ?? 0) + 1)"
      lines.append("    case \(place): \(journey)(v); break;")
    }
    lines.append("  }")
    if case .users(_, let pause) = scenario.pacing {
      switch pause {
      case .none: break
      case .thinking(let spread): lines.append("  sleep(\(Self.seconds(spread)));")
      case .pacing(let spread):
        lines.append("  sleep(Math.max(0, \(Self.seconds(spread)) - (Date.now() - began) / 1000));")
      }
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  /// Users who all begin at once would stay in step: they begin within so many seconds.
  private func phase(of scenario: LoadPlan) -> Double? {
    guard case .users(_, let pause) = scenario.pacing, pause.mean > 0 else { return nil }
    return pause.mean
  }

  private static func seconds(_ spread: Spread) -> String {
    switch spread {
    case .constant(let seconds): "\(seconds)"
    case .uniform(let from, let to): "\(from) + Math.random() * \(to - from)"
    case .exponential(let mean): "-\(mean) * Math.log(1 - Math.random())"
    }
  }

  private func function(of journey: Journey, named name: String) throws(LoadError) -> String {
    var lines = ["// \(DraftText.comment(journey.name))", "function \(name)(v) {", "  let r;"]
    let stops = ["login", "prepare", "finish"].contains(name)
    for step in journey.steps { lines += try self.lines(of: step, stopsAtRefusal: stops) }
    return (lines + ["  return true;", "}", ""]).joined(separator: "\n")
  }

  private func lines(of step: Step, stopsAtRefusal: Bool) throws(LoadError) -> [String] {
    let outline = OutlinedStep(step, of: plan.url)
    let path = try Self.expression(outline.path, plan.variables)
    let body = outline.hasBody ? try Self.expression(outline.body, plan.variables) : "null"
    let headers = try Self.entries(outline.headers, plan.variables)
    var tags = step.tags
    let group = tags.removeValue(forKey: "group")
    tags["scenario"] = nil
    let tagText = ([("name", step.request.name)] + tags.sorted { $0.key < $1.key })
      .map { "\(Self.literal($0.0)): \(Self.literal($0.1))" }.joined(separator: ", ")
    let call =
      "http.request(\(Self.literal(outline.method)), BASE + \(path), \(body), "
      + "params({ \(headers) }, { \(tagText) }))"
    var lines: [String] = []
    if let group {
      lines.append("  group(\(Self.literal(group)), () => { r = \(call); });")
    } else {
      lines.append("  r = \(call);")
    }
    lines.append("  if (r.status === 0) return false;")
    lines.append("  if (r.status === 401) me.kept = null;")
    lines += checks(of: step)
    for (extraction, name) in zip(step.extractions, names(of: step)) {
      let value = "v[\(Self.literal(plan.variables[extraction.variable].name))]"
      lines.append("  \(value) = \(Self.call(extraction));")
      lines.append(
        "  if (!check(r, { \(Self.literal("found \(name)")): () => \(value) !== undefined })) return false;"
      )
    }
    if stopsAtRefusal { lines.append("  if (r.status >= 400) return false;") }
    if let pause = step.pause { lines.append("  sleep(\(Self.seconds(pause)));") }
    return lines
  }

  private func names(of step: Step) -> [String] {
    step.checks.compactMap { if case .found(let name) = $0 { name } else { nil } }
  }

  private func checks(of step: Step) -> [String] {
    let tests = step.checks.compactMap { check -> String? in
      let test: String
      switch check {
      case .status(let codes):
        test = "[\(codes.sorted().map(String.init).joined(separator: ", "))].includes(r.status)"
      case .bodyContains(let text): test = "(r.body || '').includes(\(Self.literal(text)))"
      case .value(let extraction, let text):
        test = "\(Self.call(extraction)) === \(Self.literal(text))"
      case .within(let seconds): test = "r.timings.duration <= \(seconds * 1_000)"
      case .found: return nil
      }
      return "\(Self.literal(check.name)): () => \(test)"
    }
    return tests.isEmpty ? [] : ["  check(r, { \(tests.joined(separator: ", ")) });"]
  }

  // MARK: - Language

  /// Takes a value out of the answer `r`.
  private static func call(_ extraction: Extraction) -> String {
    switch extraction.source {
    case .json(let path): "ofJSON(r, \(places(path)))"
    case .header(let name): "ofHeader(r, \(literal(name)))"
    case .cookie(let name): "ofCookie(r, \(literal(name)))"
    case .regex: "ofPattern(r, \(literal(String(extraction.text.dropFirst("regex:".count)))))"
    }
  }

  static func places(_ path: JSONPath) -> String {
    let places = path.places.map { place in
      switch place {
      case .key(let key): literal(key)
      case .index(let index): "\(index)"
      }
    }
    return "[\(places.joined(separator: ", "))]"
  }

  static func literal(_ text: String) -> String { JSONValue.string(text).text }

  static func variable(_ name: String, in place: Template.Place) -> String {
    let value = "v[\(literal(name))]"
    return switch place {
    case .path: "escape.path(\(value))"
    case .header: "escape.header(\(value))"
    case .json: "escape.json(\(value))"
    case .form: "escape.form(\(value))"
    case .plain: value
    }
  }

  static var unique: String { "unique()" }

  static func base64(_ expression: String) -> String { "encoding.b64encode(\(expression))" }

  static func bytes(_ bytes: [UInt8]) throws(LoadError) -> String {
    throw .plan("a file in a multipart body is no text: k6's scripts cannot hold it")
  }
}
