// Where the methods of each mapper take filter, order, limits and relations.

import Queries
import SourceText

/// Where one method says what it asks.
struct StatementForm {
  var action: Query.Action
  var filter = Place.none
  var order = Place.none
  var limits: [Place] = []
  var offsets: [Place] = []
  var includes: [Place] = []
  /// The argument that names the model; the receiver does where there is none.
  var model: Int?
  /// Gives or touches one row at most by its key.
  var isByKey = false
  var isSingle = false
  /// Which chained calls belong to the statement.
  var chain = Chain.none

  enum Chain {
    case none
    /// Those on what the call gives: `Order.find().sort()`.
    case starts
    /// Those before the call: `builder.where().getMany()`.
    case ends
    /// Those that made the statement which the call is handed: `session.execute(statement)`.
    case handed
  }

  enum Place: Equatable {
    case none
    case argument(Int)
    case option(String, of: Int)
    /// A list of stages.
    case stages(Int)
    /// A whole statement.
    case text(Int)
  }
}

extension StatementForm {
  /// Methods that add rows, in all libraries.
  private static let inserting: Set<String> = [
    "create", "insert", "insertMany", "insertOne", "createMany", "createManyAndReturn", "save",
    "bulkCreate", "bulk_create", "acreate", "add", "add_all",
  ]

  /// The form of a library's method; nil for what asks nothing that a filter selects.
  static func of(_ method: String, library: String, owner: String) -> StatementForm? {
    if inserting.contains(method) {
      var form = StatementForm(action: .insert)
      form.model = owner == "typeorm.Manager" || library == "Drizzle" ? 0 : nil
      return form
    }
    return switch library {
    case "Mongoose": mongoose(method)
    case "MongoDB": mongo(method)
    case "PyMongo", "Motor": mongo(method.camelCased)
    case "TypeORM": typeORM(method, owner: owner)
    case "Prisma": prisma(method)
    case "Sequelize": sequelize(method)
    case "SQLAlchemy": sqlAlchemy(method, owner: owner)
    case "Django": django(method)
    case "Django REST framework": paginated(method)
    case "Drizzle": drizzle(method)
    case "Knex", "Kysely", "Objection": builder(method)
    case "databases": handed(method)
    case "Beanie", "MongoEngine", "Tortoise", "Peewee": nil
    default: driver(method)
    }
  }

  private static func action(_ method: String) -> Query.Action {
    let lower = method.lowercased()
    if lower.contains("update") || lower.contains("increment") || lower.contains("decrement")
      || lower.contains("upsert") || lower.contains("softdelete") || lower == "restore"
    {
      return .update
    }
    if lower.contains("delete") || lower.contains("remove") || lower == "destroy" || lower == "del"
    {
      return .delete
    }
    if lower.contains("count") { return .count }
    if lower.contains("exist") { return .exists }
    if lower == "distinct" { return .distinct }
    let sums: Set<String> = [
      "aggregate", "groupby", "sum", "max", "min", "average", "avg", "maximum", "minimum",
    ]
    return sums.contains(lower) ? .aggregate : .read
  }

  private static func mongoose(_ method: String) -> StatementForm? {
    var form = StatementForm(action: action(method))
    switch method {
    case "find", "findOne", "exists", "countDocuments", "count", "updateOne", "updateMany",
      "update",
      "replaceOne", "deleteOne", "deleteMany", "remove", "findOneAndUpdate", "findOneAndDelete",
      "findOneAndRemove", "findOneAndReplace", "where":
      form.filter = .argument(0)
      let isUpdate = form.action == .update
      form.order = .option("sort", of: 2)
      form.limits = isUpdate ? [] : [.option("limit", of: 2)]
      form.offsets = [.option("skip", of: 2)]
      form.isSingle = method.contains("One") || method == "exists"
      form.chain = .starts
      return form
    case "distinct":
      form.filter = .argument(1)
      return form
    case "aggregate":
      form.filter = .stages(0)
      form.chain = .starts
      return form
    case "findById", "findByIdAndUpdate", "findByIdAndDelete", "findByIdAndRemove":
      form.isByKey = true
      form.chain = .starts
      return form
    case "paginate":
      form.filter = .argument(0)
      form.order = .option("sort", of: 1)
      form.limits = [.argument(1)]
      form.offsets = [.argument(1)]
      return form
    default: return nil
    }
  }

