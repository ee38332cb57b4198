// The environment of a repository: every service, every aspect, and what has to be asked.

package import Findings
package import SemanticModel
package import Workspace

/// What the code runs on, before anything is judged.
package struct Environment: Sendable {
  /// In the order in which a reader should know them, service by service.
  package private(set) var facts: [EnvironmentFact] = []
  /// The facts that somebody has to confirm, with where they stand.
  package private(set) var unknowns: [Unknown] = []
  /// The same in numbers, for rules and for the arithmetic of the load target.
  package private(set) var services: [ServiceSettings] = []

  /// Nothing is known.
  package init() {}

  /// Reads the environment of a workspace.
  ///
  /// No text of the audited folder is taken over but names of files, services and variables, versions, and
  /// numbers: an environment file or an address may hold secrets.
  package init(of workspace: Workspace, program: Program) {
    let configuration = ConfigurationFiles(of: workspace)
    let index = CallIndex(program)
    let found = ServiceSearch(workspace, program, configuration).services()
    let folders = Set(workspace.packages.map(\.folder) + configuration.python.map(\.folder))
    var unused: [String: EnvironmentFact]?
    for service in found {
      let reading = ServiceReading(
        service: service,
        uses: CodeUses(program, index, service),
        configuration: ServiceConfiguration(service, configuration, packageFolders: folders),
        workspace: workspace,
        program: program
      )
      let others = add(reading)
      // What one service uses is used.
      unused = unused.map { known in known.filter { others?[$0.key] != nil } } ?? others
    }
    if !found.isEmpty { facts.append(FrontEnd(of: workspace).fact) }
    facts += (unused ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    unknowns = facts.compactMap { fact in
      guard fact.status == .needsConfirmation, let ask = fact.ask else { return nil }
      return Unknown(fact: fact.aspect, neededFrom: ask)
    }
  }

  /// Adds what is known of one service; the compose services that it does not use come back.
  private mutating func add(_ reading: ServiceReading) -> [String: EnvironmentFact]? {
    let databases = Databases(reading)
    let pool = reading.pool(databases)
    let processes = reading.processes()
    let instances = reading.instances()
    let proxy = reading.proxy()
    let body = reading.bodyLimit()
    var settings = ServiceSettings(reading, pool, processes, instances.count)
    settings.proxyTimeoutSeconds = proxy.settings.timeoutSeconds
    settings.bodyLimitBytes = body.bytes
    settings.maxConnections = reading.connectionLimit(databases)?.count
    // What takes jobs only has no requests to limit and no users to keep signed in.
    let answers = reading.answersRequests || reading.service.units.isEmpty || reading.service.isOnly
    if answers { facts.append(reading.frameworkFact) }
    facts.append(reading.databaseFact(databases))
    if !databases.kinds.isEmpty || reading.mapsRows {
      facts += [
        reading.mapperFact(databases), reading.poolFact(pool),
        reading.connectionsFact(databases, settings),
      ]
    }
    if answers { facts.append(reading.sessionsFact) }
    facts += [
      reading.cacheFact, reading.jobsFact, reading.runtimeFact, reading.deploymentFact,
      reading.processesFact(processes), instances.fact,
    ]
    if answers { facts += [body.fact, proxy.fact, reading.contentNetworkFact] }
    facts += [reading.loggingFact, reading.servicesFact]
    facts += reading.contradictions(databases)
    services.append(settings)
    return reading.unusedServers(databases)
  }
}
