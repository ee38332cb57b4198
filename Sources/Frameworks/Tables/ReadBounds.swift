// How each library bounds the rows of a read.

import SemanticModel

extension ReadRule {
  /// Prisma: `findMany({ where, take })`.
  static let prisma = ReadRule(
    limits: [option(0, "take", "first").suggesting("take: 50")],
    filter: .option("where", of: 0),
    includes: ["include", "select"]
  )

  /// Mongoose: `Model.find(filter, projection, options)`, and a chain.
  static let mongoose = ReadRule(
    limits: [option(2, "limit", "perPage")],
    bounds: set(
      """
      limit findOne findById count countDocuments estimatedDocumentCount distinct cursor paginate
      updateMany updateOne update deleteMany deleteOne remove findOneAndUpdate findOneAndDelete
      findOneAndRemove getFilter getQuery
      """
    ),
    filter: .argument(0),
    filters: set("find where and or nor merge setQuery in elemMatch"),
    includes: ["populate"],
    ending: ".limit(50)"
  )

  /// Aggregations of MongoDB: a list of stages, and a chain.
  static let stages = ReadRule(
    limits: [],
    bounds: set("limit group count facet sample sortByCount cursor out merge search near stream"),
    filter: .stages(0),
    filters: set("match")
  )

  /// The MongoDB driver: `collection.find(filter, options)`, and a chain.
  static let mongodb = ReadRule(
    limits: [option(1, "limit")],
    bounds: set("limit next tryNext count forEach stream hasNext explain"),
    filter: .argument(0),
    filters: set("filter"),
    ending: ".limit(50)"
  )

  /// Sequelize: `findAll({ where, limit })`.
  static let sequelize = ReadRule(
    limits: [option(0, "limit", "group").suggesting("limit: 50")],
    filter: .option("where", of: 0),
    includes: ["include"]
  ).ofModels

  /// TypeORM's options, of the first argument or, where the first is the entity, of the second.
  static func typeorm(at position: Int) -> ReadRule {
    var rule = ReadRule(
      limits: [option(position, "take", "limit").suggesting("take: 50")],
      filter: .option("where", of: position),
      includes: ["relations"]
    )
    // Up to 0.2 the options may be a plain filter (FindOptionsUtils.isFindManyOptions).
    rule.optionNames = set(
      """
      where select relations relationLoadStrategy join order cache lock withDeleted skip take
      loadRelationIds loadEagerRelations transaction comment limit
      """
    )
    return rule
  }

  /// TypeORM's `findBy`, whose argument is the filter.
  static func typeormBy(at position: Int) -> ReadRule { ReadRule(filter: .argument(position)) }

  /// Builders of SQL: Knex, Kysely, Drizzle, Objection, TypeORM and MikroORM name the parts alike.
  ///
  /// What TypeORM's builder is asked for besides (`getCount`, `getOne`) is a statement of its own and bounds none.
  static let builder: ReadRule = {
    var rule = ReadRule(
      bounds: set(
        """
        limit take first top fetch count countDistinct sum min max avg sumDistinct avgDistinct
        executeTakeFirst executeTakeFirstOrThrow findOne findById findByIds insert insertAndFetch upsertGraph insertGraph update updateTable patch
        patchAndFetchById updateAndFetchById del delete deleteById truncate increment decrement forPage
        page range paginate resultSize stream as groupBy groupByRaw toString toSQL toNative getQuery getSql
        compile returning into single maybeSingle union unionAll setLimit limitToLast
        relate unrelate softDelete restore modifyGraph $if
        """
      ),
      filter: .chained,
      filters: set(
        """
        where andWhere orWhere whereIn whereNot whereNotIn whereNull whereNotNull whereRaw
        whereBetween whereLike whereILike whereExists andWhereRaw orWhereIn having whereRef whereInIds
        whereComposite whereJsonSupersetOf innerJoinAndSelect
        """
      )
    )
    rule.joins = set("leftJoinAndSelect innerJoinAndSelect leftJoinAndMapMany innerJoinAndMapMany")
    return rule
  }()

  /// A statement as text.
  static func text(at position: Int) -> ReadRule { ReadRule(filter: .text(position)) }

  /// A statement as text, whose rows the cursor gives when it is asked (PEP 249).
  static let cursor: ReadRule = {
    var rule = text(at: 0)
    rule.taking = Taking(
      whole: set("fetchall __iter__"),
      part: set("fetchone fetchmany fetchval execute executemany executescript callproc")
    )
    return rule
  }()

  /// A condition as text, with what follows it.
  static func condition(at position: Int) -> ReadRule { ReadRule(filter: .condition(position)) }

  /// `findMany({ where: eq(users.id, id), limit })`.
  static let drizzleTable = ReadRule(
    limits: [option(0, "limit").suggesting("limit: 50")],
    filter: .option("where", of: 0),
    includes: ["with"]
  )

