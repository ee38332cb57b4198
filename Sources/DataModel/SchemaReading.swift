// The story of reading a schema: every declaration of every library, put together.

import Queries
import SemanticModel

/// Reads all declarations of tables.
struct SchemaReading {
  let schema: Schema

  init(of program: Program) {
    schema = .empty
  }
}
