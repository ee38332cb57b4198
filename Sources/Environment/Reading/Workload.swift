// Kubernetes objects that run containers, or say how many of them run.

import ConfigSyntax

/// A Deployment, StatefulSet … or an autoscaler.
struct Workload: Sendable {
  let kind: String
  let name: String
  let line: Int
  let replicas: Int?
  /// The bounds of an autoscaler.
  let range: ClosedRange<Int>?
  let images: [ImageName]
  let command: [String]
  let cpus: Double?
  let environment: [EnvironmentVariable]

  private static let kinds: Set<String> = [
    "Deployment", "StatefulSet", "DaemonSet", "Rollout", "ReplicaSet", "HorizontalPodAutoscaler",
    "Ingress", "CronJob", "Job", "Service",
  ]

  static func all(in document: ConfigDocument) -> [Workload] {
    document.values.prefix(200).compactMap(Workload.init)
  }

  private init?(_ value: ConfigValue) {
    guard let kind = value["kind"]?.string, Self.kinds.contains(kind),
      let spec = value["spec"], value["apiVersion"]?.string != nil
    else { return nil }
    self.kind = kind
    name = value["metadata"]?["name"]?.string ?? ""
    line = spec.member("replicas")?.line ?? value.member("kind")?.line ?? 1
    replicas = ComposeService.count(spec["replicas"])
    if let most = ComposeService.count(spec["maxReplicas"]) {
      let least = ComposeService.count(spec["minReplicas"]) ?? 1
      range = min(least, most)...most
    } else {
      range = nil
    }
    let containers = spec["template"]?["spec"]?["containers"]?.items.map(\.value) ?? []
    images = containers.compactMap { $0["image"]?.string.map(ImageName.init) }
    let first = containers.first
    command = (first?["command"]?.strings ?? []) + (first?["args"]?.strings ?? [])
    let limit = first?["resources"]?["limits"]?["cpu"]
    cpus = limit?.number ?? limit?.string.flatMap(Self.processors)
    environment = (first?["env"]?.items ?? []).compactMap { item in
      guard let name = item.value["name"]?.string else { return nil }
      return EnvironmentVariable(
        name: name,
        value: item.value["value"]?.string ?? "",
        line: item.line
      )
    }
  }

  /// `500m` is half a processor.
  private static func processors(_ text: String) -> Double? {
    text.hasSuffix("m") ? Double(text.dropLast()).map { $0 / 1000 } : Double(text)
  }
}
