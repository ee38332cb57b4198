// The HTTP interface of toxiproxy: its paths, defaults and errors.

import ConfigSyntax

/// Answers requests by asking the proxies.
enum ControlInterface {
  /// The version of toxiproxy whose interface this is.
  static let version = "2.12.0"

  static func answer(
    to request: InterfaceRequest,
    _ proxy: inout FaultProxy
  ) -> InterfaceAnswer {
    // A page in a browser must not be able to reach into this machine.
    if request.userAgent.hasPrefix("Mozilla/") {
      return refusal(ControlError(403, "User agent not allowed"))
    }
    do throws(ControlError) {
      switch request.path.first {
      case "version" where request.path.count == 1 && request.method == "GET":
        return json(200, .of(["version": .string(version)]))
      case "reset" where request.path.count == 1 && request.method == "POST":
        try proxy.reset()
        return InterfaceAnswer(status: 204, body: "")
      case "populate" where request.path.count == 1 && request.method == "POST":
        return try populate(body(of: request), &proxy)
      case "proxies": return try proxies(request, &proxy)
      default: throw ControlError(404, "404 page not found")
      }
    } catch {
      return refusal(error)
    }
  }

  static func refusal(_ error: ControlError) -> InterfaceAnswer {
    let value = ConfigValue.of([
      "error": .string(error.message), "status": .number(Double(error.status)),
    ])
    return json(error.status, value)
  }

  private static func proxies(
    _ request: InterfaceRequest,
    _ proxy: inout FaultProxy
  ) throws(ControlError) -> InterfaceAnswer {
    let path = request.path
    switch (path.count, request.method) {
    case (1, "GET"):
      let members = proxy.descriptions.sorted { $0.name < $1.name }
        .map { ConfigMember(key: $0.name, line: 1, value: .of($0)) }
      return json(200, .object(members))
    case (1, "POST"):
      let wanted = try description(of: body(of: request), at: nil)
      return json(201, .of(try proxy.create(wanted)))
    case (2, "GET"): return json(200, .of(try proxy.description(of: path[1])))
    case (2, "POST"), (2, "PATCH"):
      _ = try proxy.description(of: path[1])
      let value = try body(of: request)
      let changed = try proxy.update(
        path[1],
        listen: value["listen"]?.string,
        upstream: value["upstream"]?.string,
        isEnabled: value["enabled"]?.bool
      )
      return json(200, .of(changed))
    case (2, "DELETE"):
      try proxy.remove(path[1])
      return InterfaceAnswer(status: 204, body: "")
    case (3..., _) where path[2] == "toxics": return try toxics(request, &proxy)
    default: throw ControlError(request.method == "GET" ? 404 : 405, "404 page not found")
    }
  }

  private static func toxics(
    _ request: InterfaceRequest,
    _ proxy: inout FaultProxy
  ) throws(ControlError) -> InterfaceAnswer {
    let name = request.path[1]
    let toxics = try proxy.description(of: name).toxics
    if request.path.count == 3 {
      switch request.method {
      case "GET":
        return json(200, .array(toxics.map { ConfigItem(line: 1, value: .of($0)) }))
      case "POST":
        let toxic = try ToxicReading.toxic(of: body(of: request))
        try proxy.add(toxic, to: name)
        return json(200, .of(toxic))
      default: throw ControlError(405, "method not allowed")
      }
    }
    guard request.path.count == 4 else { throw ControlError(404, "404 page not found") }
    if request.method == "DELETE" {
      try proxy.removeToxic(request.path[3], of: name)
      return InterfaceAnswer(status: 204, body: "")
    }
    guard let toxic = toxics.first(where: { $0.name == request.path[3] }) else {
      throw .toxicNotFound
    }
    switch request.method {
    case "GET": return json(200, .of(toxic))
    case "POST", "PATCH":
      let changed = try ToxicReading.changed(toxic, by: body(of: request))
      try proxy.replace(changed, of: name)
      return json(200, .of(changed))
    default: throw ControlError(405, "method not allowed")
    }
  }

  /// Makes each proxy of a list; one that stands elsewhere is put where the list says.
  private static func populate(
    _ value: ConfigValue,
    _ proxy: inout FaultProxy
  ) throws(ControlError) -> InterfaceAnswer {
    var wanted: [ProxyDescription] = []
    for (index, item) in value.items.enumerated() {
      wanted.append(try description(of: item.value, at: index + 1))
    }
    var made: [ConfigItem] = []
    for description in wanted {
      if let old = try? proxy.description(of: description.name) {
        let isSame = old.listen == description.listen && old.upstream == description.upstream
        if !isSame { try proxy.remove(description.name) }
      }
      if (try? proxy.description(of: description.name)) == nil {
        try proxy.create(description)
      } else {
        try proxy.update(description.name, isEnabled: description.isEnabled)
      }
      made.append(ConfigItem(line: 1, value: .of(try proxy.description(of: description.name))))
    }
    return json(201, .of(["proxies": .array(made)]))
  }

  // MARK: - Bodies

  private static func body(of request: InterfaceRequest) throws(ControlError) -> ConfigValue {
    let document = ConfigDocument(strictJSON: request.body)
    if let problem = document.diagnostics.first {
      throw ControlError(400, "bad request body: \(problem.message)")
    }
    return document.value
  }

  /// `number` is the proxy's place in a list.
  private static func description(
    of value: ConfigValue,
    at number: Int?
  ) throws(ControlError) -> ProxyDescription {
    guard value.isObject else { throw ControlError(400, "bad request body: not an object") }
    let place = number.map { " at proxy \($0)" } ?? ""
    guard let name = value["name"]?.string, !name.isEmpty else {
      throw ControlError(400, "missing required field: name" + place)
    }
    guard let upstream = value["upstream"]?.string, !upstream.isEmpty else {
      throw ControlError(400, "missing required field: upstream" + place)
    }
    return ProxyDescription(
      name: name,
      listen: value["listen"]?.string ?? "127.0.0.1:0",
      upstream: upstream,
      isEnabled: value["enabled"]?.bool ?? true
    )
  }

  private static func json(_ status: Int, _ value: ConfigValue) -> InterfaceAnswer {
    InterfaceAnswer(status: status, body: value.compactJSON + "\n")
  }
}

extension ConfigValue {
  /// An object; members in the order of their names.
  static func of(_ members: KeyValuePairs<String, ConfigValue>) -> ConfigValue {
    .object(members.map { ConfigMember(key: $0.key, line: 1, value: $0.value) })
  }

  static func of(_ description: ProxyDescription) -> ConfigValue {
    .of([
      "name": .string(description.name), "listen": .string(description.listen),
      "upstream": .string(description.upstream), "enabled": .bool(description.isEnabled),
      "toxics": .array(description.toxics.map { ConfigItem(line: 1, value: .of($0)) }),
    ])
  }

  static func of(_ toxic: Toxic) -> ConfigValue {
    let attributes = toxic.kind.attributes.map { name in
      ConfigMember(key: name, line: 1, value: .number(Double(toxic[name])))
    }
    return .of([
      "attributes": .object(attributes), "name": .string(toxic.name),
      "type": .string(toxic.kind.rawValue), "stream": .string(toxic.stream.rawValue),
      "toxicity": .number(toxic.toxicity),
    ])
  }
}
