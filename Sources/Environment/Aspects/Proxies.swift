// What stands in front of the application: reverse proxies, and networks that deliver content.

import ConfigSyntax
import Findings
import Frameworks
import SemanticModel
import SourceText

/// The first proxy that is configured, in numbers.
struct ProxySettings: Sendable {
  var timeoutSeconds: Double?
  var bodyBytes: Double?
}

extension ServiceReading {
  func proxy() -> (fact: EnvironmentFact, settings: ProxySettings) {
    var texts: [String] = []
    var evidence: [Location] = []
    var settings = ProxySettings()
    for file in configuration.all.nginx where file.purpose != .test {
      guard let (text, places, found) = nginx(file) else { continue }
      texts.append(text)
      evidence += places
      if settings.timeoutSeconds == nil { settings = found }
    }
    for found in configuration.infrastructure {
      guard case .proxy(let name) = found.product, found.entry.file.purpose != .development,
        !texts.contains(where: { $0.hasPrefix(name) })
      else { continue }
      let title = [name, found.image.version].compactMap(\.self).joined(separator: " ")
      texts.append(
        "\(title) (compose service `\(found.entry.service.name)`), no timeout or limit found"
      )
      evidence.append(found.entry.place)
    }
    for file in configuration.all.caddyfiles {
      texts.append("Caddy (\(file.path))")
      evidence.append(file.location(1))
    }
    for file in configuration.all.workloads {
      for workload in file.content.filter({ $0.kind == "Ingress" }).prefix(1) {
        texts.append("Kubernetes Ingress (\(file.path))")
        evidence.append(file.location(workload.line))
      }
    }
    guard texts.isEmpty else {
      return (fact(.proxy, texts.uniqued.joined(separator: "; "), .inferred, evidence), settings)
    }
    return (proxyElsewhere, settings)
  }

  /// No file of a proxy: what else points to one.
  private var proxyElsewhere: EnvironmentFact {
    let ask = "the proxy's configuration file with its timeouts and body limit"
    if let platform = ownPlatforms.first(where: { $0.content.kind.hasEdgeNetwork }),
      configuration.servingEntries.isEmpty
    {
      let name = platform.content.kind.rawValue
      return fact(.proxy, "the edge network of \(name)", .inferred, [platform.location(1)])
    }
    let trusting = uses.calls.first { call in
      guard call.path.hasSuffix(".set"), case .text(let text) = call.site.argumentValue(at: 0)
      else {
        return false
      }
      return text == "trust proxy"
    }
    if let trusting {
      return fact(
        .proxy,
        "one is expected (`trust proxy` is set), but no file of it was found",
        .needsConfirmation,
        [uses.location(trusting.site)],
        ask: ask
      )
    }
    return fact(.proxy, "no file of one was found", .needsConfirmation, ask: ask)
  }

  private func nginx(
    _ file: Found<NginxConfiguration>
  ) -> (text: String, places: [Location], settings: ProxySettings)? {
    let passes = ["proxy_pass", "uwsgi_pass", "fastcgi_pass", "grpc_pass"]
    let first = passes.lazy.compactMap { file.content.all($0).first }.first
    guard let first else { return nil }
    var places = [file.location(first.line)]
    let timeout = file.content.all("proxy_read_timeout").first
    let size = file.content.all("client_max_body_size").first
    // nginx.org/en/docs/http/ngx_http_proxy_module.html and ngx_http_core_module.html
    var settings = ProxySettings(timeoutSeconds: 60, bodyBytes: 1_048_576)
    var parts: [String] = []
    if let timeout, let text = timeout.arguments.first, let seconds = Self.seconds(text) {
      settings.timeoutSeconds = seconds
      parts.append("read timeout \(TimeText.text(seconds: seconds))")
      places.append(file.location(timeout.line))
    } else {
      parts.append("read timeout 60 s (default)")
    }
    if let size, let text = size.arguments.first, let bytes = Self.bytes(text) {
      settings.bodyBytes = bytes == 0 ? nil : bytes
      parts.append(bytes == 0 ? "no body limit" : "body limit \(Self.bytesText(bytes))")
      places.append(file.location(size.line))
    } else {
      parts.append("body limit 1 MB (default)")
    }
    return ("nginx (\(file.path)): " + parts.joined(separator: ", "), places, settings)
  }

  /// `60s`, `5m`, `60`.
  private static func seconds(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Double(digits), number < 1e9 else { return nil }
    switch text.dropFirst(digits.count) {
    case "", "s": return number
    case "ms": return number / 1000
    case "m": return number * 60
    case "h": return number * 3600
    case "d": return number * 86_400
    default: return nil
    }
  }

  var contentNetworkFact: EnvironmentFact {
    if let platform = ownPlatforms.first(where: { $0.content.kind.hasEdgeNetwork }) {
      let isOnly = configuration.dockerfiles.isEmpty && configuration.entries.isEmpty
      return fact(
        .cdn,
        "the edge network of \(platform.content.kind.rawValue)",
        isOnly ? .inferred : .needsConfirmation,
        [platform.location(1)],
        ask: isOnly ? nil : "whether production is deployed there"
      )
    }
    let ask = "the network that serves static files, if there is one"
    let words = ["CDN", "CLOUDFRONT", "FASTLY", "ASSET_HOST", "ASSET_PREFIX", "BUNNYCDN"]
    for (variable, place, purpose) in configuration.all.variables where purpose != .test {
      let parts = variable.name.uppercased()
      guard let word = words.first(where: { parts.holds($0) }) else { continue }
      return fact(
        .cdn,
        "one is named by `\(variable.name)`",
        .needsConfirmation,
        [place],
        ask: word == "CDN" ? "the network behind `\(variable.name)`" : ask
      )
    }
    let services = uses.used(.service).filter {
      ["AWS CloudFront", "Cloudinary", "ImageKit"].contains($0.part.name)
    }
    if let use = services.first {
      return fact(
        .cdn,
        "\(use.part.name) (its client is called)",
        .inferred,
        uses.evidence(of: use)
      )
    }
    return fact(.cdn, "no sign of one was found", .needsConfirmation, ask: ask)
  }
}