  private static func mongo(_ method: String) -> StatementForm? {
    guard var form = mongoose(method), !form.isByKey else { return nil }
    form.order = .option("sort", of: 1)
    form.limits = [.option("limit", of: 1)]
    form.offsets = [.option("skip", of: 1)]
    return form
  }

  private static func typeORM(_ method: String, owner: String) -> StatementForm? {
    let isManager = owner == "typeorm.Manager"
    let first = isManager ? 1 : 0
    var form = StatementForm(action: action(method))
    form.model = isManager ? 0 : nil
    switch method {
    case "find", "findOne", "findOneOrFail", "findAndCount", "count", "exist", "exists":
      form.filter = .option("where", of: first)
      form.order = .option("order", of: first)
      form.limits = [.option("take", of: first)]
      form.offsets = [.option("skip", of: first)]
      form.includes = [.option("relations", of: first)]
      form.isSingle = method.hasPrefix("findOne")
    case "findBy", "findOneBy", "findOneByOrFail", "findAndCountBy", "countBy", "existsBy",
      "update",
      "delete", "softDelete", "restore", "increment", "decrement":
      form.filter = .argument(first)
      form.isSingle = method.hasPrefix("findOne")
    case "sum", "average", "minimum", "maximum": form.filter = .argument(first + 1)
    case "getMany", "getOne", "getOneOrFail", "getRawMany", "getRawOne", "getCount",
      "getManyAndCount", "getRawAndEntities", "getExists", "execute", "stream":
      form.chain = .ends
      form.isSingle = method.hasPrefix("getOne")
    case "findTrees", "findRoots", "findByIds", "findOneById": form.isByKey = true
    case "query", "sql": form.filter = .text(0)
    // Rows that are in hand, deleted by their keys.
    case "remove", "softRemove", "recover": form.isByKey = true
    default: return nil
    }
    return form
  }

  private static func prisma(_ method: String) -> StatementForm? {
    var form = StatementForm(action: action(method))
    switch method {
    case "findMany", "findFirst", "findFirstOrThrow", "findUnique", "findUniqueOrThrow", "count",
      "aggregate", "groupBy", "update", "updateMany", "updateManyAndReturn", "delete", "deleteMany",
      "upsert":
      form.filter = .option("where", of: 0)
      form.order = .option("orderBy", of: 0)
      form.limits = [.option("take", of: 0)]
      form.offsets = [.option("skip", of: 0)]
      form.includes = [.option("include", of: 0), .option("select", of: 0)]
      form.isSingle = method.contains("First") || method.contains("Unique")
      form.isByKey =
        method.contains("Unique") || method == "update" || method == "delete"
        || method == "upsert"
    case "$queryRaw", "$queryRawUnsafe", "$executeRaw", "$executeRawUnsafe": form.filter = .text(0)
    default: return nil
    }
    return form
  }

  private static func sequelize(_ method: String) -> StatementForm? {
    var form = StatementForm(action: action(method))
    switch method {
    case "findAll", "findOne", "find", "findAndCountAll", "findAndCount", "count", "destroy",
      "findOrCreate", "findOrBuild":
      form.filter = .option("where", of: 0)
      form.order = .option("order", of: 0)
      form.limits = [.option("limit", of: 0)]
      form.offsets = [.option("offset", of: 0)]
      form.includes = [.option("include", of: 0)]
      form.isSingle = method.contains("One") || method.contains("OrCreate")
    case "update", "increment", "decrement", "max", "min", "sum":
      form.filter = .option("where", of: 1)
    case "findByPk", "findById": form.isByKey = true
    case "query", "queryRaw": form.filter = .text(0)
    default: return nil
    }
    return form
  }

