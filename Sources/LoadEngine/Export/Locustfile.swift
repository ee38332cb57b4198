// A plan as a locustfile: the same requests and checks, at Locust's closed model.

import ConfigSyntax

/// Writes Python that Locust runs.
package struct Locustfile: TemplateLanguage {
  private let plan: LoadPlan

  package init(_ plan: LoadPlan) { self.plan = plan }

  /// The file; throws an error of the plan for what Locust cannot do.
  package func text() throws(LoadError) -> String {
    guard plan.beside.isEmpty else {
      throw .plan("scenarios: Locust runs one pace at a time; give a file with one of them")
    }
    guard plan.rounds == nil, plan.roundsOfUser == nil else {
      throw .plan(
        "Locust counts no iterations: give a duration in the place of --requests or iterations"
      )
    }
    try plan.trust.checkForExport()
    var parts = [
      "# Made by plimsoll load export locust: \(DraftText.comment(plan.url.text))",
      "# Run it with: locust -f locustfile.py --headless",
      Self.head, "",
      "BASE = os.environ.get(\"BASE_URL\", \(Self.literal(plan.url.at(path: "").text)))",
      "REDIRECTS = \(plan.redirects)",
      "IS_VERIFIED = \(plan.trust.isVerified ? "True" : "False")",
      "CHOICES = \(K6Script.choices(plan.variables))",
      "DATA = \(try K6Script.data(of: plan))",
      "CURVE = [\(pieces)]",
      "SECONDS = \(plan.pacing.curve.seconds)",
      "IS_OPEN = \(plan.pacing.isOpen ? "True" : "False")",
      "USERS = \(users)", "", Self.body, "",
    ]
    for (number, journey) in plan.journeys.enumerated() {
      parts.append(try function(of: journey, named: "journey\(number + 1)"))
    }
    parts.append(try function(of: plan.login, named: "login"))
    parts.append(try function(of: plan.setup, named: "prepare"))
    parts.append(try function(of: plan.teardown, named: "finish"))
    let journeys = plan.journeys.indices.map { "journey\($0 + 1)" }.joined(separator: ", ")
    let weights = plan.journeys.map { "\($0.weight)" }.joined(separator: ", ")
    parts += [
      "JOURNEYS = [\(journeys)]", "WEIGHTS = [\(weights)]", "", "",
      "def pause_between(user):", "    \(pause)", "", "",
      Self.tail,
    ]
    return parts.joined(separator: "\n")
  }

  private var pieces: String {
    plan.pacing.curve.pieces.map { "(\($0.start), \($0.seconds), \($0.from), \($0.to))" }
      .joined(separator: ", ")
  }

  /// Users that carry an open model's rate; Locust has none of its own.
  private var users: Int {
    let peak = plan.pacing.curve.maximum
    guard plan.pacing.isOpen else { return Int(peak.rounded(.up)) }
    return plan.usesAllConnections
      ? plan.connections : max(1, min(plan.connections, Int(peak.rounded(.up))))
  }

  private var pause: String {
    guard case .users(_, let pause) = plan.pacing else {
      return
        "return max(0.0, user.began + min(60.0, USERS / max(level(), 1e-3)) - time.monotonic())"
    }
    switch pause {
    case .none: return "return 0"
    case .thinking(let spread): return "return \(Self.seconds(spread))"
    case .pacing(let spread):
      return "return max(0.0, user.began + \(Self.seconds(spread)) - time.monotonic())"
    }
  }

  private static func seconds(_ spread: Spread) -> String {
    switch spread {
    case .constant(let seconds): "\(seconds)"
    case .uniform(let from, let to): "random.uniform(\(from), \(to))"
    case .exponential(let mean): mean > 0 ? "random.expovariate(\(1 / mean))" : "0"
    }
  }

  // MARK: - Steps

  private func function(of journey: Journey?, named name: String) throws(LoadError) -> String {
    guard let journey else { return "\(name) = None\n\n" }
    let stops = ["login", "prepare", "finish"].contains(name)
    var lines = ["def \(name)(user, v):  # \(DraftText.comment(journey.name))"]
    for step in journey.steps { lines += try self.lines(of: step, stopsAtRefusal: stops) }
    return (lines + ["    return True", "", ""]).joined(separator: "\n")
  }

  private func lines(of step: Step, stopsAtRefusal: Bool) throws(LoadError) -> [String] {
    let outline = OutlinedStep(step, of: plan.url)
    let path = try Self.expression(outline.path, plan.variables)
    let body = outline.hasBody ? try Self.expression(outline.body, plan.variables) : "None"
    let headers = try Self.entries(outline.headers, plan.variables)
    var lines = [
      "    r = send(user, \(Self.literal(outline.method)), \(path), \(Self.literal(step.request.name)),",
      "             {\(headers)}, \(body))", "    if r is None:",
      "        return False",
    ]
    for check in step.checks {
      if let test = Self.test(check) {
        lines.append("    checked(\(Self.literal(check.name)), \(test))")
      }
    }
    let names = step.checks.compactMap { if case .found(let name) = $0 { name } else { nil } }
    for (extraction, name) in zip(step.extractions, names) {
      let value = "v[\(Self.literal(plan.variables[extraction.variable].name))]"
      lines += [
        "    \(value) = \(Self.call(extraction))",
        "    if not checked(\(Self.literal("found \(name)")), \(value) is not None):",
        "        return False",
      ]
    }
    if stopsAtRefusal { lines += ["    if r.status >= 400:", "        return False"] }
    if let pause = step.pause { lines.append("    gevent.sleep(\(Self.seconds(pause)))") }
    return lines
  }

  private static func test(_ check: Check) -> String? {
    switch check {
    case .status(let codes):
      "r.status in [\(codes.sorted().map(String.init).joined(separator: ", "))]"
    case .bodyContains(let text): "\(literal(text)) in r.text"
    case .value(let extraction, let text): "\(call(extraction)) == \(literal(text))"
    case .within(let seconds): "r.seconds <= \(seconds)"
    case .found: nil
    }
  }

  // MARK: - Language

  private static func call(_ extraction: Extraction) -> String {
    switch extraction.source {
    case .json(let path): "of_json(r, \(K6Script.places(path)))"
    case .header(let name): "of_header(r, \(literal(name)))"
    case .cookie(let name): "of_cookie(r, \(literal(name)))"
    case .regex: "of_pattern(r, \(literal(String(extraction.text.dropFirst("regex:".count)))))"
    }
  }

  static func literal(_ text: String) -> String {
    // JSON's escapes are Python's; what Python does not take in a line is escaped too.
    let writer = JSONWriter(isCompact: true) { (0x7F...0x9F).contains($0.value) }
    writer.put(string: text)
    return writer.text
  }

  static func variable(_ name: String, in place: Template.Place) -> String {
    let value = "v[\(literal(name))]"
    return switch place {
    case .path: "escape_path(\(value))"
    case .header: "escape_header(\(value))"
    case .json: "json.dumps(str(\(value)))[1:-1]"
    case .form: "quote(str(\(value)), safe=\"\")"
    case .plain: "str(\(value))"
    }
  }

  static var unique: String { "uuid.uuid4().hex" }

  static func base64(_ expression: String) -> String {
    "base64.b64encode((\(expression)).encode()).decode()"
  }

  static func bytes(_ bytes: [UInt8]) throws(LoadError) -> String {
    throw .plan("a file in a multipart body is no text: the locustfile cannot hold it")
  }
}
