// Completes a program with what its data model says.

package import Queries

extension Program {
  /// The same program with the schema that its project declares.
  package func with(schema: Schema) -> Program { Program(self, schema: schema) }
}
