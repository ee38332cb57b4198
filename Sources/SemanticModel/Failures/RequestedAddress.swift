// Which host a call of an HTTP client asks.

import Facts
import SourceText

/// Where a request goes, as far as the code tells.
enum RequestedAddress: Hashable {
  /// A host, or the setting that holds it (`process.env.RATES_URL`).
  case host(String)
  /// The application itself.
  case own
  /// A path, which stands behind the base address of its client; without one it is the application's own.
  case path
  case unknown
}

extension CallSite {
  /// The host that an HTTP client is asked for; nil where the call is given no address.
  var requestedAddress: RequestedAddress? {
    for operation in resolved.operations {
      let member = program.libraries.member(operation.member)
      let called = member.operation(constructs: operation.isConstruction)
      guard let position = called?.value.subjectArgument else { continue }
      let arguments = unit.facts.valueList(ListID(instruction.b))
      guard arguments.indices.contains(position) else { return .unknown }
      let found = address(ValueRef(unit: resolved.place.unitIndex, id: arguments[position]), 0)
      return found == .path ? baseAddress ?? .own : found
    }
    return nil
  }

  /// The address that the client was made with, in front of all paths that it is asked for.
  private var baseAddress: RequestedAddress? {
    guard let maker else { return nil }
    for argument in maker.unit.facts.valueList(ListID(maker.instruction.b)) {
      let options = program.traced(ValueRef(unit: maker.resolved.place.unitIndex, id: argument))
      for name in ["baseURL", "base_url", "prefixUrl", "baseUrl"] {
        guard let entry = program.member(name, of: options, depth: 0) else { continue }
        let found = address(entry, 0)
        return found == .path ? .own : found
      }
    }
    return nil
  }

  private func address(_ place: ValueRef, _ depth: Int) -> RequestedAddress {
    let traced = program.traced(place)
    let facts = program.units[traced.unitIndex].facts
    let value = facts.values[traced.id.index]
    guard depth < 6 else { return .unknown }
    func inner(_ id: ValueID) -> RequestedAddress {
      address(ValueRef(unit: traced.unitIndex, id: id), depth + 1)
    }
    switch value.kind {
    case .string: return Self.address(in: facts.names.string(NameID(value.a)))
    case .template, .array:
      for id in facts.valueList(ListID(value.a)) where id.isPresent {
        let part = facts.values[id.index]
        if part.kind == .string, facts.names.string(NameID(part.a)).isEmpty { continue }
        return inner(id)
      }
      return .unknown
    case .choice:
      let found = facts.valueList(ListID(value.a)).lazy.map(inner).first { $0 != .unknown }
      return found ?? .unknown
    case .object:
      for name in ["url", "baseURL", "uri"] {
        if let entry = program.member(name, of: traced, depth: 0) {
          return address(entry, depth + 1)
        }
      }
      return .unknown
    case .result:
      // `new URL("/path", base)`, `url.replace(…)`, `os.getenv("RATES_URL")`
      let step = facts.instructions[Int(value.a)]
      let found = facts.valueList(ListID(step.b)).map(inner)
      return found.last { if case .host = $0 { true } else { false } } ?? .unknown
    case .binary: return inner(ValueID(value.a))
    case .member, .index:
      return setting(program.text(of: traced.id, in: program.units[traced.unitIndex]))
    case .symbol: return setting(facts.names.string(facts.symbols[Int(value.a)].name))
    default: return .unknown
    }
  }

  private static let ownHosts = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"]
  private static let ownSettings = [
    "app_url", "appurl", "site_url", "siteurl", "nextauth_url", "public_url", "vercel_url",
    "webapp", "self_url", "origin", "host", "base_path", "basepath",
  ]
  private static let settings = ["env", "config", "settings", "options", "constants", "conf"]
  /// A setting that holds an address: `process.env.RATES_URL`, `config.geo.url`, `GEO_URL`.
  private func setting(_ text: String) -> RequestedAddress {
    let small = text.lowercased()
    if Self.ownSettings.contains(where: { small.contains($0) }) { return .own }
    let isConstant = text == text.uppercased() && text.contains { $0.isLetter } && text.count > 3
    let isSetting =
      isConstant
      || Self.settings.contains { word in
        small.split { $0 == "." || $0 == "(" || $0 == "[" }.contains { $0.hasSuffix(word) }
      }
    return isSetting ? .host(text) : .unknown
  }
  private static func address(in text: String) -> RequestedAddress {
    guard let first = text.utf8.first else { return .unknown }
    if first == UInt8(ascii: "/") { return .path }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0].hasSuffix(":"), parts[1].isEmpty else {
      // The name of an environment variable: `os.getenv("RATES_URL")`.
      let isName = text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || ($0 >= 65 && $0 <= 90) }
      return isName && text.utf8.count > 3 ? .host(text) : .unknown
    }
    let host = parts[2].prefix { $0 != ":" && $0 != "?" }
    if host.isEmpty { return .unknown }
    return ownHosts.contains(String(host)) ? .own : .host(String(host))
  }
}
