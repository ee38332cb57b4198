// One service of a compose file.

import ConfigSyntax

/// One service of a compose file.
struct ComposeService: Sendable {
  let name: String
  let line: Int
  let image: ImageName?
  let imageLine: Int
  /// The folder that is built, relative to the file.
  let context: String?
  /// Relative to the context.
  let dockerfile: String?
  let command: [String]
  let commandLine: Int
  let environment: [EnvironmentVariable]
  let replicas: Int?
  let replicasLine: Int
  let cpus: Double?
  /// Started only when its profile is asked for.
  let isOptional: Bool
  let usesBuild: Bool

  init(_ member: ConfigMember) {
    let value = member.value
    name = member.key
    line = member.line
    image = value["image"]?.string.map { ImageName(Compose.substituted($0)) }
    imageLine = value.member("image")?.line ?? member.line
    let build = value["build"]
    usesBuild = build != nil && build != .null
    context = build?.string ?? build?["context"]?.string ?? (usesBuild ? "." : nil)
    dockerfile = build?["dockerfile"]?.string
    let run = value["command"] ?? .null
    command = run.isArray ? run.strings : run.string.map(CommandWords.split) ?? []
    commandLine = value.member("command")?.line ?? member.line
    environment = Self.environment(value["environment"])
    let deploy = value["deploy"]
    replicas = Self.count(deploy?["replicas"]) ?? Self.count(value["scale"])
    replicasLine = deploy?.member("replicas")?.line ?? value.member("scale")?.line ?? member.line
    cpus = Self.number(deploy?["resources"]?["limits"]?["cpus"]) ?? Self.number(value["cpus"])
    isOptional = !(value["profiles"]?.items.isEmpty ?? true)
  }

  static func environment(_ value: ConfigValue?) -> [EnvironmentVariable] {
    guard let value else { return [] }
    if value.isArray {
      return value.items.compactMap { item in
        item.value.string.flatMap {
          EnvironmentText.variable(in: Substring($0), line: item.line)
        }
      }
    }
    return value.members.map { member in
      let number = member.value.number.map { Int(exactly: $0).map { "\($0)" } ?? "\($0)" }
      return EnvironmentVariable(
        name: member.key,
        value: member.value.string ?? number ?? "",
        line: member.line
      )
    }
  }

  static func number(_ value: ConfigValue?) -> Double? {
    value?.number ?? value?.string.flatMap { Double(Compose.substituted($0)) }
  }

  static func count(_ value: ConfigValue?) -> Int? {
    guard let number = number(value), number >= 0, number < 1e6 else { return nil }
    return Int(number)
  }
}
