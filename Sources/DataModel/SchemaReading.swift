// The story of reading a schema: every declaration of every library, put together.

import Queries
import SemanticModel

/// Reads all declarations of tables: models first, then what migrations did.
struct SchemaReading {
  let schema: Schema

  init(of program: Program) {
    let code = Code(program)
    let dialect = DialectReading(code).dialect
    let models =
      MongooseReader(code).tables + TypeORMReader(code, dialect).tables
      + PrismaReader(program.workspace).tables + SQLAlchemyReader(code, dialect).tables
      + DjangoReader(code, dialect).tables + SequelizeReader(code, dialect).tables
      + SequelizeClassReader(code, dialect).tables
      + DrizzleReader(code).tables + CollectionReader(code).tables
    var state = SchemaState()
    let migrations = MigrationReading(code, dialect)
    for change in migrations.changes { state.apply(change) }
    let merged = SchemaMerge(models: models, migrations: state, dialect: dialect)
    let declared = Schema(
      tables: merged.tables,
      gaps: state.gaps,
      disagreements: merged.disagreements
    )
    schema = GrowthReading(of: program, declared).judged
  }
}
