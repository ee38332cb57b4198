// What a step sends beside its path, and what must be true of the answer.

import ConfigSyntax
import Digests

extension StepReader {
  /// A body, and the type that is said of it; no type where the caller has to know.
  struct Content {
    var type: String?
    var template: Template
  }

  func body(of item: ConfigItem) throws(LoadError) -> Content {
    let given = item.value.members.filter { Self.bodies.contains($0.key) }
    guard given.count < 2 else {
      throw file.error(item.line, "a step has one body: \(Self.bodies.joined(separator: ", or "))")
    }
    guard let member = given.first else { return Content(template: Template([], in: .plain)) }
    switch member.key {
    case "form": return try form(member)
    case "multipart": return try multipart(member)
    default: break
    }
    let isJSON = member.value.isObject || member.value.isArray
    let text = isJSON ? member.value.compactJSON : member.value.scalarText ?? ""
    return Content(
      type: isJSON ? "application/json" : nil,
      template: try Template(text, in: isJSON ? .json : .plain, variables: variables)
    )
  }

  private func form(_ member: ConfigMember) throws(LoadError) -> Content {
    var parts: [Template] = []
    for field in member.value.members {
      if !parts.isEmpty { parts.append(Template([.bytes([0x26])], in: .form)) }
      parts.append(try Template(field.key, in: .form, variables: variables))
      parts.append(Template([.bytes([0x3D])], in: .form))
      parts.append(try Template(try file.text(field), in: .form, variables: variables))
    }
    guard !parts.isEmpty else { throw file.error(member.line, "form: write names and values") }
    return Content(
      type: "application/x-www-form-urlencoded",
      template: Template(joining: parts, in: .form)
    )
  }

  /// Fields, and files as `{ file: photo.png, type: image/png }`.
  private func multipart(_ member: ConfigMember) throws(LoadError) -> Content {
    var fields: [(head: String, content: Template)] = []
    for field in member.value.members {
      guard field.key.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x22 }) else {
        throw file.error(field.line, "'\(field.key)' is no name of a field")
      }
      fields.append(try part(field))
    }
    guard !fields.isEmpty else { throw file.error(member.line, "multipart: write its fields") }
    let all = fields.flatMap { field in
      field.content.parts.flatMap { part in
        if case .bytes(let bytes) = part { bytes } else { [UInt8]() }
      }
    }
    // No content holds a digest of itself.
    let mark = "plimsoll-" + Digest.hexadecimal(Digest.sha1.hash(all))
    var parts: [Template.Part] = []
    for field in fields {
      parts.append(.bytes(Array("--\(mark)\r\n\(field.head)\r\n\r\n".utf8)))
      parts += field.content.parts + [.bytes([0x0D, 0x0A])]
    }
    parts.append(.bytes(Array("--\(mark)--\r\n".utf8)))
    return Content(
      type: "multipart/form-data; boundary=\(mark)",
      template: Template(parts, in: .plain)
    )
  }

  private func part(_ field: ConfigMember) throws(LoadError) -> (head: String, content: Template) {
    let head = "Content-Disposition: form-data; name=\"\(field.key)\""
    guard field.value.isObject else {
      return (head, try Template(try file.text(field), in: .plain, variables: variables))
    }
    try file.check(field.value, line: field.line, keys: ["file", "type"])
    guard let name = field.value["file"]?.string else {
      throw file.error(field.line, "\(field.key): write file: photo.png")
    }
    let type = field.value["type"]?.string ?? "application/octet-stream"
    let shown = String(name.split(separator: "/").last ?? "").filter { $0 != "\"" }
    guard (shown + type).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw file.error(field.line, "'\(name)': no such name can be sent")
    }
    let bytes = try file.bytes(of: name, field.line)
    return (
      "\(head); filename=\"\(shown)\"\r\nContent-Type: \(type)",
      Template([.bytes(bytes)], in: .plain)
    )
  }

  /// `{ bearer: TOKEN }` or `{ basic: { user: …, password: … } }`.
  func authorization(_ member: ConfigMember) throws(LoadError) -> Template {
    try file.check(member.value, line: member.line, keys: ["bearer", "basic"])
    if let token = member.value.member("bearer") {
      return try Template("Bearer \(try file.text(token))", in: .header, variables: variables)
    }
    guard let basic = member.value.member("basic") else {
      throw file.error(
        member.line,
        "auth: write { bearer: TOKEN }, or basic: with user and password"
      )
    }
    try file.check(basic.value, line: basic.line, keys: ["user", "password"])
    guard let user = basic.value.member("user"), let password = basic.value.member("password")
    else { throw file.error(basic.line, "basic: write { user: NAME, password: TEXT }") }
    let words = "\(try file.text(user)):\(try file.text(password))"
    let inner = try Template(words, in: .header, variables: variables)
    return Template([.bytes(Array("Basic ".utf8)), .base64(inner.parts)], in: .header)
  }

  func checks(_ member: ConfigMember?) throws(LoadError) -> [Check] {
    guard let member else { return [] }
    try file.check(
      member.value,
      line: member.line,
      keys: ["status", "body", "json", "header", "regex", "within"]
    )
    var checks: [Check] = []
    for part in member.value.members {
      switch part.key {
      case "status": checks.append(try status(part))
      case "body": checks.append(.bodyContains(try file.text(part)))
      case "within": checks.append(.within(try file.seconds(part)))
      default:
        for value in part.value.members {
          let extraction = try located(value.line) { () throws(LoadError) in
            try Extraction("\(part.key):\(value.key)", variable: 0)
          }
          checks.append(.value(extraction, is: try file.text(value)))
        }
      }
    }
    return checks
  }

  private func status(_ member: ConfigMember) throws(LoadError) -> Check {
    let codes = member.value.number.map { [$0] } ?? member.value.items.compactMap(\.value.number)
    let known = codes.filter { (100...999).contains($0) }.map { Int($0) }
    guard !codes.isEmpty, known.count == codes.count else {
      throw file.error(member.line, "status: give a code, or a list of codes")
    }
    return .status(Set(known))
  }
}

extension Template {
  /// Whether nothing stands in it.
  var isEmpty: Bool {
    parts.allSatisfy { part in
      if case .bytes(let bytes) = part { bytes.isEmpty } else { false }
    }
  }
}
