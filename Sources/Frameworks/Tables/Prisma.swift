// Prisma: every model is a member of the client, every method of it one statement.

import SemanticModel

extension Library {
  /// Prisma Client, 2 to 7.
  ///
  /// Newer schemas generate the client into the application; by convention its folder is named as the last
  /// patterns say. `$connect`, `$disconnect`, `$on`, `$use` and `$extends` ask the database nothing.
  ///
  /// No deadline stands here: the pool waits 10 s for a connection and 5 s to connect, and a limit for statements
  /// can only be set outside the code, in the URL or the server (prisma.io, connection URL arguments).
  static let prisma = Library(
    "Prisma",
    packages: [
      "@prisma/client", "@prisma/client/*", ".prisma/client", ".prisma/client/*",
      "*/generated/prisma", "*/generated/prisma/client", "*/generated/client", "*/prisma/client",
    ],
    exports: [
      "PrismaClient": .type("prisma.Client", constructing: Operation().playing(.connectionPool)),
      "Prisma": .value("prisma.Namespace"),
      "default": .value("prisma.Package"),
    ],
    types: [
      "prisma.Package": LibraryType([
        "PrismaClient": .type("prisma.Client", constructing: Operation().playing(.connectionPool)),
        "Prisma": .value("prisma.Namespace"),
      ]),
      "prisma.Client": LibraryType(
        anyMember: .value("prisma.Model"),
        .each("$queryRaw $queryRawUnsafe", .reads("query", many: true).bounded(by: .text(at: 0))),
        .each("$queryRawTyped", .reads("query", many: true)),
        .each("$executeRaw $executeRawUnsafe", .writes("execute")),
        .each("$runCommandRaw", .reads("command")),
        // The callback's client is the transaction.
        .each(
          "$transaction",
          Operation(
            resultOf: 0,
            callbacks: [.once(.at(0), receives: [0: "prisma.Client"])]
          )
          .playing(.transaction)
        ),
        .each("$extends", Operation(returns: "prisma.Client")),
        .each("$on $use", .calls(.later(.last))),
        // Extensions: Kysely on Prisma's connection, read replicas.
        .values("$kysely", "kysely.Client"),
        .each("$primary $replica", .gives("prisma.Client")),
        .free("$connect $disconnect $metrics")
      ),
      "prisma.Model": LibraryType(
        .each(
          "findUnique findUniqueOrThrow findFirst findFirstOrThrow",
          .reads().bounded(by: ReadRule.prisma.single)
        ),
        .each("findMany", .reads(many: true).bounded(by: .prisma)),
        .each("count", .reads("count")),
        .each("aggregate", .reads("aggregate")),
        .each("groupBy findRaw aggregateRaw", .reads("aggregate", many: true)),
        // Each entry is looked for, written if it is missing, and joined.
        .each("create", Operation.writes("insert").writing(eachUnder: "connectOrCreate")),
        .each("createMany", .writes("insert")),
        .each("createManyAndReturn", .writes("insert", many: true)),
        .each("update", Operation.writes("update").writing(eachUnder: "connectOrCreate")),
        .each("updateMany", .writes("update")),
        .each("updateManyAndReturn", .writes("update", many: true)),
        .each("upsert", .writes("upsert")),
        .each("delete deleteMany", .writes("delete")),
        .free("fields")
      ),
      "prisma.Namespace": LibraryType(
        .types("TransactionClient PrismaClient DefaultPrismaClient", "prisma.Client"),
        .each("defineExtension", .passes(0)),
        .each("validator", .free),
        .free("sql join raw empty getExtensionContext")
      ),
    ]
  )
  .handing("prisma.Client", as: "prisma", "_prisma", "prismaClient", "_prismaClient")
}
