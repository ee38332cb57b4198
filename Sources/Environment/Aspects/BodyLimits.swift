// How large a request the service accepts.

import Findings
import Frameworks
import SemanticModel

/// One parser of request bodies, and the limit that it has.
private struct BodyParser {
  let name: String
  /// In bytes; nil without a limit.
  var limit: Double?
  var isDefault = true
  let place: Location
}

extension ServiceReading {
  func bodyLimit() -> (fact: EnvironmentFact, bytes: Int?) {
    var parsers = bodyParsers
    let isNest = uses.used(.webFramework).contains { $0.part.name == "NestJS" }
    if isNest, let first = parsers.first, !parsers.contains(where: { $0.name.hasSuffix("json") }) {
      // NestJS adds the parser of JSON by itself.
      parsers.insert(BodyParser(name: "NestJS", limit: 102_400, place: first.place), at: 0)
    }
    guard !parsers.isEmpty else { return withoutParser }
    var texts: [String] = []
    for parser in parsers {
      let limit = parser.limit.map(Self.bytesText) ?? "no limit"
      texts.append("\(limit) (\(parser.isDefault ? "default of " : "")\(parser.name))")
    }
    let shown = texts.uniqued
    let more = shown.count > 4 ? " and \(shown.count - 4) others" : ""
    let value = shown.prefix(4).map(\.self).joined(separator: ", ") + more
    let isStated = parsers.allSatisfy { !$0.isDefault }
    let largest = parsers.contains { $0.limit == nil } ? nil : parsers.compactMap(\.limit).max()
    return (
      fact(.bodyLimit, value, isStated ? .inferred : .assumed, parsers.map(\.place)),
      largest.map { Int($0) }
    )
  }

  private var withoutParser: (fact: EnvironmentFact, bytes: Int?) {
    let framework = (uses.used(.webFramework) + uses.declaredOnly(.webFramework)).first
    switch framework?.part.name {
    case "NestJS":
      return (fact(.bodyLimit, "100 kB (default of NestJS on Express)", .assumed), 102_400)
    case "Fastify": return (fact(.bodyLimit, "1 MB (default of Fastify)", .assumed), 1_048_576)
    case "Next.js":
      let value =
        "1 MB for API routes and server actions (default of Next.js), none for route handlers"
      return (fact(.bodyLimit, value, .assumed), 1_048_576)
    case "Flask":
      return flaskLimit
    case "Django":
      let value = "2.5 MB (default of DATA_UPLOAD_MAX_MEMORY_SIZE in Django)"
      return (fact(.bodyLimit, value, .assumed), 2_621_440)
    case "FastAPI", "Starlette":
      let name = framework?.part.name ?? ""
      return (fact(.bodyLimit, "no limit (\(name) sets none)", .assumed), nil)
    default:
      return (
        fact(
          .bodyLimit,
          "no parser of request bodies was found",
          .needsConfirmation,
          ask: "the parser's limit, or client_max_body_size of the proxy"
        ), nil
      )
    }
  }

  private var flaskLimit: (fact: EnvironmentFact, bytes: Int?) {
    let name = "MAX_CONTENT_LENGTH"
    let settings = namedSettings([name])
    guard let setting = settings.first(where: { number($0.value) != nil }) ?? settings.first else {
      return (fact(.bodyLimit, "no limit (Flask sets none)", .assumed), nil)
    }
    let place = uses.location(setting.place)
    guard let found = number(setting.value), found.number > 0, found.number < 1e15 else {
      let ask = "the value that \(name) has in production"
      return (
        fact(.bodyLimit, "set by an expression", .needsConfirmation, [place], ask: ask), nil
      )
    }
    let text = "\(Self.bytesText(found.number)) (\(name))"
    return (
      fact(.bodyLimit, text, found.isDefault ? .assumed : .inferred, [place]), Int(found.number)
    )
  }

  private var bodyParsers: [BodyParser] {
    var parsers: [BodyParser] = []
    for call in uses.calls {
      guard let found = parser(call) else { continue }
      parsers.append(found)
    }
    return parsers
  }

  private func parser(_ call: PackageCall) -> BodyParser? {
    let isExpress = call.specifier == "express" || call.specifier == "body-parser"
    if isExpress, ["json", "urlencoded", "raw", "text"].contains(call.path) {
      return parser("\(call.specifier).\(call.path)", call, ["limit"], standard: 102_400)
    }
    switch (call.specifier, call.path) {
    case ("body-parser", ""):
      return parser("body-parser", call, ["limit"], standard: 102_400)
    case ("koa-bodyparser", ""), ("@koa/bodyparser", ""), ("koa-body", ""):
      return parser(call.specifier, call, ["jsonLimit"], standard: 1_048_576)
    case ("fastify", ""), ("fastify", "fastify"):
      return parser("Fastify", call, ["bodyLimit"], standard: 1_048_576)
    case ("multer", ""):
      return parser("multer", call, ["limits.fileSize"], standard: nil)
    case ("express-fileupload", ""):
      return parser("express-fileupload", call, ["limits.fileSize"], standard: nil)
    case ("hono/body-limit", "bodyLimit"):
      return parser("hono/body-limit", call, ["maxSize"], standard: 102_400)
    default: return nil
    }
  }

  private func parser(
    _ name: String,
    _ call: PackageCall,
    _ options: [String],
    standard: Double?
  ) -> BodyParser? {
    var parser = BodyParser(name: name, limit: standard, place: uses.location(call.site))
    guard let value = call.site.option(options) else { return parser }
    if case .text(let text) = value {
      parser.limit = Self.bytes(text) ?? standard
      parser.isDefault = Self.bytes(text) == nil
    } else if let found = number(value), found.number > 0, found.number < 1e15 {
      parser.limit = found.number
      parser.isDefault = false
    } else if case .computed(let names, _) = value {
      for name in names {
        for entry in configuration.all.values(of: name) {
          guard let size = Self.bytes(entry.value) else { continue }
          parser.limit = size
          parser.isDefault = false
          return parser
        }
      }
      return nil
    }
    return parser
  }

  /// The bytes of `10mb`, as the package `bytes` and nginx read them.
  static func bytes(_ text: String) -> Double? {
    let lower = text.lowercased().filter { $0 != " " }
    let digits = lower.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits), number >= 0, number < 1e12 else { return nil }
    switch lower.dropFirst(digits.count) {
    case "", "b": return number
    case "k", "kb", "kib": return number * 1024
    case "m", "mb", "mib": return number * 1_048_576
    case "g", "gb", "gib": return number * 1_073_741_824
    default: return nil
    }
  }

  static func bytesText(_ bytes: Double) -> String {
    let units: [(Double, String)] = [(1_073_741_824, "GB"), (1_048_576, "MB"), (1024, "kB")]
    for (size, name) in units where bytes >= size {
      let count = bytes / size
      return count == count.rounded()
        ? "\(Int(count)) \(name)" : "\((count * 10).rounded() / 10) \(name)"
    }
    return "\(Int(bytes)) bytes"
  }
}
