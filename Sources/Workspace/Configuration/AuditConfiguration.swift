// What plimsoll.yml says.

package import ConfigSyntax

/// The user's settings.
///
/// An unknown key or a value of a wrong kind is an error, never ignored.
package struct AuditConfiguration: Hashable, Sendable {
  /// The file that it was read from; nil when there is none.
  package private(set) var path: String?
  /// The load that the application has to carry.
  package private(set) var loadTarget = RequestedLoad()
  /// Patterns, in the language of `.gitignore`, of paths that are not audited.
  package private(set) var exclude: [String] = []
  /// Levels that the user gives to rules, in the order of the file.
  package private(set) var severity: [RuleSeverity] = []
  /// Service-level objectives, as written.
  package private(set) var slo: ConfigValue?
  /// Front-end budgets, as written.
  package private(set) var budgets: ConfigValue?
  /// Facts of pools and deployment that the user states, because the code cannot tell them.
  package private(set) var facts = StatedFacts()
  /// Thresholds of the gate and of load tests, as written.
  package private(set) var thresholds: ConfigValue?
  /// Who answers for which paths, as written.
  package private(set) var owners: ConfigValue?
  /// Rows by name of the table, for the planner.
  package private(set) var volumes: [String: Double] = [:]
  /// No settings.
  package init() {}
  /// Reads a plimsoll.yml.
  ///
  /// - Parameters:
  ///   - path: How errors name the file.
  ///   - yaml: Its text.
  /// - Throws: A `WorkspaceError` of kind `configuration` with file, line and what to do.
  package init(path: String, yaml: [UInt8]) throws(WorkspaceError) {
    self.path = path
    let document = ConfigDocument(yaml: yaml)
    let reader = ConfigurationReader(path: path)
    if let problem = document.diagnostics.first {
      throw reader.error(problem.line, "\(problem.message); correct the YAML")
    }
    guard document.value != .null else { return }
    guard document.value.isObject else {
      throw reader.error(1, "the file must be a mapping of keys to values")
    }
    for member in document.value.members { try take(member, with: reader) }
  }
  private static let keys = [
    "loadTarget", "slo", "exclude", "severity", "budgets", "facts", "thresholds", "owners",
    "volumes",
  ]
  private mutating func take(
    _ member: ConfigMember,
    with reader: ConfigurationReader
  ) throws(WorkspaceError) {
    switch member.key {
    case "loadTarget": loadTarget = try reader.loadTarget(member)
    case "exclude": exclude = try reader.texts(member)
    case "severity": severity = try reader.severities(member)
    case "slo": slo = try reader.mapping(member)
    case "budgets": budgets = try reader.mapping(member)
    case "facts": facts = try reader.statedFacts(member)
    case "thresholds": thresholds = try reader.mapping(member)
    case "owners": owners = try reader.mapping(member)
    case "volumes": volumes = try reader.volumes(member)
    default: throw reader.unknown(member, among: Self.keys)
    }
  }
}

extension AuditConfiguration {
  /// Reads the configuration of a folder, or the file that `--config` names instead.
  init(of root: RootFolder, options: WorkspaceOptions) throws(WorkspaceError) {
    let limit = options.largestConfiguration
    if let given = options.configurationPath {
      try self.init(path: given, yaml: ConfigurationFile.contents(of: given, limit: limit))
      return
    }
    let name = "plimsoll.yml"
    do {
      let bytes = try root.read(Array(name.utf8), named: name, padding: 0, limit: limit)
      try self.init(path: name, yaml: bytes)
    } catch  where error.kind == .file && !root.has(name) {
      self.init()
    } catch  where error.kind == .file {
      throw WorkspaceError(.configuration, "\(error.message); correct or remove it")
    }
  }
}
