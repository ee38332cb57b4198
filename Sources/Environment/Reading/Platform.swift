// The manifests of hosting platforms.

import ConfigSyntax
import Frameworks
import SourceText

/// What a platform's own file says.
struct Platform: Sendable {
  enum Kind: String, Sendable {
    case vercel = "Vercel"
    case netlify = "Netlify"
    case fly = "Fly.io"
    case render = "Render"
    case heroku = "Heroku"
    case railway = "Railway"
    case serverless = "Serverless Framework"
    case sam = "AWS SAM"
    case appEngine = "Google App Engine"
    case cloudflare = "Cloudflare Workers"
    case ecs = "Amazon ECS"
    case helm = "Helm chart"
    case helmValues = "values of a Helm chart"
    case appRunner = "AWS App Runner"
    case digitalOcean = "DigitalOcean App Platform"

    /// Whether answers are served from the platform's own edge network.
    var hasEdgeNetwork: Bool { self == .vercel || self == .netlify || self == .cloudflare }
    /// Whether the platform starts as many instances as requests need.
    var isServerless: Bool {
      switch self {
      case .vercel, .netlify, .serverless, .sam, .cloudflare: true
      default: false
      }
    }
  }

  let kind: Kind
  /// Instances that the file asks for.
  private(set) var instances: (count: Int, line: Int)?
  /// Bounds within which the platform scales.
  private(set) var range: (least: Int, most: Int, line: Int)?
  private(set) var command: (words: [String], line: Int)?
  private(set) var runtime: (text: String, line: Int)?
  private(set) var databases: [(kind: DatabaseKind, line: Int)] = []
  private(set) var caches: [(name: String, line: Int)] = []
  /// The Dockerfile that it builds.
  private(set) var dockerfile: String?
  private(set) var crons: [Int] = []

  static func kind(ofFile name: String, path: String) -> Kind? {
    switch name {
    case "vercel.json", "now.json": .vercel
    case "netlify.toml": .netlify
    case "render.yaml", "render.yml": .render
    case "app.json", "heroku.yml": .heroku
    case "railway.json", "railway.toml": .railway
    case "serverless.yml", "serverless.yaml", "serverless.json": .serverless
    case "samconfig.toml": .sam
    case "app.yaml", "app.yml": path.contains(".do/") ? .digitalOcean : .appEngine
    case "wrangler.toml", "wrangler.json", "wrangler.jsonc": .cloudflare
    case "chart.yaml": .helm
    case "values.yaml": .helmValues
    case "apprunner.yaml": .appRunner
    default:
      if name.hasPrefix("fly."), name.hasSuffix(".toml") {
        .fly
      } else if name.contains("task-definition"), name.hasSuffix(".json") {
        .ecs
      } else {
        nil
      }
    }
  }

  init?(_ kind: Kind, _ value: ConfigValue) {
    self.kind = kind
    switch kind {
    case .heroku: guard readHeroku(value) else { return nil }
    case .render: readRender(value)
    case .fly: readFly(value)
    case .railway: readRailway(value)
    case .serverless: readServerless(value)
    case .appEngine:
      guard let runtime = value["runtime"]?.string, runtime.isPlain else { return nil }
      self.runtime = (runtime, value.member("runtime")?.line ?? 1)
      if let most = ComposeService.count(value["automatic_scaling"]?["max_instances"]) {
        let least = ComposeService.count(value["automatic_scaling"]?["min_instances"]) ?? 0
        range = (least, most, value.member("automatic_scaling")?.line ?? 1)
      }
    case .helmValues:
      guard let count = ComposeService.count(value["replicaCount"]) else { return nil }
      instances = (count, value.member("replicaCount")?.line ?? 1)
    case .vercel: crons = value["crons"]?.items.map(\.line) ?? []
    case .digitalOcean:
      guard let service = value["services"]?.items.first else { return nil }
      if let count = ComposeService.count(service.value["instance_count"]) {
        instances = (count, service.value.member("instance_count")?.line ?? service.line)
      }
    case .netlify, .sam, .cloudflare, .ecs, .helm, .appRunner: break
    }
  }

