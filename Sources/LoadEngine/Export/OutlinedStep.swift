// A step taken apart again, for whoever writes it in another language.

/// The parts of a request that another tool has to be told.
struct OutlinedStep {
  let step: Step
  let method: String
  let path: Template
  /// Without the host and the length, which every client writes by itself.
  let headers: [(name: String, value: Template)]
  let body: Template
  let hasBody: Bool

  init(_ step: Step, of url: TargetURL) {
    self.step = step
    let template = step.template ?? Self.template(of: step.request)
    method = template.method
    path = template.path
    headers = Self.headers(of: template.headers).filter { name, value in
      let low = name.lowercased()
      return low != "content-length"
        && !(low == "host" && value.parts == [.bytes(Array(url.authority.utf8))])
    }
    body = template.body
    hasBody = template.hasBody
  }

  /// The request that was written once, as if parts of it could change.
  private static func template(of request: PreparedRequest) -> RequestTemplate {
    let mark: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
    let end = request.bytes.firstRange(of: mark) ?? request.bytes.endIndex..<request.bytes.endIndex
    let head = request.bytes[..<end.lowerBound]
    let lineEnd = head.firstIndex(of: 0x0D) ?? head.endIndex
    let words = head[..<lineEnd].split(separator: 0x20)
    let lines = head[lineEnd...].dropFirst(2) + [0x0D, 0x0A]
    let body = Array(request.bytes[end.upperBound...])
    return RequestTemplate(
      method: request.method,
      path: Template([.bytes(words.count > 1 ? Array(words[1]) : [0x2F])], in: .path),
      headers: Template([.bytes(Array(lines))], in: .header),
      body: Template([.bytes(body)], in: .plain),
      hasBody: !body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
    )
  }

  /// The lines of a head, each as a name and the parts of its value.
  private static func headers(of head: Template) -> [(name: String, value: Template)] {
    var lines: [[Template.Part]] = [[]]
    for part in head.parts {
      guard case .bytes(let bytes) = part else {
        lines[lines.count - 1].append(part)
        continue
      }
      let pieces = bytes.filter { $0 != 0x0D }.split(
        separator: 0x0A,
        omittingEmptySubsequences: false
      )
      for (number, piece) in pieces.enumerated() {
        if number > 0 { lines.append([]) }
        if !piece.isEmpty { lines[lines.count - 1].append(.bytes(Array(piece))) }
      }
    }
    return lines.compactMap { parts in
      guard case .bytes(let first)? = parts.first, let colon = first.firstIndex(of: 0x3A) else {
        return nil
      }
      let value = Array(first[(colon + 1)...].drop { $0 == 0x20 })
      let rest = (value.isEmpty ? [] : [Template.Part.bytes(value)]) + parts.dropFirst()
      return (String(decoding: first[..<colon], as: UTF8.self), Template(rest, in: .header))
    }
  }
}

/// How another language writes templates.
protocol TemplateLanguage {
  /// A text as a literal.
  static func literal(_ text: String) -> String
  /// The value of a variable, escaped for where it stands.
  static func variable(_ name: String, in place: Template.Place) -> String
  static var unique: String { get }
  static func base64(_ expression: String) -> String
  /// Bytes that are no text.
  static func bytes(_ bytes: [UInt8]) throws(LoadError) -> String
}

extension TemplateLanguage {
  /// Headers as the entries of a table.
  static func entries(
    _ headers: [(name: String, value: Template)],
    _ variables: [Variable]
  ) throws(LoadError) -> String {
    var entries: [String] = []
    for (name, value) in headers {
      entries.append("\(literal(name)): \(try expression(value, variables))")
    }
    return entries.joined(separator: ", ")
  }

  /// A template as an expression.
  static func expression(
    _ template: Template,
    _ variables: [Variable]
  ) throws(LoadError) -> String {
    try expression(template.parts, in: template.place, variables)
  }

  private static func expression(
    _ parts: [Template.Part],
    in place: Template.Place,
    _ variables: [Variable]
  ) throws(LoadError) -> String {
    var words: [String] = []
    for part in parts {
      switch part {
      case .bytes(let bytes) where bytes.isEmpty: break
      case .bytes(let bytes):
        if let text = String(validating: bytes, as: UTF8.self) {
          words.append(literal(text))
        } else {
          words.append(try self.bytes(bytes))
        }
      case .variable(let index): words.append(variable(variables[index].name, in: place))
      case .unique: words.append(unique)
      case .base64(let inner):
        words.append(base64(try expression(inner, in: place, variables)))
      }
    }
    return words.isEmpty ? literal("") : words.joined(separator: " + ")
  }
}

extension Threshold {
  /// Aggregate, comparison and bound in the words that k6 knows: without units.
  var expression: String {
    let left =
      switch aggregate {
      case .average: "avg"
      case .minimum: "min"
      case .maximum: "max"
      case .percentile(let share): "p(\(Self.plain(share)))"
      case .count: "count"
      case .rate: "rate"
      }
    return left + comparison.rawValue + Self.plain(bound)
  }

  private static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
