// Finishes a program with what its project says of the data.

import Queries
package import SemanticModel

/// Reads the schema that models, migrations and schema files declare, and the queries that are sent.
package enum DataModel {
  /// The program, with its schema and its queries; they are read side by side where several threads may be used.
  package static func finished(_ program: Program, jobs: Int = 1) -> Program {
    let (schema, queries) = together(jobs: jobs) {
      SchemaReading(of: program).schema
    } _: {
      QueryReading(of: program).queries()
    }
    return program.with(schema: schema, queries: queries)
  }
}
