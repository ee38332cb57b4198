// SQLAlchemy, SQLModel and Flask-SQLAlchemy: engines, sessions, queries of both styles.

import SemanticModel

extension Library {
  /// SQLAlchemy 1.x and 2.x; a unit of work writes when it is flushed, so adding to it is free.
  static let sqlAlchemy = Library(
    "SQLAlchemy",
    packages: [
      "sqlalchemy", "sqlalchemy/*", "sqlmodel", "sqlmodel/*", "sqlalchemy_utils",
      "flask_sqlalchemy", "flask_sqlalchemy/*", "flask/ext/sqlalchemy",
    ],
    exports: Members.of([
      .each("create_engine create_async_engine engine_from_config", engine),
      .types("Engine AsyncEngine", "sqlalchemy.Engine"),
      [
        "Session": .type("sqlalchemy.Session", constructing: openedSession),
        "AsyncSession": .type("sqlalchemy.Session", constructing: openedSession),
      ],
      .types("Connection AsyncConnection", "sqlalchemy.Session"),
      .each("sessionmaker async_sessionmaker", .gives("sqlalchemy.SessionFactory")),
      .each("scoped_session async_scoped_session", .gives("sqlalchemy.ScopedSession")),
      .each("select", select),
      .each("insert update delete text union union_all", .gives("sqlalchemy.Statement")),
      [
        "SQLAlchemy": .type(
          "sqlalchemy.Flask",
          constructing: Operation(returns: "sqlalchemy.Flask").playing(.configuredPool)
        )
      ],
      .types("SQLModel DeclarativeBase DeclarativeBaseNoMeta", "sqlalchemy.Model"),
      .each("declarative_base automap_base", .gives("sqlalchemy.Base")),
      .each("relationship Relationship", relationship),
      .each("backref", .gives("sqlalchemy.Relationship")),
      .each("ForeignKey", foreignKey),
      .each(eagerLoaders, Operation.gives("sqlalchemy.Loader").loading(.eager)),
      .each(otherLoaders, Operation.gives("sqlalchemy.Loader").loading(.passing)),
      .types("Table", "sqlalchemy.Table"),
      .free(columns),
    ]).byName,
    types: [
      "sqlalchemy.Engine": LibraryType(
        .each("connect begin", .gives("sqlalchemy.Session")),
        .each("raw_connection", Operation.gives("sqlalchemy.Session").opening(.mapperSession)),
        .each("execute scalar", .reads("execute", many: true)),
        .each("run_sync", .calls(.once(.at(0)))),
        .free("dispose url dialect")
      ),
      "sqlalchemy.SessionFactory": LibraryType(
        parent: "sqlalchemy.Session",
        call: Operation.gives("sqlalchemy.Session").opening(.mapperSession),
        construct: Operation.gives("sqlalchemy.Session").opening(.mapperSession),
        .each("begin", .gives("sqlalchemy.Session")),
        .free("configure remove")
      ),
      // The session of a thread or request, which the framework's own hook removes.
      "sqlalchemy.ScopedSession": LibraryType(
        parent: "sqlalchemy.Session",
        call: .gives("sqlalchemy.Session"),
        construct: .gives("sqlalchemy.Session"),
        .each("remove", Operation().playing(.endsTransaction)),
        .free("configure")
      ),
      "sqlalchemy.Session": sessionType,
      "sqlalchemy.Query": queryType,
      "sqlalchemy.Rows": LibraryType().ofRows,
      // A page is walked like a list, and has one.
      "sqlalchemy.Page": LibraryType(
        .values("items", "sqlalchemy.Rows"),
        .free("pages total page per_page has_next has_prev next_num prev_num iter_pages next prev")
      ).ofRows,
      "sqlalchemy.Loader": LibraryType(
        .each(eagerLoaders, Operation(passesThrough: Operation.receiver).loading(.eager)),
        .each(otherLoaders, Operation(passesThrough: Operation.receiver).loading(.passing)),
        .each("options", Operation(passesThrough: Operation.receiver).loading(.takesLoaders))
      ),
      // A table without a class, which begins its statements itself.
      "sqlalchemy.Table": LibraryType(
        .each("select", Operation(returns: "sqlalchemy.Select").beginning),
        .each("insert update delete", .gives("sqlalchemy.Statement")),
        .chain("join outerjoin alias"),
        .values("c columns", "flask.Bag"),
        .free("create drop exists name")
      ),
      // Only what selects can give rows without end.
      "sqlalchemy.Select": LibraryType(parent: "sqlalchemy.Statement"),
      // A statement is built up, and asked for by a session.
      "sqlalchemy.Statement": LibraryType(.chain(clauses), .each("options", options)),
      "sqlalchemy.Result": LibraryType(
        .each("scalars", .gives("sqlalchemy.Scalars")),
        .chain("mappings unique all fetchall partitions yield_per columns"),
        .each("scalar scalar_one scalar_one_or_none", Operation().giving(.one)),
        .each("first one one_or_none fetchone", .free),
        .free("rowcount close keys inserted_primary_key fetchmany")
      ),
      // What is read of each row: its first column, or the object that it is.
      "sqlalchemy.Scalars": LibraryType(
        .chain("scalars unique partitions yield_per"),
        .each("all fetchall fetchmany", Operation().giving(.many)),
        .each("first one one_or_none", Operation().giving(.one)),
        .free("close")
      ).ofRows,
      // Rows that are never loaded: a statement is made for them (docs.sqlalchemy.org, write only relationships).
      "sqlalchemy.WriteOnly": LibraryType(
        .each("select", Operation(returns: "sqlalchemy.Select")),
        .each("insert update delete", .gives("sqlalchemy.Statement")),
        .free("add add_all remove")
      ),
      "sqlalchemy.Relationship": LibraryType(.each("__get__", Operation(Effect(.load, "select")))),
      "sqlalchemy.Base": LibraryType(
        parent: "sqlalchemy.Model",
        .values("metadata registry", "flask.Bag")
      ),
      "sqlalchemy.Model": LibraryType(
        .values("query", "sqlalchemy.Query"),
        .values("metadata", "flask.Bag"),
        .each("model_validate from_orm", Operation().serializing(0)),
        .free("model_dump sqlmodel_update model_dump_json dict json copy")
      ).serializing(by: .annotated(answering: "response_model")),
      "sqlalchemy.Flask": LibraryType(
        .values("session", "sqlalchemy.Session"),
        .values("engine", "sqlalchemy.Engine"),
        // What Flask-SQLAlchemy 2 registers with the application holds it.
        .values("db", "sqlalchemy.Flask"),
        .types("Model", "sqlalchemy.Model"),
        .types("Table", "sqlalchemy.Table"),
        .each("relationship", relationship),
        .each("backref", .gives("sqlalchemy.Relationship")),
        .each("ForeignKey", foreignKey),
        .each(eagerLoaders, Operation.gives("sqlalchemy.Loader").loading(.eager)),
        .each(otherLoaders, Operation.gives("sqlalchemy.Loader").loading(.passing)),
        .each("select", select),
        .each(
          "paginate",
          .reads("page", gives: "sqlalchemy.Page", subject: 0).bounded(by: .sqlAlchemyStatementPage)
        ),
        .each("get_or_404 first_or_404 one_or_404", Operation.reads(subject: 0).giving(.one)),
        .each("create_all drop_all", .writes("ddl")),
        .free("init_app \(columns)")
      ),
    ]
  ).loggingStatements(by: "SQLALCHEMY_ECHO").forPython

