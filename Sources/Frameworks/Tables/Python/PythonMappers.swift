// Further mappers of Python: Tortoise and Peewee.

import SemanticModel

extension Library {
  /// Tortoise: a queryset asks when it is awaited, or walked with `async for`.
  static let tortoise = Library(
    "Tortoise",
    packages: ["tortoise", "tortoise/*"],
    exports: Members.of([
      .types("Model", "tortoise.Model"),
      .values("models", "tortoise.Models"),
      .each("in_transaction atomic", Operation(returns: "python.Decorator")),
      .free("fields Tortoise F Q run_async register_tortoise pydantic_model_creator"),
    ]).byName,
    types: [
      "tortoise.Models": LibraryType(anyMember: .free, .types("Model", "tortoise.Model")),
      "tortoise.Model": LibraryType(
        .each(
          "all filter exclude annotate",
          Operation.reads(gives: "tortoise.QuerySet", many: true).bounded(by: .tortoise)
        ),
        .each("get get_or_none first", .reads(gives: "tortoise.Model")),
        .each("exists", .reads("exists")),
        .each("create", .writes("insert", gives: "tortoise.Model")),
        .each("bulk_create bulk_update", .writes("insert")),
        .each(
          "get_or_create update_or_create",
          Operation(.read("select"), .write("insert"), returns: "tortoise.Model")
        ),
        .each("save", .writes("save")),
        .each("delete", .writes("delete")),
        .each("fetch_related refresh_from_db", .reads()),
        .free("update_from_dict describe pk clone")
      ),
      "tortoise.QuerySet": LibraryType(
        awaited: "tortoise.Model",
        anyMember: .call(.chain),
        .each("update", .writes("update")),
        .each("delete", .writes("delete"))
      ),
    ]
  ).forPython.withoutReferences().startingWhenAwaited()

  /// Peewee: a query asks when it is walked, executed or ended by a method that takes of it.
  static let peewee = Library(
    "Peewee",
    packages: ["peewee", "playhouse/*", "peewee_async"],
    exports: Members.of([
      .types("Model", "peewee.Model"),
      .types("SqliteDatabase Database", "peewee.Database"),
      .each(
        """
        PostgresqlDatabase MySQLDatabase PooledPostgresqlDatabase PooledMySQLDatabase
        PostgresqlExtDatabase PooledPostgresqlExtDatabase
        """,
        // What is given by name goes to the driver.
        is: .type(
          "peewee.Database",
          constructing: Operation(returns: "peewee.Database", deadline: driver)
        )
      ),
      .each("prefetch", .reads(many: true)),
      .free(
        """
        CharField IntegerField TextField DateTimeField BooleanField FloatField DecimalField
        AutoField BigIntegerField UUIDField fn JOIN SQL model_to_dict dict_to_model
        """
      ),
    ]).byName,
    types: [
      "peewee.Database": LibraryType(
        .each("execute_sql", .reads("execute", many: true)),
        .each("atomic transaction", Operation(returns: "python.Decorator")),
        .each("create_tables drop_tables", .writes("ddl")),
        .free("connect close is_closed init bind connection_context")
      ),
      "peewee.Model": LibraryType(
        .each("select", Operation(returns: "peewee.Query").beginning),
        .each("get get_or_none get_by_id", .reads(gives: "peewee.Model")),
        .each("create", .writes("insert", gives: "peewee.Model")),
        .each("get_or_create", Operation(.read("select"), .write("insert"))),
        .each("insert insert_many replace replace_many", .gives("peewee.Insert")),
        .each("update", .gives("peewee.Update")),
        .each("delete", .gives("peewee.Delete")),
        .each("save", .writes("save")),
        .each("delete_instance delete_by_id set_by_id", .writes("delete")),
        .each("bulk_create bulk_update", .writes("insert")),
        .each("create_table drop_table", .writes("ddl")),
        .free("alias noop")
      ),
      "peewee.Query": LibraryType(
        .chain(
          """
          where join join_from left_outer_join order_by limit offset group_by having distinct switch dicts
          tuples namedtuples objects order_by_extend orwhere paginate select alias from_ with_cte iterator
          """
        ),
        .each("__iter__ execute", .reads(many: true).bounded(by: .peewee)),
        .each("get first get_or_none peek scalar", .reads(gives: "peewee.Model")),
        .each("count", .reads("count")),
        .each("exists", .reads("exists"))
      ),
      "peewee.Insert": LibraryType(
        .chain("on_conflict on_conflict_ignore on_conflict_replace returning"),
        .each("execute", .writes("insert"))
      ),
      "peewee.Update": LibraryType(
        .chain("where returning from_"),
        .each("execute", .writes("update"))
      ),
      "peewee.Delete": LibraryType(.chain("where returning"), .each("execute", .writes("delete"))),
    ]
  ).forPython.withoutReferences()
}
