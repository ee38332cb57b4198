// The journeys of a scenario file, step by step.

import ConfigSyntax

/// Reads journeys; all of them share the target, the variables, the headers and the authorisation.
struct StepReader {
  let file: ScenarioFile
  let url: TargetURL
  let variables: [String]
  var headers: [(name: String, value: String)] = []
  /// What the `Authorization` header says where a step says nothing of it.
  var authorization: Template?

  init(file: ScenarioFile, url: TargetURL, variables: [String]) {
    self.file = file
    self.url = url
    self.variables = variables
  }

  private static let methods = ["get", "head", "post", "put", "patch", "delete", "options"]
  static let bodies = ["body", "form", "multipart"]
  private static let keys =
    methods + ["name", "headers", "auth"] + bodies + ["check", "extract", "pause", "group", "tags"]
  private static let journeyKeys = ["weight", "steps", "group", "tags"]

  func journey(_ member: ConfigMember) throws(LoadError) -> Journey {
    try file.check(member.value, line: member.line, keys: Self.journeyKeys)
    let weight = try member.value.member("weight").map { (weight) throws(LoadError) in
      try file.number(weight)
    }
    guard weight ?? 1 > 0 else { throw file.error(member.line, "weight: must be above 0") }
    let steps = try steps(
      member.value.member("steps"),
      tags: try tags(of: member.value, beside: ["journey": member.key])
    )
    guard !steps.isEmpty else { throw file.error(member.line, "\(member.key): has no steps") }
    return Journey(name: member.key, weight: weight ?? 1, steps: steps)
  }

  /// A journey that is taken once: the list of its steps is all that is said of it.
  func journey(named name: String, steps member: ConfigMember) throws(LoadError) -> Journey {
    let steps = try steps(member, tags: ["group": name, "journey": name])
    guard !steps.isEmpty else { throw file.error(member.line, "\(name): write a list of steps") }
    return Journey(name: name, steps: steps)
  }

  private func steps(
    _ list: ConfigMember?,
    tags: [String: String]
  ) throws(LoadError) -> [Step] {
    var steps: [Step] = []
    for item in list?.value.items ?? [] {
      try file.check(item.value, line: item.line, keys: Self.keys)
      var step = try step(item)
      step.tags = try self.tags(of: item.value, beside: tags)
      steps.append(step)
    }
    return steps
  }

  private func tags(
    of value: ConfigValue,
    beside others: [String: String]
  ) throws(LoadError) -> [String: String] {
    var tags = others
    if let group = value.member("group") { tags["group"] = try file.text(group) }
    for tag in value["tags"]?.members ?? [] { tags[tag.key] = try file.text(tag) }
    return tags
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
      step.extractions.append(try extraction(member))
      step.checks.append(.found(member.key))
    }
    step.pause = try pause(item.value.member("pause"))
    return step
  }

  private func extraction(_ member: ConfigMember) throws(LoadError) -> Extraction {
    let text = try file.text(member)
    let variable = variables.firstIndex(of: member.key) ?? 0
    return try located(member.line) { () throws(LoadError) in
      try Extraction(text, variable: variable)
    }
  }

  /// `1s` is a mean; `{ from: 1s, to: 3s }` are bounds.
  private func pause(_ member: ConfigMember?) throws(LoadError) -> Spread? {
    guard let member else { return nil }
    guard member.value.isObject else { return .exponential(mean: try file.seconds(member)) }
    try file.check(member.value, line: member.line, keys: ["from", "to"])
    guard let from = member.value.member("from"), let to = member.value.member("to") else {
      throw file.error(member.line, "pause: write a mean, or { from: 1s, to: 3s }")
    }
    return .uniform(from: try file.seconds(from), to: try file.seconds(to))
  }

  private func request(
    _ method: String,
    _ path: String,
    _ item: ConfigItem
  ) throws(LoadError) -> RequestTemplate {
    let content = try body(of: item)
    var given = headers
    for header in try file.headers(item.value.member("headers")) {
      given.removeAll { $0.name.lowercased() == header.name.lowercased() }
      given.append(header)
    }
    let names = Set(given.map { $0.name.lowercased() })
    var all: [(name: String, value: String)] = []
    if !names.contains("host") { all.append(("Host", url.authority)) }
    if !names.contains("user-agent") { all.append(("User-Agent", "plimsoll")) }
    if !names.contains("accept") { all.append(("Accept", "*/*")) }
    if let type = content.type, !names.contains("content-type") {
      all.append(("Content-Type", type))
    }
    let lines = (all + given).map { "\($0.name): \($0.value)\r\n" }.joined()
    var templates = [try Template(lines, in: .header, variables: variables)]
    let own = try item.value.member("auth").map { (auth) throws(LoadError) in
      try authorization(auth)
    }
    if let value = own ?? authorization, own != nil || !names.contains("authorization") {
      let words = [Template.Part.bytes(Array("Authorization: ".utf8))] + value.parts
      templates.append(Template(words + [.bytes([0x0D, 0x0A])], in: .header))
    } else if let basic = url.authorization, !names.contains("authorization") {
      templates.append(try Template("Authorization: \(basic)\r\n", in: .header, variables: []))
    }
    return RequestTemplate(
      method: method,
      path: try Template(path, in: .path, variables: variables),
      headers: Template(joining: templates, in: .header),
      body: content.template,
      hasBody: content.type != nil || !content.template.isEmpty
        || ["POST", "PUT", "PATCH"].contains(method)
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

  /// The same error, with file and line before it.
  func located<Value>(
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
}

extension RequestTemplate {
  /// Whether every round sends the same bytes.
  var isConstant: Bool { path.isConstant && headers.isConstant && body.isConstant }
}