  /// An `app.json` may also be Expo's or anything else.
  private mutating func readHeroku(_ value: ConfigValue) -> Bool {
    let own = ["addons", "formation", "buildpacks", "stack", "success_url", "build", "run"]
    guard value["expo"] == nil, own.contains(where: { value[$0] != nil }) else { return false }
    let web = value["formation"]?["web"]
    if let count = ComposeService.count(web?["quantity"]) {
      instances = (count, web?.member("quantity")?.line ?? 1)
    }
    for addon in value["addons"]?.items ?? [] {
      let text = addon.value.string ?? addon.value["plan"]?.string ?? ""
      if text.hasPrefix("heroku-postgresql") { databases.append((.postgreSQL, addon.line)) }
      if text.hasPrefix("heroku-redis") { caches.append(("Redis", addon.line)) }
      if text.hasPrefix("mongolab") || text.hasPrefix("mongodb") {
        databases.append((.mongoDB, addon.line))
      }
      if text.hasPrefix("jawsdb") || text.hasPrefix("cleardb") {
        databases.append((.mySQL, addon.line))
      }
    }
    return true
  }

  private mutating func readRender(_ value: ConfigValue) {
    for service in value["services"]?.items ?? [] {
      let type = service.value["type"]?.string ?? ""
      if type == "redis" || type == "keyvalue" { caches.append(("Redis", service.line)) }
      if type == "cron" { crons.append(service.line) }
      guard type == "web" else { continue }
      if let count = ComposeService.count(service.value["numInstances"]) {
        instances = (count, service.value.member("numInstances")?.line ?? service.line)
      }
      if let scaling = service.value["scaling"],
        let most = ComposeService.count(scaling["maxInstances"])
      {
        let least = ComposeService.count(scaling["minInstances"]) ?? 1
        range = (least, most, service.value.member("scaling")?.line ?? service.line)
      }
      if let start = service.value["startCommand"]?.string, command == nil {
        let line = service.value.member("startCommand")?.line ?? service.line
        command = (CommandWords.split(start), line)
      }
      dockerfile = dockerfile ?? service.value["dockerfilePath"]?.string
      for entry in service.value["envVars"]?.items ?? [] {
        let key = entry.value["key"]?.string
        guard key == "NODE_VERSION" || key == "PYTHON_VERSION",
          let version = ConfigText.version(entry.value["value"])
        else { continue }
        let language = key == "NODE_VERSION" ? "Node.js" : "Python"
        runtime = ("\(language) \(version)", entry.value.member("value")?.line ?? entry.line)
      }
    }
    for database in value["databases"]?.items ?? [] {
      databases.append((.postgreSQL, database.line))
    }
  }

  private mutating func readFly(_ value: ConfigValue) {
    let service = value["http_service"] ?? value["services"]?.items.first?.value
    if let least = ComposeService.count(service?["min_machines_running"]), least > 0 {
      instances = (least, service?.member("min_machines_running")?.line ?? 1)
    }
    if let process = value["processes"]?.members.first(where: { $0.key == "app" || $0.key == "web" }
    ),
      let text = process.value.string
    {
      command = (CommandWords.split(text), process.line)
    }
    dockerfile = value["build"]?["dockerfile"]?.string
  }

  private mutating func readRailway(_ value: ConfigValue) {
    let deploy = value["deploy"]
    if let count = ComposeService.count(deploy?["numReplicas"]) {
      instances = (count, deploy?.member("numReplicas")?.line ?? 1)
    }
    if let start = deploy?["startCommand"]?.string {
      command = (CommandWords.split(start), deploy?.member("startCommand")?.line ?? 1)
    }
    dockerfile = value["build"]?["dockerfilePath"]?.string
    if let cron = deploy?.member("cronSchedule") { crons.append(cron.line) }
  }

  private mutating func readServerless(_ value: ConfigValue) {
    let provider = value["provider"]
    if let text = provider?["runtime"]?.string, text.isPlain {
      runtime = (text, provider?.member("runtime")?.line ?? 1)
    }
    for function in value["functions"]?.members ?? [] {
      for event in function.value["events"]?.items ?? [] where event.value["schedule"] != nil {
        crons.append(event.line)
      }
    }
  }
}