  private static let openedSession = Operation(returns: "sqlalchemy.Session")
    .opening(.mapperSession)

  private static let engine = Operation(returns: "sqlalchemy.Engine", deadline: connection)
    .playing(.connectionPool)
    .needing(DeadlineRule.OptionRule(-1, "pool_size", "max_overflow", "poolclass"))

  private static let columns = """
    Column Integer String Text Boolean DateTime Date Float Numeric BigInteger SmallInteger
    Enum JSON LargeBinary Index UniqueConstraint CheckConstraint PrimaryKeyConstraint MetaData
    Field col func and_ or_ not_ desc asc case cast literal bindparam mapped_column
    load_only defer undefer aliased event inspect column_property deferred synonym validates reconstructor
    hybrid_property hybrid_method association_proxy distinct exists outerjoin join
    """

  private static let eagerLoaders = """
    joinedload selectinload subqueryload contains_eager immediateload noload raiseload
    """
  private static let otherLoaders = "lazyload defaultload Load selectin_polymorphic"

  private static let select = Operation(returns: "sqlalchemy.Select", subjectArgument: 0)
    .beginning
  private static let foreignKey = Operation().playing(.foreignKey)

  /// What `relationship()` says; docs.sqlalchemy.org/en/20/orm/relationship_api.html.
  private static let relationship: Operation = {
    var rule = RelationRule(
      .declared,
      target: "argument",
      reverse: "backref",
      pair: "back_populates"
    )
    rule.loading = "lazy"
    rule.unlazy = [
      "joined", "selectin", "subquery", "immediate", "raise", "raise_on_sql", "noload",
      "write_only",
    ]
    rule.asked = ["dynamic": "sqlalchemy.Query", "write_only": "sqlalchemy.WriteOnly"]
    rule.askedWrappers = [
      "DynamicMapped": "sqlalchemy.Query", "WriteOnlyMapped": "sqlalchemy.WriteOnly",
    ]
    rule.listOption = "uselist"
    rule.ownSideOption = "remote_side"
    rule.columnsOption = "foreign_keys"
    rule.tableMember = "__tablename__"
    rule.isHeldByKey = true
    return Operation.gives("sqlalchemy.Relationship").relating(rule)
  }()