  private static func sqlAlchemy(_ method: String, owner: String) -> StatementForm? {
    var form = StatementForm(action: action(method))
    if owner == "sqlalchemy.Flask" {
      // The extension's own methods are handed a statement: `db.paginate(select(Order))`.
      guard ["paginate", "first_or_404", "one_or_404"].contains(method) else {
        guard method == "get_or_404" else { return nil }
        form.isByKey = true
        form.model = 0
        return form
      }
      form.chain = .handed
      form.isSingle = method != "paginate"
      return form
    }
    switch method {
    case "execute", "exec", "scalars", "scalar", "stream", "stream_scalars", "exec_driver_sql":
      form.filter = .text(0)
      form.chain = .handed
    case "all", "__iter__", "first", "one", "one_or_none", "count", "first_or_404", "one_or_404",
      "delete", "update", "__getitem__", "paginate":
      form.chain = .ends
      form.isSingle = method.hasPrefix("first") || method.hasPrefix("one")
    case "get", "get_one", "get_or_404":
      form.isByKey = true
      // `session.get(Order, id)`, `db.get_or_404(Order, id)`; a query knows its model.
      form.model = owner == "sqlalchemy.Query" ? nil : 0
    default: return nil
    }
    return form
  }

  private static func django(_ method: String) -> StatementForm? {
    let plain = method.hasPrefix("a") ? String(method.dropFirst()) : method
    if plain.hasPrefix("get_object_or_404") || plain.hasPrefix("get_list_or_404") {
      var form = StatementForm(action: .read)
      form.model = 0
      form.filter = .argument(-1)
      form.isSingle = plain.hasPrefix("get_object")
      return form
    }
    switch method {
    case "get", "__iter__", "__getitem__", "first", "last", "earliest", "latest", "count", "exists",
      "aggregate", "update", "delete", "iterator", "aget", "afirst", "alast", "acount", "aexists",
      "aupdate", "adelete", "aiterator", "get_or_create", "update_or_create", "page", "get_page":
      var form = StatementForm(action: action(method))
      if method == "get_or_create" || method == "update_or_create" { form.action = .read }
      form.chain = .ends
      form.filter =
        ["get", "get_or_create", "update_or_create"].contains(method)
          || plain == "get" ? .argument(-1) : .none
      form.isSingle =
        ["get", "first", "last", "earliest", "latest"].contains(method)
        || ["get", "first", "last"].contains(plain) || method.hasPrefix("get_or")
      return form
    default: return nil
    }
  }

  /// A page of a query that the paginator is handed.
  private static func paginated(_ method: String) -> StatementForm? {
    guard method == "paginate_queryset" else { return nil }
    var form = StatementForm(action: .read)
    form.chain = .handed
    form.limits = [.argument(0)]
    return form
  }

  private static func drizzle(_ method: String) -> StatementForm? {
    var form = StatementForm(action: action(method))
    switch method {
    case "findMany", "findFirst":
      form.filter = .option("where", of: 0)
      form.order = .option("orderBy", of: 0)
      form.limits = [.option("limit", of: 0)]
      form.offsets = [.option("offset", of: 0)]
      form.includes = [.option("with", of: 0)]
      form.isSingle = method == "findFirst"
    case "select", "selectDistinct", "update", "delete", "$count":
      form.chain = .starts
      form.model = method == "update" || method == "delete" || method == "$count" ? 0 : nil
    case "execute": form.filter = .text(0)
    default: return nil
    }
    return form
  }

  private static func builder(_ method: String) -> StatementForm? {
    if method == "raw" {
      var form = StatementForm(action: .read)
      form.filter = .text(0)
      return form
    }
    var form = StatementForm(action: action(method))
    form.chain = method.hasPrefix("execute") ? .ends : .starts
    return form
  }

  /// A text, or a statement that was built up.
  private static func handed(_ method: String) -> StatementForm? {
    var form = driver(method)
    form?.chain = .handed
    return form
  }

  private static func driver(_ method: String) -> StatementForm? {
    var form = StatementForm(action: .read)
    form.filter = .text(0)
    return form
  }
}

extension String {
  /// `findOne` of `find_one`.
  fileprivate var camelCased: String {
    let parts = split(separator: "_")
    return parts.prefix(1).joined()
      + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
