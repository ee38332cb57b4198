// The parts of SARIF 2.1.0 that a log of plimsoll has, by the names of the specification.

/// A whole log.
struct SARIFLog: Encodable {
  let schema = "https://json.schemastore.org/sarif-2.1.0.json"
  let version = "2.1.0"
  let runs: [Run]

  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  struct Run: Encodable {
    let tool: Tool
    let invocations: [Invocation]
    let columnKind = "utf16CodeUnits"
    let results: [Result]
    let properties: RunProperties
  }

  struct Tool: Encodable {
    let driver: Driver
  }

  struct Driver: Encodable {
    let name: String
    let semanticVersion: String
    let rules: [Rule]
  }

  struct Rule: Encodable {
    let id: String
    let shortDescription: Message
    let fullDescription: Message
    let help: MarkdownMessage
    let defaultConfiguration: Configuration
    let properties: RuleProperties
  }

  struct Configuration: Encodable {
    let level: String
  }

  struct RuleProperties: Encodable {
    let tags: [String]
    /// What GitHub sorts by.
    let precision: String
    let worst: String
    let category: String

    private enum CodingKeys: String, CodingKey {
      case tags, precision
      case worst = "problem.severity"
      case category
    }
  }

  /// What went wrong with files of the audited folder.
  struct Invocation: Encodable {
    let executionSuccessful = true
    let toolExecutionNotifications: [Notification]
  }

  struct Notification: Encodable {
    let level = "note"
    let message: Message
    let locations: [Location]
  }

  struct RunProperties: Encodable {
    let score: Double?
    let band: String?
  }

  struct Message: Encodable {
    let text: String
  }

  struct MarkdownMessage: Encodable {
    let text: String
    let markdown: String
  }

  struct Result: Encodable {
    let ruleId: String
    let ruleIndex: Int?
    let level: String
    let message: Message
    let locations: [Location]
    let relatedLocations: [Location]?
    let codeFlows: [CodeFlow]?
    let partialFingerprints: [String: String]
    let suppressions: [Suppression]
    let baselineState: String?
    let fixes: [Fix]?
    let properties: ResultProperties?
  }

  struct ResultProperties: Encodable {
    let id: String
    let severity: String
    let tier: String
    let confidence: String
    let category: String
    let routes: [String]?
  }

  struct Suppression: Encodable {
    let kind = "inSource"
    let status = "accepted"
    let justification: String
  }

  struct Location: Encodable {
    var id: Int?
    let physicalLocation: PhysicalLocation
    var message: Message?
  }

  struct PhysicalLocation: Encodable {
    let artifactLocation: ArtifactLocation
    var region: Region?
  }

  struct ArtifactLocation: Encodable {
    let uri: String
    let uriBaseId = "%SRCROOT%"
  }

  struct Region: Encodable {
    let startLine: Int
    let startColumn: Int?
    let endLine: Int?
    let endColumn: Int?
  }

  struct CodeFlow: Encodable {
    let threadFlows: [ThreadFlow]
  }

  struct ThreadFlow: Encodable {
    let locations: [ThreadFlowLocation]
  }

  struct ThreadFlowLocation: Encodable {
    let location: Location
  }
}
