// The journeys of a scenario file, step by step.

import ConfigSyntax

/// Reads journeys; all of them share the target, the variables and the headers.
struct StepReader {
  let file: ScenarioFile
  let url: TargetURL
  let variables: [String]
  let headers: [(name: String, value: String)]

  private static let methods = ["get", "head", "post", "put", "patch", "delete", "options"]
  private static let keys = methods + ["name", "headers", "body", "check", "extract", "pause"]

  func journey(_ member: ConfigMember) throws(LoadError) -> Journey {
    try file.check(member.value, line: member.line, keys: ["weight", "steps"])
    let weight = try member.value.member("weight").map { (weight) throws(LoadError) in
      try file.number(weight)
    }
    guard weight ?? 1 > 0 else { throw file.error(member.line, "weight: must be above 0") }
    var steps: [Step] = []
    for item in member.value["steps"]?.items ?? [] {
      try file.check(item.value, line: item.line, keys: Self.keys)
      steps.append(try step(item))
    }
    guard !steps.isEmpty else { throw file.error(member.line, "\(member.key): has no steps") }
    return Journey(name: member.key, weight: weight ?? 1, steps: steps)
  }

  private func step(_ item: ConfigItem) throws(LoadError) -> Step {
    let verbs = item.value.members.filter { Self.methods.contains($0.key) }
    guard let verb = verbs.first, verbs.count == 1 else {
      throw file.error(item.line, "a step is one request: write get: /path, or post: /path …")
    }
    let path = try file.text(verb)
    guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw file.error(verb.line, "'\(path)': a path begins with / and has no spaces")
    }
    let method = verb.key.uppercased()
    let template = try located(verb.line) { () throws(LoadError) in
      try request(method, path, item)
    }
    let name = try item.value.member("name").map { (name) throws(LoadError) in try file.text(name) }
    var step = Step(request: prepared(template, name: name ?? "\(method) \(path)"))
    if !template.isConstant { step.template = template }
    step.checks = try checks(item.value.member("check"))
    for member in item.value["extract"]?.members ?? [] {
      let text = try file.text(member)
      step.extractions.append(
        try located(member.line) { () throws(LoadError) in
          try Extraction(text, variable: variables.firstIndex(of: member.key) ?? 0)
        }
      )
      step.checks.append(.found(member.key))
    }
    if let pause = item.value.member("pause") {
      let text = try file.text(pause)
      guard let seconds = Self.seconds(text) else {
        throw file.error(pause.line, "pause: \(text): write a time as 500ms, 2s or 1m")
      }
      step.pause = .exponential(mean: seconds)
    }
    return step
  }

  private func request(
    _ method: String,
    _ path: String,
    _ item: ConfigItem
  ) throws(LoadError) -> RequestTemplate {
    var given = headers
    for header in try file.headers(item.value.member("headers")) {
      given.removeAll { $0.name.lowercased() == header.name.lowercased() }
      given.append(header)
    }
    let body = item.value["body"] ?? .null
    let isJSON = body.isObject || body.isArray
    let names = Set(given.map { $0.name.lowercased() })
    var all: [(name: String, value: String)] = []
    if !names.contains("host") { all.append(("Host", url.authority)) }
    if !names.contains("user-agent") { all.append(("User-Agent", "plimsoll")) }
    if !names.contains("accept") { all.append(("Accept", "*/*")) }
    if isJSON, !names.contains("content-type") { all.append(("Content-Type", "application/json")) }
    let lines = (all + given).map { "\($0.name): \($0.value)\r\n" }.joined()
    let content = isJSON ? body.compactJSON : file.scalar(body) ?? ""
    return RequestTemplate(
      method: method,
      path: try Template(path, in: .path, variables: variables),
      headers: try Template(lines, in: .header, variables: variables),
      body: try Template(content, in: isJSON ? .json : .plain, variables: variables),
      hasBody: !content.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
    )
  }

  /// The request as it is if no variable changes it.
  private func prepared(_ template: RequestTemplate, name: String) -> PreparedRequest {
    var random = Random(seed: 0)
    let empty = [[UInt8]](repeating: [], count: variables.count)
    return PreparedRequest(
      name: name,
      method: template.method,
      bytes: template.render(empty, &random)
    )
  }

  private func checks(_ member: ConfigMember?) throws(LoadError) -> [Check] {
    guard let member else { return [] }
    try file.check(member.value, line: member.line, keys: ["status", "body"])
    var checks: [Check] = []
    if let status = member.value.member("status") {
      let codes = status.value.number.map { [$0] } ?? status.value.items.compactMap(\.value.number)
      let known = codes.filter { (100...999).contains($0) }.map { Int($0) }
      guard !codes.isEmpty, known.count == codes.count else {
        throw file.error(status.line, "status: give a code, or a list of codes")
      }
      checks.append(.status(Set(known)))
    }
    if let body = member.value.member("body") { checks.append(.bodyContains(try file.text(body))) }
    return checks
  }

  /// The same error, with file and line before it.
  private func located<Value>(
    _ line: Int,
    _ read: () throws(LoadError) -> Value
  ) throws(LoadError) -> Value {
    do throws(LoadError) {
      return try read()
    } catch {
      guard case .plan(let message) = error, !message.hasPrefix(file.path) else { throw error }
      throw file.error(line, message)
    }
  }

  private static func seconds(_ text: String) -> Double? {
    let units = [("ms", 0.001), ("s", 1), ("m", 60.0)]
    let unit = units.first { text.hasSuffix($0.0) }
    guard let number = Double(text.dropLast(unit?.0.count ?? 0)) else { return nil }
    return (0...86_400).contains(number) ? number * (unit?.1 ?? 1) : nil
  }
}

extension RequestTemplate {
  /// Whether every round sends the same bytes.
  var isConstant: Bool { path.isConstant && headers.isConstant && body.isConstant }
}