  /// MikroORM: the entity, the filter, and options.
  static let mikroORM = ReadRule(
    limits: [option(2, "limit", "first", "last"), option(1, "limit", "first", "last")],
    filter: .argument(1)
  )

  /// SQLAlchemy's `Query`: a chain that `all()` or a loop ends, so that no limit can stand behind it.
  static let sqlAlchemyQuery = ReadRule(
    bounds: set(
      """
      limit slice __getitem__ first one one_or_none scalar count paginate get exists delete update
      yield_per group_by subquery as_scalar scalar_subquery cte first_or_404 get_or_404 partitions
      """
    ),
    filters: set("filter filter_by where")
  ).atRelations

  /// A session that is handed a `select()`, and what is taken of the result.
  static let sqlAlchemyStatement: ReadRule = {
    var rule = ReadRule(
      bounds: set(
        """
        limit slice fetch group_by first one one_or_none scalar scalar_one scalar_one_or_none fetchone
        fetchmany partitions yield_per execution_options rowcount subquery
        """
      ),
      filters: set("filter filter_by where")
    )
    rule.statement = 0
    rule.texts = ["text"]
    rule.streaming = ["execution_options": ["yield_per", "stream_results"]]
    rule.selects = ["select"]
    rule.writes = ["insert", "update", "delete"]
    return rule
  }()

  /// Flask-SQLAlchemy's pages, of a query or of a statement: as long as `per_page` says, unless `max_per_page` cuts it.
  static let sqlAlchemyPage = ReadRule(
    limits: [option(-1, "per_page")],
    bounds: ["paginate"],
    filters: set("filter filter_by where")
  )
  static let sqlAlchemyStatementPage: ReadRule = {
    var rule = sqlAlchemyPage
    rule.statement = 0
    rule.selects = ["select"]
    return rule
  }()

  /// A statement as text, or one that SQLAlchemy built up.
  static let textOrStatement: ReadRule = {
    var rule = sqlAlchemyStatement
    rule.filter = .text(0)
    return rule
  }()

  /// Django's QuerySet: asked when it is walked.
  static let django = ReadRule(
    bounds: set(
      """
      __getitem__ first last get count exists aggregate earliest latest update delete iterator page get_page
      in_bulk create bulk_create get_or_create update_or_create bulk_update dates datetimes none
      """
    ),
    filters: set("filter get"),
    ending: "[:50]"
  ).atRelations

  /// A paginator of the REST framework: it is handed a query, and reads a page of it.
  static let restPage: ReadRule = {
    var rule = ReadRule(filters: set("filter"))
    rule.statement = 0
    rule.isSingle = true
    return rule
  }()

  /// PyMongo and Motor: `collection.find(filter, limit=50)`, and a cursor.
  static let pymongo: ReadRule = {
    var rule = ReadRule(
      limits: [option(-1, "limit").suggesting("limit=50")],
      bounds: set("limit next count explain fetch_next next_object __getitem__"),
      filter: .argument(0)
    )
    rule.countedBounds = ["to_list"]
    return rule
  }()

  /// Their aggregations: a list of stages, and a cursor.
  static let pymongoStages: ReadRule = {
    var rule = ReadRule(bounds: set("next fetch_next"), filter: .stages(0))
    rule.countedBounds = ["to_list"]
    return rule
  }()

  /// Beanie: a chain that `to_list()` or a loop ends.
  static let beanie: ReadRule = {
    var rule = ReadRule(
      bounds: set(
        """
        limit first_or_none count exists sum avg max min update update_many set inc delete
        delete_many aggregate
        """
      ),
      filters: set("find find_many")
    )
    rule.countedBounds = ["to_list"]
    return rule
  }()

  /// MongoEngine: `Order.objects(user=user)`, asked when it is walked.
  static let mongoengine = ReadRule(
    bounds: set(
      """
      limit first get get_or_404 first_or_404 count sum average aggregate update update_one delete
      __getitem__ modify
      """
    ),
    filters: set("objects filter")
  )

  /// Tortoise: the first call asks, and what is chained to it bounds it.
  static let tortoise: ReadRule = {
    var rule = ReadRule(
      bounds: set(
        """
        limit first get get_or_none count exists update delete annotate group_by earliest latest
        in_bulk bulk_update bulk_create sql explain
        """
      ),
      filters: set("filter")
    )
    rule.beginsWithFilter = true
    return rule
  }()

  /// Peewee: a chain that a loop ends.
  static let peewee = ReadRule(
    bounds: set(
      "limit paginate get first get_or_none peek scalar count exists group_by alias iterator"
    ),
    filters: set("where orwhere")
  )

  private static func option(_ argument: Int, _ keys: String...) -> DeadlineRule.OptionRule {
    DeadlineRule.OptionRule(argument, keys)
  }

  private static func set(_ words: String) -> Set<String> { Set(Members.words(words)) }
}
