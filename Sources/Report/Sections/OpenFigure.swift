// Figures that nobody measured, each with the command that measures it.

/// One figure that a running system has to tell.
struct OpenFigure {
  let name: String
  /// Prose; commands stand between backticks.
  let command: String

  init(_ name: String, _ command: String) {
    self.name = name
    self.command = command
  }
}

extension Stack {
  var queryFigures: [OpenFigure] {
    let statements =
      switch database {
      case .postgres:
        "`psql \"$DATABASE_URL\" -c 'SELECT calls, mean_exec_time, rows, query FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 50' > audit_artifacts/pg_stat_top.sql.txt`"
      case .mysql: "`mysql -e 'SELECT * FROM sys.statement_analysis LIMIT 50'`"
      case .mongo:
        "`mongosh \"$MONGODB_URI\" --eval 'db.setProfilingLevel(1, { slowms: 50 })'`, a load test, then `db.system.profile.find().sort({ millis: -1 })`"
      case .other: "the slow-query log of the database; which one it is must be confirmed first"
      }
    return [OpenFigure("Time and calls of the hottest statements", statements)]
  }

  var indexFigures: [OpenFigure] {
    switch database {
    case .postgres:
      [
        OpenFigure("Plans at production size", "`plimsoll database --ephemeral . --report .`"),
        OpenFigure(
          "Reads of whole tables in production",
          "`psql \"$DATABASE_URL\" -c 'SELECT relname, seq_scan, idx_scan, n_live_tup FROM pg_stat_user_tables ORDER BY seq_tup_read DESC'`"
        ),
      ]
    case .mysql:
      [OpenFigure("Plans of the hot queries", "`EXPLAIN ANALYZE` before each, in `mysql`")]
    case .mongo:
      [
        OpenFigure(
          "Plans of the hot queries",
          "`.explain('executionStats')` behind each, in `mongosh`"
        )
      ]
    case .other: [OpenFigure("Plans of the hot queries", "the EXPLAIN of the database")]
    }
  }

  var poolFigures: [OpenFigure] {
    let busy =
      switch database {
      case .postgres:
        "`psql \"$DATABASE_URL\" -c 'SELECT state, wait_event_type, count(*) FROM pg_stat_activity GROUP BY 1, 2'` under load"
      case .mysql: "`mysql -e 'SHOW STATUS LIKE \"Threads_%\"'` under load"
      case .mongo: "`mongosh \"$MONGODB_URI\" --eval 'db.serverStatus().connections'` under load"
      case .other: "the database's list of sessions, under load"
      }
    return [
      OpenFigure("Connections in use", busy),
      OpenFigure(
        "Time that requests wait for a connection",
        "a timer around the pool's acquire, under load"
      ),
    ]
  }

  var cacheFigures: [OpenFigure] {
    names("redis")
      ? [
        OpenFigure(
          "Share of reads that the cache answers",
          "`redis-cli info stats`: keyspace_hits and keyspace_misses"
        )
      ]
      : []
  }

  var jobFigures: [OpenFigure] {
    if names("celery") {
      return [
        OpenFigure("Jobs that wait, and for how long", "`celery -A APP inspect active reserved`")
      ]
    }
    if names("bull") {
      return [OpenFigure("Jobs that wait, and for how long", "`redis-cli llen bull:QUEUE:wait`")]
    }
    return []
  }

  var processFigures: [OpenFigure] {
    let cpu =
      isPython
      ? "`py-spy record --pid \"$PID\" --duration 60 --output audit_artifacts/flame.svg` under load"
      : "`node --cpu-prof` and the server's start file, under load"
    let heap =
      isPython
      ? "`memray run --output audit_artifacts/memray.bin` and the server's start file"
      : "`node --heapsnapshot-signal=SIGUSR2` and the server's start file; `kill -USR2 \"$PID\"` before and after a load test"
    return [
      OpenFigure("Functions that take the CPU", cpu),
      OpenFigure(
        "Memory over time",
        "`while sleep 5; do ps -o rss= -p \"$PID\"; done > audit_artifacts/memory.csv` beside a load test"
      ),
      OpenFigure("What the memory holds", heap),
    ]
  }

  var bundleFigures: [OpenFigure] {
    [
      OpenFigure(
        "Compressed size of each script",
        "`find dist -name '*.js' -exec gzip -9k {} +`, then `find dist -name '*.gz' -ls > audit_artifacts/gzip_sizes.txt`"
      ),
      OpenFigure(
        "What each script is made of",
        "`npx source-map-explorer 'dist/**/*.js' --json > audit_artifacts/bundle_explorer.json`"
      ),
    ]
  }
}