  private static let options = Operation(passesThrough: Operation.receiver).loading(.takesLoaders)

  private static let clauses = """
    where filter filter_by join outerjoin join_from order_by group_by having distinct
    select_from with_only_columns add_columns values returning with_for_update execution_options
    correlate subquery cte alias scalar_subquery label union union_all on_conflict_do_nothing
    on_conflict_do_update ordered_values params bindparams columns prefix_with limit offset fetch slice
    """

  static let sessionType = LibraryType(
    .each(
      "execute stream",
      .reads("execute", gives: "sqlalchemy.Result").bounded(
        by: .sqlAlchemyStatement.mended(by: ".limit(50)")
      )
    ),
    .each(
      "exec scalars stream_scalars",
      .reads("execute", gives: "sqlalchemy.Scalars").bounded(
        by: .sqlAlchemyStatement.mended(by: ".limit(50)")
      )
    ),
    .each(
      "scalar",
      Operation.reads("execute", gives: "sqlalchemy.Result", subject: 0).giving(.one)
    ),
    .each("exec_driver_sql", .reads("execute", gives: "sqlalchemy.Result")),
    .each("query", Operation(returns: "sqlalchemy.Query", subjectArgument: 0).beginning),
    .each("get get_one", Operation.reads(subject: 0).giving(.one).loading(.option("options"))),
    .each("refresh", .reads()),
    .each("flush", .writes("flush")),
    .each("commit", .writes("flush").playing(.endsTransaction)),
    .each("rollback close remove invalidate", Operation().playing(.endsTransaction)),
    .each("merge", .reads("merge")),
    .each(
      "bulk_save_objects bulk_insert_mappings bulk_update_mappings",
      .writes("insert")
    ),
    .each("run_sync", .calls(.once(.at(0)))),
    .each("begin begin_nested connection", Operation(passesThrough: Operation.receiver)),
    .each("add add_all", Operation().playing(.tracksRow)),
    .each("delete", Operation().playing(.removesRow)),
    .free(
      """
      expunge expunge_all expire expire_all is_active no_autoflush info bind get_bind
      in_transaction
      """
    )
  )

  private static let queryType = LibraryType(
    awaited: "sqlalchemy.Rows",
    .chain(
      """
      filter filter_by where order_by limit offset join outerjoin group_by having distinct
      select_from with_for_update execution_options yield_per
      enable_eagerloads populate_existing correlate from_self reset_joinpoint params union union_all
      intersect intersect_all except_ except_all prefix_with suffix_with with_hint with_statement_hint
      slice with_parent autoflush exists subquery label cte as_scalar scalar_subquery tuples
      """
    ),
    .each("options", options),
    // What is selected is no row of the class any more.
    .each(
      "with_entities add_columns add_column",
      Operation(passesThrough: Operation.receiver).loading(.takesLoaders)
    ),
    .each(
      "all",
      Operation.reads(many: true).bounded(by: .sqlAlchemyQuery.mended(by: ".limit(50)")).giving(
        .many
      )
    ),
    .each("__iter__", .reads(many: true).bounded(by: .sqlAlchemyQuery.mended(by: ".limit(50)"))),
    .each("__getitem__", Operation.reads().giving(.many)),
    .each(
      "first one one_or_none get first_or_404 get_or_404 one_or_404 one_or_none_or_404",
      Operation.reads().giving(.one)
    ),
    .each("scalar", .reads()),
    .each("count", .reads("count")),
    .each("paginate", .reads("page", gives: "sqlalchemy.Page").bounded(by: .sqlAlchemyPage)),
    .each("delete", .writes("delete")),
    .each("update", .writes("update"))
  ).ofRows

  /// `pool_timeout` bounds the wait for a connection of the pool, and neither connecting nor statements.
  private static let connection = DeadlineRule(
    "database connection",
    options: [
      DeadlineRule.OptionRule(
        -1,
        "connect_args.connect_timeout",
        "connect_args.options",
        "connect_args.timeout",
        "connect_args.command_timeout",
        "connect_args.server_settings.statement_timeout",
        "connect_args.read_timeout",
        "execution_options.timeout"
      )
      .suggesting(
        "connect_args: {\"connect_timeout\": 5, \"options\": \"-c statement_timeout=5000\"}"
      )
    ],
    isSettableElsewhere: true
  )
}
