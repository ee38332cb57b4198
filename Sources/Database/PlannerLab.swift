// The story of the planner lab: boot, lay the schema, make it large, plan every statement, advise.

package import Queries

/// What a program says of its database.
package struct LabInput: Sendable {
  package var schema: Schema
  package var queries: [LabQuery]
  package var migrations: [MigrationScript]
  /// What migrations in code do: it is traced, and the tables are laid from what was read of them.
  package var traced: [MigrationScript] = []
  /// Operations of migrations that only running them would tell.
  package var unread: [LabProblem] = []
  /// Rows by name of the table, as plimsoll.yml states them.
  package var stated: [String: Double]
  /// What a server that serves knows of its tables.
  package var statistics: [TableStatistics] = []
  /// Rows by name of the table, as they were assumed when its plans were locked.
  package var locked: [String: Double] = [:]
  /// Rows by name of the table, as its word lets expect.
  package var assumed: [String: Double]

  package init(
    schema: Schema,
    queries: [LabQuery],
    migrations: [MigrationScript] = [],
    stated: [String: Double] = [:],
    assumed: [String: Double] = [:]
  ) {
    self.schema = schema
    self.queries = queries
    self.migrations = migrations
    self.stated = stated
    self.assumed = assumed
  }

  /// Whether there is anything that PostgreSQL could plan.
  package var isPlannable: Bool {
    !queries.isEmpty && schema.tables.contains { SchemaLaying.isPlannable($0) }
  }
}

