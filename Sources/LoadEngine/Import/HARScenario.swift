// A scenario of what a browser has recorded: `--from-har`.

import ConfigSyntax

/// Reads an HTTP archive (HAR 1.2): the requests of one origin in their order, with the time between them.
package enum HARScenario {
  static let mostSteps = 300
  static let mostHeaders = 200
  /// Longer bodies are uploads, which nobody wants to see in a scenario.
  private static let longestBody = 16 << 10
  private static let longestPause = 60.0
  /// Less is the browser's own time.
  private static let shortestPause = 0.1

  /// The draft of a recording, sent to `target`.
  ///
  /// Cookies, authorisation and whatever else looks secret come into it only with `keepsSecrets`. Throws an error of the
  /// plan for what is no archive.
  package static func draft(
    of bytes: [UInt8],
    path: String,
    target: TargetURL,
    keepsSecrets: Bool
  ) throws(LoadError) -> ScenarioDraft {
    let document = ConfigDocument(json: bytes)
    guard let list = document.value["log"]?["entries"], list.isArray else {
      let problem = document.diagnostics.first.map { " (line \($0.line): \($0.message))" } ?? ""
      throw .plan("\(path): no HTTP archive\(problem); save one from the browser's network panel")
    }
    var reader = HARReader(target: target, keepsSecrets: keepsSecrets)
    reader.chooseOrigin(of: list.items)
    for item in list.items { reader.take(item.value) }
    return reader.draft(path)
  }

  /// Goes through the entries of an archive.
  private struct HARReader {
    let target: TargetURL
    let keepsSecrets: Bool
    private var origin = ""
    private var steps: [DraftStep] = []
    /// When the request before ended, in seconds.
    private var end: Double?
    private var skipped: [String: Int] = [:]
    private var secrets = 0

    init(target: TargetURL, keepsSecrets: Bool) {
      self.target = target
      self.keepsSecrets = keepsSecrets
    }

    /// The target's own origin if it was recorded, else that of the first request.
    mutating func chooseOrigin(of entries: [ConfigItem]) {
      let origins = entries.lazy.compactMap { entry in
        entry.value["request"]?["url"]?.string.flatMap { Self.parts(of: $0)?.origin }
      }
      let own = target.at(path: "").text.lowercased()
      origin = origins.first { $0 == own } ?? origins.first ?? own
    }

    private mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }

    mutating func take(_ entry: ConfigValue) {
      guard let request = entry["request"], let text = request["url"]?.string,
        let method = request["method"]?.string?.uppercased(), let url = Self.parts(of: text)
      else { return skip("entries that are no HTTP request") }
      guard url.origin == origin else { return skip("requests to other origins") }
      let isKnown = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].contains(method)
      guard isKnown else { return skip("requests of other methods") }
      guard !isStatic(entry, url.path) else { return skip("static files") }
      guard let status = entry["response"]?["status"]?.number.flatMap({ Int(exactly: $0) }),
        (100...599).contains(status)
      else { return skip("requests without an answer") }
      guard steps.count < HARScenario.mostSteps else {
        return skip("requests beyond the first \(HARScenario.mostSteps)")
      }
      noteTime(of: entry)
      var step = DraftStep(method: method, path: url.path)
      step.headers = headers(of: request)
      if status < 400 { step.statuses = status == 304 ? [200, 304] : [status] }
      takeBody(of: request, into: &step)
      if !keepsSecrets { hideSecrets(of: &step) }
      steps.append(step)
    }

    /// The pause between the answer before and this request.
    private mutating func noteTime(of entry: ConfigValue) {
      guard let start = entry["startedDateTime"]?.string.flatMap(Timestamp.seconds(iso:)) else {
        return
      }
      if let end, !steps.isEmpty, start - end >= HARScenario.shortestPause {
        steps[steps.count - 1].pause = min(HARScenario.longestPause, start - end)
      }
      let time = max(0, min(3_600_000, entry["time"]?.number ?? 0)) / 1_000
      end = max(end ?? 0, start + time)
    }

    private func isStatic(_ entry: ConfigValue, _ path: String) -> Bool {
      if StaticFile.isStatic(path[...]) { return true }
      let kinds = ["script", "stylesheet", "image", "font", "media", "manifest"]
      if let kind = entry["_resourceType"]?.string, kinds.contains(kind) { return true }
      let type = (entry["response"]?["content"]?["mimeType"]?.string ?? "").lowercased()
      return ["image/", "font/", "text/css", "video/", "audio/"].contains { type.hasPrefix($0) }
        || type.contains("javascript")
    }

    /// What the application asked for; what the browser adds by itself is left to the engine.
    private mutating func headers(of request: ConfigValue) -> [(name: String, value: String)] {
      var headers: [(name: String, value: String)] = []
      for header in (request["headers"]?.items ?? []).prefix(HARScenario.mostHeaders) {
        guard let name = header.value["name"]?.string, let value = header.value["value"]?.string,
          !name.isEmpty, name.utf8.allSatisfy({ ByteSet.unreserved.contains($0) }),
          value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), value.utf8.count <= 8_192,
          !headers.contains(where: { $0.name.lowercased() == name.lowercased() })
        else { continue }
        let low = name.lowercased()
        if SecretName.isSecret(name) {
          secrets += 1
          if keepsSecrets { headers.append((name, value)) }
        } else if ["accept", "accept-language", "content-type"].contains(low)
          || (low.hasPrefix("x-") && !low.hasPrefix("x-forwarded"))
        {
          headers.append((name, value))
        }
      }
      return headers
    }

    private mutating func takeBody(of request: ConfigValue, into step: inout DraftStep) {
      guard let data = request["postData"] else { return }
      let type = (data["mimeType"]?.string ?? "").lowercased()
      if type.hasPrefix("multipart/") {
        step.obstacle = "a multipart body is not recorded whole: write multipart: with its fields"
      } else if let text = data["text"]?.string, text.utf8.count > HARScenario.longestBody {
        step.obstacle =
          "the body is larger than \(HARScenario.longestBody >> 10) kB: write a smaller"
      } else if let text = data["text"]?.string, !text.isEmpty {
        let json = type.contains("json") ? ConfigDocument(json: Array(text.utf8)) : nil
        if let json, json.diagnostics.isEmpty, DraftText.canFlow(json.value) {
          step.body = ("body", json.value)
        } else {
          step.body = ("body", .string(text))
        }
      } else {
        let fields = (data["params"]?.items ?? []).compactMap { item -> ConfigMember? in
          guard let name = item.value["name"]?.string else { return nil }
          let text = item.value["value"]?.scalarText ?? ""
          return ConfigMember(key: name, line: 0, value: .string(text))
        }
        if DraftText.canFlow(.object(fields)), !fields.isEmpty {
          step.body = ("form", .object(fields))
        }
      }
    }

    /// A request that carries a secret waits in a comment, without it.
    private mutating func hideSecrets(of step: inout DraftStep) {
      let (path, inPath) = SecretText.masked(query: step.path)
      step.path = path
      var inBody = false
      if let body = step.body {
        switch body.value {
        case .string(let text):
          let (masked, isMasked) = SecretText.masked(form: text)
          step.body = (body.key, .string(masked))
          inBody = isMasked
        default:
          let (masked, isMasked) = SecretText.masked(body.value)
          step.body = (body.key, masked)
          inBody = isMasked
        }
      }
      guard inPath || inBody else { return }
      secrets += 1
      step.obstacle = "carried a secret: give it a value, say ${env.PASSWORD}, or --keep-secrets"
    }

    /// The origin and what stands behind it.
    private static func parts(of url: String) -> (origin: String, path: String)? {
      let low = url.prefix(8).lowercased()
      guard low.hasPrefix("http://") || low.hasPrefix("https://"), url.utf8.count <= 8_192 else {
        return nil
      }
      let start = url.index(url.startIndex, offsetBy: low.hasPrefix("https") ? 8 : 7)
      let authority = url[start...].prefix { !"/?#".contains($0) }
      var path = String(url[authority.endIndex...].prefix { $0 != "#" })
      if !path.hasPrefix("/") { path = "/" + path }
      guard !authority.isEmpty, path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        return nil
      }
      return (url[..<authority.endIndex].lowercased(), path)
    }

    func draft(_ path: String) -> ScenarioDraft {
      let live = steps.count { $0.obstacle == nil }
      var lines = [
        "# Load scenario, made by plimsoll load --from-har of a recording of \(DraftText.comment(origin)).",
        "# What cannot be sent as it is stands in comments: complete it, and take the # away.",
        "target: \(target.text)", "users: 10", "duration: 1m", "journeys:", "  recorded:",
        "    steps:",
      ]
      for step in steps {
        let all = DraftText.lines(of: step)
        guard let obstacle = step.obstacle else {
          lines += all
          continue
        }
        lines.append("      # \(DraftText.comment(obstacle)):")
        lines += all.map { "#" + $0 }
      }
      var remarks = skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key) left out" }
      if secrets > 0, !keepsSecrets {
        remarks.append("\(secrets) secrets left out (cookies, authorisation …): --keep-secrets")
      }
      let text = lines.joined(separator: "\n") + "\n"
      return ScenarioDraft(text: text, live: live, left: steps.count - live, remarks: remarks)
    }
  }
}
