// What the query interfaces call "one of them" and "all of these".

/// How a mapper asks for rows by a key, and by many keys.
struct BatchStyle: Sendable {
  let library: String
  let methods: [String: Shape]
  /// Calls that may be chained behind the query and hold for many rows too.
  var chain: Set<String> = []
  /// Around a list of keys: `{ in: ids }`.
  let before: String
  let after: String
  /// Keys are objects, which a map tells apart by their text only.
  var hasObjectKeys = false
  /// The name that the new text needs besides, and the module that exports it.
  var needs = ""
  var module = ""

  struct Shape: Sendable {
    let becomes: String
    /// The option that holds the filter; empty: the first argument is the filter.
    var filter = ""
    var isMany = false
    /// At most one row has the key.
    var isUnique = false
    /// The argument is the key itself.
    var takesKey = false
    /// Counts the rows of a key, in a query that counts those of each (Prisma's `groupBy`).
    var isCount = false
  }

  func any(_ list: String) -> String { before + list + after }

  func asKey(_ path: String) -> String { hasObjectKeys ? "String(\(path))" : path }

  static let all: [BatchStyle] = [
    BatchStyle(
      library: "Prisma",
      methods: [
        "findUnique": Shape(becomes: "findMany", filter: "where", isUnique: true),
        "findFirst": Shape(becomes: "findMany", filter: "where"),
        "findMany": Shape(becomes: "findMany", filter: "where", isMany: true),
        "count": Shape(becomes: "groupBy", filter: "where", isCount: true),
      ],
      before: "{ in: ",
      after: " }"
    ),
    BatchStyle(
      library: "Mongoose",
      methods: [
        "findById": Shape(becomes: "find", isUnique: true, takesKey: true),
        "findOne": Shape(becomes: "find"),
        "find": Shape(becomes: "find", isMany: true),
      ],
      chain: ["lean", "populate", "exec"],
      before: "{ $in: ",
      after: " }",
      hasObjectKeys: true
    ),
    BatchStyle(
      library: "TypeORM",
      methods: [
        "findOne": Shape(becomes: "find", filter: "where"),
        "findOneBy": Shape(becomes: "findBy"),
        "find": Shape(becomes: "find", filter: "where", isMany: true),
        "findBy": Shape(becomes: "findBy", isMany: true),
      ],
      before: "In(",
      after: ")",
      needs: "In",
      module: "typeorm"
    ),
  ]

  /// What is better than one query for all, by library and method.
  static let ways: [String: String] = [
    "Prisma.create":
      "write the rows with one `createMany` (nested rows need a `createMany` of their own)",
    "Prisma.createMany": "gather the rows of all turns, and write them with one `createMany`",
    "Prisma.update":
      "write them with one `updateMany` where all get the same values, else with one `UPDATE … FROM (VALUES …)`",
    "Prisma.updateMany":
      "write them with one `updateMany` over all keys where all get the same values, else with one "
      + "`UPDATE … FROM (VALUES …)`",
    "Prisma.upsert": "write them with one `INSERT … ON CONFLICT DO UPDATE` (`$executeRaw`)",
    "Prisma.delete": "delete them with one `deleteMany({ where: { id: { in: ids } } })`",
    "Prisma.deleteMany": "delete them with one `deleteMany` over all keys",
    "Mongoose.populate":
      "chain the same `populate` to the query that reads them, or call `Model.populate(list, …)` once",
    "Django.update_or_create":
      "write all with one `bulk_create(rows, update_conflicts=True, unique_fields=[…], update_fields=[…])`",
    "Django.get_or_create":
      "read those that are there with one `filter(…__in=keys)`, and make the rest with one `bulk_create`",
    "TypeORM.delete": "delete them with one `delete([…ids])`",
    "TypeORM.increment": "add up per key first, then write with one `UPDATE … FROM (VALUES …)`",
  ]

  /// The statement that writes many rows at once, by library.
  static let writes: [String: String] = [
    "Prisma": "`createMany`, `updateMany` or `deleteMany`",
    "Mongoose": "`insertMany` or `bulkWrite`",
    "TypeORM": "`insert` or `upsert` with the list, or `update({ id: In(ids) }, …)`",
    "Sequelize": "`bulkCreate` or `update` with `where: { id: ids }`",
    "pg": "`INSERT … SELECT * FROM unnest($1::…[], …)` or `UPDATE … FROM unnest(…)`",
  ]
}