/// Plans a program's statements on a throwaway server that holds no row.
package struct PlannerLab {
  private let input: LabInput
  private let server: EphemeralServer
  private let administrator: Connection
  private let end: ContinuousClock.Instant
  private var result = LabResult()
  private var works: [TracedWork] = []
  /// Works on tables by their names: those that they were done to are gone.
  private var traced: [TracedWork] = []

  /// What is not planned by `limit` is left out, and the result says so.
  ///
  /// - Throws: A `DatabaseError` where the server cannot be had or was lost: then nothing is known.
  package static func result(
    for input: LabInput,
    on binaries: ServerBinaries,
    within limit: Duration = .seconds(30)
  ) throws(DatabaseError) -> LabResult {
    var lab = try PlannerLab(input, binaries, limit)
    defer { lab.server.stop() }
    try lab.run()
    return lab.result
  }

  private init(_ input: LabInput, _ binaries: ServerBinaries, _ limit: Duration)
    throws(DatabaseError)
  {
    self.input = input
    end = ContinuousClock.now + limit
    server = try EphemeralServer(binaries)
    administrator = try server.connectAsAdministrator()
    result.server = administrator.serverVersion
  }

  private mutating func run() throws(DatabaseError) {
    let hasTrigrams = try laySchema()
    let catalog = try Catalog(of: administrator)
    result.indexes = Set(catalog.tables.flatMap(\.indexes).map(\.name))
    let application = try server.connect(as: SchemaLaying.role)
    let planner = try Planner(application)
    let writer = StatementWriter(input.schema, catalog)
    let relational = input.queries.indices.filter { isRelational(input.queries[$0].query) }
    let workload = try Workload(
      of: relational.map { input.queries[$0] },
      by: writer,
      on: application,
      until: end
    )
    take(workload, relational)
    let reading = CandidateReading(
      reading: writer.reading,
      catalog: catalog,
      hasTrigrams: hasTrigrams
    )
    let perQuery = relational.map { reading.candidates(of: input.queries[$0].query) }
    let indexes = try candidateIndexes(perQuery, catalog, as: application)
    result.candidates = indexes.made.count
    let volumes = self.volumes(beside: catalog)
    let tables = try virtualTables(volumes)
    try tables.writeStatistics()
    result.steps = steps(on: catalog, tables)
    try tables.grow(by: LabResult.judgedFactor)
    var advisor = Advisor(
      planner,
      indexes,
      workload.statements,
      tables: workload.statements.map { statement in
        Set(statement.sites.flatMap { perQuery[$0] }.map(\.table))
      },
      end: end
    )
    try advisor.choose()
    result.isFinished = workload.isFinished && advisor.isFinished
    result.plans = plans(of: workload, advisor.before, volumes, relational)
    let measuring = AdviceMeasuring(
      indexes: indexes,
      planner: planner,
      judged: advisor.before,
      statements: workload.statements,
      tables: tables,
      catalog: catalog,
      relational: relational
    )
    result.advice = try measuring.advice(
      for: advisor.chosen,
      on: server,
      named: { input.queries[relational[$0]].query.model }
    )
  }

  private func candidateIndexes(
    _ perQuery: [[Candidate]],
    _ catalog: Catalog,
    as application: Connection
  ) throws(DatabaseError) -> CandidateIndexes {
    try CandidateIndexes(unique(perQuery), catalog, as: application, administrator: administrator)
  }

  /// The rows of today, of which the result tells those of tables that are there.
  private mutating func volumes(beside catalog: Catalog) -> Volumes {
    let volumes = Volumes(
      of: input.schema,
      stated: input.stated,
      imported: input.statistics,
      locked: input.locked,
      assumed: input.assumed
    )
    result.volumes = volumes.byTable.values.filter { catalog.table(named: $0.table) != nil }
      .sorted { $0.table < $1.table }
    return volumes
  }

  /// What migrations do to all rows, those in SQL first.
  private func steps(on catalog: Catalog, _ tables: VirtualTables) -> [MigrationStep] {
    let works = self.works + traced.compactMap { $0.moved(to: catalog) }
    return MigrationWeighing(catalog: catalog, tables: tables).steps(of: works)
  }

  /// The tables with the candidates that were made meanwhile.
  private func virtualTables(_ volumes: Volumes) throws(DatabaseError) -> VirtualTables {
    VirtualTables(
      try Catalog(of: administrator),
      ColumnJudgement(schema: input.schema, volumes: volumes),
      statistics: input.statistics,
      on: server,
      administrator: administrator
    )
  }

  private mutating func laySchema() throws(DatabaseError) -> Bool {
    var laying = try SchemaLaying(server, administrator: administrator)
    let hasTrigrams = laying.makeTrigrams()
    try laying.replay(input.migrations, within: .seconds(15))
    try laying.trace(input.traced, within: .seconds(10))
    try laying.lay(input.schema, beside: Catalog(of: administrator))
    result.problems = laying.problems + input.unread
    result.traced = laying.traced
    traced = laying.tracedWorks
    result.drops = laying.drops
    works = laying.works
    result.replayed = laying.replayed
    return hasTrigrams
  }

  /// The plans that the advisor began with.
  private func plans(
    of workload: Workload,
    _ before: [Plan?],
    _ volumes: Volumes,
    _ relational: [Int]
  ) -> [PlannedStatement] {
    let planned = zip(workload.statements, before).compactMap { statement, plan in
      plan.map { plan in
        let scans = Set(plan.scanned).sorted().map { table in
          let name = input.schema.table(meaning: table)?.name ?? table
          return PlannedStatement.Scan(
            table: table,
            rows: volumes.rows(of: name) * LabResult.judgedFactor
          )
        }
        let sites = statement.sites.map { relational[$0] }
        return PlannedStatement(statement, sites: sites, plan: plan, scans: scans)
      }
    }
    return planned.sorted { $0.text < $1.text }
  }

  private func isRelational(_ query: Query) -> Bool {
    guard let table = input.schema.table(meaning: query.model) else { return true }
    return SchemaLaying.isPlannable(table)
  }

  private mutating func take(_ workload: Workload, _ relational: [Int]) {
    result.sites = relational.count
    result.statements = workload.statements.count
    result.accepted = Set(workload.accepted.map { relational[$0] })
    for (position, reason) in workload.refusals { result.refusals[relational[position]] = reason }
    for (position, names) in workload.omitted { result.omitted[relational[position]] = names }
  }

  private func unique(_ lists: [[Candidate]]) -> [Candidate] {
    var seen: Set<Candidate> = []
    return lists.flatMap(\.self).filter { seen.insert($0).inserted }
  }
}
