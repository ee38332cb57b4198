// Finishes a program with what its project says of the data.

package import SemanticModel

/// Reads the schema that models, migrations and schema files declare, and the queries that are sent.
package enum DataModel {
  /// The program, with its schema and its queries.
  package static func finished(_ program: Program) -> Program {
    program.with(
      schema: SchemaReading(of: program).schema,
      queries: QueryReading(of: program).queries()
    )
  }
}
