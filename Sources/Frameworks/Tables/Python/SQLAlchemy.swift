// SQLAlchemy, SQLModel and Flask-SQLAlchemy: engines, sessions, queries of both styles.

import SemanticModel

extension Library {
  /// SQLAlchemy 1.x and 2.x; a unit of work writes when it is flushed, so adding to it is free.
  static let sqlAlchemy = Library(
    "SQLAlchemy",
    packages: [
      "sqlalchemy", "sqlalchemy/*", "sqlmodel", "sqlmodel/*", "sqlalchemy_utils",
      "flask_sqlalchemy", "flask_sqlalchemy/*",
    ],
    exports: Members.of([
      .each("create_engine create_async_engine engine_from_config", engine),
      .types("Engine AsyncEngine", "sqlalchemy.Engine"),
      .types("Session AsyncSession Connection AsyncConnection", "sqlalchemy.Session"),
      .each("sessionmaker async_sessionmaker", .gives("sqlalchemy.SessionFactory")),
      .each("scoped_session async_scoped_session", .gives("sqlalchemy.SessionFactory")),
      .each("select", .gives("sqlalchemy.Select")),
      .each("insert update delete text union union_all", .gives("sqlalchemy.Statement")),
      .types("SQLAlchemy", "sqlalchemy.Flask"),
      .types("SQLModel DeclarativeBase DeclarativeBaseNoMeta", "sqlalchemy.Model"),
      .each("declarative_base automap_base", .gives("sqlalchemy.Base")),
      .each("relationship Relationship backref", .gives("sqlalchemy.Relationship")),
      .free(columns),
    ]).byName,
    types: [
      "sqlalchemy.Engine": LibraryType(
        .each("connect begin raw_connection", .gives("sqlalchemy.Session")),
        .each("execute scalar", .reads("execute", many: true)),
        .each("run_sync", .calls(.once(.at(0)))),
        .free("dispose url dialect")
      ),
      "sqlalchemy.SessionFactory": LibraryType(
        parent: "sqlalchemy.Session",
        call: .gives("sqlalchemy.Session"),
        construct: .gives("sqlalchemy.Session"),
        .each("begin", .gives("sqlalchemy.Session")),
        .free("configure remove")
      ),
      "sqlalchemy.Session": sessionType,
      "sqlalchemy.Query": queryType,
      "sqlalchemy.Rows": LibraryType(),
      // Only what selects can give rows without end.
      "sqlalchemy.Select": LibraryType(parent: "sqlalchemy.Statement"),
      // A statement is built up, and asked for by a session.
      "sqlalchemy.Statement": LibraryType(.chain(clauses)),
      "sqlalchemy.Result": LibraryType(
        .chain("scalars mappings unique all fetchall partitions yield_per columns"),
        .each("first one one_or_none scalar scalar_one scalar_one_or_none fetchone", .free),
        .free("rowcount close keys inserted_primary_key fetchmany")
      ),
      "sqlalchemy.Relationship": LibraryType(),
      "sqlalchemy.Base": LibraryType(
        parent: "sqlalchemy.Model",
        .values("metadata registry", "flask.Bag")
      ),
      "sqlalchemy.Model": LibraryType(
        .values("query", "sqlalchemy.Query"),
        .values("metadata", "flask.Bag"),
        .free("model_validate model_dump sqlmodel_update model_dump_json dict json copy")
      ),
      "sqlalchemy.Flask": LibraryType(
        .values("session", "sqlalchemy.Session"),
        .values("engine", "sqlalchemy.Engine"),
        .types("Model", "sqlalchemy.Model"),
        .each("relationship", .gives("sqlalchemy.Relationship")),
        .each("select", .gives("sqlalchemy.Select")),
        .each("paginate", .reads(many: true)),
        .each("get_or_404 first_or_404 one_or_404", .reads()),
        .each("create_all drop_all", .writes("ddl")),
        .free("init_app \(columns)")
      ),
    ]
  ).forPython

  private static let engine = Operation(returns: "sqlalchemy.Engine", deadline: connection)

  private static let columns = """
    Column ForeignKey Integer String Text Boolean DateTime Date Float Numeric BigInteger SmallInteger
    Enum JSON LargeBinary Index UniqueConstraint CheckConstraint PrimaryKeyConstraint Table MetaData
    Field col func and_ or_ not_ desc asc case cast literal bindparam mapped_column
    joinedload selectinload subqueryload contains_eager lazyload noload raiseload load_only defer
    undefer aliased event inspect column_property deferred synonym validates reconstructor
    hybrid_property hybrid_method association_proxy distinct exists outerjoin join
    """

  private static let clauses = """
    where filter filter_by join outerjoin join_from order_by group_by having distinct options
    select_from with_only_columns add_columns values returning with_for_update execution_options
    correlate subquery cte alias scalar_subquery label union union_all on_conflict_do_nothing
    on_conflict_do_update ordered_values params bindparams columns prefix_with limit offset fetch slice
    """

  static let sessionType = LibraryType(
    .each(
      "execute exec scalars stream stream_scalars",
      .reads("execute", gives: "sqlalchemy.Result").bounded(by: .sqlAlchemyStatement)
    ),
    .each("scalar exec_driver_sql", .reads("execute", gives: "sqlalchemy.Result")),
    .each("query", Operation(returns: "sqlalchemy.Query", subjectArgument: 0)),
    .each("get get_one", .reads(subject: 0)),
    .each("refresh", .reads()),
    .each("flush commit", .writes("flush")),
    .each("merge", .reads("merge")),
    .each(
      "bulk_save_objects bulk_insert_mappings bulk_update_mappings",
      .writes("insert")
    ),
    .each("run_sync", .calls(.once(.at(0)))),
    .each("begin begin_nested connection", Operation(passesThrough: Operation.receiver)),
    .free(
      """
      add add_all delete rollback close expunge expunge_all expire expire_all is_active no_autoflush
      invalidate remove info bind get_bind in_transaction
      """
    )
  )

  private static let queryType = LibraryType(
    awaited: "sqlalchemy.Rows",
    .chain(
      """
      filter filter_by order_by limit offset join outerjoin options group_by having distinct
      with_entities select_from add_columns add_column with_for_update execution_options yield_per
      enable_eagerloads populate_existing correlate from_self reset_joinpoint params union union_all
      slice with_parent autoflush exists subquery label cte as_scalar scalar_subquery
      """
    ),
    .each("all __iter__", .reads(many: true).bounded(by: .sqlAlchemyQuery)),
    .each("__getitem__", .reads()),
    .each(
      "first one one_or_none get scalar first_or_404 get_or_404 one_or_404 one_or_none_or_404",
      .reads()
    ),
    .each("count", .reads("count")),
    .each("paginate", .reads(many: true)),
    .each("delete", .writes("delete")),
    .each("update", .writes("update"))
  )

  private static let connection = DeadlineRule(
    "database connection",
    options: [
      DeadlineRule.OptionRule(-1, "connect_args", "pool_timeout", "execution_options")
        .suggesting(
          "connect_args: {\"connect_timeout\": 5, \"options\": \"-c statement_timeout=5000\"}"
        )
    ],
    isSettableElsewhere: true
  )
}
