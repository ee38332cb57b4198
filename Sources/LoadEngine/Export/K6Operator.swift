// A plan as manifests for Grafana's k6-operator: the script in a ConfigMap, and the run.

/// Writes what `kubectl apply` takes.
package struct K6Operator: Sendable {
  private let plan: LoadPlan
  private let thresholds: [Threshold]
  private let name: String
  private let parallelism: Int

  /// A ConfigMap holds a megabyte.
  private static let mostBytes = 1_000_000

  /// `name` is what the objects are called; letters that Kubernetes does not take become hyphens.
  package init(_ plan: LoadPlan, thresholds: [Threshold], name: String, parallelism: Int) {
    self.plan = plan
    self.thresholds = thresholds
    self.parallelism = parallelism
    let plain = name.lowercased().utf8.map { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) ? byte : 0x2D
    }
    let words = plain.split(separator: 0x2D).map { String(decoding: $0, as: UTF8.self) }
    let joined = words.joined(separator: "-").prefix(50)
    self.name = joined.isEmpty ? "plimsoll-load" : "plimsoll-" + joined
  }

  /// The manifests; throws an error of the plan for what cannot be exported.
  package func text() throws(LoadError) -> String {
    let script = try K6Script(plan, thresholds: thresholds).text()
    guard script.utf8.count < Self.mostBytes else {
      throw .plan("the script is larger than a ConfigMap holds: give fewer rows of data")
    }
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? "" : "    " + line
    }
    let note =
      parallelism > 1
      ? [
        "# Each of the \(parallelism) runners holds its own part of the figures against the thresholds: shares and",
        "# percentiles are judged part by part, and counts are those of a part.",
      ] : []
    let manifest =
      [
        "# Made by plimsoll load export k6-operator; apply it with kubectl apply -f.",
        "apiVersion: v1", "kind: ConfigMap", "metadata:", "  name: \(name)", "data:",
        "  script.js: |",
      ] + lines + ["---"] + note + [
        "apiVersion: k6.io/v1alpha1", "kind: TestRun", "metadata:", "  name: \(name)", "spec:",
        "  parallelism: \(parallelism)", "  script:", "    configMap:", "      name: \(name)",
        "      file: script.js", "  runner:", "    env:", "      - name: BASE_URL",
        "        value: \(DraftText.quoted(plan.url.at(path: "").text))",
      ]
    return manifest.joined(separator: "\n") + "\n"
  }
}
