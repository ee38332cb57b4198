// A scenario of what an OpenAPI description promises: `--from-openapi`.

import ConfigSyntax

/// Reads OpenAPI 3 in JSON or YAML: one journey for each operation, with values from the examples of the description.
package enum OpenAPIScenario {
  static let mostOperations = 300

  /// The draft of a description, sent to `target`.
  ///
  /// `shareOfWrites` is how many of the requests change something. With `hasToken`, operations that need authorisation
  /// send `${env.TOKEN}`; without it they wait in comments. Throws an error of the plan for what is no description.
  package static func draft(
    of bytes: [UInt8],
    path: String,
    target: TargetURL,
    shareOfWrites: Double,
    hasToken: Bool
  ) throws(LoadError) -> ScenarioDraft {
    let isJSON = bytes.first { $0 > 0x20 } == 0x7B
    let document = isJSON ? ConfigDocument(json: bytes) : ConfigDocument(yaml: bytes)
    guard let version = document.value["openapi"]?.scalarText, version.hasPrefix("3"),
      let paths = document.value["paths"], paths.isObject
    else {
      let problem = document.diagnostics.first.map { " (line \($0.line): \($0.message))" } ?? ""
      throw .plan(
        "\(path): no OpenAPI 3 description\(problem); give one with openapi: 3.x and paths"
      )
    }
    var reader = OperationReader(document: document.value, hasToken: hasToken)
    for member in paths.members { reader.take(member) }
    let text = text(of: reader, target: target, shareOfWrites: shareOfWrites)
    let live = reader.steps.count { $0.obstacle == nil }
    var remarks = reader.skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key) left out" }
    if reader.locked > 0, !hasToken {
      remarks.append("\(reader.locked) operations need authorisation: give --env TOKEN=…")
    }
    return ScenarioDraft(
      text: text,
      live: live,
      left: reader.steps.count - live,
      remarks: remarks
    )
  }

  private static func text(
    of reader: OperationReader,
    target: TargetURL,
    shareOfWrites: Double
  ) -> String {
    var lines = [
      "# Load scenario, made by plimsoll load --from-openapi.",
      "# What has no example value stands in comments: give it good values, and take the # away.",
      "target: \(target.text)", "rate: 100", "users: 1000", "duration: 5m",
    ]
    if reader.hasToken, reader.locked > 0 { lines.append(#"auth: { bearer: "${env.TOKEN}" }"#) }
    lines.append("journeys:")
    let reads = reader.steps.filter { ["GET", "HEAD"].contains($0.method) }
    let writes = reader.steps.filter { !["GET", "HEAD"].contains($0.method) }
    for (steps, share) in [(reads, 1 - shareOfWrites), (writes, shareOfWrites)] {
      let weight = share / Double(max(1, steps.count)) * 100
      for step in steps { lines += DraftText.journey(of: step, weight: weight) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// Goes through the operations of a description.
struct OperationReader {
  let document: ConfigValue
  let hasToken: Bool
  private(set) var steps: [DraftStep] = []
  private(set) var skipped: [String: Int] = [:]
  /// Operations that need authorisation.
  private(set) var locked = 0
  private let base: String
  private let schemas: SchemaExample

  private static let methods = ["get", "head", "post", "put", "patch", "delete"]
  private static let longestBody = 16 << 10

  init(document: ConfigValue, hasToken: Bool) {
    self.document = document
    self.hasToken = hasToken
    schemas = SchemaExample(document: document)
    base = Self.base(of: document["servers"]?.items.first?.value)
  }

  /// The path of a server, with the defaults of its variables.
  private static func base(of server: ConfigValue?) -> String {
    guard var url = server?["url"]?.string else { return "" }
    for variable in server?["variables"]?.members ?? [] {
      guard let value = variable.value["default"]?.scalarText else { continue }
      let name = "{\(variable.key)}"
      if let place = url.firstRange(of: name) { url.replaceSubrange(place, with: value) }
    }
    if let scheme = url.firstRange(of: "://") {
      url = String(url[scheme.upperBound...].drop { $0 != "/" })
    }
    while url.hasSuffix("/") { url.removeLast() }
    let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x7B }
    return url.hasPrefix("/") && isPlain ? url : ""
  }

  mutating func take(_ path: ConfigMember) {
    guard path.key.utf8.count <= DraftText.longestKey else {
      skipped["paths that are too long", default: 0] += 1
      return
    }
    let item = schemas.resolved(path.value)
    for method in Self.methods {
      guard let operation = item[method], operation.isObject else { continue }
      guard steps.count < OpenAPIScenario.mostOperations else {
        skipped["operations beyond the first \(OpenAPIScenario.mostOperations)", default: 0] += 1
        continue
      }
      guard operation["deprecated"]?.bool != true else {
        skipped["deprecated operations", default: 0] += 1
        continue
      }
      steps.append(step(method, path.key, item, operation))
    }
  }

  private mutating func step(
    _ method: String,
    _ path: String,
    _ item: ConfigValue,
    _ operation: ConfigValue
  ) -> DraftStep {
    var step = DraftStep(method: method.uppercased(), path: base + path)
    step.name = "\(method.uppercased()) \(path)"
    let needsToken = needsToken(operation)
    if needsToken { locked += 1 }
    if needsToken, !hasToken { step.obstacle = "needs authorisation: give --env TOKEN=…" }
    var query: [String] = []
    for parameter in parameters(of: item, operation) {
      take(parameter, into: &step, query: &query)
    }
    if !query.isEmpty { step.path += "?" + query.joined(separator: "&") }
    takeBody(of: operation, into: &step)
    let isPlain = step.path.hasPrefix("/") && step.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    if !isPlain || step.path.utf8.count > 2_000 {
      step.path = isPlain ? step.path : "/"
      step.obstacle = "is no path that can be sent"
    } else if step.path.contains("{") {
      step.obstacle = step.obstacle ?? "a part of the path has no example"
    }
    step.statuses = (operation["responses"]?.members ?? []).compactMap { Int($0.key) }
      .filter { (200..<400).contains($0) }
    return step
  }

  /// The parameters of a path and of its operation, which wins.
  private func parameters(of item: ConfigValue, _ operation: ConfigValue) -> [ConfigValue] {
    var all: [(key: String, value: ConfigValue)] = []
    for list in [item["parameters"], operation["parameters"]] {
      for entry in (list?.items ?? []).prefix(100) {
        let parameter = schemas.resolved(entry.value)
        let key = "\(parameter["in"]?.string ?? "") \(parameter["name"]?.string ?? "")"
        all.removeAll { $0.key == key }
        all.append((key, parameter))
      }
    }
    return all.map(\.value)
  }

  private func take(
    _ parameter: ConfigValue,
    into step: inout DraftStep,
    query: inout [String]
  ) {
    guard let name = parameter["name"]?.string, let place = parameter["in"]?.string,
      place == "path" || parameter["required"]?.bool == true
    else { return }
    // An id that nobody has given leads nowhere; a page or a date does.
    let isStrict = place == "path"
    guard let value = schemas.text(of: parameter, isStrict: isStrict) else {
      step.obstacle = step.obstacle ?? "'\(name)' has no example"
      return
    }
    let encoded = Self.encoded(value)
    switch place {
    case "path":
      if let place = step.path.firstRange(of: "{\(name)}") {
        step.path.replaceSubrange(place, with: encoded)
      }
    case "query": query.append("\(Self.encoded(name))=\(encoded)")
    case "header":
      let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      let isName = !name.isEmpty && name.utf8.allSatisfy { ByteSet.unreserved.contains($0) }
      guard isPlain, isName else { return }
      step.headers.append((name, value))
    default: step.obstacle = step.obstacle ?? "needs the cookie '\(name)'"
    }
  }

  private static func encoded(_ text: String) -> String {
    let template = Template([.variable(0)], in: .form)
    var random = Random(seed: 0)
    var bytes: [UInt8] = []
    template.render([Array(text.utf8)], &random, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func takeBody(of operation: ConfigValue, into step: inout DraftStep) {
    guard let given = operation["requestBody"] else { return }
    let body = schemas.resolved(given)
    let isRequired = body["required"]?.bool == true
    for media in body["content"]?.members ?? [] {
      let type = media.key.lowercased()
      let isForm = type.hasPrefix("application/x-www-form-urlencoded")
      let isMultipart = type.hasPrefix("multipart/form-data")
      guard type.contains("json") || isForm || isMultipart else { continue }
      guard let value = schemas.value(of: media.value),
        value.compactJSON.utf8.count < Self.longestBody
      else { continue }
      if isForm || isMultipart {
        let isFlat =
          DraftText.canFlow(value) && value.isObject
          && value.members.allSatisfy { $0.value.scalarText != nil }
        guard isFlat, !value.members.isEmpty else { continue }
        step.body = (isForm ? "form" : "multipart", value)
      } else if DraftText.canFlow(value) {
        step.body = ("body", value)
      } else {
        continue
      }
      return
    }
    if isRequired { step.obstacle = step.obstacle ?? "the body has no example" }
  }

  /// Whether a scheme must be met; an empty requirement among others means that nobody has to.
  private func needsToken(_ operation: ConfigValue) -> Bool {
    let wanted = operation["security"] ?? document["security"] ?? .null
    return !wanted.items.isEmpty && wanted.items.allSatisfy { !$0.value.members.isEmpty }
  }
}
